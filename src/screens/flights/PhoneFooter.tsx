import { Link } from "wouter";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshness } from "../../state/use-freshness";
import { useNow } from "../../ui/use-now";

/** How current the flights are, in the passenger's language. */
export function PhoneFooter() {
  const { serviceClock } = useBoard();
  const { format, words } = useSpeech();
  const { kind, shownTime } = useFreshness(useNow(serviceClock, 1_000));
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
  return (
    <footer
      className="phone-footer"
      data-testid="phone-footer"
      data-freshness={kind}
      data-notice={notice !== undefined}
    >
      {/* Always there, so that screen readers hear what comes into it; a clock's ticking is not for them. */}
      <p role="status" data-testid="notice" className={notice === undefined ? "sr-only" : ""}>
        {notice}
      </p>
      {notice === undefined && time !== "" && <p data-testid="updated">{words.updated(time)}</p>}
      <Link href="/print">{words.print.button}</Link>
    </footer>
  );
}
