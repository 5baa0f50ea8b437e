import type { PanelFrame } from "../../display/panel-frame";
import { textLines } from "../../ui/text-lines";
import { textWidth, type TextMeasure } from "../../ui/text-width";

/** What words have room beside the code of a panel of known size. Lengths in em of its text. */
export interface WordsRoom {
  readonly width: number;
  /** Whether when the board was updated stands on one line. */
  readonly isOneLine: boolean;
  /** Whether a sentence has, broken into lines between its words, beside all else that stands there. */
  hasLinesFor(sentence: string): boolean;
}

/** As panel.css has the line-height of rail and foot. */
const LINE_EM = 1.1;
/** When the board was updated, on two lines or one; on a rail the clock stands there, too. */
const OTHER_LINES = { foot: 2, rail: 3, head: 1 } as const;
/** How many flights no page shows, as a number: in a head it stands on the line of the rest. */
const NUMBER_EM = 3.1;
/** The least gaps, and the marks of the pages. */
const AIR_EM = 0.65;

/** The room for words on a panel. */
export function wordsRoom(
  { form, least, words }: Pick<PanelFrame, "form" | "least" | "words">,
  measure: TextMeasure = textWidth,
): WordsRoom {
  const isOneLine = form === "head";
  const width = words.width / least - (isOneLine ? NUMBER_EM : 0);
  const lines = Math.floor((words.height / least - AIR_EM) / LINE_EM) - OTHER_LINES[form];
  return {
    width,
    isOneLine,
    hasLinesFor(sentence) {
      const fits = (line: string) => measure(line, 400) <= width;
      const broken = textLines(sentence, fits);
      return broken.length <= lines && broken.every(fits);
    },
  };
}
