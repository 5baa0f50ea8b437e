import path from "node:path";
import { airport } from "../../amplify/airport.js";
import type { Disposable } from "../disposable.js";
import type { FlightBusEvent } from "../flight-events/bus-event.js";
import { isTooFarAhead, tooFarAhead } from "../flight-events/event-clock.js";
import { parseAirport } from "../flight-events/flight-fields.js";
import { parseMoment } from "../flight-events/local-time.js";
import { seededRandom } from "../random.js";
import { airsideFormat } from "../schedule-import/airside-format.js";
import { btsFormat } from "../schedule-import/bts-format.js";
import { problemLine } from "../schedule-import/row-problem.js";
import { readSchedule } from "../schedule-import/schedule-file.js";
import type { ImportedFlight, ScheduleFormat } from "../schedule-import/schedule-format.js";
import { createSortedEventFile } from "../schedule-import/sorted-event-file.js";
import { CommandError } from "./command-error.js";
import { counted } from "./counted.js";
import { entryOf } from "./event-entry.js";
import { createEventPublisher, putEventsWith } from "./event-publisher.js";
import { refuseFolderAsOutput, sizeOfInputFile } from "./named-file.js";
import { startProgress } from "./progress.js";
import { createPublishQueue } from "./publish-queue.js";
import { clientFor, findTarget, type TargetOptions } from "./publish-target.js";
import type { Terminal } from "./terminal.js";

/** What `schedule import` was told. */
export interface ImportOptions extends TargetOptions {
  readonly file: string;
  readonly format: "airside" | "bts";
  /** IATA code; bts only. */
  readonly airport: string | undefined;
  readonly strict: boolean;
  /** NDJSON file for the events that the rows imply; bts only. */
  readonly eventsFile: string | undefined;
  /** Time of the FlightScheduled events, ISO 8601 with zone. */
  readonly time: string | undefined;
  readonly dryRun: boolean;
}

const nowhere: FlightSink = {
  take: () => Promise.resolve(),
  finish: () => Promise.resolve(0),
  dispose: () => Promise.resolve(),
};

/** How the rows of a file came out. */
interface RowCounts {
  good: number;
  elsewhere: number;
  bad: number;
}

/** What is done with each flight, and when the last one has come. */
interface FlightSink extends Disposable {
  take(imported: ImportedFlight): Promise<void>;
  /** Answers how many events the bus did not take. */
  finish(): Promise<number>;
}

/**
 * Turns a schedule file into FlightScheduled events and sends them.
 * @returns the exit code: 1 when a row was bad or the bus did not take an event
 */
export async function importSchedule(options: ImportOptions, terminal: Terminal): Promise<number> {
  const file = path.resolve(terminal.directory, options.file);
  const format = formatOf(options, terminal);
  const bytes = await sizeOfInputFile(file);
  if (options.strict) {
    const counts = await readThrough(file, format, bytes, "check", nowhere, terminal);
    if (counts.bad > 0) {
      terminal.err(
        `Nothing was imported: ${counted(counts.bad, "bad row")} of ${String(total(counts))}, and --strict was given.`,
      );
      return 1;
    }
  }

  const tally = new Map<string, number>();
  const sinks = [
    options.dryRun ? nowhere : await senderTo(options, terminal),
    options.eventsFile === undefined
      ? nowhere
      : await eventWriter(path.resolve(terminal.directory, options.eventsFile), tally),
  ];
  const all: FlightSink = {
    async take(imported) {
      for (const sink of sinks) await sink.take(imported);
    },
    async finish() {
      let failures = 0;
      for (const sink of sinks) failures += await sink.finish();
      return failures;
    },
    async dispose() {
      for (const sink of sinks) await sink.dispose();
    },
  };

  let counts: RowCounts;
  let failures: number;
  try {
    counts = await readThrough(file, format, bytes, options.dryRun ? "check" : "import", all, terminal);
    failures = await all.finish();
  } finally {
    await all.dispose();
  }

  const scheduled = `${counted(counts.good - failures, "flight")} ${options.dryRun ? "would be scheduled" : "scheduled"}`;
  const rest = [
    ...(counts.elsewhere > 0 ? [`${counted(counts.elsewhere, "row")} of other airports left out`] : []),
    ...(counts.bad > 0 ? [`${counted(counts.bad, "bad row")} left out`] : []),
    ...(failures > 0 ? [`${String(failures)} not taken by the bus`] : []),
  ];
  terminal.out(`${counted(total(counts), "row")}: ${[scheduled, ...rest].join(", ")}.`);
  if (options.eventsFile !== undefined) terminal.out(eventSummary(options.eventsFile, tally));
  return counts.bad + failures === 0 ? 0 : 1;
}

function formatOf(options: ImportOptions, terminal: Terminal): ScheduleFormat {
  const now = terminal.clock.now();
  const stamp = options.time === undefined ? undefined : parseMoment("--time", options.time);
  if (stamp !== undefined && isTooFarAhead(stamp, now)) throw tooFarAhead("--time", stamp, now);
  if (options.format === "bts") {
    const from = options.airport === undefined ? undefined : parseAirport("--airport", options.airport);
    return btsFormat({ airport: from, stamp, now });
  }
  const foreign = [
    ...(options.airport === undefined ? [] : ["--airport"]),
    ...(options.eventsFile === undefined ? [] : ["--events"]),
  ];
  if (foreign.length > 0) {
    throw new CommandError(`${foreign.join(" and ")}: only with --format bts.`, "Leave it out, or add --format bts.");
  }
  return airsideFormat(airport, stamp ?? now);
}

/** Reads the whole file, reports what is wrong with it, and hands on its flights. */
async function readThrough(
  file: string,
  format: ScheduleFormat,
  bytes: number,
  title: string,
  sink: FlightSink,
  terminal: Terminal,
): Promise<RowCounts> {
  const counts: RowCounts = { good: 0, elsewhere: 0, bad: 0 };
  const kilobytes = (size: number): number => Math.ceil(size / 1024);
  const progress = startProgress(terminal, title, kilobytes(bytes), "KB");
  try {
    const onBytes = (read: number): void => {
      progress.update(kilobytes(read));
    };
    for await (const finding of readSchedule(file, format, onBytes)) {
      if (finding.kind === "flight") {
        counts.good += 1;
        await sink.take(finding.imported);
      } else if (finding.kind === "elsewhere") {
        counts.elsewhere += 1;
      } else if (finding.kind === "bad") {
        counts.bad += 1;
        for (const problem of finding.problems) progress.line(problemLine(problem));
      } else {
        progress.line(`note: columns that are not known are left alone: ${finding.names.join(", ")}`);
      }
    }
  } finally {
    progress.stop();
  }
  return counts;
}

async function senderTo(options: ImportOptions, terminal: Terminal): Promise<FlightSink> {
  const target = await findTarget(options);
  const client = clientFor(target);
  const publisher = createEventPublisher({
    putEvents: putEventsWith(client, target.eventBusName),
    clock: terminal.clock,
    random: seededRandom(String(terminal.clock.now())),
  });
  let failures = 0;
  const queue = createPublishQueue(publisher, (outcome) => {
    if (!("errorCode" in outcome)) return;
    failures += 1;
    terminal.err(`not sent: ${outcome.entry.Detail}: ${outcome.errorCode}: ${outcome.errorMessage}`);
  });
  return {
    take: ({ scheduled }) => queue.add(entryOf(scheduled)),
    async finish() {
      await queue.drain();
      return failures;
    },
    dispose() {
      client.destroy();
      return Promise.resolve();
    },
  };
}

/** Writes the implied events, and counts them by name and by what is inferred. */
async function eventWriter(file: string, tally: Map<string, number>): Promise<FlightSink> {
  refuseFolderAsOutput(file);
  const events = await createSortedEventFile(file);
  const count = ({ detail }: FlightBusEvent): void => {
    const key = `${detail.event}${detail.message?.includes("(inferred)") === true ? " with inferred time" : ""}`;
    tally.set(key, (tally.get(key) ?? 0) + 1);
  };
  return {
    async take({ implied }) {
      for (const event of implied) {
        count(event);
        await events.add(event);
      }
    },
    async finish() {
      await events.finish();
      return 0;
    },
    dispose: () => events.dispose(),
  };
}

function eventSummary(name: string, tally: ReadonlyMap<string, number>): string {
  const all = [...tally.values()].reduce((sum, count) => sum + count, 0);
  const parts = [...tally].sort().map(([event, count]) => `${String(count)} ${event}`);
  return `${counted(all, "event")} in ${name}: ${parts.join(", ")}.`;
}

function total({ good, elsewhere, bad }: RowCounts): number {
  return good + elsewhere + bad;
}
