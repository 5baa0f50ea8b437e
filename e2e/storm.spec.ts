import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { openBoard } from "./board.js";
import { runCommand } from "./command.js";
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

for (const storm of storms) {
  test(`${storm.name}, replayed out of order with one event in five repeated, ends as the data says`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    const sandbox = await startSandbox();
    const folder = await mkdtemp(join(tmpdir(), "airside-storm-"));
    try {
      const file = storm.file ?? join(folder, "storm.csv");
      if (storm.file === undefined) await writeFile(file, stormCsv("storm-1", 150));
      const events = join(folder, "events.ndjson");
      const target = ["--url", sandbox.url];
      const imported = await runCommand(["schedule", "import", file, "--format", "bts", "--events", events, ...target]);
      expect(imported.output).toContain("FlightCancelled");
      const replay = ["--speed", "max", "--shuffle", "--seed", "7", "--repeat", "0.2"];
      const replayed = await runCommand(["events", "replay", events, ...replay, ...target]);
      expect(replayed.code, replayed.output).toBe(0);

      const wanted = new Map(stormFlights(file).map((flight) => [`${flight.carrier}${flight.num}`, flight]));
      const expected = Object.fromEntries([...wanted].map(([key, flight]) => [key, expectedOf(flight)]));
      await expect
        .poll(
          async () =>
            Object.fromEntries(
              (await allFlights(sandbox)).map((flight) => [`${flight.carrier}${flight.num}`, told(flight)]),
            ),
          { timeout: 120_000, message: "every flight in the backend" },
        )
        .toEqual(expected);

      await openBoard(page, sandbox.url, "?at=2013-02-08T18:00:00Z&layout=list");
      const rows = page.locator("[data-flight]");
      await expect(rows.first()).toBeVisible();
      const shown = await rows.evaluateAll((elements) =>
        elements.map((row) => ({
          flight: row.getAttribute("data-flight") ?? "",
          status: row.querySelector('[data-cell="status"]')?.textContent ?? "",
          time: row.querySelector('[data-cell="time"]')?.textContent ?? "",
        })),
      );
      expect(shown.length).toBeGreaterThan(20);
      for (const { flight, status, time } of shown) {
        const [carrier, num] = flight.split("#");
        const said = wanted.get(`${carrier}${num}`);
        expect(status, flight).toContain(said?.cancelled === true ? "Cancelled" : "Departed");
        const local = new Intl.DateTimeFormat("en-GB", {
          timeZone: "America/New_York",
          hour: "2-digit",
          minute: "2-digit",
        });
        expect(time, flight).toContain(local.format(said?.scheduled));
      }
    } finally {
      await sandbox.dispose();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
