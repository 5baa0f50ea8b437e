/** The `errorType` of every refused argument. */
export const invalidInput = "InvalidInput";

/** How much of a refused value an error shows. */
const shownCharacters = 60;

/** Why a value is refused: a sentence for the person who sent it. */
export interface Problem {
  readonly problem: string;
}

/** A refusal in the one form that all of them have: the field, what was expected, what came and what to do. */
export function problem(field: string, expected: string, came: unknown, remedy: string): Problem {
  const text = came === undefined ? "nothing" : JSON.stringify(came);
  const shown = text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  return { problem: `${field}: expected ${expected}, got ${shown}. ${remedy}` };
}

/** Whether a result is a refusal. */
export function isProblem(result: object): result is Problem {
  return Object.hasOwn(result, "problem");
}
