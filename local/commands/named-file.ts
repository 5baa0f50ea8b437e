import { statSync } from "node:fs";
import { stat } from "node:fs/promises";
import { CommandError } from "./command-error.js";

/**
 * Says before a file is read whether there is one: reading a folder fails without its name.
 * @returns its size in bytes
 * @throws CommandError for a folder; the system's error, which names the file, where there is none
 */
export async function sizeOfInputFile(file: string): Promise<number> {
  const found = await stat(file);
  if (found.isDirectory()) {
    throw new CommandError(`${file}: a folder stands where a file is needed.`, "Name a file in it.");
  }
  return found.size;
}

/** Says before anything is done that what comes of it could not be put into a file. @throws CommandError for a folder */
export function refuseFolderAsOutput(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() === true) {
    throw new CommandError(`${file}: a folder stands where a file is to be written.`, "Name a file in it.");
  }
}
