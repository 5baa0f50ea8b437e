import { invalidParameter } from "./cognito-input.js";

/** One page of a list, and where the next one begins. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

/**
 * A page of items in the order of their keys. Tokens name the last key, so that nothing is left out or comes twice when
 * items come and go between two calls.
 * @throws AwsError InvalidParameterException for a token that is none, or a limit out of bounds
 */
export function pageOf<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
  request: {
    readonly limit: number | null | undefined;
    readonly largest: number;
    readonly token: string | null | undefined;
  },
): Page<Item> {
  const limit = request.limit ?? request.largest;
  if (!Number.isInteger(limit) || limit < 0 || limit > request.largest) {
    throw invalidParameter(`Limit: expected a whole number from 0 to ${request.largest}, got ${limit}.`);
  }
  const after = request.token == null ? undefined : keyIn(request.token);
  const rest = [...items]
    .map((item) => ({ item, key: keyOf(item) }))
    .filter(({ key }) => after === undefined || key > after)
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  const size = limit === 0 ? request.largest : limit;
  const last = rest[size - 1];
  return {
    items: rest.slice(0, size).map(({ item }) => item),
    nextToken:
      rest.length > size && last !== undefined ? Buffer.from(`after ${last.key}`).toString("base64url") : undefined,
  };
}

function keyIn(token: string): string {
  const text = Buffer.from(token, "base64url").toString("utf8");
  if (!text.startsWith("after ")) throw invalidParameter("Invalid pagination token.");
  return text.slice("after ".length);
}
