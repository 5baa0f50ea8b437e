import { createContext, useContext } from "react";
import type { BoardTimeFormat } from "../flights/board-time";
import type { Vocabulary } from "../flights/vocabulary";

/** The language that a part of a display speaks now: its words, and how it writes times. */
export interface Speech {
  readonly words: Vocabulary;
  /** Times in the airport's zone, whatever the device's. */
  readonly format: BoardTimeFormat;
}

/** The language around a component. Whole pages of text change their language together. */
export const LanguageContext = createContext<Speech | undefined>(undefined);

/** The language around this component. Throws outside of one. */
export function useSpeech(): Speech {
  const speech = useContext(LanguageContext);
  if (speech === undefined) throw new Error("useSpeech: no LanguageContext around this component");
  return speech;
}
