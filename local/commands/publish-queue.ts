import {
  entrySize,
  maximumBytesPerCall,
  maximumEntriesPerCall,
  type EventPublisher,
  type PublishOutcome,
} from "./event-publisher.js";
import type { EventEntry } from "./event-entry.js";

/** Calls under way at once: enough to hide the way to the bus, few enough not to be throttled. */
const callsAtOnce = 4;

/** Puts entries together into calls and keeps a few calls under way. */
export interface PublishQueue {
  /** Takes an entry; waits while too many calls are under way. */
  add(entry: EventEntry): Promise<void>;
  /** Sends what waits for its call to become full. */
  flush(): Promise<void>;
  /** Sends what waits and resolves when every call has been answered. */
  drain(): Promise<void>;
}

/** @param onOutcome told of every entry when its last attempt is over */
export function createPublishQueue(
  publisher: EventPublisher,
  onOutcome: (outcome: PublishOutcome) => void,
): PublishQueue {
  const underWay = new Set<Promise<void>>();
  let waiting: EventEntry[] = [];
  let waitingBytes = 0;

  const flush = async (): Promise<void> => {
    if (waiting.length === 0) return;
    const call = waiting;
    waiting = [];
    waitingBytes = 0;
    while (underWay.size >= callsAtOnce) await Promise.race(underWay);
    const sending = publisher.publish(call).then((outcomes) => {
      outcomes.forEach(onOutcome);
      underWay.delete(sending);
    });
    underWay.add(sending);
  };

  return {
    async add(entry) {
      const size = entrySize(entry);
      if (waiting.length > 0 && waitingBytes + size > maximumBytesPerCall) await flush();
      waiting.push(entry);
      waitingBytes += size;
      if (waiting.length === maximumEntriesPerCall) await flush();
    },
    flush,
    async drain() {
      await flush();
      await Promise.all(underWay);
    },
  };
}
