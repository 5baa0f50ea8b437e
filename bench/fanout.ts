import { fork, type ChildProcess } from "node:child_process";
import { on, once } from "node:events";
import { fileURLToPath } from "node:url";
import type { BenchReport } from "./cli.js";
import { graphqlWsContestant, ownContestant, rawContestant, type Contestant } from "./fanout/contestants.js";
import type { Answer, Order } from "./fanout/displays.js";
import { table } from "./fanout/table.js";

/** How large and how long the benchmark is. */
export interface FanoutOptions {
  readonly displays?: number;
  readonly rounds?: number;
  /** Time in which each contestant publishes, in each round and each load, milliseconds. */
  readonly publishMs?: number;
}

/** Ours against one prepared frame for each `ws` client. */
const LIMIT_RAW = 0.8;
/** Ours against graphql-ws, both unfiltered and both with a filter for each subscription. */
const LIMIT_GRAPHQL_WS = 4;
/** Longest wait for the displays, milliseconds; only a fault lasts so long. */
const PATIENCE_MS = 60_000;
/** Publishing pauses while this much waits to be sent, for each display, bytes. */
const BACKLOG_PER_DISPLAY = 64 * 1024;

/** How many updates come in one turn of the event loop: one at a time, or a wave of them. */
const loads = [1, 10] as const;

/** Deliveries a second of one contestant in every counted round, by load. */
type Rates = ReadonlyMap<number, number[]>;

/**
 * Deliveries a second from one server process to displays in another process, over loopback: `ws` with one prepared
 * frame, graphql-ws, and the sandbox's real-time side, in turns.
 */
export async function run(options: FanoutOptions = {}): Promise<BenchReport> {
  const { displays = 1_000, rounds = 12, publishMs = 150 } = options;
  const contestants = await Promise.all([
    rawContestant(),
    graphqlWsContestant(false),
    graphqlWsContestant(true),
    ownContestant(false),
    ownContestant(true),
  ]);
  const hall = new DisplayProcess();
  try {
    for (const [side, contestant] of contestants.entries()) await hall.connect(side, contestant, displays);
    const rates = contestants.map((): Rates => new Map(loads.map((load) => [load, []])));
    // The first round warms every side up and is not counted.
    for (let round = 0; round <= rounds; round += 1) {
      for (const load of loads) {
        for (const [side, contestant] of contestants.entries()) {
          const rate = await hall.measure(side, contestant, displays, load, publishMs);
          if (round > 0) rates[side]?.get(load)?.push(rate);
        }
      }
    }
    return report(contestants, rates, displays, rounds);
  } finally {
    await hall.close();
    await Promise.all(contestants.map((contestant) => contestant.close()));
  }
}

function report(
  contestants: readonly Contestant[],
  rates: readonly Rates[],
  displays: number,
  rounds: number,
): BenchReport {
  const [raw, graphqlWs, graphqlWsFiltered, own, ownFiltered] = rates;
  const checks = loads.flatMap((load) => {
    /** Within one round both sides meet the same neighbours on the machine, so ratios are taken there. */
    const ratio = (ours: Rates | undefined, theirs: Rates | undefined): number =>
      median((ours?.get(load) ?? []).map((rate, round) => rate / (theirs?.get(load)?.[round] ?? Number.NaN)));
    const at = `${String(load)} a turn`;
    return [
      { name: `Airside / ws, ${at}`, value: ratio(own, raw), limit: LIMIT_RAW },
      { name: `Airside / graphql-ws, ${at}`, value: ratio(own, graphqlWs), limit: LIMIT_GRAPHQL_WS },
      { name: `a filter each: Airside / ws, ${at}`, value: ratio(ownFiltered, raw), limit: undefined },
      {
        name: `a filter each: Airside / graphql-ws, ${at}`,
        value: ratio(ownFiltered, graphqlWsFiltered),
        limit: LIMIT_GRAPHQL_WS,
      },
    ];
  });
  const rows = contestants.map((contestant, side) => [
    contestant.name,
    ...loads.map((load) => Math.round(median(rates[side]?.get(load) ?? [])).toLocaleString("en")),
  ]);
  return {
    title: `Fan-out to ${String(displays)} displays, deliveries a second, median of ${String(rounds)} rounds`,
    lines: [
      ...table([["", ...loads.map((load) => `${String(load)} a turn`)], ...rows]),
      "",
      ...table(
        checks.map(({ name, value, limit }) => [
          name,
          value.toFixed(2),
          limit === undefined ? "" : `at least ${String(limit)}`,
        ]),
      ),
    ],
    ok: checks.every(({ value, limit }) => limit === undefined || value >= limit),
  };
}

/** The other process, with all displays of all contestants. */
class DisplayProcess {
  readonly #child: ChildProcess;
  readonly #gone = new AbortController();
  readonly #published = new Map<number, number>();

  constructor() {
    this.#child = fork(fileURLToPath(new URL("./fanout/displays.ts", import.meta.url)), {
      execArgv: ["--import", "tsx"],
    });
    this.#child.once("exit", (code) => {
      this.#gone.abort(new Error(`the process of the displays ended with code ${String(code)}`));
    });
  }

  async connect(side: number, contestant: Contestant, count: number): Promise<void> {
    const { url, speech } = contestant;
    const connected = this.#answer("connected", side);
    this.#order({ type: "connect", side, url, speech, count });
    await connected;
    // graphql-ws acknowledges no subscription, so the server's own count says when all are there.
    while (contestant.subscribers() < count) await this.#turn();
  }

  /** Publishes for `publishMs`, then waits for the last display: deliveries a second over all of it. */
  async measure(side: number, contestant: Contestant, count: number, load: number, publishMs: number): Promise<number> {
    let published = this.#published.get(side) ?? 0;
    const first = published;
    const started = performance.now();
    while (performance.now() - started < publishMs) {
      for (let index = 0; index < load; index += 1) contestant.publish((published += 1));
      await this.#turn();
      while (contestant.backlog() > count * BACKLOG_PER_DISPLAY) await this.#turn();
    }
    this.#published.set(side, published);
    const received = this.#answer("received", side);
    this.#order({ type: "expect", side, frames: published * count });
    await received;
    return ((published - first) * count * 1000) / (performance.now() - started);
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#child.disconnect();
    await exit;
  }

  /** One turn of the event loop; fails when the displays are gone. */
  async #turn(): Promise<void> {
    this.#gone.signal.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }

  #order(order: Order): void {
    this.#child.send(order);
  }

  async #answer(type: Answer["type"], side: number): Promise<void> {
    const signal = AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), this.#gone.signal]);
    for await (const [answer] of on(this.#child, "message", { signal }) as AsyncIterable<[Answer]>) {
      if (answer.type === type && answer.side === side) return;
    }
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? Number.NaN) + upper) / 2 : upper;
}
