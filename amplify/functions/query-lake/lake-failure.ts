import { problem } from "../../data/status-update/problem.js";
import type { LakeError } from "./lake-request.js";

/** A failure that the caller may read as it is: it becomes the answer's `error`. */
export class LakeFailure extends Error {
  override readonly name = "LakeFailure";
  readonly type: LakeError["type"];

  /** @param message - for the caller: says what to do, holds no value of a column */
  constructor(type: LakeError["type"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.type = type;
  }
}

/** An argument is wrong: its name, what was expected, what came, and what to do. */
export function badRequest(field: string, expected: string, came: unknown, remedy: string): LakeFailure {
  return new LakeFailure("BadRequest", problem(field, expected, came, remedy).problem);
}
