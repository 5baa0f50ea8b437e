import { defineFunction } from "@aws-amplify/backend";

/** Starts the crawler where the lake has changed. In the stack of the lake, whose rules call it. */
export const startCrawler = defineFunction({
  name: "start-crawler",
  entry: "./handler.ts",
  resourceGroupName: "lake",
  runtime: 22,
  timeoutSeconds: 60,
  memoryMB: 256,
});
