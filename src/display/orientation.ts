/** Which way a room lies. */
export type Orientation = "landscape" | "portrait";

/** Which way a room of this width and height lies; a square is wide. */
export function orientationOf({ width, height }: { readonly width: number; readonly height: number }): Orientation {
  return width >= height ? "landscape" : "portrait";
}
