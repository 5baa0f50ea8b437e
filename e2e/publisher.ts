import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { flightEvents, flightEventSource, type FlightEventName } from "../amplify/events/flight-event.js";
import { heartbeatEvent } from "../local/flight-events/heartbeat-event.js";
import type { OracleEvent } from "./oracle.js";
import type { SandboxProcess } from "./sandbox.js";

/** The most entries that one PutEvents call takes. */
const batchSize = 10;

/** Publishes events as an airline would: PutEvents through the unmodified SDK, in the order given. */
export async function publish(sandbox: SandboxProcess, events: readonly OracleEvent[]): Promise<void> {
  await putEntries(
    sandbox,
    events.map((event) => ({
      Source: flightEventSource,
      DetailType: flightEvents[event.event as FlightEventName].detailType,
      Time: new Date(event.time),
      Detail: JSON.stringify({
        flightNum: event.num,
        carrierCode: event.carrier,
        date: event.date,
        event: event.event,
        direction: event.direction,
        id: event.id,
        message: `${event.event} ${event.carrier}${event.num}`,
        info: JSON.stringify(event.facts),
      }),
    })),
  );
}

/** One entry for PutEvents, without its bus. */
export interface BusEntry {
  readonly Source: string;
  readonly DetailType: string;
  readonly Time: Date;
  readonly Detail: string;
}

/**
 * Publishes entries as they are.
 *
 * @throws Error when the bus refuses one of them.
 */
export async function putEntries(sandbox: SandboxProcess, entries: readonly BusEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += batchSize) {
    const batch = entries.slice(start, start + batchSize);
    const answer = await sandbox.eventBridge.send(
      new PutEventsCommand({ Entries: batch.map((entry) => ({ ...entry, EventBusName: sandbox.eventBusName })) }),
    );
    if (answer.FailedEntryCount !== 0) throw new Error(`PutEvents refused entries: ${JSON.stringify(answer.Entries)}`);
  }
}

/** A sign of life of the feed, given now. */
export async function beat(sandbox: SandboxProcess): Promise<void> {
  const { source, detail, ...event } = heartbeatEvent(Date.now());
  await putEntries(sandbox, [
    {
      Source: source,
      DetailType: event["detail-type"],
      Time: new Date(event.time),
      Detail: JSON.stringify(detail),
    },
  ]);
}
