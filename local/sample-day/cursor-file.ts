import { readFile, rename, writeFile } from "node:fs/promises";
import { z } from "zod";

const cursorShape = z.object({
  airport: z.string(),
  seed: z.string(),
  /** Every event up to this moment has been published, milliseconds since 1970. */
  publishedUntil: z.number(),
});

/** How far the sample day has been published. */
export type Cursor = z.infer<typeof cursorShape>;

/** The cursor in a file; undefined where there is none, or one that cannot be read (then all is published again, which changes nothing). */
export async function readCursor(file: string): Promise<Cursor | undefined> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return cursorShape.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return undefined;
    throw error;
  }
}

/** Replaces the file as a whole: a crash leaves the old cursor or the new one. */
export async function writeCursor(file: string, cursor: Cursor): Promise<void> {
  await writeFile(`${file}.new`, JSON.stringify(cursor));
  await rename(`${file}.new`, file);
}
