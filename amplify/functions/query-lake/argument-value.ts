import { badRequest } from "./lake-failure.js";

/** Most characters (code points) of a text in a filter. */
const longestText = 256;
/** Line breaks and tabs are parts of addresses. */
const allowedControls: ReadonlySet<string> = new Set(["\t", "\n", "\r"]);

/**
 * The fields of an object by name.
 * @throws LakeFailure BadRequest where it is no object, or has a field of another name
 */
export function recordOf(field: string, value: unknown, known: readonly string[]): ReadonlyMap<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw badRequest(field, "an object", value, `It may have ${known.join(", ")}.`);
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const name of fields.keys()) {
    if (!known.includes(name)) {
      throw badRequest(field, `no fields but ${known.join(", ")}`, name, "Leave it out or correct its name.");
    }
  }
  return fields;
}

function isUnprintable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  const isControl = code < 0x20 || code === 0x7f;
  // A pair is one character of a string's iterator: what is left in this range is half of one.
  const isHalf = code >= 0xd800 && code <= 0xdfff;
  return isHalf || (isControl && !allowedControls.has(character));
}

/**
 * A text to compare with. Empty is one, too.
 * @throws LakeFailure BadRequest: no text, too long, or with control characters or halves of surrogate pairs
 */
export function textOf(field: string, value: unknown): string {
  if (typeof value !== "string") throw badRequest(field, "a text", value, "Correct it or leave it out.");
  const characters = [...value];
  if (characters.length > longestText) {
    throw badRequest(field, `up to ${longestText} characters`, `${characters.length} characters`, "Shorten the text.");
  }
  if (characters.some(isUnprintable)) {
    throw badRequest(field, "a text without control characters", value, "Take them out; tab and line break may stay.");
  }
  return value;
}

/** @throws LakeFailure BadRequest: no whole number that JSON holds exactly */
export function wholeNumberOf(field: string, value: unknown): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) {
    const range = `${Number.MIN_SAFE_INTEGER} to ${Number.MAX_SAFE_INTEGER}`;
    throw badRequest(field, `a whole number from ${range}`, value, "Correct it or leave it out.");
  }
  return value;
}
