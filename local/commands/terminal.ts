import type { Clock } from "../clock.js";

/** What commands see of the world: given by cli.ts, and by tests in its place. */
export interface Terminal {
  /** Results: one line to standard output. */
  out(line: string): void;
  /** Problems and progress: one line to standard error. */
  err(line: string): void;
  /** Where a progress bar may be drawn; undefined when nobody watches (a pipe, a log file). */
  readonly screen: NodeJS.WritableStream | undefined;
  readonly clock: Clock;
  /** Folder that relative file names start from. */
  readonly directory: string;
  /** The project's root folder. */
  readonly projectDir: string;
  /** Runs the handler at each Ctrl-C or SIGTERM until the answer is called. */
  onInterrupt(handler: () => void): () => void;
  /** Ends the process at once. */
  exit(code: number): never;
}
