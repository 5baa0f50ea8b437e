/** What runs in a function's worker thread: loads the function's module, then answers one call after the other. */
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { startCall, type Call } from "./call.js";
import { describeError, RuntimeError } from "./function-error.js";
import { loadHandler } from "./load-handler.js";
import type { InvokeMessage, OutputStream, RuntimeMessage, RuntimeSettings } from "./messages.js";
import { OutputLines } from "./output-lines.js";

/** Exit codes of Lambda's runtime after an error that nobody caught. */
const exitCodes = { uncaughtException: 129, unhandledRejection: 128 };

const port = portOf(parentPort);
const settings = workerData as RuntimeSettings;
let call: Call | undefined;

const say = (message: RuntimeMessage): void => {
  port.postMessage(message);
};
const streams = {
  stdout: captureOutput(process.stdout, "stdout"),
  stderr: captureOutput(process.stderr, "stderr"),
};

// Node's own listener would write past the streams.
process.removeAllListeners("warning");
process.on("warning", (warning) => {
  // What an SDK says of this machine's Node.js is not for functions, which run on Lambda's.
  if (/NodeVersionSupportWarning/.test(warning.message)) return;
  streams.stderr.write(`${warning.name}: ${warning.message}\n`);
});
process.on("uncaughtException", (error) => {
  die(error, exitCodes.uncaughtException);
});
process.on("unhandledRejection", (reason) => {
  const { errorType, errorMessage } = describeError(reason);
  const text = reason instanceof Error ? `${errorType}: ${errorMessage}` : errorMessage;
  const error = new RuntimeError("Runtime.UnhandledPromiseRejection", text, { cause: reason });
  if (reason instanceof Error && reason.stack !== undefined) error.stack = reason.stack;
  die(error, exitCodes.unhandledRejection);
});
process.on("beforeExit", () => {
  if (call === undefined) return;
  // Keeps the thread alive for the next call.
  port.ref();
  call.eventLoopIsEmpty();
});

try {
  const handler = await loadHandler(settings.codeDirectory, settings.handler);
  port.on("message", (message: InvokeMessage) => {
    const { requestId } = message;
    let isOver = false;
    const started = startCall(handler, message, settings.context, (outcome) => {
      isOver = true;
      call = undefined;
      port.ref();
      endOutput();
      if (outcome.type === "succeeded") say({ type: "succeeded", requestId, payload: outcome.payload });
      else say({ type: "failed", requestId, error: describeError(outcome.thrown) });
    });
    if (isOver) return;
    call = started;
    // While a call is under way only the function's own doings hold the event loop.
    port.unref();
  });
  say({ type: "ready" });
} catch (error) {
  die(error, 1);
}

function die(thrown: unknown, exitCode: number): void {
  endOutput();
  say({ type: "fatal", error: describeError(thrown) });
  process.exit(exitCode);
}

function endOutput(): void {
  streams.stdout.endCall();
  streams.stderr.endCall();
}

/** Messages are delivered even when the thread ends right after; what is in a stream then may be lost. */
function captureOutput(stream: NodeJS.WriteStream, name: OutputStream): OutputLines {
  const lines = new OutputLines((line) => {
    say({ type: "output", stream: name, line });
  });
  const write = (chunk: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
    lines.write(chunk);
    const done = rest.find((argument) => typeof argument === "function");
    if (done !== undefined) process.nextTick(done);
    return true;
  };
  stream.write = write;
  return lines;
}

function portOf(candidate: MessagePort | null): MessagePort {
  if (candidate === null) throw new Error("local/lambda/runtime/bootstrap.ts runs in worker threads only.");
  return candidate;
}
