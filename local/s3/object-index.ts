import type { ObjectRecord } from "./stored-object.js";
import { SortedKeys } from "./sorted-keys.js";

/** The objects of one bucket, in memory. */
export class ObjectIndex {
  private readonly records = new Map<string, ObjectRecord>();
  /** Made when it is first asked for: until then, at the start, records come in any number and order. */
  private sorted: SortedKeys | undefined;

  get keys(): SortedKeys {
    this.sorted ??= new SortedKeys(this.records.keys());
    return this.sorted;
  }

  get(key: string): ObjectRecord | undefined {
    return this.records.get(key);
  }

  set(record: ObjectRecord): void {
    this.records.set(record.key, record);
    this.sorted?.add(record.key);
  }

  delete(key: string): void {
    this.records.delete(key);
    this.sorted?.delete(key);
  }

  values(): Iterable<ObjectRecord> {
    return this.records.values();
  }
}
