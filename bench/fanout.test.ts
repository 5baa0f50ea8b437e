import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import type { BenchReport } from "./cli.js";

// In a process of its own, as the command runs it: vitest would load a second copy of graphql beside graphql-ws's.
const program = `
  import { run } from "./bench/fanout.ts";
  console.log(JSON.stringify(await run({ displays: 3, rounds: 1, publishMs: 10 })));
`;

test("every side delivers every update to every display, and the report names its limits", async () => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "--eval", program],
    { cwd: fileURLToPath(new URL("..", import.meta.url)) },
  );
  const report = JSON.parse(stdout) as BenchReport;
  expect(report.title).toContain("3 displays");
  const text = report.lines.join("\n");
  for (const name of ["ws, one prepared frame", "graphql-ws, a filter each", "Airside, a filter each"]) {
    expect(text).toContain(name);
  }
  expect(text).toContain("at least 0.8");
  expect(text).toContain("at least 4");
  expect(text).not.toContain("NaN");
});
