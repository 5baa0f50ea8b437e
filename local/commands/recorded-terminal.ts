import { systemClock, type Clock } from "../clock.js";
import type { Terminal } from "./terminal.js";

/** A terminal for tests: keeps what was written, and Ctrl-C is a call. */
export interface RecordedTerminal extends Terminal {
  readonly output: string[];
  readonly errors: string[];
  /** Ctrl-C. */
  interrupt(): void;
}

/** Thrown in place of ending the process. */
export class ExitCalled extends Error {
  constructor(readonly code: number) {
    super(`exit ${String(code)}`);
    this.name = "ExitCalled";
  }
}

/** @param directory what file names are relative to */
export function recordedTerminal(directory: string, clock: Clock = systemClock): RecordedTerminal {
  const output: string[] = [];
  const errors: string[] = [];
  const handlers = new Set<() => void>();
  return {
    output,
    errors,
    out: (line) => output.push(...line.split("\n")),
    err: (line) => errors.push(...line.split("\n")),
    screen: undefined,
    clock,
    directory,
    projectDir: directory,
    onInterrupt(handler) {
      handlers.add(handler);
      return () => handlers.delete(handler);
    },
    exit(code) {
      throw new ExitCalled(code);
    },
    interrupt() {
      for (const handler of handlers) handler();
    },
  };
}
