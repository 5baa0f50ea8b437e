import { textWidth, type TextMeasure } from "../../ui/text-width";
import type { PanelText } from "./use-panel-text";

/** What has room on the rail beside the flights of a panel that lies. Lengths in em of its text. */
export interface RailRoom {
  readonly width: number;
  /** Whether a sentence has, broken into lines between its words, beside all else on the rail. */
  hasLinesFor(sentence: string): boolean;
}

/** As board.css has the rail's line-height. */
const LINE_EM = 1.1;
/** The clock, and when the board was updated on two lines. */
const OTHER_LINES = 3;
/** Padding, the least gaps, and the marks of the pages. */
const AIR_EM = 1.6;
/** Characters between which lines may end without a space. */
const wordless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u;

/** The room on the rail of a panel `height` CSS pixels high. */
export function railRoom({ least, qrSide }: PanelText, height: number, measure: TextMeasure = textWidth): RailRoom {
  const width = qrSide / least;
  const lines = Math.floor((height / least - width - AIR_EM) / LINE_EM) - OTHER_LINES;
  return {
    width,
    hasLinesFor(sentence) {
      const words = sentence.split(" ").flatMap((word) => (wordless.test(word) ? [...word] : [word]));
      let used = 1;
      let line = "";
      for (const word of words) {
        if (measure(word, 400) > width) return false;
        const longer = line === "" ? word : `${line} ${word}`;
        if (measure(longer, 400) <= width) line = longer;
        else {
          used += 1;
          line = word;
        }
      }
      return used <= lines;
    },
  };
}
