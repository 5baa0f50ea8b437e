import { readFile } from "node:fs/promises";
import path from "node:path";
import { airport } from "../../amplify/airport.js";
import { seededRandom } from "../random.js";
import { awsCommandLine } from "./aws-command-line.js";
import { CommandError } from "./command-error.js";
import { entryOf, parseEventFile, parseJson, type EventEntry } from "./event-entry.js";
import { eventFromOptions, type SendValues } from "./event-options.js";
import { callsOf, createEventPublisher, putEventsWith } from "./event-publisher.js";
import { sizeOfInputFile } from "./named-file.js";
import { clientFor, findTarget, type TargetOptions } from "./publish-target.js";
import type { Terminal } from "./terminal.js";

/** What `events send` was told. */
export interface SendOptions extends TargetOptions {
  readonly eventName: string | undefined;
  readonly values: SendValues;
  /** Name of a JSON file with the event as it is. */
  readonly file: string | undefined;
  readonly dryRun: boolean;
}

/** Somebody waits for the answer: calls made before giving up, about a second. */
const attempts = 3;

/**
 * Sends one event, or those of a file, and prints what was sent.
 * @returns the exit code: 1 when the bus did not take every entry
 * @throws CommandError, UnexpectedValue for what the user has to correct
 */
export async function sendEvents(options: SendOptions, terminal: Terminal): Promise<number> {
  const entries = await entriesOf(options, terminal);
  const target = await findTarget(options);
  if (options.dryRun) {
    terminal.out(awsCommandLine(entries, target));
    return 0;
  }

  const client = clientFor(target);
  const publisher = createEventPublisher({
    putEvents: putEventsWith(client, target.eventBusName),
    clock: terminal.clock,
    random: seededRandom(String(terminal.clock.now())),
    attempts,
  });
  let failures = 0;
  for (const call of callsOf(entries)) {
    for (const outcome of await publisher.publish(call)) {
      const what = describe(outcome.entry);
      if ("eventId" in outcome) {
        terminal.out(`sent ${what}`);
        terminal.out(`  event id ${outcome.eventId}`);
        terminal.out(`  detail   ${outcome.entry.Detail}`);
      } else {
        failures += 1;
        terminal.err(`not sent: ${what}: ${outcome.errorCode}: ${outcome.errorMessage}`);
      }
    }
  }
  client.destroy();
  return failures === 0 ? 0 : 1;
}

async function entriesOf(options: SendOptions, terminal: Terminal): Promise<EventEntry[]> {
  const { eventName, values, file } = options;
  if (file !== undefined) {
    if (eventName !== undefined || Object.keys(values).length > 0) {
      throw new CommandError(
        "--file sends an event as it is: it goes with no event name and no option of an event.",
        "Leave one or the other out.",
      );
    }
    const content = parseJson("file", await textOf(path.resolve(terminal.directory, file)));
    return parseEventFile(content, terminal.clock.now());
  }
  if (eventName === undefined) {
    throw new CommandError(
      "No event to send.",
      "Name one, like `events send FlightDelayed --carrier JK --number 123 --minutes 15`, or give --file.",
    );
  }
  return [entryOf(eventFromOptions(eventName, values, airport, terminal.clock.now()))];
}

async function textOf(file: string): Promise<string> {
  await sizeOfInputFile(file);
  return readFile(file, "utf8");
}

/** One line that tells a person which event this is: `FlightDelayed JK123 2024-01-25 at 2024-01-25T16:58:37Z`. */
function describe(entry: EventEntry): string {
  const detail = JSON.parse(entry.Detail) as Readonly<Record<string, unknown>>;
  const { event, carrierCode, flightNum, date } = detail;
  const flight =
    typeof event === "string" && typeof carrierCode === "string" && typeof flightNum === "number"
      ? `${event} ${carrierCode}${String(flightNum)} of ${String(date)}`
      : `${entry.Source} "${entry.DetailType}"`;
  return entry.Time === undefined ? flight : `${flight}, ${entry.Time.toISOString()}`;
}
