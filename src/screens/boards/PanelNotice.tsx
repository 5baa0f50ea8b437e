import { useSpeech } from "../../state/language-context";
import { useIsAgeing } from "./ageing";
import { TextInTurns } from "./TextInTurns";

interface PanelNoticeProps {
  readonly notice: string;
  readonly lines: number;
  /** Width of a line, in em. */
  readonly room: number;
}

/** Behind a sentence, in any language of the boards. */
const sentenceEnds = /(?<=[.。])\s*/u;

/**
 * A notice on a panel of known size: in a fixed place, sentence by sentence, since below the flights it would take the room
 * of most of them.
 */
export function PanelNotice({ notice, lines, room }: PanelNoticeProps) {
  const { words } = useSpeech();
  const sentences = notice.split(sentenceEnds).filter((sentence) => sentence !== "");
  const texts = useIsAgeing() ? [...sentences, `? ${words.confirmAtDesk}`] : sentences;
  return (
    <p className="board-notice" data-testid="panel-notice">
      <TextInTurns texts={texts} lines={lines} room={room} />
    </p>
  );
}
