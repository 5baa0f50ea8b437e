import type { BucketModel } from "../synth/backend-model.js";
import type { ContentFiles, WrittenContent } from "./content-files.js";
import { expirationOf } from "./expiration.js";
import { MultipartStore } from "./multipart-store.js";
import type { ObjectLog } from "./object-log.js";
import type { Change, ObjectStore, ObjectStoreOptions, PutRequest, S3Store } from "./object-store.js";
import { s3Event, type ChangeOrigin, type CreationReason, type DeletionReason } from "./s3-event.js";
import { noSuchBucket } from "./s3-error.js";
import type { SortedKeys } from "./sorted-keys.js";
import {
  defaultContentType,
  type ObjectChecksum,
  type ObjectDescription,
  type ObjectRecord,
  type StoredObject,
} from "./stored-object.js";

/** Content on disk that is to become an object. */
export interface Replacement extends Change {
  readonly bucket: string;
  readonly key: string;
  readonly description: ObjectDescription;
  readonly written: Pick<WrittenContent, "content" | "size">;
  readonly etag: string;
  readonly checksum: ObjectChecksum | undefined;
  readonly reason: CreationReason;
  /** The upload that ends with it. */
  readonly uploadId?: string;
}

/** How often lifecycle rules are applied and old files removed. */
const upkeepMs = 60 * 60 * 1000;

/** Contents in files of their own, all else in a log and in memory. */
export class DiskObjectStore implements S3Store {
  readonly uploads: MultipartStore;
  private lastSequence = 0n;
  private upkeep: Promise<void> = Promise.resolve();
  private cancelUpkeep: () => void = () => undefined;

  constructor(
    private readonly options: ObjectStoreOptions,
    private readonly objects: ObjectLog,
    private readonly contents: ContentFiles,
  ) {
    this.uploads = new MultipartStore(options, objects, contents, (replacement) => this.replace(replacement));
    this.scheduleUpkeep(0);
  }

  get buckets(): readonly BucketModel[] {
    return this.options.buckets;
  }

  put(...[bucket, key, body, options]: Parameters<ObjectStore["put"]>): Promise<StoredObject> {
    const description = {
      contentType: options?.contentType ?? defaultContentType,
      metadata: options?.metadata ?? {},
      headers: {},
    };
    return this.putObject({ bucket, key, body, description, origin: this.ownOrigin() });
  }

  head(bucket: string, key: string): StoredObject | undefined {
    const record = this.objects.state.index(bucket).get(key);
    return record === undefined ? undefined : this.stored(record);
  }

  list(bucket: string, prefix: string): readonly StoredObject[] {
    return this.keys(bucket)
      .withPrefix(prefix)
      .flatMap((key) => this.head(bucket, key) ?? []);
  }

  keys(bucket: string): SortedKeys {
    return this.objects.state.index(bucket).keys;
  }

  delete(bucket: string, key: string): Promise<void> {
    return this.deleteObject(bucket, key, this.ownOrigin());
  }

  async putObject({ body, checksum, ...request }: PutRequest): Promise<StoredObject> {
    this.bucket(request.bucket);
    if ("file" in body) {
      const { size, etag } = body;
      const written = { content: await this.contents.adopt(body.file), size };
      return this.replace({ ...request, written, etag, checksum: body.checksum, reason: "CopyObject" });
    }
    const written = await this.contents.write(body);
    return this.replace({ ...request, written, etag: written.md5, checksum: checksum?.(), reason: "PutObject" });
  }

  async deleteObject(bucket: string, key: string, origin: ChangeOrigin): Promise<void> {
    const { name } = this.bucket(bucket);
    const present = this.objects.state.index(name).get(key);
    if (present !== undefined) await this.remove(present, "DeleteObject", origin);
  }

  async dispose(): Promise<void> {
    this.cancelUpkeep();
    await this.upkeep;
    await this.objects.dispose();
  }

  /** Puts content in an object's place, on disk, and announces that. Where it cannot be, the content is removed. */
  private async replace(replacement: Replacement): Promise<StoredObject> {
    const { bucket, key, description, written, uploadId } = replacement;
    const record: ObjectRecord = {
      bucket,
      key,
      lastModified: this.options.clock.now(),
      content: written.content,
      size: written.size,
      etag: replacement.etag,
      contentType: description.contentType,
      metadata: { ...description.metadata },
      headers: { ...description.headers },
      ...(replacement.checksum === undefined ? {} : { checksum: replacement.checksum }),
    };
    const replaced = this.objects.state.index(bucket).get(key);
    try {
      replacement.condition?.(replaced === undefined ? undefined : this.stored(replaced));
      await this.objects.change({ type: "put", record, ...(uploadId === undefined ? {} : { uploadId }) });
    } catch (error) {
      await this.contents.discard(written.content);
      throw error;
    }
    if (replaced !== undefined) this.contents.retire(replaced.content);
    await this.announce(record, replacement.reason, replacement.origin);
    return this.stored(record);
  }

  private async remove(record: ObjectRecord, reason: DeletionReason, origin: ChangeOrigin): Promise<void> {
    await this.objects.change({ type: "deleted", bucket: record.bucket, key: record.key });
    this.contents.retire(record.content);
    await this.announce(record, reason, origin);
  }

  private async announce(
    record: ObjectRecord,
    reason: CreationReason | DeletionReason,
    origin: ChangeOrigin,
  ): Promise<void> {
    const bucket = this.bucket(record.bucket);
    if (!bucket.sendsEvents) return;
    const now = this.options.clock.now();
    await this.options.publish(s3Event(bucket, record, reason, origin, this.nextSequencer(now), now));
  }

  /** Eighteen hexadecimal digits as S3's: seconds since 1970, then a fraction; each greater than the one before. */
  private nextSequencer(now: number): string {
    const second = 1n << 32n;
    const byTime = (BigInt(now) * second) / 1000n;
    this.lastSequence = byTime > this.lastSequence ? byTime : this.lastSequence + 1n;
    return this.lastSequence.toString(16).toUpperCase().padStart(18, "0");
  }

  private bucket(name: string): BucketModel {
    const bucket = this.buckets.find((candidate) => candidate.name === name);
    if (bucket === undefined) {
      throw noSuchBucket(
        name,
        this.buckets.map((known) => known.name),
      );
    }
    return bucket;
  }

  private stored({ content, checksum, ...record }: ObjectRecord): StoredObject {
    return { ...record, checksum, file: this.contents.pathOf(content) };
  }

  private ownOrigin(): ChangeOrigin {
    return { requestId: this.options.newId(), sourceIp: "127.0.0.1", requester: this.options.accountId };
  }

  private scheduleUpkeep(delayMs: number): void {
    this.cancelUpkeep = this.options.clock.schedule(delayMs, () => {
      this.scheduleUpkeep(upkeepMs);
      this.upkeep = this.keepUp().catch((error: unknown) => {
        this.options.log.error(`S3: lifecycle rules and old files have to wait for an hour: ${String(error)}`);
      });
    });
  }

  private async keepUp(): Promise<void> {
    for (const bucket of this.buckets) {
      if (bucket.expirations.length === 0) continue;
      for (const record of [...this.objects.state.index(bucket.name).values()]) {
        const expiration = expirationOf(bucket, record);
        if (expiration === undefined || expiration > this.options.clock.now()) continue;
        const origin = { requestId: this.options.newId(), sourceIp: undefined, requester: "s3.amazonaws.com" };
        // Not where it has been replaced or deleted while others were.
        if (this.objects.state.index(bucket.name).get(record.key) !== record) continue;
        await this.remove(record, "Lifecycle Expiration", origin);
        this.options.log.info(`S3: s3://${bucket.name}/${record.key} has expired and is deleted.`);
      }
    }
    await this.contents.sweep();
  }
}
