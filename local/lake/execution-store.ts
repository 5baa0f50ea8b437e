import { z } from "zod";
import { openAppendLog } from "../append-log.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import { executionSchema, isFinal, type Execution } from "./execution.js";

/** The queries of the past and the present, on disk. */
export interface ExecutionStore extends Disposable {
  find(id: string): Execution | undefined;
  findByToken(token: string): Execution | undefined;
  /** Newest first. */
  all(): readonly Execution[];
  /** Takes up a new or changed execution and resolves when it is on disk; readers see it from then on. */
  save(execution: Execution): Promise<void>;
  /** Takes up a change that a crash may undo. */
  note(execution: Execution): void;
  /** Remembers that the event of the present state has been told. */
  noteTold(id: string, sequence: number): void;
  /** Executions whose last state was not told when the store was opened. */
  untold(): readonly Execution[];
}

/** Most that is kept of finished queries; Athena keeps 45 days. */
const MOST_FINISHED = 1_000;
/** Most characters of SQL that are kept of finished queries. */
const MOST_TEXT = 32 * 1024 * 1024;

const entrySchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("execution"), execution: executionSchema }),
  z.object({ type: z.literal("told"), id: z.string(), sequence: z.number() }),
]);
type Entry = z.infer<typeof entrySchema>;

/** Opens the store in `directory` (files `executions.<number>.ndjson`). @throws where the directory cannot be used */
export async function openExecutionStore(options: {
  readonly directory: string;
  readonly log: Log;
}): Promise<ExecutionStore> {
  // In the order in which they were submitted.
  const executions = new Map<string, Execution>();
  const byToken = new Map<string, string>();
  const told = new Map<string, number>();

  function take(execution: Execution): void {
    executions.set(execution.id, execution);
    byToken.set(execution.token, execution.id);
  }
  function forget({ id, token }: Execution): void {
    executions.delete(id);
    told.delete(id);
    if (byToken.get(token) === id) byToken.delete(token);
  }
  function forgetOldest(): void {
    const finished = [...executions.values()].filter(isFinal);
    let text = finished.reduce((sum, { query }) => sum + query.length, 0);
    for (let index = 0; finished.length - index > MOST_FINISHED || text > MOST_TEXT; index += 1) {
      const oldest = finished[index];
      if (oldest === undefined) return;
      text -= oldest.query.length;
      forget(oldest);
    }
  }

  const file = await openAppendLog<Entry>({
    ...options,
    name: "executions",
    parse: (value) => entrySchema.parse(value),
    replay(entry) {
      if (entry.type === "execution") take(entry.execution);
      else if (executions.has(entry.id)) told.set(entry.id, entry.sequence);
    },
    *snapshot() {
      forgetOldest();
      for (const execution of executions.values()) {
        yield { type: "execution", execution };
        yield { type: "told", id: execution.id, sequence: told.get(execution.id) ?? 0 };
      }
    },
  });

  return {
    find: (id) => executions.get(id),
    findByToken(token) {
      const id = byToken.get(token);
      return id === undefined ? undefined : executions.get(id);
    },
    all: () => [...executions.values()].reverse(),
    async save(execution) {
      await file.append({ type: "execution", execution });
      const isNew = !executions.has(execution.id);
      take(execution);
      if (isNew) forgetOldest();
    },
    note(execution) {
      take(execution);
      file.note({ type: "execution", execution });
    },
    noteTold(id, sequence) {
      if (!executions.has(id)) return;
      told.set(id, sequence);
      file.note({ type: "told", id, sequence });
    },
    untold: () => [...executions.values()].filter(({ id, sequence }) => (told.get(id) ?? 0) < sequence),
    dispose: () => file.dispose(),
  };
}
