/**
 * True for a page that the chooser shows in a frame of its own: a preview, which hangs on no wall. Operations is not told
 * of it, and it keeps no screen on. A signage player that frames the display from an origin of its own makes no preview:
 * browsers show the frame to pages of its own origin only.
 */
export function isPreview(page: Pick<Window, "frameElement">): boolean {
  return page.frameElement !== null;
}
