import { relative } from "node:path";
import { SynthError } from "./synth-error.js";

/** Causes of causes that are still worth reading. */
const deepestCause = 5;

/**
 * What went wrong in `amplify/`, for people: the messages of the error and its causes, the first place inside `amplify/`,
 * and the resolution where Amplify's error has one. Stack frames of libraries are left out.
 * @param projectDir paths are shown relative to it
 */
export function describeFailure(error: unknown, projectDir: string): string {
  const lines: string[] = [];
  const said = new Set<string>();
  let current: unknown = error;
  let place: string | undefined;
  for (let depth = 0; depth < deepestCause && current instanceof Error; depth += 1) {
    const message = current.message.replaceAll(`${projectDir}/`, "");
    if (!said.has(message)) lines.push(depth === 0 ? message : `Cause: ${message}`);
    said.add(message);
    place ??= placeInDefinition(current.stack ?? "", projectDir);
    if ("resolution" in current && typeof current.resolution === "string") lines.push(`To do: ${current.resolution}`);
    current = current.cause;
  }
  if (lines.length === 0) lines.push(String(error));
  if (place !== undefined && !(error instanceof SynthError)) lines.push(`At ${place}`);
  return lines.join("\n");
}

/** First stack frame below `amplify/`, as `amplify/data/resource.ts:12:3`. */
function placeInDefinition(stack: string, projectDir: string): string | undefined {
  for (const [, location = ""] of stack.matchAll(/\(?(?:file:\/\/)?(\/[^\s()]+:\d+:\d+)\)?/g)) {
    const path = relative(projectDir, location);
    if (path.startsWith("amplify/") && !path.includes("node_modules")) return path;
  }
  return undefined;
}
