import { createHash } from "node:crypto";
import type { CompanyColumn } from "../../lake/visibility.js";
import type { Conditions } from "./company-sql.js";
import { LakeFailure } from "./lake-failure.js";
import type { OrderColumn, Reading, RowKey } from "./row-order.js";

/**
 * A place between two rows of an order, and which way to read from it. It is fixed by the row before it (in the
 * direction of reading), not by a number of rows: rows that come or go elsewhere do not move it.
 */
export interface Cut {
  readonly reading: Reading;
  readonly key: RowKey;
  /** Of the rows that look like `key`: how many to skip before the others are read, or how many to read. */
  readonly copies: { readonly mode: "skip" | "take"; readonly count: number };
  /** Rows in front of the cut, in the order itself, as counted when the paging began. */
  readonly rowsBefore: number;
}

/** What a token belongs to: it is refused with any other. */
export interface PageQuery {
  readonly conditions: Conditions;
  readonly order: readonly OrderColumn[];
}

const version = 1;
/** Room for a row with very long texts; AppSync itself takes requests of 1 MB. */
const longestToken = 200_000;
/** GraphQL's Int, which `firstRow` is. */
const greatestInt = 2_147_483_647;
const leastBigint = -(2n ** 63n);
const greatestBigint = 2n ** 63n - 1n;

function fingerprintOf({ conditions, order }: PageQuery): string {
  const where = [...conditions].map(([name, { text, parameters }]) => [name, text, parameters]);
  const by = order.map(({ column, direction }) => [column.name, direction]);
  return createHash("sha256")
    .update(JSON.stringify([where, by]))
    .digest("base64url")
    .slice(0, 22);
}

/** The text of a token: JSON in base64url. It holds values of a row that its caller has been shown, and no secret. */
export function tokenOf(cut: Cut, query: PageQuery): string {
  const { reading, key, copies, rowsBefore } = cut;
  const content = [version, fingerprintOf(query), reading, key, copies.mode, copies.count, rowsBefore];
  return Buffer.from(JSON.stringify(content)).toString("base64url");
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value < greatestInt;
}

function isKeyValue({ type }: CompanyColumn, value: unknown): value is string | null {
  if (value === null) return true;
  if (typeof value !== "string") return false;
  // Halves of surrogate pairs are no characters: UTF-8 has no bytes for them.
  if (type === "string") return !/\p{Surrogate}/u.test(value);
  if (!/^(0|-?[1-9]\d{0,18})$/.test(value)) return false;
  const number = BigInt(value);
  return number >= leastBigint && number <= greatestBigint;
}

/** The JSON in a token; undefined where there is none. */
function contentOf(token: string): unknown {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.toString("base64url") !== token) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

function cutOf(content: unknown, query: PageQuery): Cut | undefined {
  if (!Array.isArray(content) || content.length !== 7) return undefined;
  const [itsVersion, fingerprint, reading, key, mode, count, rowsBefore] = content as readonly unknown[];
  if (itsVersion !== version || fingerprint !== fingerprintOf(query)) return undefined;
  if (reading !== "next" && reading !== "previous") return undefined;
  if ((mode !== "skip" && mode !== "take") || !isCount(count) || !isCount(rowsBefore)) return undefined;
  if (!Array.isArray(key) || key.length !== query.order.length) return undefined;
  const values = query.order.map(({ column }, index): string | null | undefined => {
    const value: unknown = key[index];
    return isKeyValue(column, value) ? value : undefined;
  });
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : { reading, key: known, copies: { mode, count }, rowsBefore };
}

/**
 * Reads a token that came back.
 * @throws LakeFailure BadRequest: it is damaged, or of another filter, sort or role
 */
export function readToken(token: unknown, query: PageQuery): Cut {
  const isText = typeof token === "string" && token.length <= longestToken;
  const cut = isText ? cutOf(contentOf(token), query) : undefined;
  if (cut === undefined) {
    throw new LakeFailure(
      "BadRequest",
      "nextToken: expected nextToken or previousToken of a page with the same filter and sort, seen with the same role, " +
        "got something else. Start from the first page, without nextToken.",
    );
  }
  return cut;
}
