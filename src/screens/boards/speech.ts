import { useMemo } from "react";
import { boardTimeFormat } from "../../flights/board-time";
import { vocabularies, type Language } from "../../flights/vocabulary";
import { useBoard } from "../../state/board-context";
import type { Speech } from "../../state/language-context";

/** A language as this airport's displays speak it: its words, and the airport's time in it. */
export function useSpeechIn(language: Language): Speech {
  const { airport } = useBoard();
  return useMemo(
    () => ({ words: vocabularies[language], format: boardTimeFormat(airport.timeZone, language) }),
    [airport, language],
  );
}
