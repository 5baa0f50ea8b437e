import type { SortedKeys } from "./sorted-keys.js";

/** Which keys to list. */
export interface ListingRequest {
  readonly prefix: string;
  /** Keys are rolled up to what comes before its first occurrence behind the prefix, itself included. Empty: none. */
  readonly delimiter: string;
  /** Only what comes behind this key or rolled-up prefix. Empty: all. */
  readonly after: string;
  readonly limit: number;
}

/** One page of a listing. */
export interface KeyListing {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** The last key or prefix of this page, where there are more behind it. */
  readonly next: string | undefined;
}

/** Lists keys and common prefixes in order; the time it takes grows with what is listed, not with what is rolled up. */
export function listKeys(all: SortedKeys, { prefix, delimiter, after, limit }: ListingRequest): KeyListing {
  const rollUp = (key: string): string | undefined => {
    if (delimiter === "") return undefined;
    const at = key.indexOf(delimiter, prefix.length);
    return at < 0 ? undefined : key.slice(0, at + delimiter.length);
  };
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: string | undefined;
  let index = Math.max(all.indexFrom(prefix), startBehind(all, after, rollUp));
  for (;;) {
    const key = all.at(index);
    if (key === undefined || !key.startsWith(prefix)) return { keys, commonPrefixes, next: undefined };
    if (keys.length + commonPrefixes.length >= limit) return { keys, commonPrefixes, next: last };
    const commonPrefix = rollUp(key);
    if (commonPrefix === undefined) {
      keys.push(key);
      index += 1;
    } else {
      commonPrefixes.push(commonPrefix);
      index = all.indexBehind(commonPrefix);
    }
    last = commonPrefix ?? key;
  }
}

function startBehind(all: SortedKeys, after: string, rollUp: (key: string) => string | undefined): number {
  if (after === "") return 0;
  // A page that ended with a rolled-up prefix goes on behind everything below it.
  if (rollUp(after) === after) return all.indexBehind(after);
  const index = all.indexFrom(after);
  return all.at(index) === after ? index + 1 : index;
}
