import { Link } from "wouter";
import type { PhoneView } from "../../display/phone-address";
import { sheetAddress } from "../../display/sheet";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshnessWords } from "../../state/use-freshness-words";
import { useNow } from "../../ui/use-now";

/** How current the flights are, in the passenger's language, and the way to the sheet with them. */
export function PhoneFooter({ view }: { readonly view: PhoneView }) {
  const { serviceClock } = useBoard();
  const { words } = useSpeech();
  const { kind, notice, updatedAt } = useFreshnessWords(useNow(serviceClock, 1_000));
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
      {updatedAt !== undefined && <p data-testid="updated">{words.updated(updatedAt)}</p>}
      <Link href={sheetAddress(view, words.language)}>{words.print.button}</Link>
    </footer>
  );
}
