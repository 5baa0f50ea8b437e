import { createContext, useContext, type ReactNode } from "react";
import { agedParts, ageingLimits, nearAgeingLimits, type AgedParts } from "../../display/ageing";
import type { BoardRow } from "../../flights/board-row";
import { useBoard } from "../../state/board-context";
import { useSpeech } from "../../state/language-context";
import { useFreshness } from "../../state/use-freshness";
import { useNow } from "../../ui/use-now";

/** Milliseconds from which anything can be doubtful at all: before it, rows need not look. */
const YOUNGEST_MS =
  Math.min(ageingLimits.gate, ageingLimits.time, nearAgeingLimits.gate, nearAgeingLimits.time) * 60_000;
/** How often ages are looked at. */
const STEP_MS = 15_000;

/** Age of the data, milliseconds, and the board's time; undefined while everything is young. */
const AgeContext = createContext<{ readonly ageMs: number; readonly now: number } | undefined>(undefined);

/** Tells rows how old the data is, as soon as it is old enough to matter. */
export function Ageing({ children }: { readonly children: ReactNode }) {
  const { clock, serviceClock } = useBoard();
  const now = useNow(serviceClock, STEP_MS);
  const { ageMs = 0 } = useFreshness(now);
  const age = ageMs < YOUNGEST_MS ? undefined : { ageMs, now: clock.now() };
  return <AgeContext value={age}>{children}</AgeContext>;
}

const young: AgedParts = { time: false, gate: false };

/** Which parts of a row are to be confirmed at a desk. */
export function useAgedParts(row: BoardRow): AgedParts {
  const age = useContext(AgeContext);
  return age === undefined ? young : agedParts(row, age.ageMs, age.now);
}

/** The mark beside what is to be confirmed at a desk; the legend at the foot of the board says it in words. */
export function AgedMark({ aged }: { readonly aged: boolean }) {
  const { words } = useSpeech();
  if (!aged) return null;
  return (
    <span className="aged">
      <span className="aged-mark" aria-hidden="true">
        ?
      </span>
      <span className="sr-only"> {words.confirmAtDesk}</span>
    </span>
  );
}

/** Whether any part of any row may bear the mark. */
export function useIsAgeing(): boolean {
  return useContext(AgeContext) !== undefined;
}

/** What the mark means; there while any part of any row may bear it. `isCopy`: nobody sees it. */
export function AgeLegend({ isCopy = false }: { readonly isCopy?: boolean }) {
  const { words } = useSpeech();
  if (!useIsAgeing()) return null;
  return (
    <p className="aged-legend" data-testid={isCopy ? undefined : "aged-legend"}>
      <span className="aged-mark" aria-hidden="true">
        ?
      </span>
      {words.confirmAtDesk}
    </p>
  );
}
