/** Randomness as data makers see it: injected and seeded, so that the same seed gives the same day everywhere. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** A whole number from `lowest` to `highest`, both included. */
  integer(lowest: number, highest: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the list. @throws RangeError when it is empty. */
  pick<Item>(items: readonly Item[]): Item;
  /** One of the list, each as likely as its weight says. @throws RangeError when no weight is above 0. */
  weighted<Item>(items: readonly Item[], weight: (item: Item) => number): Item;
  /** The same items in a random order (Fisher-Yates), as a new array. */
  shuffled<Item>(items: readonly Item[]): Item[];
}

/** A generator that gives the same numbers for the same seed text. Good enough for sample data, not for secrets. */
export function seededRandom(seed: string): Random {
  let state = hashOf(seed);

  // mulberry32 (Tommy Ettinger, public domain): a Weyl sequence whose values are scrambled.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (lowest: number, highest: number): number => lowest + Math.floor(next() * (highest - lowest + 1));
  const at = <Item>(items: readonly Item[], index: number): Item => {
    if (index >= items.length) throw new RangeError("Nothing to pick from: the list is empty.");
    return items[index] as Item;
  };

  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted(items, weight) {
      const total = items.reduce((sum, item) => sum + weight(item), 0);
      let rest = next() * total;
      for (const item of items) {
        rest -= weight(item);
        if (rest < 0) return item;
      }
      throw new RangeError("Nothing to pick from: no item has a weight above 0.");
    },
    shuffled(items) {
      const result = [...items];
      for (let last = result.length - 1; last > 0; last -= 1) {
        const other = integer(0, last);
        const moved = at(result, other);
        result[other] = at(result, last);
        result[last] = moved;
      }
      return result;
    },
  };
}

/** FNV-1a over UTF-16 units (http://www.isthe.com/chongo/tech/comp/fnv/), then mixed so that similar seeds part. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return hash ^ (hash >>> 16);
}
