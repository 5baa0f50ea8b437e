import { eventText, type Envelope } from "./event-envelope.js";
import { isoSeconds } from "./event-time.js";

/** An event that an AWS service puts on the default event bus. */
export interface ServiceEvent {
  readonly source: `aws.${string}`;
  readonly "detail-type": string;
  readonly detail: object;
  /** ARNs. */
  readonly resources?: readonly string[];
  /** ISO 8601; now where left out. Events know whole seconds. */
  readonly time?: string;
}

/** The event as JSON text. @throws Error for a time that is none */
export function serviceEventText(event: ServiceEvent, envelope: Envelope): string {
  const time = isoSeconds(event.time === undefined ? envelope.now : Date.parse(event.time));
  if (time === undefined) {
    throw new Error(`${event.source} ${event["detail-type"]}: time: expected ISO 8601, got ${event.time ?? ""}`);
  }
  return eventText(envelope, {
    source: event.source,
    detailType: event["detail-type"],
    time,
    resources: event.resources ?? [],
    detail: JSON.stringify(event.detail),
  });
}
