import type { PutEventsCommandOutput, PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import type { ExportProgress } from "./export-watcher.js";

/** PutEvents on the default bus. */
type PutEvents = (
  entries: PutEventsRequestEntry[],
) => Promise<Pick<PutEventsCommandOutput, "FailedEntryCount" | "Entries">>;

/** Source and detail type of the events that tell how far an export is. */
export const progressEvent = { source: "airside.lake", detailType: "Company export progress" } as const;

/**
 * Puts progress on the default event bus.
 * @throws Error where the bus does not take the event: PutEvents answers 200 then, too
 * (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html)
 */
export function progressPublisher(putEvents: PutEvents): (progress: ExportProgress) => Promise<void> {
  return async (progress) => {
    const { source: Source, detailType: DetailType } = progressEvent;
    const answer = await putEvents([{ Source, DetailType, Detail: JSON.stringify(progress) }]);
    if ((answer.FailedEntryCount ?? 0) > 0) {
      const { ErrorCode: code, ErrorMessage: message } = answer.Entries?.[0] ?? {};
      throw new Error(`The event bus did not take the progress of export ${progress.id}: ${code}: ${message}`);
    }
  };
}
