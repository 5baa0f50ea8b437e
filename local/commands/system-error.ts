import { CommandError } from "./command-error.js";

/** What Node throws when the system refuses a call: https://nodejs.org/api/errors.html#class-systemerror. */
interface SystemError extends Error {
  /** Like ENOENT. */
  readonly code: string;
  /** The call, like open or listen. */
  readonly syscall: string;
  readonly path?: string;
  readonly dest?: string;
  readonly address?: string;
  readonly port?: number;
  readonly hostname?: string;
}

type Words = readonly [message: string, whatToDo: string];

/**
 * A system's refusal in words for the person at the keyboard; undefined for every other error, which is a fault of the
 * program and keeps its stack.
 */
export function systemErrorInWords(error: unknown): CommandError | undefined {
  if (!isSystemError(error)) return undefined;
  return new CommandError(...wordsFor(error), { cause: error });
}

function isSystemError(error: unknown): error is SystemError {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return false;
  return typeof error.code === "string" && typeof error.syscall === "string";
}

/** Codes: https://nodejs.org/api/errors.html#common-system-errors. */
function wordsFor(error: SystemError): Words {
  const { code, syscall, address, port, hostname } = error;
  const file = error.dest ?? error.path;
  if (code === "EADDRNOTAVAIL" && address !== undefined) {
    return [
      `${address} is not an address of this machine.`,
      "Choose another: --host 127.0.0.1 for this machine alone, --host 0.0.0.0 for its networks too.",
    ];
  }
  if ((code === "ENOTFOUND" || code === "EAI_AGAIN") && hostname !== undefined) {
    return [`No address is known for the name ${hostname}.`, "Check how it is spelled, or give an IP address."];
  }
  if (code === "EACCES" && syscall === "listen") {
    return [
      `Listening on port ${String(port ?? address)} is not permitted.`,
      "Choose a port from 1024 on: --port 4300.",
    ];
  }
  if (file !== undefined) {
    switch (code) {
      case "ENOENT":
        return [`${file}: there is no such file or folder.`, "Check the name."];
      case "ENOTDIR":
      case "EEXIST":
        return [
          `${file}: a file stands where a folder is needed.`,
          "Name another folder, or move that file out of the way.",
        ];
      case "EISDIR":
        return [`${file}: a folder stands where a file is needed.`, "Name a file."];
      case "EACCES":
      case "EPERM":
      case "EROFS":
        return [
          `${file}: no permission (${syscall}: ${code}).`,
          "Change the permissions of the file and of its folder, or name another.",
        ];
    }
  }
  if (code === "ENOSPC") return ["No room is left on the disk.", "Make room, then run the command again."];
  return [error.message, `The system refused this (${syscall}: ${code}). Put that right, then run the command again.`];
}
