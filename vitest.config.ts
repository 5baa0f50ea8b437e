import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Vitest leaves a core to whoever watches it; of two that is half.
    maxWorkers: "100%",
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
        plugins: [react()],
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
