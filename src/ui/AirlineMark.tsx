import { useState } from "react";
import { deployedMarks } from "./airline-marks";
import "./airline-mark.css";

interface AirlineMarkProps {
  /** The airline's designator, IATA or ICAO. */
  readonly carrier: string;
  /** Its name for those who cannot see the mark. Left out where the name stands beside it: the mark is then an ornament. */
  readonly name?: string | undefined;
  /** What stands in the place of an image that there is not: the code on a small tile, or nothing. */
  readonly otherwise?: "code" | "nothing";
  /** Addresses of the images by designator: those of the deployment. */
  readonly marks?: ReadonlyMap<string, string>;
}

/**
 * An airline's tail or logo, if the deployment has one (`airline-marks/README.md`). Until the image is there the code
 * is; one that does not load is never seen. A mark that comes on screen anew tries its image anew.
 */
export function AirlineMark({ carrier, name, otherwise = "code", marks = deployedMarks.marks }: AirlineMarkProps) {
  const address = marks.get(carrier);
  // By address: a place that gets another airline starts from the beginning.
  const [loaded, setLoaded] = useState<string>();
  const [broken, setBroken] = useState<string>();
  const isWanted = address !== undefined && address !== broken;
  const isShown = isWanted && address === loaded;
  if (!isWanted && otherwise === "nothing") return null;
  const meaning = name === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": name };
  return (
    <span className="airline-mark" {...meaning}>
      {isWanted && (
        <img
          key={address}
          src={address}
          alt=""
          decoding="sync"
          hidden={!isShown}
          ref={(image) => {
            // One that the browser has already is shown at the first paint.
            if (image?.complete === true && image.naturalWidth > 0) setLoaded(address);
          }}
          onLoad={() => setLoaded(address)}
          onError={() => setBroken(address)}
        />
      )}
      {!isShown && otherwise === "code" && <span className="airline-mark-code">{carrier}</span>}
    </span>
  );
}
