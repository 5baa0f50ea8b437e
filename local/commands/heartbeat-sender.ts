import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { Clock } from "../clock.js";
import type { BusEvent } from "../flight-events/bus-event.js";
import { seededRandom } from "../random.js";
import { entryOf } from "./event-entry.js";
import { createEventPublisher, putEventsWith } from "./event-publisher.js";

/** Calls made before a heartbeat counts as failed: a newer one comes soon and says more. */
const attempts = 3;

/** Puts heartbeats on a bus; the answer rejects, in words, for one that the bus did not take. */
export function heartbeatSender(
  client: EventBridgeClient,
  eventBusName: string,
  clock: Clock,
): (heartbeat: BusEvent) => Promise<void> {
  const random = seededRandom(String(clock.now()));
  const publisher = createEventPublisher({ putEvents: putEventsWith(client, eventBusName), clock, random, attempts });
  return async (heartbeat) => {
    for (const outcome of await publisher.publish([entryOf(heartbeat)])) {
      if ("errorCode" in outcome) throw new Error(`${outcome.errorCode}: ${outcome.errorMessage}`);
    }
  };
}
