import type { LakeGroup } from "./visibility.js";

/** Where Athena puts what it answers, below the bucket's root: no table lies there, and nothing stays for long. */
export const resultPrefixes = { queries: "query-results/", exports: "exports/" } as const;

/** Pages that a person waits for, or exports. */
export type ResultKind = keyof typeof resultPrefixes;

/** All kinds of results. */
export const resultKinds = Object.keys(resultPrefixes) as ResultKind[];

/** The folder that a group's results of a kind lie in, and no other group's. */
export function resultPrefix(kind: ResultKind, group: LakeGroup): string {
  return `${resultPrefixes[kind]}${group}/`;
}

/** Variable by which `query-lake` knows a group's work group: `QUERIES_WORK_GROUP_DEVELOPER`. */
export function workGroupVariable(kind: ResultKind, group: LakeGroup): string {
  return `${kind}_WORK_GROUP_${group}`.toUpperCase();
}
