import type { ReactNode } from "react";
import type { PanelFrame } from "../../display/panel-frame";
import type { Language } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import { LanguageContext, useSpeech } from "../../state/language-context";
import { useFreshnessWords } from "../../state/use-freshness-words";
import { useNow } from "../../ui/use-now";
import { AgeLegend } from "./ageing";
import { PageMark, Updated } from "./BoardWords";
import { useSpeechIn } from "./speech";

interface BoardFooterProps {
  /** The panel's frame; undefined in a window, whose words have as much room as they need. */
  readonly frame: PanelFrame | undefined;
  /** What a panel has in its foot: what listeners do not hear. */
  readonly children: ReactNode;
}

/**
 * How current the board is, which page shows and what does not; turns into a notice where the data may be old. On a panel
 * its words are for those who listen only: what is seen of them has a fixed place.
 */
export function BoardFooter({ frame, children }: BoardFooterProps) {
  const { options, serviceClock } = useBoard();
  const { words } = useSpeech();
  const { kind, notice } = useFreshnessWords(useNow(serviceClock, 1_000));
  const others = frame === undefined ? options.languages.filter((language) => language !== words.language) : [];
  return (
    <footer
      className="board-foot"
      data-testid="board-footer"
      data-freshness={kind}
      data-notice={notice === undefined ? undefined : ""}
    >
      <div className={frame === undefined ? "board-news" : "sr-only"}>
        {/* Always there, so that screen readers hear what comes into it; a clock's ticking is not for them. */}
        <p role="status" data-testid="notice" className={notice === undefined ? "sr-only" : undefined}>
          {notice}
        </p>
        <AgeLegend />
        {frame === undefined && <Current />}
      </div>
      {frame === undefined ? <PageMark room={undefined} /> : children}
      {others.map((language) => (
        <InOtherWords key={language} language={language} />
      ))}
    </footer>
  );
}

/** When the board was updated; what its times are, where no notice needs the room. */
function Current({ isCopy = false }: { readonly isCopy?: boolean }) {
  const { clock, serviceClock } = useBoard();
  const { format, words } = useSpeech();
  const { notice, updatedAt } = useFreshnessWords(useNow(serviceClock, 1_000));
  return (
    <>
      {updatedAt !== undefined && <Updated time={updatedAt} room={undefined} isCopy={isCopy} />}
      {notice === undefined && <p className="board-zone">{words.allTimesLocal(format.zoneName(clock.now()))}</p>}
    </>
  );
}

/**
 * The foot's words in another language of the display, which nobody sees: the foot is as high as the longest need, so that
 * a page has as many rows in one language as in the other.
 */
function InOtherWords({ language }: { readonly language: Language }) {
  const speech = useSpeechIn(language);
  return (
    <LanguageContext value={speech}>
      <div className="board-other-words" lang={language} dir={speech.words.direction} aria-hidden="true" inert>
        <NewsCopy />
        <PageMark room={undefined} isCopy={true} />
      </div>
    </LanguageContext>
  );
}

function NewsCopy() {
  const { serviceClock } = useBoard();
  const { notice } = useFreshnessWords(useNow(serviceClock, 1_000));
  return (
    <div className="board-news">
      {notice !== undefined && <p>{notice}</p>}
      <AgeLegend isCopy={true} />
      <Current isCopy={true} />
    </div>
  );
}
