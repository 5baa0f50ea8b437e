import { parseArgs } from "node:util";

/** One benchmark: prints its own table and says whether its limits held. */
export interface BenchReport {
  readonly title: string;
  readonly lines: readonly string[];
  /** False when a limit that the benchmark states was missed. */
  readonly ok: boolean;
}

const benches: Readonly<Record<string, () => Promise<{ run: () => Promise<BenchReport> }>>> = {
  fanout: () => import("./fanout.js"),
  glass: () => import("./glass.js"),
  lake: () => import("./lake.js"),
  start: () => import("./start.js"),
};

const { positionals } = parseArgs({ allowPositionals: true });
const [name] = positionals;
const load = name === undefined ? undefined : benches[name];
if (load === undefined) {
  console.error(`Which benchmark? Expected one of ${Object.keys(benches).join(", ")}; got ${name ?? "none"}.`);
  console.error("Example: npm run bench -- fanout");
  process.exitCode = 2;
} else {
  const { run } = await load();
  const report = await run();
  console.log(`\n${report.title}`);
  for (const line of report.lines) console.log(`  ${line}`);
  console.log(report.ok ? "  limits held" : "  LIMIT MISSED");
  process.exitCode = report.ok ? 0 : 1;
}
