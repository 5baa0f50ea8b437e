import type { CSSProperties, ReactNode } from "react";
import { textWidth, type TextMeasure } from "./text-width";

/** How narrow letters may be set: ADA 703.5.4 asks for an O of 55 percent of the height of an I, and ours has 78. */
export const NARROWEST = 0.71;

interface FitProps {
  readonly text: string;
  readonly weight?: 400 | 600;
  /** Room on the line, in em. */
  readonly room: number;
  /** What is shown where it is more than the text: a mark before it, say. */
  readonly children?: ReactNode;
  /** Width of that, in em. */
  readonly beside?: number;
  /** Whether a text that is too long is set narrower still, and has no second line. */
  readonly isOneLine?: boolean;
}

/** Whether a text has room on one line (`room` in em) where its letters are set as narrow as may be. */
export function hasRoomNarrowed(
  text: string,
  weight: 400 | 600,
  room: number,
  measure: TextMeasure = textWidth,
): boolean {
  return measure(text, weight) * NARROWEST <= room;
}

interface NarrowedProps {
  readonly scale: number;
  readonly children: ReactNode;
}

/** Anything on one line, set narrower by a factor. */
export function Narrowed({ scale, children }: NarrowedProps) {
  return (
    <span className="fit" style={narrowedBy(scale)}>
      {children}
    </span>
  );
}

/** A text on one line that is set narrower where its room is short, as high as ever; very long ones get two lines. */
export function Fit({ text, weight = 400, room, children, beside = 0, isOneLine = false }: FitProps) {
  const width = textWidth(text, weight) + beside;
  const scale = width <= room ? 1 : Math.max(room / width, isOneLine ? 0 : NARROWEST);
  const isTooLong = !isOneLine && width * NARROWEST > room;
  const style: CSSProperties = {
    ...(scale < 1 && narrowedBy(scale)),
    ...(isTooLong && { width: `${(room / NARROWEST).toFixed(2)}em` }),
  };
  return (
    <span className={isTooLong ? "fit fit-lines" : "fit"} style={style}>
      {children ?? text}
    </span>
  );
}

function narrowedBy(scale: number): CSSProperties {
  return { transform: `scaleX(${scale.toFixed(3)})` };
}
