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
  soak: async () => {
    const { run } = await import("./soak.js");
    return { run: () => run(minutes === undefined ? {} : { minutes }) };
  },
  start: () => import("./start.js"),
};

const { positionals, values } = parseArgs({ allowPositionals: true, options: { minutes: { type: "string" } } });
const [name] = positionals;
/** How long a soak lasts; by default as long as its limits are meant for. */
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
const load = name === undefined ? undefined : benches[name];
if (minutes !== undefined && (name !== "soak" || !(minutes > 0 && minutes <= 24 * 60))) {
  console.error(`--minutes is for the soak: expected a number above 0, at most 1440; got ${String(values.minutes)}.`);
  console.error("Example: npm run bench -- soak --minutes 2");
  process.exitCode = 2;
} else if (load === undefined) {
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
