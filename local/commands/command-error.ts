import { UserError } from "../user-error.js";

/** A command that cannot go on, in words for the person at the keyboard: what is wrong, and what to do. */
export class CommandError extends UserError {
  constructor(
    message: string,
    readonly whatToDo: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "CommandError";
  }
}
