import { defineFunction } from "@aws-amplify/backend";

/**
 * Answers the companies API from the lake, as the caller's group. In the stack of `auth`: it assumes the roles of the
 * groups, and these trust it, so neither stack could come first.
 */
export const queryLake = defineFunction({
  name: "query-lake",
  entry: "./handler.ts",
  resourceGroupName: "auth",
  runtime: 22,
  /** Below the 30 s after which AppSync gives up: the function's own error reaches the caller. */
  timeoutSeconds: 29,
  /** Pages of a thousand rows are parsed here; processor time comes with memory. */
  memoryMB: 1024,
});
