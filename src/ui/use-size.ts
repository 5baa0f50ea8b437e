import { useLayoutEffect, useState, type RefObject } from "react";

/** CSS pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Size of the inside of an element, now and whenever it changes; undefined before it is there. */
export function useSize(element: RefObject<HTMLElement | null>): Size | undefined {
  const [size, setSize] = useState<Size>();
  useLayoutEffect(() => {
    const measured = element.current;
    if (measured === null) return undefined;
    const measure = () => {
      const next = { width: measured.clientWidth, height: measured.clientHeight };
      setSize((before) => (before?.width === next.width && before.height === next.height ? before : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    return () => {
      observer.disconnect();
    };
  }, [element]);
  return size;
}
