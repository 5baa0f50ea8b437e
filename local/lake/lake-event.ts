/** An event of Glue or Athena for the default bus. */
export interface LakeEvent {
  readonly source: "aws.glue" | "aws.athena";
  readonly "detail-type": "Glue Crawler State Change" | "Athena Query State Change";
  readonly detail: Readonly<Record<string, unknown>>;
  readonly resources: readonly string[];
  /** ISO 8601, whole seconds. */
  readonly time: string;
}

/** Puts an event on the default bus; resolves when it is on disk there. */
export type LakePublisher = (event: LakeEvent) => Promise<void>;
