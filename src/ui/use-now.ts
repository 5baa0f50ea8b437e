import { useEffect, useState } from "react";
import type { Clock } from "../flights/clock";

/** The clock's time, milliseconds since 1970, anew at each full multiple of `everyMs`, and whenever the clock was set. */
export function useNow(clock: Clock, everyMs: number): number {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    let cancel: () => void = () => undefined;
    const plan = () => {
      cancel();
      cancel = clock.schedule(everyMs - (clock.now() % everyMs), () => {
        setNow(clock.now());
        plan();
      });
    };
    plan();
    const stopListening = clock.onCorrected?.(() => {
      setNow(clock.now());
      plan();
    });
    return () => {
      stopListening?.();
      cancel();
    };
  }, [clock, everyMs]);
  return now;
}
