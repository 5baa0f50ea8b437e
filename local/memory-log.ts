import type { Log } from "./log.js";

/** A log for tests: keeps what was said. */
export interface MemoryLog extends Log {
  readonly infos: readonly string[];
  readonly warnings: readonly string[];
  readonly errors: readonly string[];
}

export function memoryLog(): MemoryLog {
  const infos: string[] = [];
  const warnings: string[] = [];
  const errors: string[] = [];
  return {
    infos,
    warnings,
    errors,
    info: (message) => infos.push(message),
    warn: (message) => warnings.push(message),
    error: (message) => errors.push(message),
  };
}
