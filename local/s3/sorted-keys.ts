/** Keys in the order of their UTF-8 bytes, which is how S3 lists them. */
export class SortedKeys {
  private readonly keys: string[];

  /** @param keys in any order, each once */
  constructor(keys: Iterable<string> = []) {
    this.keys = [...keys].sort(compareUtf8);
  }

  get length(): number {
    return this.keys.length;
  }

  at(index: number): string | undefined {
    return this.keys[index];
  }

  add(key: string): void {
    const index = this.indexFrom(key);
    if (this.keys[index] !== key) this.keys.splice(index, 0, key);
  }

  delete(key: string): void {
    const index = this.indexFrom(key);
    if (this.keys[index] === key) this.keys.splice(index, 1);
  }

  /** Index of the first key that is not before `key`. */
  indexFrom(key: string): number {
    return this.partition((candidate) => compareUtf8(candidate, key) < 0);
  }

  /** Index of the first key behind all that start with `prefix`. */
  indexBehind(prefix: string): number {
    return this.partition((candidate) => compareUtf8(candidate, prefix) < 0 || candidate.startsWith(prefix));
  }

  /** Keys that start with `prefix`. */
  withPrefix(prefix: string): readonly string[] {
    return this.keys.slice(this.indexFrom(prefix), this.indexBehind(prefix));
  }

  /** Index of the first key that `isBefore` does not hold for; it holds for a beginning of the list only. */
  private partition(isBefore: (key: string) => boolean): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isBefore(this.keys[middle] ?? "")) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Compares as the UTF-8 bytes would. UTF-16 has the same order but for surrogates, which stand for the highest code
 * points and have lower units than U+E000 to U+FFFF.
 */
export function compareUtf8(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const left = one.charCodeAt(index);
    const right = other.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return one.length - other.length;
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
