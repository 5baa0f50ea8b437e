import { useEffect, useState } from "react";
import { afterPaint } from "./after-paint";

/** `isReady`, but only once what is ready is painted, so that whatever waits for it takes no time from the painting. */
export function useAfterPaint(isReady: boolean): boolean {
  const [isPainted, setIsPainted] = useState(false);
  useEffect(() => {
    if (!isReady) return undefined;
    const cancel = afterPaint(() => {
      setIsPainted(true);
    });
    return () => {
      cancel();
      setIsPainted(false);
    };
  }, [isReady]);
  return isReady && isPainted;
}
