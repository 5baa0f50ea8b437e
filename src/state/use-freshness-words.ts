import type { Freshness } from "./freshness";
import { useSpeech } from "./language-context";
import { useFreshness } from "./use-freshness";

/** How current the flights are, in the passenger's language. */
export interface FreshnessWords {
  readonly kind: Freshness["kind"];
  /** Where they may be out of date: that, and of when they are. */
  readonly notice: string | undefined;
  /** Where they are not: of when they are, as hh:mm:ss in the airport's zone. */
  readonly updatedAt: string | undefined;
}

/** How current the flights are at `now`, milliseconds by the board's `serviceClock`. */
export function useFreshnessWords(now: number): FreshnessWords {
  const { format, words } = useSpeech();
  const { kind, shownTime } = useFreshness(now);
  const time = shownTime === undefined ? "" : format.timeWithSeconds(shownTime);
  const notice = {
    current: undefined,
    loading: undefined,
    notReachable: undefined,
    reconnecting: words.reconnecting(time),
    offline: words.offline(time),
    saved: words.offline(time),
    stale: words.maybeOutdated(time),
  }[kind];
  return { kind, notice, updatedAt: notice === undefined && time !== "" ? time : undefined };
}
