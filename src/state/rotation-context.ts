import { createContext, useContext, useEffect, useState } from "react";
import { useStore } from "zustand";
import { useBoard } from "./board-context";
import { createBoardRotation, type BoardRotation, type RotationParts, type RotationView } from "./board-rotation";

/** The rotation of the display around a component. */
export const RotationContext = createContext<BoardRotation | undefined>(undefined);

/** The rotation of the display around this component. Throws outside of one. */
export function useRotation(): BoardRotation {
  const rotation = useContext(RotationContext);
  if (rotation === undefined) throw new Error("useRotation: no RotationContext around this component");
  return rotation;
}

/** A part of what the display shows now; renders anew only when that part changes. */
export function useRotationView<Part>(select: (view: RotationView) => Part): Part {
  return useStore(useRotation(), select);
}

/** Makes a rotation of the board around this component, which runs as long as the component is there. */
export function useOwnRotation(parts: Pick<RotationParts, "arrange" | "numbersOf">): BoardRotation {
  const { store, clock, options } = useBoard();
  const [rotation] = useState(() =>
    createBoardRotation({ store, clock, languages: options.languages.length, ...parts }),
  );
  useEffect(() => rotation.run(), [rotation]);
  return rotation;
}
