import type { ReactNode } from "react";
import type { DisplayKind } from "../../display/display-kind";
import type { PanelFrame } from "../../display/panel-frame";
import type { Vocabulary } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { BoardIcon } from "../../ui/BoardIcon";
import { Fit, hasRoomNarrowed } from "../../ui/Fit";
import { textWidth } from "../../ui/text-width";
import { inLetters } from "./letters";
import { displayTitle } from "./titles";

interface BoardHeaderProps {
  /** Undefined where the panel is not of known size, and titles have as much room as they need. */
  readonly frame: PanelFrame | undefined;
  /** Whether a notice among the children takes the place of the title. */
  readonly isNotice?: boolean;
  readonly children: ReactNode;
}

/** What the display shows, and where one is. */
export function BoardHeader({ frame, isNotice = false, children }: BoardHeaderProps) {
  const { airport, kind, options } = useBoard();
  const { words } = useSpeech();
  const room = frame === undefined ? undefined : frame.title / frame.least;
  // Before it is measured: capitals are wider.
  const inTheme = (text: string) => inLetters(text, options.theme, words.language);
  const title = titleIn(kind, words, inTheme, room);
  const terminal = terminalIn(title, options.terminal, words, room);
  return (
    <header className="board-head" data-notice={isNotice ? "" : undefined}>
      <BoardIcon name={kind.name === "gate" ? "departures" : kind.name} className="board-icon" />
      <div className="board-title">
        <h1>{room === undefined ? title : <Fit text={title} weight={600} room={room} />}</h1>
        <p>
          <span className="board-airport">{airport.name}</span>
          {terminal !== undefined && <span className="board-terminal">{terminal}</span>}
        </p>
      </div>
      {options.at !== undefined && (
        // On a panel it is among the news.
        <p className={frame === undefined ? "board-simulated" : "sr-only"} data-testid="simulated-time">
          {words.simulatedTime}
        </p>
      )}
      {children}
    </header>
  );
}

/** What the display shows, briefly where its words have no room (em). */
function titleIn(kind: DisplayKind, words: Vocabulary, inTheme: (text: string) => string, room = Infinity): string {
  const title = inTheme(displayTitle(kind, words));
  return kind.name === "belt" && !hasRoomNarrowed(title, 600, room) ? inTheme(words.onBelt(kind.belt)) : title;
}

/** Between the title and the terminal on a panel, in em, as panel.css has it. */
const GAP_EM = 0.5;

/** How the terminal is named beside a title, in what it leaves of its room (em): with its word, as a code, or not at all. */
function terminalIn(
  title: string,
  terminal: string | undefined,
  words: Vocabulary,
  room = Infinity,
): string | undefined {
  if (terminal === undefined) return undefined;
  const left = room - textWidth(title, 600) - GAP_EM;
  return [words.terminal(terminal), terminal].find((text) => textWidth(text, 400) <= left);
}
