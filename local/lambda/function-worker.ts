import { Worker } from "node:worker_threads";
import type {
  FunctionError,
  InvokeMessage,
  OutputStream,
  RuntimeMessage,
  RuntimeSettings,
} from "./runtime/messages.js";

/** What a worker thread is started with. */
export interface WorkerOptions {
  /** See `writeRuntimeFile`. */
  readonly runtimeFile: string;
  readonly settings: RuntimeSettings;
  /** All of the thread's environment variables. */
  readonly environment: Record<string, string>;
  /** Megabytes that the function has. */
  readonly memorySize: number;
  readonly output: (stream: OutputStream, line: string) => void;
  /** The thread has ended, after everything else that it caused. */
  readonly ended: (death: Death) => void;
}

/** How a call of a worker ended. After `died` the worker is of no more use. */
export type WorkerOutcome =
  | { readonly type: "succeeded"; /** JSON text. */ readonly payload: string }
  | { readonly type: "failed"; readonly error: FunctionError }
  | { readonly type: "died"; /** What the thread said at its end. */ readonly death: Death };

/** Why a thread ended: an error that nobody caught, too little memory, or `process.exit`. */
export type Death =
  | { readonly type: "fatal"; readonly error: FunctionError }
  | { readonly type: "out of memory" }
  | { readonly type: "exit"; readonly code: number };

/** Share of a function's memory that Lambda gives to the heap of Node.js; the rest is for the runtime and buffers. */
const heapShare = 0.9;
/** Below it, Node.js itself has too little. Megabytes. */
const leastHeap = 96;

/** A worker thread with one function's module. */
export class FunctionWorker {
  /** Resolves when the function's module is loaded, or with the reason why it will never be. */
  readonly initialized: Promise<Death | undefined>;
  private readonly thread: Worker;
  private finish: ((outcome: WorkerOutcome) => void) | undefined;
  private death: Death | undefined;
  private isEnding = false;

  constructor(options: WorkerOptions) {
    const heap = Math.max(leastHeap, Math.floor(options.memorySize * heapShare));
    const thread = new Worker(options.runtimeFile, {
      workerData: options.settings,
      env: options.environment,
      // Neither loaders nor flags of the sandbox's own process.
      execArgv: [],
      argv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: heap },
    });
    this.thread = thread;
    this.initialized = new Promise((resolve) => {
      thread.on("message", (message: RuntimeMessage) => {
        if (message.type === "ready") resolve(undefined);
        else if (message.type === "output") options.output(message.stream, message.line);
        else if (message.type === "fatal") this.death ??= { type: "fatal", error: message.error };
        else if (message.type === "succeeded") this.settle({ type: "succeeded", payload: message.payload });
        else this.settle({ type: "failed", error: message.error });
      });
      thread.on("error", (error: Error) => {
        this.death ??= deathOf(error);
      });
      thread.on("exit", (code) => {
        this.isEnding = true;
        this.death ??= { type: "exit", code };
        resolve(this.death);
        this.settle({ type: "died", death: this.death });
        options.ended(this.death);
      });
    });
  }

  /** False from the moment when the thread ends or is told to. */
  get isUsable(): boolean {
    return !this.isEnding;
  }

  /** Calls the function of an initialized worker. One call at a time. */
  call(message: InvokeMessage): Promise<WorkerOutcome> {
    return new Promise((resolve) => {
      if (this.death !== undefined) {
        resolve({ type: "died", death: this.death });
        return;
      }
      this.finish = resolve;
      this.thread.postMessage(message);
    });
  }

  /** Ends the thread, whatever it is doing; a call under way ends with `died`. */
  async end(): Promise<void> {
    this.isEnding = true;
    await this.thread.terminate();
  }

  private settle(outcome: WorkerOutcome): void {
    const { finish } = this;
    this.finish = undefined;
    finish?.(outcome);
  }
}

function deathOf(error: Error): Death {
  if ("code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") return { type: "out of memory" };
  const { name, message, stack = "" } = error;
  return { type: "fatal", error: { errorType: name, errorMessage: message, trace: stack.split("\n") } };
}
