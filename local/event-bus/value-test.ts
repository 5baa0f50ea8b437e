import { isInRange, parseAddress, type AddressRange } from "./ip-address.js";
import type { JsonScalarNode } from "./json-tree.js";

/** Whether one value of an event satisfies one entry of a pattern's list. */
export type ValueTest = (value: JsonScalarNode) => boolean;

/** A test of a string's text that no other kind of value satisfies. */
export function onString(test: (text: string) => boolean): ValueTest {
  return (value) => value.kind === "string" && test(value.text);
}

/** A test of a comparable number that no other kind of value satisfies. */
export function onNumber(test: (number: number) => boolean): ValueTest {
  return (value) => {
    if (value.kind !== "number") return false;
    const number = comparableNumber(value.text);
    return number !== undefined && test(number);
  };
}

/** A literal in a pattern. A string that is an IP address matches the same address written in another way. */
export function equalTo(literal: JsonScalarNode): ValueTest {
  if (literal.kind === "string") {
    const bytes = parseAddress(literal.text);
    if (bytes === undefined) return onString((text) => text === literal.text);
    const range: AddressRange = { bytes, maskBits: bytes.length * 8 };
    return onString((text) => isInRange(range, text));
  }
  if (literal.kind === "number") {
    const number = comparableNumber(literal.text);
    return (value) =>
      value.kind === "number" &&
      (value.text === literal.text || (number !== undefined && comparableNumber(value.text) === number));
  }
  return (value) => value.kind === literal.kind;
}

/** Every character as written, in lower or in upper case; no other normalization. */
export function equalIgnoringCase(pattern: string, text: string): boolean {
  if (pattern.length !== text.length) return pattern.toLowerCase() === text.toLowerCase();
  for (let at = 0; at < pattern.length; at += 1) {
    const expected = pattern.charAt(at);
    const actual = text.charAt(at);
    if (actual !== expected.toLowerCase() && actual !== expected.toUpperCase()) return false;
  }
  return true;
}

/**
 * A number that EventBridge can compare: one that a double holds without loss. Others, such as long identifiers, only
 * ever equal themselves, digit for digit
 * (https://github.com/aws/event-ruler/blob/main/src/main/software/amazon/event/ruler/ComparableNumber.java).
 */
export function comparableNumber(text: string): number | undefined {
  const number = Number(text);
  if (!Number.isFinite(number)) return undefined;
  return decimalOf(text) === decimalOf(String(number)) ? number : undefined;
}

/** One spelling for each decimal number: significant digits and exponent. */
function decimalOf(text: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const significant = digits.replace(/0+$/, "");
  if (significant === "") return "0";
  return `${sign}${significant}e${Number(exponent) - fraction.length + (digits.length - significant.length)}`;
}
