import { defineFunction } from "@aws-amplify/backend";

/** Watches a running export and says on the event bus how far it is. In the stack of the lake, whose rule calls it. */
export const watchExport = defineFunction({
  name: "watch-export",
  entry: "./handler.ts",
  resourceGroupName: "lake",
  runtime: 22,
  /** The most that Lambda gives; the end of an export is an event of its own and needs nobody who watches. */
  timeoutSeconds: 900,
  memoryMB: 256,
});
