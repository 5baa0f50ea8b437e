/** A value from outside that is not what it should be: names the field, what was expected and what came. */
export class UnexpectedValue extends Error {
  constructor(
    /** Column, option or path of the value, as the user knows it. */
    readonly field: string,
    readonly expected: string,
    /** The value as it came, ready to be shown. */
    readonly actual: string,
  ) {
    super(`${field}: expected ${expected}, came ${actual}`);
    this.name = "UnexpectedValue";
  }
}

/** Longest piece of a value shown in an error, in characters. */
const longestShown = 60;

/** A value as an error shows it: texts in quotes, what is long cut, nothing as "nothing". */
export function shown(value: unknown): string {
  if (value === undefined || value === "") return "nothing";
  const text = JSON.stringify(value) ?? typeof value;
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}… (${String(text.length)} characters)`;
}
