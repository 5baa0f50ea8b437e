import { memo, type CSSProperties } from "react";

interface FlapsProps {
  readonly text: string;
  /** Flaps in the field; a longer text has as many as it has letters. */
  readonly cells: number;
  /** For capitals, BCP 47. */
  readonly language: string;
  /** Direction of the text around: letters stand at the field's beginning. */
  readonly direction: "ltr" | "rtl";
}

/** Width of a flap with its gap, in em. */
export const FLAP_EM = 0.76;

/** Blank flaps are as high as others. */
const BLANK = "\u00a0";

const LEFT_TO_RIGHT = "\u200e";

/** Texts of one letter after the other. Arabic letters join and Chinese ones are wide: such a text has one flap. */
const singleLetters = /^[\p{Script=Latin}\p{Nd}\p{Mn}\s\p{P}\p{S}]*$/u;

/** The letters of a text, one for each flap; undefined where it has one flap for all. `language`: BCP 47. */
export function flapLetters(text: string, language: string): readonly string[] | undefined {
  // Letters on flaps stand from left to right by themselves.
  const letters = text.replaceAll(LEFT_TO_RIGHT, "");
  if (!singleLetters.test(letters)) return undefined;
  return [...letters.toLocaleUpperCase(language).normalize("NFC")];
}

/**
 * A field of split flaps: a letter on each and blanks to its end. A letter that changes turns over; the others stay. Read
 * aloud as one text.
 */
export const Flaps = memo(function Flaps({ text, cells, language, direction }: FlapsProps) {
  const capitals = flapLetters(text, language);
  if (capitals === undefined) return <WholeFlap text={text} cells={cells} />;
  const length = Math.max(cells, capitals.length);
  const before = direction === "rtl" ? length - capitals.length : 0;
  return (
    <span className="flaps">
      <span className="sr-only">{text}</span>
      <span className="flap-line" dir="ltr" aria-hidden="true">
        {Array.from({ length }, (_, index) => {
          const letter = capitals[index - before] ?? BLANK;
          // Another letter is another element, whose turn begins anew.
          return (
            <span
              key={`${String(index)} ${letter}`}
              className="flap"
              style={letter === BLANK ? undefined : delay(index)}
            >
              {letter}
            </span>
          );
        })}
      </span>
    </span>
  );
});

/** A field of one flap over its whole width. */
function WholeFlap({ text, cells }: { readonly text: string; readonly cells: number }) {
  const style: CSSProperties & Readonly<Record<"--cells", string>> = { "--cells": String(cells) };
  return (
    <span className="flaps" style={style}>
      <span className="flap-line whole">
        <span key={text} className="flap" style={delay(0)}>
          {text}
        </span>
      </span>
    </span>
  );
}

/** The letters of a field turn one after the other, as the drums of the real ones do. */
function delay(index: number): CSSProperties & Readonly<Record<"--turn", string>> {
  return { "--turn": `${String(index * 18)}ms` };
}
