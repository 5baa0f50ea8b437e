import { useMemo, useSyncExternalStore } from "react";
import type { Size } from "./use-size";

/** Size of the window, now and whenever it changes. */
export function useWindowSize(): Size {
  const size = useSyncExternalStore(subscribe, windowSize);
  return useMemo(() => {
    const [width = 0, height = 0] = size.split(" ").map(Number);
    return { width, height };
  }, [size]);
}

/** A text, because the value must be the same while the size is. */
function windowSize(): string {
  return `${String(window.innerWidth)} ${String(window.innerHeight)}`;
}

function subscribe(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => {
    window.removeEventListener("resize", changed);
  };
}
