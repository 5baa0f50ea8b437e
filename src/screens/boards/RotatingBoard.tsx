import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useBoard } from "../../state/board-context";
import type { BoardRotation } from "../../state/board-rotation";
import { RotationContext } from "../../state/rotation-context";
import { Ageing } from "./ageing";
import { BoardFrame } from "./BoardFrame";
import { InLanguage } from "./InLanguage";
import { usePaintedReport } from "./use-painted-report";

interface RotatingBoardProps {
  readonly rotation: BoardRotation;
  readonly asList: boolean;
  readonly children: ReactNode;
}

/** A display whose pages, languages and flight numbers turn together. */
export function RotatingBoard({ rotation, asList, children }: RotatingBoardProps) {
  const { languages } = useBoard().options;
  const language = useStore(rotation, (view) => languages[view.moment.language]) ?? languages[0] ?? "en";
  usePaintedReport(rotation);
  return (
    <RotationContext value={rotation}>
      <InLanguage language={language}>
        <Ageing>
          <BoardFrame asList={asList}>{children}</BoardFrame>
        </Ageing>
      </InLanguage>
    </RotationContext>
  );
}
