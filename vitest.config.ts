import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { placeNamesPlugin } from "./local/web-app/place-names/place-names-plugin.js";

/** Files that take longest, most of it outside of vitest: last in order, nothing would be left to run beside them. */
const longest = ["amplify/pipeline-deploy.test.ts", "amplify/lake/resource.test.ts", "amplify/backend.test.ts"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => longest.some((name) => moduleId.endsWith(name));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // Vitest leaves a core to whoever watches it; of two that is half.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    // A leaked socket, server or timer keeps the worker alive: fail instead of killing it in silence.
    teardownTimeout: 5_000,
    projects: [
      {
        test: {
          name: "node",
          include: ["amplify/**/*.test.ts", "local/**/*.test.ts", "bench/**/*.test.ts"],
          environment: "node",
          testTimeout: 20_000,
        },
      },
      {
        // They know no document, and one takes longer to make than they run; nor is there anything that they could leave
        // behind for one another.
        test: {
          name: "pure",
          isolate: false,
          include: ["src/{flights,display,companies}/**/*.test.ts"],
          environment: "node",
          testTimeout: 20_000,
        },
      },
      {
        plugins: [react(), placeNamesPlugin()],
        test: {
          name: "browser",
          // Cheaper to start than processes, of which they need nothing.
          pool: "threads",
          include: ["src/**/*.test.{ts,tsx}"],
          exclude: ["src/{flights,display,companies}/**"],
          environment: "jsdom",
          testTimeout: 20_000,
        },
      },
    ],
  },
});
