import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshness } from "../../state/use-freshness";
import { useNow } from "../../ui/use-now";
import type { BoardPage } from "./paging";

/** How current the board is, which page shows and what does not; turns into a notice where the data may be old. */
export function BoardFooter({ page }: { readonly page: BoardPage | undefined }) {
  const { clock, serviceClock } = useBoard();
  const { format, words } = useSpeech();
  const { kind: state, shownTime } = useFreshness(useNow(serviceClock, 1_000));
  const confirmed = shownTime === undefined ? "" : format.timeWithSeconds(shownTime);
  const notice = {
    current: undefined,
    loading: undefined,
    notReachable: undefined,
    reconnecting: words.reconnecting(confirmed),
    offline: words.offline(confirmed),
    saved: words.offline(confirmed),
    stale: words.maybeOutdated(confirmed),
  }[state];
  const colours = notice === undefined ? "bg-board text-soft" : "bg-accent text-on-accent font-semibold";
  return (
    <footer
      className={`sticky bottom-0 z-10 flex shrink-0 items-center justify-between gap-4 border-t-2 border-line px-4 py-3 text-[0.875rem] md:h-14 md:px-12 md:py-0 md:text-[1.375rem] ${colours}`}
      data-testid="board-footer"
      data-freshness={state}
    >
      <div className="flex min-w-0 gap-8">
        {/* Always there, so that screen readers hear what comes into it; a clock's ticking is not for them. */}
        <p role="status" data-testid="notice" className={notice === undefined ? "sr-only" : ""}>
          {notice}
        </p>
        {notice === undefined && confirmed !== "" && <p data-testid="updated">{words.updated(confirmed)}</p>}
        {notice === undefined && <p className="hidden md:block">{words.allTimesLocal(format.zoneName(clock.now()))}</p>}
      </div>
      {page !== undefined && <PageMark page={page} />}
    </footer>
  );
}

function PageMark({ page }: { readonly page: BoardPage }) {
  const { words } = useSpeech();
  return (
    <p
      className="flex shrink-0 items-center gap-6"
      data-testid="page"
      data-page={page.page + 1}
      data-pages={page.pages}
    >
      {page.beyond > 0 && <span data-testid="beyond">{words.moreLater(page.beyond)}</span>}
      {page.pages > 1 && (
        <>
          <span>{words.page(String(page.page + 1), String(page.pages))}</span>
          <span className="flex gap-2" aria-hidden="true">
            {Array.from({ length: page.pages }, (_, index) => (
              <span
                key={index}
                className={`size-4 rounded-full border-2 border-current ${index === page.page ? "bg-current" : ""}`}
              />
            ))}
          </span>
        </>
      )}
    </p>
  );
}
