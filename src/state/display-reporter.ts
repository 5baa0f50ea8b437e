import { rowDigest } from "../display/row-digest";
import type { Clock } from "../flights/clock";
import type { Painted } from "./board-context";
import type { Connection } from "./board-store";

/** Least time between two reports of a display, milliseconds, and up to half as much more. */
export const REPORT_SPACING_MS = 10_000;
/** A display that does not change reports this often, or up to a fifth sooner: else it counts as gone. */
export const REPORT_EVERY_MS = 60_000;
/** The receipt of a takeover goes within this time: all displays of a zone paint it at the same moment. */
export const RECEIPT_SPREAD_MS = 300;
/** A receipt that did not get through is tried again after so long, and up to as much more. */
export const RECEIPT_RETRY_MS = 2_000;

/** What a display says of itself. */
export interface DisplayState {
  readonly digest: string;
  readonly rows: number;
  readonly rowsBeyond: number;
  readonly connection: Connection;
  readonly takeoverId: string | undefined;
  /** When that was first on the screen, milliseconds by the service's clock. */
  readonly takeoverPaintedAt: number | undefined;
}

/** What a reporter works with. */
export interface DisplayReporterOptions {
  /** The device's steady clock. */
  readonly clock: Clock;
  readonly serviceClock: Pick<Clock, "now">;
  /** In [0, 1). */
  readonly random: () => number;
  readonly connection: () => Connection;
  /** Sends a report; rejects where it did not get through. */
  readonly send: (state: DisplayState) => Promise<unknown>;
  /** Is told how many have not got through so far. */
  readonly failed: (count: number) => void;
}

/** Reports to operations what a display shows. */
export interface DisplayReporter {
  painted(painted: Painted): void;
  connectionChanged(): void;
  stop(): void;
}

/**
 * A reporter for one display: tells of every change of what is painted, of the connection and of the takeover, but not
 * more often than operations can use, and of nothing new once a minute. A takeover's beginning and end are told at once:
 * these are its receipts. A report that fails says nothing to passengers and is made good by the next.
 */
export function createDisplayReporter(options: DisplayReporterOptions): DisplayReporter {
  const { clock, random } = options;
  let now: { readonly painted: Painted; readonly takeoverPaintedAt: number | undefined } | undefined;
  let reported: DisplayState | undefined;
  let lastAt = Number.NEGATIVE_INFINITY;
  let failures = 0;
  let sending = false;
  let stopped = false;
  let due: { readonly at: number; readonly cancel: () => void } | undefined;

  const stateNow = (): DisplayState | undefined => {
    if (now === undefined) return undefined;
    const { rows, beyond, takeoverId } = now.painted;
    return {
      // Made only when a report may go: on a busy day rows change many times between two.
      digest: rowDigest(rows, beyond),
      rows: rows.length,
      rowsBeyond: beyond,
      connection: options.connection(),
      takeoverId,
      takeoverPaintedAt: now.takeoverPaintedAt,
    };
  };

  const isReceiptDue = (): boolean => now !== undefined && now.painted.takeoverId !== reported?.takeoverId;

  /** Looks at what there is to say after `delayMs`, unless it does so sooner anyway. */
  const look = (delayMs: number): void => {
    const at = clock.now() + delayMs;
    if (stopped || (due !== undefined && due.at <= at)) return;
    due?.cancel();
    due = { at, cancel: clock.schedule(delayMs, say) };
  };

  const say = (): void => {
    due = undefined;
    const state = stateNow();
    // What is under way looks again when it is through.
    if (state === undefined || sending) return;
    const beat = lastAt + REPORT_EVERY_MS * (0.8 + 0.2 * random());
    if (reported !== undefined && isSame(state, reported) && clock.now() < beat) {
      look(beat - clock.now());
      return;
    }
    sending = true;
    lastAt = clock.now();
    options
      .send(state)
      .then(
        () => {
          reported = state;
        },
        () => {
          failures += 1;
          options.failed(failures);
        },
      )
      .finally(() => {
        sending = false;
        const failed = reported !== state;
        if (isReceiptDue()) look(failed ? RECEIPT_RETRY_MS * (1 + random()) : 0);
        else look(untilNext());
      });
  };

  const untilNext = (): number => Math.max(0, lastAt + REPORT_SPACING_MS * (1 + random() / 2) - clock.now());

  return {
    painted(painted) {
      const { takeoverId } = painted;
      const same = now !== undefined && now.painted.takeoverId === takeoverId;
      const takeoverPaintedAt = takeoverId === undefined ? undefined : options.serviceClock.now();
      now = { painted, takeoverPaintedAt: same ? now?.takeoverPaintedAt : takeoverPaintedAt };
      // A first report of no takeover is no receipt.
      const isReceipt = isReceiptDue() && (takeoverId !== undefined || reported !== undefined);
      look(isReceipt ? RECEIPT_SPREAD_MS * random() : untilNext());
    },
    connectionChanged() {
      if (now !== undefined) look(untilNext());
    },
    stop() {
      stopped = true;
      due?.cancel();
      due = undefined;
    },
  };
}

function isSame(a: DisplayState, b: DisplayState): boolean {
  return (
    a.digest === b.digest &&
    a.rows === b.rows &&
    a.rowsBeyond === b.rowsBeyond &&
    a.connection === b.connection &&
    a.takeoverId === b.takeoverId
  );
}
