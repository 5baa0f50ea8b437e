/** Size of marks behind a time or number, as a part of its own, where small text is legible at all. */
export const MARK_SIZE = 0.6;

/** Before such a mark, in em of its own, as table.css has it; on a panel the mark is as large as its text, and closer. */
const MARK_GAP = 0.25;
const PANEL_MARK_GAP = 0.12;

/** Room of a mark of that width behind a text, in em of the text. */
export function markRoom(width: number, isOnPanel: boolean): number {
  if (width === 0) return 0;
  return isOnPanel ? width + PANEL_MARK_GAP : (width + MARK_GAP) * MARK_SIZE;
}

/** Width of mark and padding of a status, in em; on panels they are closer. */
export const STATUS_MARK_EM = 2.05;
export const PANEL_STATUS_MARK_EM = 1.4;

/** Width of the mark of what is to be confirmed at a desk, in em; the same on panels, where it has no box but is larger. */
export const AGED_MARK_EM = 0.75;
