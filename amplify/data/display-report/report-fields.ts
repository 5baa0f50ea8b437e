import { consistsOf, digits, letters } from "../status-update/alphabet.js";
import { problem, type Problem } from "../status-update/problem.js";

/** A text field of a report: what it must look like. */
interface TextRule {
  readonly alphabet: string;
  readonly shortest: number;
  readonly longest: number;
}

const hexDigits = `${digits}abcdefABCDEF`;
/** Printable ASCII without space, quotation marks, angle brackets and backslash: browsers send the others of an address in %-escapes. */
const ofAddresses = `${letters}${digits}!#$%&'()*+,-./:;=?@[]^_\`{|}~`;

/** Names of the text fields. */
type TextField = "id" | "address" | "version" | "digest" | "takeoverId";

const textRules: Readonly<Record<TextField, TextRule>> = {
  id: { alphabet: `${letters}${digits}-`, shortest: 16, longest: 64 },
  address: { alphabet: ofAddresses, shortest: 1, longest: 512 },
  version: { alphabet: `${letters}${digits}.-_+`, shortest: 1, longest: 64 },
  digest: { alphabet: hexDigits, shortest: 8, longest: 128 },
  takeoverId: { alphabet: `${letters}${digits}-`, shortest: 1, longest: 64 },
};

const expectations: Readonly<Record<TextField, string>> = {
  id: "16 to 64 of A-Z a-z 0-9 -",
  address: "path and query of the display's URL: one / first, up to 512 characters as browsers escape them",
  version: "1 to 64 of A-Z a-z 0-9 . - _ +",
  digest: "8 to 128 hexadecimal digits",
  takeoverId: "the id of a takeover, 1 to 64 of A-Z a-z 0-9 -",
};

/** What is wrong with a text of a report, if anything. */
export function textProblem(field: TextField, text: string): Problem | undefined {
  const { alphabet, shortest, longest } = textRules[field];
  // An address with two slashes at its beginning would lead to another host.
  const isPath = field !== "address" || (text.startsWith("/") && !text.startsWith("//"));
  return isPath && consistsOf(text, alphabet, shortest, longest)
    ? undefined
    : problem(field, expectations[field], text, "Correct what the display sends.");
}

/** Rows that a report may count; the busiest day known has 9,000 flights. */
const mostRows = 100_000;
/** CSS pixels that a report may give. */
const mostPixels = 32_767;

/** Names of the number fields, other than the clock's. */
type CountField = "rows" | "rowsBeyond" | "width" | "height";

const countRanges: Readonly<Record<CountField, readonly [lowest: number, highest: number]>> = {
  rows: [0, mostRows],
  rowsBeyond: [0, mostRows],
  width: [1, mostPixels],
  height: [1, mostPixels],
};

/** What is wrong with a number of a report, if anything. */
export function countProblem(field: CountField, count: number): Problem | undefined {
  const [lowest, highest] = countRanges[field];
  return count % 1 === 0 && count >= lowest && count <= highest
    ? undefined
    : problem(field, `a whole number from ${lowest} to ${highest}`, count, "Correct what the display sends.");
}
