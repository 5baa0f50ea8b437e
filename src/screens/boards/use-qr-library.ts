import { useEffect, useState } from "react";
import { useBoard } from "../../state/board-context";
import { keepTrying } from "../../ui/keep-trying";
import type { QrCode } from "../../ui/QrCode";

/** What draws QR codes. */
interface QrLibrary {
  readonly QrCode: typeof QrCode;
}

/**
 * What draws QR codes, once it is there: it comes after the first paint, and is asked for again where it does not come. A
 * board without a code is still a board.
 */
export function useQrLibrary(): QrLibrary | undefined {
  const { deviceClock } = useBoard();
  const [library, setLibrary] = useState<QrLibrary>();
  useEffect(() => {
    const load = async () => {
      setLibrary(await import("../../ui/QrCode"));
    };
    return keepTrying("the library for QR codes", load, deviceClock);
  }, [deviceClock]);
  return library;
}
