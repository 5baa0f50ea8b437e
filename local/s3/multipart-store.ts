import { createReadStream } from "node:fs";
import type { ContentFiles } from "./content-files.js";
import type { Replacement } from "./disk-object-store.js";
import {
  chosenParts,
  multipartEtag,
  type ListedPart,
  type MultipartUpload,
  type UploadPart,
} from "./multipart-upload.js";
import type { ObjectLog } from "./object-log.js";
import type { Change, ObjectBody, ObjectStoreOptions } from "./object-store.js";
import { noSuchUpload } from "./s3-error.js";
import type { ObjectDescription, StoredObject } from "./stored-object.js";

/** Uploads in progress. They and their parts outlive a crash as objects do. */
export class MultipartStore {
  constructor(
    private readonly options: Pick<ObjectStoreOptions, "clock" | "newId">,
    private readonly objects: ObjectLog,
    private readonly contents: ContentFiles,
    private readonly replace: (replacement: Replacement) => Promise<StoredObject>,
  ) {}

  /** Begins an upload. The bucket is one of the definition's. */
  async create(bucket: string, key: string, description: ObjectDescription): Promise<MultipartUpload> {
    const uploadId = this.options.newId();
    const { contentType, metadata, headers } = description;
    await this.objects.change({
      type: "upload",
      upload: {
        uploadId,
        bucket,
        key,
        initiated: this.options.clock.now(),
        contentType,
        metadata: { ...metadata },
        headers: { ...headers },
      },
    });
    return this.find(bucket, key, uploadId);
  }

  /** Uploads of a bucket, by keys and then by their beginning. */
  list(bucket: string): readonly MultipartUpload[] {
    return [...this.objects.state.uploads.values()].filter((upload) => upload.bucket === bucket);
  }

  /** @throws S3Error NoSuchUpload */
  find(bucket: string, key: string, uploadId: string): MultipartUpload {
    const upload = this.objects.state.uploads.get(uploadId);
    if (upload?.bucket !== bucket || upload.key !== key) throw noSuchUpload(uploadId);
    return upload;
  }

  /** Stores a part, in the place of one of the same number. @throws S3Error NoSuchUpload */
  async putPart({ bucket, key, uploadId }: MultipartUpload, number: number, body: ObjectBody): Promise<UploadPart> {
    const { content, size, md5 } = await this.contents.write(body);
    try {
      // The upload may have ended while the part came.
      const replaced = this.find(bucket, key, uploadId).parts.get(number);
      const part = { number, lastModified: this.options.clock.now(), content, size, etag: md5 };
      await this.objects.change({ type: "part", uploadId, part });
      if (replaced !== undefined) this.contents.retire(replaced.content);
      return part;
    } catch (error) {
      await this.contents.discard(content);
      throw error;
    }
  }

  /**
   * Makes the object of the parts that are listed; parts that are not listed are dropped.
   *
   * @throws S3Error NoSuchUpload, or what is wrong with the list
   */
  async complete(upload: MultipartUpload, listed: readonly ListedPart[], change: Change): Promise<StoredObject> {
    const { uploadId, bucket, key } = upload;
    const parts = chosenParts(upload, listed);
    const object = await this.replace({
      bucket,
      key,
      description: upload,
      written: await this.contents.write(this.concatenated(parts)),
      etag: multipartEtag(parts),
      checksum: undefined,
      reason: "CompleteMultipartUpload",
      uploadId,
      origin: change.origin,
      condition: (present) => {
        // Another request may have ended the upload while the parts were joined.
        this.find(bucket, key, uploadId);
        change.condition?.(present);
      },
    });
    this.retireParts(upload);
    return object;
  }

  /** Drops an upload with all its parts. */
  async abort(upload: MultipartUpload): Promise<void> {
    await this.objects.change({ type: "upload-ended", uploadId: upload.uploadId });
    this.retireParts(upload);
  }

  private retireParts({ parts }: MultipartUpload): void {
    for (const { content } of parts.values()) this.contents.retire(content);
  }

  private async *concatenated(parts: readonly UploadPart[]): AsyncIterable<Uint8Array> {
    for (const { content } of parts) {
      yield* createReadStream(this.contents.pathOf(content), { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>;
    }
  }
}
