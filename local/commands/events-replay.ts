import path from "node:path";
import { seededRandom } from "../random.js";
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
import { sizeOfInputFile } from "./named-file.js";
import { startProgress } from "./progress.js";
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

/** Failed events that are told one by one; the others are counted. */
const failuresTold = 20;

interface EventIndex {
  readonly spans: LineSpan[];
  readonly times: number[];
  readonly badLines: number;
}

/**
 * Sends the events of an NDJSON file at the pace of their own times.
 * @returns the exit code: 1 when a line was bad or the bus did not take an event
 */
export async function replayEvents(options: ReplayOptions, terminal: Terminal): Promise<number> {
  const file = path.resolve(terminal.directory, options.file);
  await sizeOfInputFile(file);
  const target = await findTarget(options);
  const index = await indexEvents(file, terminal);
  const random = seededRandom(options.seed);
  const steps = planReplay(index.times, { ...options, random });

  const client = clientFor(target);
  const publisher = createEventPublisher({
    putEvents: putEventsWith(client, target.eventBusName),
    clock: terminal.clock,
    random,
  });
  const started = terminal.clock.now();
  const failures = await sendSteps(file, index, steps, publisher, terminal);
  client.destroy();

  const seconds = Math.max(terminal.clock.now() - started, 1) / 1000;
  const sent = steps.length - failures;
  terminal.out(
    `${counted(sent, "event")} sent (${counted(steps.length - index.spans.length, "repetition")} among them) in ${seconds.toFixed(1)} s, ${String(Math.round(sent / seconds))} a second.`,
  );
  if (index.badLines > 0) terminal.err(`Bad lines left out: ${String(index.badLines)}.`);
  if (failures > 0) terminal.err(`Events that the bus did not take: ${String(failures)}.`);
  return index.badLines + failures === 0 ? 0 : 1;
}

/** First pass: checks every line and remembers where the good ones stand. */
async function indexEvents(file: string, terminal: Terminal): Promise<EventIndex> {
  const spans: LineSpan[] = [];
  const times: number[] = [];
  let badLines = 0;
  for await (const { span, text } of readLines(file)) {
    try {
      times.push(Date.parse(parseBusEvent(parseJson("line", text)).time));
      spans.push(span);
    } catch (error) {
      if (!(error instanceof UnexpectedValue)) throw error;
      badLines += 1;
      terminal.err(`line ${String(span.line)}: ${error.message}`);
    }
  }
  return { spans, times, badLines };
}

/** Second pass: reads each event again when its turn has come and sends it. Answers how many failed. */
async function sendSteps(
  file: string,
  { spans }: EventIndex,
  steps: readonly ReplayStep[],
  publisher: EventPublisher,
  terminal: Terminal,
): Promise<number> {
  const { clock } = terminal;
  const lines = await openLineFile(file);
  const progress = startProgress(terminal, "replay", steps.length, "events");
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

  const started = clock.now();
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
    progress.stop();
    await lines.close();
  }
  return failures;
}
