import { fileURLToPath } from "node:url";
import { systemClock } from "./clock.js";
import { createLineWriter } from "./commands/line-writer.js";
import { runProgram } from "./commands/program.js";
import { systemErrorInWords } from "./commands/system-error.js";

// The only file that reads the command line and the environment: everything else is given what it needs.

const projectDir = fileURLToPath(new URL("..", import.meta.url));

// The SDK's notice about Node versions of the future is no help to who runs a command now.
process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

/** Results that cannot be written (a full disk) are lost: what the command does then is not done. */
function endWithout(error: Error): never {
  process.stderr.write(`error: ${(systemErrorInWords(error) ?? error).message}\n`);
  process.exit(1);
}

process.exitCode = await runProgram(process.argv.slice(2), {
  out: createLineWriter(process.stdout, endWithout),
  err: createLineWriter(process.stderr, endWithout),
  screen: process.stderr.isTTY ? process.stderr : undefined,
  clock: systemClock,
  // npm runs scripts in the project's folder; file names mean the folder that the person is in.
  directory: process.env["INIT_CWD"] ?? process.cwd(),
  projectDir,
  onInterrupt(handler) {
    process.on("SIGINT", handler);
    process.on("SIGTERM", handler);
    return () => {
      process.off("SIGINT", handler);
      process.off("SIGTERM", handler);
    };
  },
  exit: (code) => process.exit(code),
});
