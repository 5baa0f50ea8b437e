import { isCalendarDate } from "./calendar.js";
import { expectations, placeOf } from "./fact.js";
import { carrierOf } from "./flight-number.js";
import { problem, type Problem } from "./problem.js";
import { present } from "./status-update.js";

/** Arguments of `onFlightStatusUpdate`. */
export interface SubscriptionArguments {
  readonly date?: string | null;
  readonly carrier?: string | null;
  readonly terminal?: string | null;
  readonly direction?: string | null;
}

/** What an update must equal, field by field: one of the alternatives is enough. */
export interface WantedUpdates {
  readonly alternatives: readonly Readonly<Record<string, { readonly eq: string }>>[];
}

/**
 * The updates that a subscription asks for. A display of one terminal also wants those that took a flight away from it.
 * No alternative at all: every update.
 */
export function wantedUpdatesOf(args: SubscriptionArguments): WantedUpdates | Problem {
  const date = present(args.date);
  const carrierText = present(args.carrier);
  const carrier = carrierText === undefined ? undefined : carrierOf(carrierText);
  const terminalText = present(args.terminal);
  const terminal = placeOf(terminalText);
  const direction = present(args.direction);
  if (date !== undefined && !isCalendarDate(date)) {
    return problem("date", "a date of the calendar, YYYY-MM-DD", date, "Correct it or leave it out.");
  }
  if (carrierText !== undefined && carrier === undefined) {
    return problem("carrier", "two or three letters or digits", carrierText, "Correct it or leave it out.");
  }
  if (terminalText !== undefined && terminal === undefined) {
    return problem("terminal", expectations.place, terminalText, "Correct it or leave it out.");
  }
  const wanted = {
    ...(date === undefined ? {} : { date: { eq: date } }),
    ...(carrier === undefined ? {} : { carrier: { eq: carrier } }),
    ...(direction === undefined ? {} : { direction: { eq: direction } }),
  };
  if (terminal !== undefined) {
    return {
      alternatives: [
        { ...wanted, terminal: { eq: terminal } },
        { ...wanted, previousTerminal: { eq: terminal } },
      ],
    };
  }
  return { alternatives: Object.keys(wanted).length > 0 ? [wanted] : [] };
}
