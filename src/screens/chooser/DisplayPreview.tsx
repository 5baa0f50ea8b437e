import { useLayoutEffect, useRef, useState } from "react";
import type { Orientation } from "../../display/orientation";

/** CSS pixels of a panel that hangs so. */
export const panelPixels: Readonly<Record<Orientation, { readonly width: number; readonly height: number }>> = {
  landscape: { width: 1920, height: 1080 },
  portrait: { width: 1080, height: 1920 },
};

/** Of the panel's frame, at both sides together, CSS pixels: as chooser.css draws it. */
const FRAME = 16;

interface DisplayPreviewProps {
  readonly title: string;
  /** Path and query; undefined while the display is not complete. */
  readonly address: string | undefined;
  readonly orientation: Orientation;
}

/** The display itself, live, as small as it has to be. */
export function DisplayPreview({ title, address, orientation }: DisplayPreviewProps) {
  const holder = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0.25);
  const { width, height } = panelPixels[orientation];
  useLayoutEffect(() => {
    const element = holder.current;
    if (element === null) return undefined;
    const fit = () => {
      setScale(Math.min((element.clientWidth - FRAME) / width, (element.clientHeight - FRAME) / height));
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, [width, height]);
  return (
    <div ref={holder} className="chooser-preview" data-orientation={orientation}>
      <div className="chooser-screen" style={{ width: width * scale, height: height * scale }}>
        {address !== undefined && (
          <iframe
            key={address}
            title={title}
            src={address}
            tabIndex={-1}
            inert
            style={{ width, height, transform: `scale(${String(scale)})` }}
          />
        )}
      </div>
    </div>
  );
}
