import type { ReactNode } from "react";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { ChangingText } from "../../ui/ChangingText";
import { Fit } from "../../ui/Fit";
import { FLAP_EM, Flaps } from "../../ui/Flaps";

interface BoardTextProps {
  readonly text: string;
  /** What is compared: a new value is a change that the passenger should see. By default the text. */
  readonly value?: string;
  readonly weight?: 400 | 600;
  /** Room on the line, in em; undefined: as much as there is, on several lines. */
  readonly room: number | undefined;
  /** Flaps of its field in the classic look; undefined: as many as have room. */
  readonly cells?: number;
  /** Shown behind the text: a mark. */
  readonly children?: ReactNode;
  /** Width of that, in em. */
  readonly beside?: number;
}

/** A text of a board that shows when it changes: a field of flaps in the classic look, else one that is marked. */
export function BoardText({ text, value = text, weight = 400, room, cells, children, beside = 0 }: BoardTextProps) {
  const { theme } = useBoard().options;
  const { words } = useSpeech();
  if (room === undefined) {
    return (
      <ChangingText value={value}>
        {text}
        {children}
      </ChangingText>
    );
  }
  if (theme === "classic") {
    const most = Math.max(1, Math.floor((room - beside) / FLAP_EM + 0.01));
    return (
      <ChangingText value={value}>
        <Flaps
          text={text}
          cells={Math.min(most, cells ?? most)}
          language={words.language}
          direction={words.direction}
        />
        {children}
      </ChangingText>
    );
  }
  return (
    <ChangingText value={value}>
      <Fit text={text} weight={weight} room={room} beside={beside}>
        {text}
        {children}
      </Fit>
    </ChangingText>
  );
}
