/** Size of marks behind a time or number, as a part of its own, where small text is legible at all. */
export const MARK_SIZE = 0.6;

/** Width of mark and padding of a status, in em; on panels they are closer. */
export const STATUS_MARK_EM = 2.05;
export const PANEL_STATUS_MARK_EM = 1.4;

/** Width of the mark of what is to be confirmed at a desk, in em; the same on panels, where it has no box but is larger. */
export const AGED_MARK_EM = 0.75;
