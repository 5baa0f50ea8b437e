/** The `errorType` of every refused argument. */
export const invalidInput = "InvalidInput";

/** How much of a refused value an error shows. */
const shownCharacters = 60;

/**
 * The first characters of a text, never half of one: the first half of a surrogate pair (U+D800 to U+DBFF) at the end is
 * left out. By comparison, since APPSYNC_JS has no charCodeAt.
 */
function shortened(text: string): string {
  const last = text.charAt(shownCharacters - 1);
  const halved = last >= "\ud800" && last <= "\udbff";
  return text.slice(0, halved ? shownCharacters - 1 : shownCharacters);
}

/** Why a value is refused: a sentence for the person who sent it. */
export interface Problem {
  readonly problem: string;
}

/** A refusal in the one form that all of them have: the field, what was expected, what came and what to do. */
export function problem(field: string, expected: string, came: unknown, remedy: string): Problem {
  const text = came === undefined ? "nothing" : JSON.stringify(came);
  const shown = text.length > shownCharacters ? `${shortened(text)}…` : text;
  return { problem: `${field}: expected ${expected}, got ${shown}. ${remedy}` };
}

/** Whether a result is a refusal. */
export function isProblem(result: object): result is Problem {
  return Object.hasOwn(result, "problem");
}
