import type { Principal } from "./identity.js";
import type { SubscriptionFilter, SubscriptionInvalidation } from "./runtime/evaluation.js";

/**
 * The result of a mutation as subscribers may see it: objects keyed by field name (never alias), holding only the fields
 * that the mutation's own selection set named (RT21), each object with its concrete `__typename`.
 */
export interface PublishedObject {
  readonly __typename: string;
  readonly [field: string]: unknown;
}

/** A finished mutation root field, on its way to subscribers. */
export interface Publication {
  readonly mutation: string;
  readonly value: PublishedObject;
}

/** A subscription document that was validated, authorized and resolved: all that realtime needs to know of it. */
export interface SubscriptionPlan {
  /** Schema name of the subscription field: onFlightStatusUpdate. */
  readonly fieldName: string;
  /** Mutations named by @aws_subscribe. */
  readonly mutations: readonly string[];
  /** Arguments that the client gave (null included), for filtering by equality where there is no enhanced filter. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** From `extensions.setSubscriptionFilter`; replaces the filtering by arguments. */
  readonly filter: SubscriptionFilter | undefined;
  readonly invalidationFilter: SubscriptionFilter | undefined;
  /** Plans of equal key give equal payloads for equal publications, so one projection and one serialization serve all. */
  readonly groupKey: string;
  /** The `payload` of a data message: {data, errors?}, with the client's alias and selection. */
  project(publication: Publication): { readonly data: unknown; readonly errors?: readonly unknown[] };
}

/** What realtime asks of the AppSync API it belongs to. Both throw AppSyncError. */
export interface SubscriptionPlanner {
  /**
   * `authorization`: the header object of the handshake or of `extensions.authorization`. `startData`: the `data` text of
   * a start message, absent in the handshake; IAM signatures cover it.
   */
  authorize(authorization: Readonly<Record<string, unknown>>, startData?: string): Promise<Principal>;
  plan(
    request: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
    principal: Principal,
    headers: Readonly<Record<string, string>>,
  ): Promise<SubscriptionPlan>;
}

/** What the executor tells realtime. */
export interface PublicationSink {
  publish(publication: Publication): void;
  invalidate(invalidation: SubscriptionInvalidation): void;
}
