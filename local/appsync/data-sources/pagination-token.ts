import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { z } from "zod";

/** The page to continue from is not one that this sandbox gave out. */
export class PaginationTokenError extends Error {
  override readonly name = "PaginationTokenError";
}

const version = "airside1.";
const keyValue = z.union([
  z.strictObject({ S: z.string() }),
  z.strictObject({ N: z.string() }),
  z.strictObject({ B: z.string() }),
]);
const storedKey = z.record(z.string(), keyValue);

/** Opaque text for DynamoDB's LastEvaluatedKey, null when there is no further page. */
export function writePaginationToken(lastKey: Readonly<Record<string, AttributeValue>> | undefined): string | null {
  if (lastKey === undefined) return null;
  const plain = Object.entries(lastKey).map(([name, value]) => [
    name,
    value.B === undefined ? value : { B: Buffer.from(value.B).toString("base64") },
  ]);
  return version + Buffer.from(JSON.stringify(Object.fromEntries(plain))).toString("base64url");
}

/** The key that a token stands for. Throws PaginationTokenError. */
export function readPaginationToken(token: string): Record<string, AttributeValue> {
  try {
    if (!token.startsWith(version)) throw new Error("Unknown kind of token.");
    const parsed = storedKey.parse(JSON.parse(Buffer.from(token.slice(version.length), "base64url").toString("utf8")));
    return Object.fromEntries(
      Object.entries(parsed).map(([name, value]) => [
        name,
        "B" in value ? { B: Buffer.from(value.B, "base64") } : value,
      ]),
    );
  } catch (cause) {
    throw new PaginationTokenError("Invalid pagination token given.", { cause });
  }
}
