import path from "node:path";
import type { Clock } from "../clock.js";
import { seededRandom } from "../random.js";
import { isForBackend, isTooFarAhead, tooFarAhead } from "../flight-events/event-clock.js";
import { startHeartbeats } from "../flight-events/heartbeats.js";
import { UnexpectedValue } from "../flight-events/unexpected-value.js";
import { counted } from "./counted.js";
import { entryOf, parseBusEvent, parseJson } from "./event-entry.js";
import { openLineFile, readLines, type LineSpan } from "./event-lines.js";
import {
  createEventPublisher,
  pauseFor,
  putEventsWith,
  type EventPublisher,
  type PublishOutcome,
} from "./event-publisher.js";
import { heartbeatSender } from "./heartbeat-sender.js";
import { sizeOfInputFile } from "./named-file.js";
import { startProgress, type Progress } from "./progress.js";
import { createPublishQueue } from "./publish-queue.js";
import { clientFor, findTarget, type TargetOptions } from "./publish-target.js";
import { planReplay, type ReplayPlanOptions, type ReplayStep } from "./replay-plan.js";
import type { Terminal } from "./terminal.js";

/** What `events replay` was told. */
export interface ReplayOptions extends TargetOptions, Omit<ReplayPlanOptions, "random"> {
  readonly file: string;
  /** Of shuffling and repeating: the same seed gives the same replay. */
  readonly seed: string;
}

/** Events due within so many milliseconds of each other go into one call. */
const togetherMs = 10;

/** A feed says so often that it is alive, milliseconds: a few times before displays call their data old. */
const heartbeatEveryMs = 15_000;

/** Failed events that are told one by one; the others are counted. */
const failuresTold = 20;

interface EventIndex {
  readonly spans: LineSpan[];
  /** Of the events, milliseconds since 1970. */
  readonly times: number[];
  /** Indices of the events that are for others on the bus than the backend. */
  readonly foreign: ReadonlySet<number>;
  readonly badLines: number;
}

/**
 * Sends the events of an NDJSON file at the pace of their own times and, as a feed does, a heartbeat now and then.
 * @returns the exit code: 1 when a line was bad or the bus did not take an event
 */
export async function replayEvents(options: ReplayOptions, terminal: Terminal): Promise<number> {
  const file = path.resolve(terminal.directory, options.file);
  await sizeOfInputFile(file);
  const target = await findTarget(options);
  const index = await indexEvents(file, terminal);
  const random = seededRandom(options.seed);
  const started = terminal.clock.now();
  const planned = planReplay(index.times, { ...options, random });
  const early = eventsTooEarly(index, planned, started, terminal);
  const steps = planned.filter((step) => !early.has(step.index));

  const client = clientFor(target);
  const publisher = createEventPublisher({
    putEvents: putEventsWith(client, target.eventBusName),
    clock: terminal.clock,
    random,
  });
  const progress = startProgress(terminal, "replay", steps.length, "events");
  const heartbeats = startHeartbeats({
    send: heartbeatSender(client, target.eventBusName, terminal.clock),
    onFailure(error) {
      progress.line(`not sent: heartbeat: ${error instanceof Error ? error.message : String(error)}`);
    },
    clock: terminal.clock,
    everyMs: heartbeatEveryMs,
  });
  let failures: number;
  try {
    failures = await sendSteps(file, index, steps, publisher, { clock: terminal.clock, progress, started });
  } finally {
    await heartbeats.dispose();
    progress.stop();
    client.destroy();
  }

  const seconds = Math.max(terminal.clock.now() - started, 1) / 1000;
  const sent = steps.length - failures;
  const repetitions = steps.length - (index.spans.length - early.size);
  terminal.out(
    `${counted(sent, "event")} sent (${counted(repetitions, "repetition")} among them) in ${seconds.toFixed(1)} s, ${String(Math.round(sent / seconds))} a second.`,
  );
  const badLines = index.badLines + early.size;
  if (badLines > 0) terminal.err(`Bad lines left out: ${String(badLines)}.`);
  if (failures > 0) terminal.err(`Events that the bus did not take: ${String(failures)}.`);
  return badLines + failures === 0 ? 0 : 1;
}

/** First pass: checks every line and remembers where the good ones stand. */
async function indexEvents(file: string, terminal: Terminal): Promise<EventIndex> {
  const spans: LineSpan[] = [];
  const times: number[] = [];
  const foreign = new Set<number>();
  let badLines = 0;
  for await (const { span, text } of readLines(file)) {
    try {
      const event = parseBusEvent(parseJson("line", text));
      if (!isForBackend(event)) foreign.add(spans.length);
      times.push(Date.parse(event.time));
      spans.push(span);
    } catch (error) {
      if (!(error instanceof UnexpectedValue)) throw error;
      badLines += 1;
      terminal.err(`line ${String(span.line)}: ${error.message}`);
    }
  }
  return { spans, times, foreign, badLines };
}

/** Told and left out: events whose turn comes so long before their own time that the backend would refuse them. */
function eventsTooEarly(
  { spans, times, foreign }: EventIndex,
  steps: readonly ReplayStep[],
  started: number,
  terminal: Terminal,
): ReadonlySet<number> {
  const early = new Set<number>();
  for (const { index, due } of steps) {
    const [time, span] = [times[index], spans[index]];
    if (time === undefined || span === undefined || foreign.has(index) || early.has(index)) continue;
    if (!isTooFarAhead(time, started + due)) continue;
    early.add(index);
    terminal.err(`line ${String(span.line)}: ${tooFarAhead("time", time, started + due).message}`);
  }
  return early;
}

/** Second pass: reads each event again when its turn has come and sends it. Answers how many failed. */
async function sendSteps(
  file: string,
  { spans }: EventIndex,
  steps: readonly ReplayStep[],
  publisher: EventPublisher,
  { clock, progress, started }: { readonly clock: Clock; readonly progress: Progress; readonly started: number },
): Promise<number> {
  const lines = await openLineFile(file);
  let done = 0;
  let failures = 0;
  const queue = createPublishQueue(publisher, (outcome: PublishOutcome) => {
    done += 1;
    if ("errorCode" in outcome) {
      failures += 1;
      if (failures <= failuresTold) {
        progress.line(`not sent: ${outcome.entry.Detail}: ${outcome.errorCode}: ${outcome.errorMessage}`);
      }
    }
    progress.update(done, failures === 0 ? undefined : `${String(failures)} failed`);
  });

  try {
    for (const { index, due } of steps) {
      const wait = started + due - clock.now();
      if (wait > togetherMs) {
        await queue.flush();
        await pauseFor(clock, wait);
      }
      const span = spans[index];
      if (span === undefined) throw new RangeError(`The replay plan names event ${String(index)}, which there is not.`);
      await queue.add(entryOf(parseBusEvent(parseJson("line", await lines.read(span)))));
    }
    await queue.drain();
  } finally {
    await lines.close();
  }
  return failures;
}
