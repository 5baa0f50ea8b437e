/**
 * An error that speaks to the person at the keyboard: its message says what was found, where, and what to do, so that a
 * stack trace would only hide it.
 */
export class UserError extends Error {
  override name = "UserError";
}
