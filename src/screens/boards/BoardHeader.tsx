import type { ReactNode } from "react";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { BoardIcon } from "../../ui/BoardIcon";
import { displayTitle } from "./titles";

/** What the display shows, and where one is. */
export function BoardHeader({ children }: { readonly children: ReactNode }) {
  const { airport, kind, options } = useBoard();
  const { words } = useSpeech();
  const terminal = options.terminal === undefined ? undefined : words.terminal(options.terminal);
  return (
    <header className="board-head">
      <BoardIcon name={kind.name === "gate" ? "departures" : kind.name} className="board-icon" />
      <div className="board-title">
        <h1>{displayTitle(kind, words)}</h1>
        <p>
          <span className="board-airport">{airport.name}</span>
          {terminal !== undefined && <span className="board-terminal">{terminal}</span>}
        </p>
      </div>
      {options.at !== undefined && (
        <p className="board-simulated" data-testid="simulated-time">
          {words.simulatedTime}
        </p>
      )}
      {children}
    </header>
  );
}
