import { join } from "node:path";
import { z } from "zod";
import { openAppendLog } from "../append-log.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import { partSchema, uploadSchema, type MultipartUpload } from "./multipart-upload.js";
import { ObjectIndex } from "./object-index.js";
import { recordSchema, type ObjectRecord } from "./stored-object.js";

const entrySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("put"), record: recordSchema, uploadId: z.string().optional() }),
  z.object({ type: z.literal("deleted"), bucket: z.string(), key: z.string() }),
  z.object({ type: z.literal("upload"), upload: uploadSchema }),
  z.object({ type: z.literal("part"), uploadId: z.string(), part: partSchema }),
  z.object({ type: z.literal("upload-ended"), uploadId: z.string() }),
]);

/** One change, as it is written. A `put` with an upload id ends that upload. */
export type ObjectLogEntry = z.infer<typeof entrySchema>;

/** All objects and uploads in progress, in memory. */
export class ObjectState {
  private readonly indexes = new Map<string, ObjectIndex>();
  readonly uploads = new Map<string, MultipartUpload>();

  /** The index of a bucket, whether the definition has that bucket or not. */
  index(bucket: string): ObjectIndex {
    let index = this.indexes.get(bucket);
    if (index === undefined) {
      index = new ObjectIndex();
      this.indexes.set(bucket, index);
    }
    return index;
  }

  /**
   * Makes a change.
   *
   * @returns takes it back where nothing has come after it: for a change that could not be written
   */
  apply(entry: ObjectLogEntry): () => void {
    switch (entry.type) {
      case "put": {
        const { record, uploadId = "" } = entry;
        const upload = this.uploads.get(uploadId);
        this.uploads.delete(uploadId);
        const takeBack = this.replace(record.bucket, record.key, record);
        return () => {
          takeBack();
          if (upload !== undefined) this.uploads.set(uploadId, upload);
        };
      }
      case "deleted":
        return this.replace(entry.bucket, entry.key, undefined);
      case "upload": {
        const { upload } = entry;
        this.uploads.set(upload.uploadId, { ...upload, parts: new Map() });
        return () => {
          this.uploads.delete(upload.uploadId);
        };
      }
      case "part": {
        const { number } = entry.part;
        const parts = this.uploads.get(entry.uploadId)?.parts;
        const before = parts?.get(number);
        parts?.set(number, entry.part);
        return () => {
          if (before !== undefined) parts?.set(number, before);
          else parts?.delete(number);
        };
      }
      case "upload-ended": {
        const upload = this.uploads.get(entry.uploadId);
        this.uploads.delete(entry.uploadId);
        return () => {
          if (upload !== undefined) this.uploads.set(entry.uploadId, upload);
        };
      }
    }
  }

  private replace(bucket: string, key: string, record: ObjectRecord | undefined): () => void {
    const index = this.index(bucket);
    const before = index.get(key);
    const put = (next: ObjectRecord | undefined): void => {
      if (next !== undefined) index.set(next);
      else index.delete(key);
    };
    put(record);
    return () => {
      if (index.get(key) === record) put(before);
    };
  }

  *entries(): Iterable<ObjectLogEntry> {
    for (const index of this.indexes.values()) {
      for (const record of index.values()) yield { type: "put", record };
    }
    for (const { parts, ...upload } of this.uploads.values()) {
      yield { type: "upload", upload };
      for (const part of parts.values()) yield { type: "part", uploadId: upload.uploadId, part };
    }
  }

  /** Names of all files that an object or a part has. */
  contents(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const entry of this.entries()) {
      if (entry.type === "put") names.add(entry.record.content);
      else if (entry.type === "part") names.add(entry.part.content);
    }
    return names;
  }
}

/** The state and its changes on disk. */
export interface ObjectLog extends Disposable {
  readonly state: ObjectState;
  /** Makes a change and resolves when it is on disk; rejects, with the change taken back, where it cannot be written. */
  change(entry: ObjectLogEntry): Promise<void>;
}

/** Reads what is there into a state and goes on writing the changes. */
export async function openObjectLog(directory: string, log: Log): Promise<ObjectLog> {
  const state = new ObjectState();
  const file = await openAppendLog<ObjectLogEntry>({
    directory: join(directory, "index"),
    name: "objects",
    log,
    parse: (value) => entrySchema.parse(value),
    replay: (entry) => {
      state.apply(entry);
    },
    snapshot: () => state.entries(),
  });
  return {
    state,
    async change(entry) {
      // First in memory: a compaction that comes while the entry is written takes the change up from there.
      const takeBack = state.apply(entry);
      try {
        await file.append(entry);
      } catch (error) {
        takeBack();
        throw error;
      }
    },
    dispose: () => file.dispose(),
  };
}
