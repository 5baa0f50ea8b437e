import type { z } from "zod";
import { AwsError, serializationError } from "../aws-json/aws-error.js";

/**
 * Reads the input of an operation.
 *
 * @param code the service's error for a member that is missing, `InvalidInputException` in Glue
 * @throws AwsError SerializationException for a member of another type, `code` for one that is missing or out of range
 */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown, code: string): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const member = issue?.path.join(".") ?? "";
  const [first] = issue?.path ?? [];
  const given = (input as Readonly<Record<string, unknown>> | null)?.[String(first)];
  if (given != null && issue?.code === "invalid_type") throw serializationError(`${member}: ${issue.message}`);
  const path = `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
  if (given != null)
    throw new AwsError(
      code,
      `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${issue?.message ?? "is not valid"}`,
    );
  throw new AwsError(
    code,
    `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A page of a list, and where the next begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/**
 * Cuts a page out of a list. Tokens are positions.
 *
 * @throws AwsError `code` for a token that was never given out
 */
export function pageOf<Item>(
  items: readonly Item[],
  request: { readonly token: string | null | undefined; readonly limit: number },
  code: string,
): Page<Item> {
  const { token, limit } = request;
  const start = token == null ? 0 : Number(/^p(\d{1,9})$/.exec(token)?.[1] ?? NaN);
  if (!Number.isSafeInteger(start) || start > items.length) {
    throw new AwsError(code, "The NextToken is none that this operation gave out. Begin again without it.");
  }
  const end = start + limit;
  return { items: items.slice(start, end), nextToken: end < items.length ? `p${end}` : undefined };
}
