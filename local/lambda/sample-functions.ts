import { randomBytes, randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { systemClock, type Clock } from "../clock.js";
import { createRoleDirectory } from "../iam/role-directory.js";
import { createSessionStore, type SessionStore } from "../iam/session-store.js";
import { memoryLog, type MemoryLog } from "../memory-log.js";
import type { FunctionModel } from "../synth/backend-model.js";
import { temporaryDirectory } from "../temporary-directory.js";
import { createLambda, type Lambda } from "./lambda.js";
import { sampleModel, sampleRole } from "./sample-model.js";

/** A function for tests: writes its code, as index.mjs where nothing else is said. */
export function sampleFunction(
  directory: string,
  name: string,
  code: string,
  change: Partial<FunctionModel> & { readonly file?: string } = {},
): FunctionModel {
  const { file = "index.mjs", ...members } = change;
  const model = { ...sampleModel(directory, name), ...members };
  mkdirSync(model.codeDirectory, { recursive: true });
  writeFileSync(join(model.codeDirectory, file), code);
  return model;
}

/** An event that was given up. */
export interface DeadLetter {
  readonly queueArn: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A Lambda service with its surroundings. */
export interface SampleLambda {
  /** What went into dead-letter queues. */
  readonly deadLetters: readonly DeadLetter[];
  readonly lambda: Lambda;
  readonly log: MemoryLog;
  readonly sessions: SessionStore;
}

/** Starts functions for a test and ends their workers with it. */
export async function sampleLambda(
  functions: readonly FunctionModel[],
  settings: { readonly clock?: Clock; readonly directory?: string; readonly endpoint?: string } = {},
): Promise<SampleLambda> {
  const clock = settings.clock ?? systemClock;
  const log = memoryLog();
  const sessions = createSessionStore({ clock, randomBytes });
  const deadLetters: DeadLetter[] = [];
  const lambda = await createLambda({
    functions,
    roles: createRoleDirectory("123456789012", [sampleRole]),
    sessions,
    region: "us-east-1",
    directory: settings.directory ?? (await temporaryDirectory()),
    endpoint: () => settings.endpoint ?? "http://127.0.0.1:1/aws",
    clock,
    newId: randomUUID,
    deadLetter: async (queueArn, body, attributes) => {
      deadLetters.push({ queueArn, body, attributes });
    },
    log,
  });
  onTestFinished(() => lambda.dispose());
  return { lambda, log, sessions, deadLetters };
}
