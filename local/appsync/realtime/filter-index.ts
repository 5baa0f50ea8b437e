import { equalityKey, readField, type Alternative, type CompiledFilter, type Condition } from "./filter.js";

/** An item filed under one alternative of its filter. */
interface Entry<T> {
  readonly item: T;
  readonly others: readonly Condition[];
  /** Whether another alternative of the same filter may lead to the item too. */
  readonly repeated: boolean;
}

/** All entries whose equalities concern the same fields. */
interface Shelf<T> {
  readonly paths: readonly (readonly string[])[];
  readonly byValues: Map<string, Set<Entry<T>>>;
}

/**
 * Items under filters. Finding those that a value passes costs one hash lookup for each combination of fields that
 * filters compare with `eq` (few: they come from the arguments of one subscription field), however many filters there
 * are; only the other operators of the filters found that way are evaluated.
 */
export class FilterIndex<T> {
  readonly #shelves = new Map<string, Shelf<T>>();
  readonly #entries = new Map<T, { shelf: string; values: string; entry: Entry<T> }[]>();

  get size(): number {
    return this.#entries.size;
  }

  /** Files an item; an item can be filed once. */
  add(item: T, filter: CompiledFilter): void {
    const repeated = filter.alternatives.length > 1;
    const filed = filter.alternatives.map((alternative) => {
      const entry = { item, others: alternative.others, repeated };
      return { ...this.#file(alternative, entry), entry };
    });
    this.#entries.set(item, filed);
  }

  delete(item: T): void {
    for (const { shelf: name, values, entry } of this.#entries.get(item) ?? []) {
      const shelf = this.#shelves.get(name);
      const bucket = shelf?.byValues.get(values);
      bucket?.delete(entry);
      if (bucket?.size === 0) shelf?.byValues.delete(values);
      if (shelf?.byValues.size === 0) this.#shelves.delete(name);
    }
    this.#entries.delete(item);
  }

  /** The items whose filter the value passes, each once. */
  find(value: Readonly<Record<string, unknown>>): T[] {
    const found: T[] = [];
    const repeated = new Set<T>();
    for (const { paths, byValues } of this.#shelves.values()) {
      const bucket = byValues.get(equalityKey(paths.map((path) => readField(value, path))));
      if (bucket === undefined) continue;
      for (const entry of bucket) {
        if (entry.repeated && repeated.has(entry.item)) continue;
        if (!holds(entry.others, value)) continue;
        if (entry.repeated) repeated.add(entry.item);
        found.push(entry.item);
      }
    }
    return found;
  }

  #file({ equalities }: Alternative, entry: Entry<T>): { shelf: string; values: string } {
    const sorted = equalities
      .map((equality) => ({ ...equality, name: equality.path.join(".") }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    const name = sorted.map((equality) => equality.name).join(" ");
    const values = equalityKey(sorted.map((equality) => equality.value));
    let shelf = this.#shelves.get(name);
    if (shelf === undefined) {
      shelf = { paths: sorted.map(({ path }) => path), byValues: new Map() };
      this.#shelves.set(name, shelf);
    }
    const bucket = shelf.byValues.get(values);
    if (bucket === undefined) shelf.byValues.set(values, new Set([entry]));
    else bucket.add(entry);
    return { shelf: name, values };
  }
}

function holds(conditions: readonly Condition[], value: Readonly<Record<string, unknown>>): boolean {
  for (const condition of conditions) {
    if (!condition.test(readField(value, condition.path))) return false;
  }
  return true;
}
