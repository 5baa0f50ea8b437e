import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshnessWords } from "../../state/use-freshness-words";
import { useNow } from "../../ui/use-now";

/** What a panel says of its flights as a whole. */
export interface PanelNews {
  /** That they may be old, and that it shows another time than now: a sentence each. */
  readonly notice: string | undefined;
  /** Where there is no notice: of when they are, as hh:mm:ss in the airport's zone. */
  readonly updatedAt: string | undefined;
}

/** What this panel says of its flights now, in the language around. */
export function usePanelNews(): PanelNews {
  const { options, serviceClock } = useBoard();
  const { words } = useSpeech();
  const { notice, updatedAt } = useFreshnessWords(useNow(serviceClock, 1_000));
  const simulated = options.at === undefined ? undefined : words.simulatedTime;
  const sentences = [notice, simulated].filter((sentence) => sentence !== undefined);
  if (sentences.length === 0) return { notice: undefined, updatedAt };
  return { notice: sentences.join(" "), updatedAt: undefined };
}
