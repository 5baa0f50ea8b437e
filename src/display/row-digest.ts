import { Sha256 } from "@aws-crypto/sha256-js";
import type { BoardRow } from "../flights/board-row";

/** Hexadecimal digits of a digest: 64 bits are enough to tell the boards of one airport apart. */
export const DIGEST_LENGTH = 16;

/**
 * The text that a digest is made from: a line for each row in its place, a JSON list of what a passenger reads in it,
 * whatever the language; a last line for what only the "+N more flights" counts.
 */
export function paintedText(rows: readonly BoardRow[], beyond: number): string {
  const lines = rows.map((row) =>
    JSON.stringify([
      row.key,
      row.scheduled,
      row.estimated ?? null,
      row.place,
      row.via,
      row.divertedTo ?? null,
      row.terminal ?? null,
      row.gate ?? null,
      row.belt ?? null,
      row.status,
      row.codeshares,
    ]),
  );
  return [...lines, `+${String(beyond)}`].join("\n");
}

/**
 * Digest of what a display has painted, for its report to operations: two that show the same rows have the same. The
 * beginning of the SHA-256 of `paintedText` in UTF-8, lower case. (Web Crypto would do, but only on https and localhost,
 * and displays in a LAN have neither.)
 */
export function rowDigest(rows: readonly BoardRow[], beyond: number): string {
  const hash = new Sha256();
  hash.update(paintedText(rows, beyond));
  const bytes = [...hash.digestSync()].map((byte) => byte.toString(16).padStart(2, "0"));
  return bytes.join("").slice(0, DIGEST_LENGTH);
}
