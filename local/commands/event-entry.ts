import type { PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import type { BusEvent } from "../flight-events/bus-event.js";
import { refuseTimeAhead } from "../flight-events/event-clock.js";
import { parseMoment } from "../flight-events/local-time.js";
import { UnexpectedValue, shown } from "../flight-events/unexpected-value.js";

/** An event as PutEvents takes it, with what EventBridge demands of every entry. */
export interface EventEntry extends PutEventsRequestEntry {
  Source: string;
  DetailType: string;
  /** JSON text of an object. */
  Detail: string;
}

/** The PutEvents entry for a bus event. Its time is kept; EventBridge keeps whole seconds of it. */
export function entryOf(event: BusEvent): EventEntry {
  return {
    Source: event.source,
    DetailType: event["detail-type"],
    Time: new Date(event.time),
    Detail: JSON.stringify(event.detail),
    ...(event.resources === undefined ? {} : { Resources: [...event.resources] }),
  };
}

/**
 * Reads an event in the form it has on the bus: `{source, detail-type, time, detail}`. What a bus adds by itself
 * (version, id, account, region) may be there and is not sent.
 * @throws UnexpectedValue naming the field.
 */
export function parseBusEvent(value: unknown): BusEvent {
  const event = record("event", value);
  const time = text("time", event["time"], "a time with zone, like 2024-01-25T13:15:00Z");
  parseMoment("time", time);
  return {
    source: text("source", event["source"], "a text"),
    "detail-type": text("detail-type", event["detail-type"], "a text"),
    time,
    detail: record("detail", event["detail"]),
    ...resourcesOf("resources", event["resources"], "resources"),
  };
}

/**
 * Reads what `events send --file` takes: one event in bus form (time may be missing: now), or an array of PutEvents
 * entries, or `{"Entries": […]}` as `aws events put-events --cli-input-json` has it.
 * @param now milliseconds since 1970: what the backend would refuse for its time is refused here
 * @throws UnexpectedValue naming the field, with the entry's index.
 */
export function parseEventFile(value: unknown, now: number): EventEntry[] {
  if (Array.isArray(value)) {
    if (value.length === 0) throw new UnexpectedValue("file", "at least one entry", "an empty array");
    return value.map((entry: unknown, index) => parseEntry(`[${String(index)}]`, entry, now));
  }
  const content = record("file", value);
  if (Array.isArray(content["Entries"])) return parseEventFile(content["Entries"], now);
  if (content["time"] !== undefined) {
    const event = parseBusEvent(content);
    refuseTimeAhead("time", { ...event, time: parseMoment("time", event.time) }, now);
    return [entryOf(event)];
  }
  const { Time: _now, ...entry } = entryOf(parseBusEvent({ ...content, time: "1970-01-01T00:00:00Z" }));
  return [entry];
}

function parseEntry(at: string, value: unknown, now: number): EventEntry {
  const entry = record(at, value);
  const detail = text(`${at}.Detail`, entry["Detail"], "the JSON text of an object");
  const content = record(`${at}.Detail`, parseJson(`${at}.Detail`, detail));
  const bus = entry["EventBusName"];
  const source = text(`${at}.Source`, entry["Source"], "a text");
  const time = entry["Time"] === undefined ? undefined : entryTime(`${at}.Time`, entry["Time"]);
  if (time !== undefined) refuseTimeAhead(`${at}.Time`, { source, detail: content, time: time.getTime() }, now);
  return {
    Source: source,
    DetailType: text(`${at}.DetailType`, entry["DetailType"], "a text"),
    Detail: detail,
    ...(time === undefined ? {} : { Time: time }),
    ...(bus === undefined ? {} : { EventBusName: text(`${at}.EventBusName`, bus, "a text") }),
    ...resourcesOf(`${at}.Resources`, entry["Resources"], "Resources"),
  };
}

/** The AWS CLI takes ISO 8601 and seconds since 1970 (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-types.html). */
function entryTime(field: string, value: unknown): Date {
  if (typeof value === "number" && Number.isFinite(value)) return new Date(value * 1000);
  return new Date(parseMoment(field, text(field, value, "a time with zone, like 2024-01-25T13:15:00Z")));
}

/** @throws UnexpectedValue saying that the text is not JSON, and where the parser stopped. */
export function parseJson(field: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UnexpectedValue(field, "JSON", `${shown(json)} (${reason})`);
  }
}

function record(field: string, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UnexpectedValue(field, "an object", shown(value));
  }
  return value as Readonly<Record<string, unknown>>;
}

function text(field: string, value: unknown, expected: string): string {
  if (typeof value !== "string" || value === "") throw new UnexpectedValue(field, expected, shown(value));
  return value;
}

function resourcesOf<Name extends string>(field: string, value: unknown, name: Name): { [Key in Name]?: string[] } {
  if (value === undefined) return {};
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw new UnexpectedValue(field, "an array of texts", shown(value));
  }
  return (value.length === 0 ? {} : { [name]: value }) as { [Key in Name]?: string[] };
}
