import { S3Error } from "./s3-error.js";

/** A piece of an object: its first byte and how many. */
export interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/**
 * Reads a `Range` header (RFC 9110, 14.1.2). Several ranges at once, other units and what is malformed are ignored, as S3
 * does: the whole object is the answer.
 *
 * @param size bytes of the object
 * @returns undefined: the whole object
 * @throws S3Error InvalidRange where no byte of the object is in it
 */
export function parseRange(header: string | undefined, size: number): ByteRange | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  const [, from = "", to = ""] = match ?? [];
  if (header === undefined || match === null || (from === "" && to === "")) return undefined;
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (start > end) {
    throw new S3Error("InvalidRange", "The requested range is not satisfiable", {
      RangeRequested: header,
      ActualObjectSize: size,
    });
  }
  return { start, length: end - start + 1 };
}
