import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { flightEvents, flightEventSource, type FlightEventName } from "../amplify/events/flight-event.js";
import type { FlightBusEvent } from "../local/flight-events/bus-event.js";
import { refusalByBackend } from "../local/flight-events/contract.js";
import { heartbeatEvent } from "../local/flight-events/heartbeat-event.js";
import type { OracleEvent } from "./oracle.js";
import type { SandboxProcess } from "./sandbox.js";

/** The most entries that one PutEvents call takes. */
const batchSize = 10;

/**
 * Publishes events as an airline would: PutEvents through the unmodified SDK, in the order given.
 *
 * @throws Error for an event that the backend would refuse: without it, a test would look at another board than it says.
 */
export async function publish(sandbox: SandboxProcess, events: readonly OracleEvent[]): Promise<void> {
  const sent = events.map(busEventOf);
  for (const event of sent) {
    const refusal = refusalByBackend(event);
    if (refusal !== undefined) throw new Error(`${JSON.stringify(event)} would be refused: ${refusal}`);
  }
  await putEntries(
    sandbox,
    sent.map(({ source, "detail-type": type, time, detail }) => ({
      Source: source,
      DetailType: type,
      Time: new Date(time),
      Detail: JSON.stringify(detail),
    })),
  );
}

function busEventOf({ num, carrier, date, event, direction, id, time, facts }: OracleEvent): FlightBusEvent {
  const name = event as FlightEventName;
  return {
    source: flightEventSource,
    "detail-type": flightEvents[name].detailType,
    time,
    detail: {
      flightNum: num,
      carrierCode: carrier,
      date,
      event: name,
      direction,
      id,
      message: `${event} ${carrier}${String(num)}`,
      info: JSON.stringify(facts),
    },
  };
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
