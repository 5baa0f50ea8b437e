import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { openBoard } from "./board.js";
import { runCommand } from "./command.js";
import { openLine } from "./cuttable-line.js";
import { beat } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";
import { stormCsv, stormFlights, type StormFlight } from "./storm-data.js";

test.use({ serviceWorkers: "allow" });

/** The real day, where it lies beside the project; the project's own storm is always there. */
const realDay = join(import.meta.dirname, "../../shared/data/nyc-2013-02/flights.csv");
const date = "2013-02-08";

const storms = [
  { name: "a storm from a seed", file: undefined },
  ...(existsSync(realDay) ? [{ name: "the storm of 8 February 2013", file: realDay }] : []),
];

interface FlightNow {
  readonly carrier: string;
  readonly num: number;
  readonly schedule: { readonly scheduledTime: string } | null;
  readonly state: { readonly status: string } | null;
  readonly times: { readonly estimatedTime: string | null } | null;
}

async function allFlights(sandbox: SandboxProcess): Promise<FlightNow[]> {
  const outputs = (await (await fetch(`${sandbox.url}/amplify_outputs.json`)).json()) as { data: { api_key: string } };
  const flights: FlightNow[] = [];
  let nextToken: string | null = null;
  do {
    const answer = await fetch(`${sandbox.url}/graphql`, {
      method: "POST",
      headers: { "x-api-key": outputs.data.api_key },
      body: JSON.stringify({
        query: `query Flights($nextToken: String) { listFlights(date: "${date}", limit: 1000, nextToken: $nextToken) {
          items { carrier num schedule { scheduledTime } state { status } times { estimatedTime } } nextToken } }`,
        variables: { nextToken },
      }),
    });
    const { data } = (await answer.json()) as {
      data: { listFlights: { items: FlightNow[]; nextToken: string | null } };
    };
    flights.push(...data.listFlights.items);
    nextToken = data.listFlights.nextToken;
  } while (nextToken !== null);
  return flights;
}

/** What the backend must say of a flight, in the form of `told`. */
function expectedOf({ cancelled, scheduled, left }: StormFlight): string {
  const late = left !== undefined && left >= scheduled + 60_000;
  return [
    new Date(scheduled).toISOString(),
    cancelled ? "CANCELLED" : "AIRBORNE",
    late ? new Date(left).toISOString() : "as scheduled",
  ].join(" ");
}

function told({ schedule, state, times }: FlightNow): string {
  return [
    schedule === null ? "never" : new Date(schedule.scheduledTime).toISOString(),
    state?.status ?? "SCHEDULED",
    times?.estimatedTime == null ? "as scheduled" : new Date(times.estimatedTime).toISOString(),
  ].join(" ");
}

/** Rows of the list on the page, by flight, as `JK123`. */
function shownRows(page: Page): Promise<readonly { flight: string; status: string; time: string }[]> {
  return page.locator("[data-flight]").evaluateAll((elements) =>
    elements.map((row) => ({
      flight: (row.getAttribute("data-flight") ?? "").split("#").slice(0, 2).join(""),
      status: row.querySelector('[data-cell="status"]')?.textContent ?? "",
      time: row.querySelector('[data-cell="time"]')?.textContent ?? "",
    })),
  );
}

for (const storm of storms) {
  test(`${storm.name}, replayed out of order with repeats, lines cut and frozen, a kill and a feed that dies, ends as the data says`, async ({
    page,
  }) => {
    test.setTimeout(600_000);
    const sandbox = await startSandbox({ heartbeat: false });
    const line = await openLine(sandbox.port);
    const folder = await mkdtemp(join(tmpdir(), "airside-storm-"));
    try {
      const file = storm.file ?? join(folder, "storm.csv");
      if (storm.file === undefined) await writeFile(file, stormCsv("storm-1", 150));
      const events = join(folder, "events.ndjson");
      const target = ["--url", sandbox.url];
      const imported = await runCommand(["schedule", "import", file, "--format", "bts", "--events", events, ...target]);
      expect(imported.output).toContain("FlightCancelled");
      await beat(sandbox);
      await openBoard(page, `http://127.0.0.1:${line.port}`, "?at=2013-02-08T18:00:00Z&layout=list&stale=20");

      const lines = (await readFile(events, "utf8")).trimEnd().split("\n");
      for (const [turn, disturbance] of ["cut", "freeze", "kill", "cut"].entries()) {
        const [from, to] = [turn, turn + 1].map((part) => Math.floor((part * lines.length) / 4));
        const part = join(folder, `part-${turn}.ndjson`);
        await writeFile(part, `${lines.slice(from, to).join("\n")}\n`);
        const replay = ["--speed", "max", "--shuffle", "--seed", String(turn), "--repeat", "0.2"];
        const replaying = runCommand(["events", "replay", part, ...replay, ...target]);
        if (disturbance === "cut") line.cut();
        if (disturbance === "freeze") line.freeze();
        const replayed = await replaying;
        expect(replayed.code, replayed.output).toBe(0);
        if (disturbance === "kill") {
          // Acknowledged a moment ago, not all of it delivered.
          await sandbox.killHard();
          await sandbox.restart();
        }
        line.thaw();
        line.mend();
        // The sandbox works on a day's events at once here; that a board needs 5 s with a service that is ready for it is
        // for outage.spec.ts and trust.spec.ts to see.
        await expect(page.locator("html"), `after ${disturbance}`).toHaveAttribute("data-connection", "live");
      }

      const wanted = new Map(stormFlights(file).map((flight) => [`${flight.carrier}${flight.num}`, flight]));
      const expected = Object.fromEntries([...wanted].map(([key, flight]) => [key, expectedOf(flight)]));
      await expect
        .poll(
          async () =>
            Object.fromEntries(
              (await allFlights(sandbox)).map((flight) => [`${flight.carrier}${flight.num}`, told(flight)]),
            ),
          // None may be lost, however long a busy machine takes; to be asked for all of them takes its time, too.
          { timeout: 300_000, intervals: [5_000], message: "every flight in the backend" },
        )
        .toEqual(expected);

      const local = new Intl.DateTimeFormat("en-GB", {
        timeZone: "America/New_York",
        hour: "2-digit",
        minute: "2-digit",
      });
      await expect
        .poll(
          async () => {
            const shown = await shownRows(page);
            const said = shown.map(({ flight }) => wanted.get(flight));
            return {
              rows: shown.length > 20,
              wrong: shown.filter(
                ({ status, time }, index) =>
                  !status.includes(said[index]?.cancelled === true ? "Cancelled" : "Departed") ||
                  !time.includes(local.format(said[index]?.scheduled)),
              ),
            };
          },
          { message: "every row of the board that lived through it" },
        )
        .toEqual({ rows: true, wrong: [] });
      await expect(page.getByTestId("board-footer"), "the feed is dead").toHaveAttribute("data-freshness", "stale", {
        timeout: 40_000,
      });
      await expect(page.locator("html")).toHaveAttribute("data-connection", "live");
    } finally {
      await line.dispose();
      await sandbox.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
