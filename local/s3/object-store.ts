import { join } from "node:path";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { BucketModel } from "../synth/backend-model.js";
import { openContentFiles } from "./content-files.js";
import { DiskObjectStore } from "./disk-object-store.js";
import type { MultipartStore } from "./multipart-store.js";
import { openObjectLog } from "./object-log.js";
import type { ChangeOrigin, S3Event } from "./s3-event.js";
import type { SortedKeys } from "./sorted-keys.js";
import type { ObjectChecksum, ObjectDescription, StoredObject } from "./stored-object.js";

/** Content as it comes in. */
export type ObjectBody = AsyncIterable<Uint8Array> | Uint8Array;

/** The objects of the definition's buckets, on disk. */
export interface ObjectStore extends Disposable {
  readonly buckets: readonly BucketModel[];
  /**
   * Stores an object. Resolves when it is on disk and then announced on the bus, where its bucket sends events; a body
   * that fails leaves everything as it was.
   *
   * @throws S3Error NoSuchBucket
   */
  put(
    bucket: string,
    key: string,
    body: ObjectBody,
    options?: { readonly contentType?: string; readonly metadata?: Readonly<Record<string, string>> },
  ): Promise<StoredObject>;
  head(bucket: string, key: string): StoredObject | undefined;
  /** Objects whose keys start with `prefix`, in the order of the keys' UTF-8 bytes. */
  list(bucket: string, prefix: string): readonly StoredObject[];
  /** Resolves when the object is gone from disk and that is announced; also where there was none. */
  delete(bucket: string, key: string): Promise<void>;
}

/** An object store with what the REST API needs besides. */
export interface S3Store extends ObjectStore {
  readonly uploads: MultipartStore;
  /** All keys of a bucket. */
  keys(bucket: string): SortedKeys;
  /** `put` with all that a request may say. @throws S3Error NoSuchBucket, and what the condition throws */
  putObject(request: PutRequest): Promise<StoredObject>;
  /** `delete` in a caller's name. */
  deleteObject(bucket: string, key: string, origin: ChangeOrigin): Promise<void>;
}

/** Under what condition and in whose name an object is put in place. */
export interface Change {
  readonly origin: ChangeOrigin;
  /** Called with what is there, just before it is replaced; throws where that must not be. */
  readonly condition?: ((present: StoredObject | undefined) => void) | undefined;
}

export interface PutRequest extends Change {
  readonly bucket: string;
  readonly key: string;
  /** A stored object: its content is taken over without being read. */
  readonly body: ObjectBody | StoredObject;
  readonly description: ObjectDescription;
  /** Asked when the body has been read: a checksum may come behind it. */
  readonly checksum?: () => ObjectChecksum | undefined;
}

export interface ObjectStoreOptions {
  /** Made where it is missing. */
  readonly directory: string;
  readonly buckets: readonly BucketModel[];
  /** Puts an event on the default bus and resolves when it is on disk. */
  readonly publish: (event: S3Event) => Promise<void>;
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
  readonly clock: Clock;
  /** Gives ids that were never given before, fit for file names: UUIDs. */
  readonly newId: () => string;
  readonly log: Log;
}

/** Opens the store with what is in it. What a crash has left half written is removed. */
export async function openObjectStore(options: ObjectStoreOptions): Promise<S3Store> {
  const objects = await openObjectLog(options.directory, options.log);
  const used = objects.state.contents();
  const contents = await openContentFiles({
    directory: join(options.directory, "content"),
    isUsed: (content) => used.has(content),
    clock: options.clock,
    newId: options.newId,
  });
  return new DiskObjectStore(options, objects, contents);
}
