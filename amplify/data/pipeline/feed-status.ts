import { util } from "@aws-appsync/utils";
import { utcAt } from "./service-clock.js";

/** The item of the table FeedStatus: there is one feed. */
export const feedKey = { feed: "flights" } as const;

/** That item. */
export interface FeedItem {
  /** Time of the newest sign of life, UTC with milliseconds. */
  readonly aliveAt: string;
}

/** `FeedStatus` of the schema. */
export interface FeedStatusAnswer {
  readonly aliveAt: string | null;
  readonly now: string;
}

/** The answer about the feed, from its item; null where nothing has come yet. */
export function feedStatusOf(item: FeedItem | null): FeedStatusAnswer {
  return { aliveAt: item === null ? null : item.aliveAt, now: utcAt(util.time.nowEpochMilliSeconds()) };
}
