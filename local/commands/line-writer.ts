import type { Writable } from "node:stream";

/**
 * Writes lines to a stream until its reader has gone (`… | head -1`). What nobody reads is dropped, and the command goes
 * on to its own end and exit code: half an import would be the worse surprise.
 * @param onFailure told of every error but a reader's leaving: a full disk, say
 */
export function createLineWriter(stream: Writable, onFailure: (error: Error) => void): (line: string) => void {
  let broken = false;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (broken) return;
    broken = true;
    if (error.code !== "EPIPE") onFailure(error);
  });
  return (line) => {
    if (!broken) stream.write(`${line}\n`);
  };
}
