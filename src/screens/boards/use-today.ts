import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useNow } from "../../ui/use-now";

/** Today's date at the airport, YYYY-MM-DD. */
export function useToday(): string {
  const { clock } = useBoard();
  const { format } = useSpeech();
  return format.date(useNow(clock, 60_000));
}
