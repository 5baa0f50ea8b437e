/** What the envelope of an event says besides the event itself. */
export interface Envelope {
  readonly id: string;
  readonly accountId: string;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What an event says of itself. */
export interface EventContent {
  readonly source: string | null;
  readonly detailType: string | null;
  /** ISO 8601, whole seconds. */
  readonly time: string;
  readonly resources: readonly string[];
  /** JSON text of an object. */
  readonly detail: string;
}

/** An event as JSON text, its members in the order of AWS (https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html). */
export function eventText({ id, accountId, region }: Envelope, content: EventContent): string {
  const { source, detailType, time, resources, detail } = content;
  const members = { version: "0", id, "detail-type": detailType, source, account: accountId, time, region, resources };
  return `${JSON.stringify(members).slice(0, -1)},"detail":${detail}}`;
}
