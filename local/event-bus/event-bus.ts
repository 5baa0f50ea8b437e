import type { AwsJsonService } from "../aws-json/aws-json-handler.js";
import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { EventBusModel, RuleModel } from "../synth/backend-model.js";
import { createDeliverer, type DeadLetterSender, type TargetInvoker } from "./delivery.js";
import { eventBusOperations } from "./event-bus-operations.js";
import { openJournal, type NewEvent } from "./journal.js";
import { parseJson } from "./json-tree.js";
import { buildEvent, type EntryFailure, type PutEventsEntry } from "./put-events.js";
import { compileRules } from "./rule-set.js";
import { serviceEventText, type ServiceEvent } from "./service-event.js";

/** Where the event bus lives and what it works with. */
export interface EventBusOptions {
  readonly accountId: string;
  readonly region: string;
  readonly buses: readonly EventBusModel[];
  readonly rules: readonly RuleModel[];
  /** Where the journal lies; made where it is missing. */
  readonly directory: string;
  readonly clock: Clock;
  /** At least 0, less than 1: spreads retries. */
  readonly random: () => number;
  /** Gives event ids, UUIDs. */
  readonly newId: () => string;
  readonly deliver: TargetInvoker;
  readonly deadLetter: DeadLetterSender;
  readonly log: Log;
}

/** What PutEvents gives for one entry. */
export type PutEventsResult = { readonly EventId: string } | EntryFailure;

/** EventBridge's event buses. `dispose` ends deliveries and closes the journal; what is open goes on at the next start. */
export interface EventBus extends Disposable {
  /** For the AWS JSON handler, under `AWSEvents`. */
  readonly service: AwsJsonService;
  /** As PutEvents does with entries that passed as a request: resolves when those with an id are on disk. */
  putEvents(entries: readonly PutEventsEntry[]): Promise<readonly PutEventsResult[]>;
  /**
   * Puts an event of an AWS service on the default bus; callers of PutEvents may not send such. Resolves when it is on
   * disk, and rejects where the disk refuses.
   */
  publish(event: ServiceEvent): Promise<void>;
  /** Resolves when no delivery is under way or due; those that wait for a retry do not count. */
  idle(): Promise<void>;
}

/**
 * Starts the event buses of a definition, with what the journal holds of deliveries left over.
 *
 * @throws Error where EventBridge would refuse a rule, or where the journal cannot be opened
 */
export async function createEventBus(options: EventBusOptions): Promise<EventBus> {
  const rules = compileRules(options.rules);
  const { directory, log } = options;
  const journal = await openJournal({ directory, log });
  const deliverer = createDeliverer({ ...options, rules, journal });
  const busNames = new Map(options.buses.flatMap(({ name, arn }) => [[name, name] as const, [arn, name] as const]));

  const accept = async (busName: string, event: Omit<NewEvent, "targets">): Promise<void> => {
    const targets = rules
      .matching(busName, parseJson(event.text))
      .map(({ rule, model }) => ({ ruleArn: rule.arn, targetId: model.id }));
    if (targets.length === 0) return;
    const accepted = await journal.accept({ ...event, targets });
    for (const delivery of accepted.open) deliverer.add(delivery);
  };

  const putEvent = async (entry: PutEventsEntry): Promise<PutEventsResult> => {
    const { accountId, region, clock, newId } = options;
    const id = newId();
    const now = clock.now();
    const built = buildEvent(entry, { id, accountId, region, now });
    if ("ErrorCode" in built) return built;
    const bus = entry.EventBusName ?? DEFAULT_BUS;
    const busName = busNames.get(bus) ?? (isDefaultBus(bus) ? DEFAULT_BUS : undefined);
    if (busName === undefined) {
      // EventBridge accepts such events and forgets them; at least say so.
      log.warn(`PutEvents: there is no event bus ${bus}; event ${id} goes nowhere, as on AWS`);
      return { EventId: id };
    }
    try {
      await accept(busName, { id, acceptedAt: now, text: built.text });
    } catch (error) {
      return { ErrorCode: "InternalFailure", ErrorMessage: `The journal refused the event: ${String(error)}` };
    }
    return { EventId: id };
  };

  const putEvents = (entries: readonly PutEventsEntry[]): Promise<readonly PutEventsResult[]> =>
    Promise.all(entries.map(putEvent));

  for (const event of journal.recovered) for (const delivery of event.open) deliverer.add(delivery);
  return {
    service: { operations: eventBusOperations(options, putEvents) },
    putEvents,
    async publish(event) {
      const { accountId, region, clock, newId } = options;
      const envelope = { id: newId(), accountId, region, now: clock.now() };
      const text = serviceEventText(event, envelope);
      await accept(DEFAULT_BUS, { id: envelope.id, acceptedAt: envelope.now, text });
    },
    idle: () => deliverer.idle(),
    async dispose() {
      await deliverer.dispose();
      await journal.dispose();
    },
  };
}

/** Every account has it (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-bus.html). */
const DEFAULT_BUS = "default";

function isDefaultBus(nameOrArn: string): boolean {
  return nameOrArn === DEFAULT_BUS || nameOrArn.endsWith(":event-bus/default");
}
