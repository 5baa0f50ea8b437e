import type { ReactNode } from "react";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { ChangingText } from "../../ui/ChangingText";
import { Fit, Narrowed } from "../../ui/Fit";
import { FLAP_EM, flapLetters, Flaps } from "../../ui/Flaps";
import { flapsIn } from "./place-turns";

interface BoardTextProps {
  readonly text: string;
  /** What is compared: a new value is a change that the passenger should see. By default the text. */
  readonly value?: string;
  readonly weight?: 400 | 600;
  /** Room on the line, in em; undefined: as much as there is, on several lines. */
  readonly room: number | undefined;
  /** Flaps of its field in the classic look; undefined: as many as have room. */
  readonly cells?: number;
  /** Whether a text that is too long is set narrower than may be, where two lines would cover what is around. */
  readonly isOneLine?: boolean;
  /** Shown behind the text: a mark. */
  readonly children?: ReactNode;
  /** Width of that, in em. */
  readonly beside?: number;
}

/** A text of a board that shows when it changes: a field of flaps in the classic look, else one that is marked. */
export function BoardText(props: BoardTextProps) {
  const { text, value = text, weight = 400, room, cells, isOneLine = false, children, beside = 0 } = props;
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
    const { direction, language } = words;
    const most = flapsIn(room - beside);
    const field = Math.min(most, cells ?? most);
    const letters = flapLetters(text, language)?.length ?? 0;
    const width = Math.max(field, letters) * FLAP_EM + beside;
    const flaps = (
      <>
        <Flaps text={text} cells={field} language={language} direction={direction} />
        {children}
      </>
    );
    return (
      <ChangingText value={value}>
        {width > room ? <Narrowed scale={room / width}>{flaps}</Narrowed> : flaps}
      </ChangingText>
    );
  }
  return (
    <ChangingText value={value}>
      <Fit text={text} weight={weight} room={room} beside={beside} isOneLine={isOneLine}>
        {text}
        {children}
      </Fit>
    </ChangingText>
  );
}
