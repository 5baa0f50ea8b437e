import { operatingDate } from "../../e2e/flight-day.js";
import { carriers } from "../../e2e/long-day.js";
import type { OracleEvent } from "../../e2e/oracle.js";
import type { Random } from "../../local/random.js";

/**
 * From one flight that comes and one that begins to leave to the next two, milliseconds: faster than at any airport, and
 * slow enough that what a board keeps of flights that have left, until their date is over, is little of what it holds.
 */
export const TURN_MS = 10_000;

/** Minutes that the soaked board keeps departed and cancelled flights: few, so that flights leave it within a run. */
export const RETENTION_MINUTES = 1;

/** Flights leave from the head of the board, where its pages are. */
const HEAD = 40;
/** Each of so many newcomers is one that is to go at once and is cancelled. */
const CANCELLED_EACH = 4;
/** When such a flight is to go, milliseconds from when it comes. */
const SOON_MS = 30_000;
/** So long after the last turn every flight that was to leave has left, milliseconds; one to come a second late, too. */
export const LONGEST_LEAVING_MS = SOON_MS + RETENTION_MINUTES * 60_000 + 2_000;
/** Numbers of newcomers: above those of any long day, and at most four digits in a run of a day. */
const FIRST_NUMBER = 4_000;

/** Flights that come to a day and leave it while it goes on, as many of the one as of the other. */
export interface Turnover {
  /** What happens in one turn at `now`, milliseconds: a flight comes, and one departs or is cancelled. */
  turn(now: number): readonly OracleEvent[];
  /** The schedule's events of the flights that stay, in order of time: what else happens may happen to them. */
  staying(): readonly OracleEvent[];
  /** The schedule's events of all flights there ever were. */
  all(): readonly OracleEvent[];
}

/** Begins with the flights of a day. */
export function createTurnover(random: Random, day: readonly OracleEvent[]): Turnover {
  const staying = [...day].sort((a, b) => scheduledAt(a) - scheduledAt(b));
  const came: OracleEvent[] = [];

  const arrive = (like: OracleEvent, scheduled: number, now: number): OracleEvent => {
    const index = came.length;
    const flight: OracleEvent = {
      ...like,
      id: `turn-${String(index).padStart(6, "0")}-comes`,
      time: iso(now),
      carrier: carriers[index % carriers.length] ?? like.carrier,
      num: FIRST_NUMBER + Math.floor(index / carriers.length),
      date: operatingDate(new Date(scheduled)),
      facts: { ...like.facts, scheduledTime: iso(scheduled) },
    };
    came.push(flight);
    return flight;
  };

  return {
    turn(now) {
      const index = came.length;
      const leave = (flight: OracleEvent, event: string): OracleEvent => ({
        ...flight,
        // In the same second as an event of the stream it is the later one.
        id: `turn-${String(index).padStart(6, "0")}-leaves`,
        time: iso(now),
        event,
        facts: {},
      });
      if (index % CANCELLED_EACH === CANCELLED_EACH - 1) {
        const flight = arrive(random.pick(staying), now + SOON_MS, now);
        return [flight, leave(flight, "FlightCancelled")];
      }
      // Every other one comes in between the flights on the pages, which moves those after it.
      const like = random.pick(index % 2 === 0 ? staying.slice(0, HEAD) : staying);
      const flight = arrive(like, scheduledAt(like), now);
      const place = staying.findIndex((each) => scheduledAt(each) > scheduledAt(flight));
      staying.splice(place === -1 ? staying.length : place, 0, flight);
      const leaving = random.pick(staying.slice(0, HEAD).filter((each) => each !== flight));
      staying.splice(staying.indexOf(leaving), 1);
      return [flight, leave(leaving, random.pick(["FlightPushBack", "FlightTookOff"]))];
    },
    staying: () => staying,
    all: () => [...day, ...came],
  };
}

function scheduledAt(flight: OracleEvent): number {
  return Date.parse(String(flight.facts["scheduledTime"]));
}

function iso(milliseconds: number): string {
  return new Date(Math.floor(milliseconds / 1_000) * 1_000).toISOString();
}
