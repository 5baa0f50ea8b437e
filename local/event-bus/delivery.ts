import type { Clock } from "../clock.js";
import type { Disposable } from "../disposable.js";
import type { Log } from "../log.js";
import type { RuleModel, RuleTargetModel } from "../synth/backend-model.js";
import { isoSeconds } from "./event-time.js";
import { parseJson } from "./json-tree.js";
import type { Delivery, Journal } from "./journal.js";
import { decideRetry, type ExhaustedCondition } from "./retry-policy.js";
import type { CompiledTarget, RuleSet } from "./rule-set.js";

/**
 * What became of one call of a target. Codes are those of EventBridge's dead-letter messages, such as
 * `ERROR_FROM_TARGET` or `NO_PERMISSIONS`
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html). `permanent`: no retry could help.
 */
export type DeliveryResult =
  | { readonly status: "delivered" }
  | { readonly status: "retryable" | "permanent"; readonly code: string; readonly message: string };

/** What a target may want to know besides its payload. */
export interface DeliveryAttempt {
  /** 1 for the first. */
  readonly number: number;
  readonly rule: RuleModel;
  readonly eventId: string;
}

/** Calls a target with its payload, JSON text (lines of quoted strings where the rule's template is text). */
export type TargetInvoker = (
  target: RuleTargetModel,
  payload: string,
  attempt: DeliveryAttempt,
) => Promise<DeliveryResult>;

/** Puts an event that was given up into a queue. `attributes` are all of type String. */
export type DeadLetterSender = (
  queueArn: string,
  body: string,
  attributes: Readonly<Record<string, string>>,
) => Promise<void>;

/** Calls of one target at the same time. AWS names no number. */
const MOST_CALLS_PER_TARGET = 16;
/** A target that has not answered by then counts as failed. */
const CALL_TIMEOUT_MS = 30_000;
/** How long `dispose` waits for calls under way; what is not answered by then is delivered again after the restart. */
const DISPOSE_WAIT_MS = 2_000;

export interface Deliverer extends Disposable {
  /** Takes up a delivery that the journal holds: at once, or when its next attempt is due. */
  add(delivery: Delivery): void;
  /** Resolves when no call is under way or due. Deliveries that wait for a retry do not count. */
  idle(): Promise<void>;
}

export interface DelivererOptions {
  readonly rules: RuleSet;
  readonly journal: Journal;
  readonly deliver: TargetInvoker;
  readonly deadLetter: DeadLetterSender;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
}

/** Takes deliveries to their targets until each is delivered or given up. A failing one holds up no other. */
export function createDeliverer(options: DelivererOptions): Deliverer {
  return new TargetDeliverer(options);
}

class TargetDeliverer implements Deliverer {
  private readonly lanes = new Map<CompiledTarget, Lane>();
  private readonly cancelRetries = new Set<() => void>();
  private readonly idleWaiters: (() => void)[] = [];
  private busy = 0;
  private isDisposed = false;

  constructor(private readonly options: DelivererOptions) {}

  add(delivery: Delivery): void {
    if (this.isDisposed) return;
    const target = this.options.rules.target(delivery.ruleArn, delivery.targetId);
    if (target === undefined) {
      const { log, journal } = this.options;
      log.warn(
        `Event ${delivery.event.id} was accepted for target ${delivery.targetId} of ${delivery.ruleArn}, ` +
          "which the definition no longer has: it is not delivered there",
      );
      journal.settle(delivery);
      return;
    }
    const delayMs = (delivery.nextAttemptAt ?? 0) - this.options.clock.now();
    if (delayMs <= 0) {
      this.makeReady(target, delivery);
      return;
    }
    const cancel = this.options.clock.schedule(delayMs, () => {
      this.cancelRetries.delete(cancel);
      this.makeReady(target, delivery);
    });
    this.cancelRetries.add(cancel);
  }

  async idle(): Promise<void> {
    if (this.busy > 0) await new Promise<void>((resolve) => this.idleWaiters.push(resolve));
  }

  async dispose(): Promise<void> {
    this.isDisposed = true;
    for (const cancel of this.cancelRetries) cancel();
    this.cancelRetries.clear();
    for (const lane of this.lanes.values()) {
      this.busy -= lane.ready.size;
      lane.ready.clear();
    }
    if (this.busy === 0) return;
    await new Promise<void>((resolve) => {
      const cancel = this.options.clock.schedule(DISPOSE_WAIT_MS, resolve);
      this.idleWaiters.push(() => {
        cancel();
        resolve();
      });
    });
  }

  private makeReady(target: CompiledTarget, delivery: Delivery): void {
    let lane = this.lanes.get(target);
    if (lane === undefined) {
      lane = { ready: new Set(), calls: 0 };
      this.lanes.set(target, lane);
    }
    lane.ready.add(delivery);
    this.busy += 1;
    this.startCalls(target, lane);
  }

  private startCalls(target: CompiledTarget, lane: Lane): void {
    for (const delivery of lane.ready) {
      if (lane.calls >= MOST_CALLS_PER_TARGET) return;
      lane.ready.delete(delivery);
      lane.calls += 1;
      this.attempt(target, delivery)
        .catch((error: unknown) => {
          this.options.log.error(`Event ${delivery.event.id}: ${String(error)}`);
        })
        .finally(() => {
          lane.calls -= 1;
          this.busy -= 1;
          if (!this.isDisposed) this.startCalls(target, lane);
          if (this.busy === 0) for (const resolve of this.idleWaiters.splice(0)) resolve();
        });
    }
  }

  private async attempt(target: CompiledTarget, delivery: Delivery): Promise<void> {
    delivery.attempts += 1;
    delivery.firstAttemptAt ??= this.options.clock.now();
    const result = await this.call(target, delivery);
    if (result.status === "delivered") {
      this.options.journal.settle(delivery);
    } else if (result.status === "permanent") {
      await this.giveUp(target, delivery, result, undefined);
    } else {
      const { clock, random, journal } = this.options;
      const decision = decideRetry(target.model.retry, delivery, clock.now(), random);
      if (decision.kind === "give up") {
        await this.giveUp(target, delivery, result, decision.condition);
        return;
      }
      delivery.nextAttemptAt = clock.now() + decision.delayMs;
      journal.postpone(delivery);
      this.add(delivery);
    }
  }

  private async call(target: CompiledTarget, { event, attempts }: Delivery): Promise<DeliveryResult> {
    const { rule, model, inputOf } = target;
    const input = inputOf({
      text: event.text,
      node: parseJson(event.text),
      ruleName: rule.name,
      ruleArn: rule.arn,
      ingestionTime: isoSeconds(event.acceptedAt) ?? "",
    });
    if (input.kind === "invalid") {
      return {
        status: "permanent",
        code: "INVALID_JSON",
        message: `The transformed input is not JSON: ${input.message}`,
      };
    }
    let cancel = (): void => undefined;
    const timeout = new Promise<DeliveryResult>((resolve) => {
      cancel = this.options.clock.schedule(CALL_TIMEOUT_MS, () => {
        resolve({ status: "retryable", code: "TIMEOUT", message: `No answer within ${CALL_TIMEOUT_MS} ms.` });
      });
    });
    try {
      const attempt = { number: attempts, rule, eventId: event.id };
      return await Promise.race([this.options.deliver(model, input.text, attempt), timeout]);
    } catch (error) {
      this.options.log.error(`Event ${event.id}, target ${model.id} of rule ${rule.name}: ${stackOf(error)}`);
      return {
        status: "retryable",
        code: "INTERNAL_ERROR",
        message: error instanceof Error ? error.message : String(error),
      };
    } finally {
      cancel();
    }
  }

  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html: the event as it is, the reason as attributes. */
  private async giveUp(
    { rule, model }: CompiledTarget,
    delivery: Delivery,
    failure: { readonly code: string; readonly message: string },
    condition: ExhaustedCondition | undefined,
  ): Promise<void> {
    const { log, journal, deadLetter } = this.options;
    const { event } = delivery;
    const where = `target ${model.id} of rule ${rule.name}`;
    const attributes = {
      RULE_ARN: rule.arn,
      TARGET_ARN: model.arn,
      ERROR_CODE: failure.code,
      ERROR_MESSAGE: failure.message,
      ...(condition === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: condition }),
      RETRY_ATTEMPTS: String(delivery.attempts - 1),
    };
    const outcome = `Event ${event.id} did not reach ${where} (${failure.code}: ${failure.message})`;
    if (model.deadLetterArn === undefined) {
      log.warn(`${outcome}; the target has no dead-letter queue, so it is dropped`);
    } else {
      try {
        await deadLetter(model.deadLetterArn, event.text, attributes);
        log.warn(`${outcome}; it is in the dead-letter queue ${model.deadLetterArn}`);
      } catch (error) {
        log.error(`${outcome}, and the dead-letter queue ${model.deadLetterArn} refused it: ${stackOf(error)}`);
      }
    }
    journal.settle(delivery);
  }
}

/** The deliveries of one target. */
interface Lane {
  /** In the order of their coming; not yet called. */
  readonly ready: Set<Delivery>;
  calls: number;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
