import type { Publication, SubscriptionPlan } from "../subscription-plan.js";
import { FilterIndex } from "./filter-index.js";
import { compileFilter, filterOfArguments, passes, type CompiledFilter } from "./filter.js";
import type { OutgoingMessage } from "./realtime-socket.js";

/** One running subscription of one connection. */
export interface Subscription {
  readonly id: string;
  /** First part of its data messages; holds the id. */
  readonly head: Buffer;
  readonly plan: SubscriptionPlan;
  send(message: OutgoingMessage): void;
  /** An invalidation matched it. */
  invalidated(): void;
}

/** The payload of the last publication, shared by all groups of one `groupKey`. */
export interface SharedPayload {
  /** Number of the publication that `body` was made of. */
  publication: number;
  /** Undefined where it is not delivered. */
  body: Buffer | undefined;
}

/** Subscriptions that always receive the same payload at the same time. */
export interface SubscriptionGroup {
  readonly plan: SubscriptionPlan;
  /** Groups that differ in their filter only have one in common. */
  readonly payload: SharedPayload;
  readonly subscriptions: Set<Subscription>;
}

/** A subscription whose filters have been checked. */
export interface PreparedPlan {
  readonly filter: CompiledFilter;
  readonly invalidation: CompiledFilter | undefined;
}

/**
 * Checks and prepares the filters of a plan; an enhanced filter replaces filtering by arguments (RT23).
 *
 * @throws AppSyncError where a filter breaks a rule of AppSync
 */
export function preparePlan(plan: SubscriptionPlan): PreparedPlan {
  return {
    filter: plan.filter === undefined ? filterOfArguments(plan.arguments) : compileFilter(plan.filter),
    invalidation: plan.invalidationFilter === undefined ? undefined : compileFilter(plan.invalidationFilter),
  };
}

/** All running subscriptions: equal ones in one group, groups found by what is published. */
export class SubscriptionGroups {
  readonly #groups = new Map<string, SubscriptionGroup>();
  readonly #payloads = new Map<string, { readonly payload: SharedPayload; groups: number }>();
  readonly #byMutation = new Map<string, FilterIndex<SubscriptionGroup>>();
  readonly #keys = new Map<Subscription, string>();
  /** By subscription field; only subscriptions that set an invalidation filter. */
  readonly #invalidations = new Map<string, Map<Subscription, CompiledFilter>>();

  /** Running subscriptions. */
  get size(): number {
    return this.#keys.size;
  }

  get groupCount(): number {
    return this.#groups.size;
  }

  add(subscription: Subscription, { filter, invalidation }: PreparedPlan): void {
    const { plan } = subscription;
    const key = JSON.stringify([plan.fieldName, plan.mutations, plan.groupKey, filter.key]);
    let group = this.#groups.get(key);
    if (group === undefined) {
      group = { plan, payload: this.#takePayload(plan.groupKey), subscriptions: new Set() };
      this.#groups.set(key, group);
      for (const mutation of new Set(plan.mutations)) this.#index(mutation).add(group, filter);
    }
    group.subscriptions.add(subscription);
    this.#keys.set(subscription, key);
    if (invalidation === undefined) return;
    const ofField = this.#invalidations.get(plan.fieldName) ?? new Map<Subscription, CompiledFilter>();
    this.#invalidations.set(plan.fieldName, ofField.set(subscription, invalidation));
  }

  delete(subscription: Subscription): void {
    const key = this.#keys.get(subscription);
    const group = key === undefined ? undefined : this.#groups.get(key);
    if (key === undefined || group === undefined) return;
    this.#keys.delete(subscription);
    group.subscriptions.delete(subscription);
    if (group.subscriptions.size === 0) {
      this.#groups.delete(key);
      this.#leavePayload(group.plan.groupKey);
      for (const mutation of group.plan.mutations) {
        const index = this.#byMutation.get(mutation);
        index?.delete(group);
        if (index?.size === 0) this.#byMutation.delete(mutation);
      }
    }
    const ofField = this.#invalidations.get(subscription.plan.fieldName);
    ofField?.delete(subscription);
    if (ofField?.size === 0) this.#invalidations.delete(subscription.plan.fieldName);
  }

  /** The groups that a publication concerns, each once. */
  find({ mutation, value }: Publication): readonly SubscriptionGroup[] {
    return this.#byMutation.get(mutation)?.find(value) ?? [];
  }

  /** The subscriptions of a field whose invalidation filter `payload` passes. */
  findInvalidated(fieldName: string, payload: Readonly<Record<string, unknown>>): readonly Subscription[] {
    return [...(this.#invalidations.get(fieldName) ?? [])]
      .filter(([, filter]) => passes(filter, payload))
      .map(([subscription]) => subscription);
  }

  #takePayload(groupKey: string): SharedPayload {
    let shared = this.#payloads.get(groupKey);
    if (shared === undefined) {
      shared = { payload: { publication: 0, body: undefined }, groups: 0 };
      this.#payloads.set(groupKey, shared);
    }
    shared.groups += 1;
    return shared.payload;
  }

  #leavePayload(groupKey: string): void {
    const shared = this.#payloads.get(groupKey);
    if (shared === undefined) return;
    shared.groups -= 1;
    if (shared.groups === 0) this.#payloads.delete(groupKey);
  }

  #index(mutation: string): FilterIndex<SubscriptionGroup> {
    let index = this.#byMutation.get(mutation);
    if (index === undefined) {
      index = new FilterIndex();
      this.#byMutation.set(mutation, index);
    }
    return index;
  }
}
