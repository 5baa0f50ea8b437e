/** Shapes of the marks before a status; each is told from the others without any colour. */
export type MarkShape = "dot" | "clock" | "arrow" | "arrows" | "square" | "tick" | "cross" | "turn";

const paths: Readonly<Record<MarkShape, string>> = {
  dot: "M8 3.500a4.500 4.500 0 1 1 0 9a4.500 4.500 0 1 1 0-9z",
  clock:
    "M8 1a7 7 0 1 1 0 14A7 7 0 1 1 8 1zm0 2.200a4.800 4.800 0 1 0 0 9.600a4.800 4.800 0 1 0 0-9.600zm-1 1.600h2v2.800l2 2-1.400 1.400L7 8.400z",
  arrow: "M4.500 2l7.500 6-7.500 6z",
  arrows: "M1.500 2L8 8l-6.500 6zM8 2l6.500 6L8 14z",
  square: "M3 3h10v10H3z",
  tick: "M6.300 13.500L1 8.200l2-2 3.300 3.300L13 2.800l2 2z",
  cross: "M3.700 1.700L8 6l4.300-4.300 2 2L10 8l4.300 4.300-2 2L8 10l-4.300 4.300-2-2L6 8 1.700 3.700z",
  turn: "M9.500 1L15 5.500 9.500 10V7H7a2 2 0 0 0-2 2v6H2.500V9A4.500 4.500 0 0 1 7 4.500h2.500z",
};
/** Shapes that point along the line of text, and so the other way in Arabic. */
const directed: ReadonlySet<MarkShape> = new Set(["arrow", "arrows", "turn"]);

/** A mark as high as the capitals beside it. */
export function StatusMark({ shape }: { readonly shape: MarkShape }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={`status-mark ${directed.has(shape) ? "directed" : ""}`}>
      <path fill="currentColor" fillRule="evenodd" d={paths[shape]} />
    </svg>
  );
}
