import type { Airport } from "../../amplify/airport.js";
import type { Random } from "../random.js";
import { announcedFrom, delaySteps } from "./announced-delay.js";
import { cancellationReasons } from "./delay-causes.js";
import type { CourseDraft, Step } from "./flight-course.js";
import { gatesOf, type SampleFlight } from "./sample-flight.js";

const minute = 60_000;

const cancelledPart = 0.025;
const reinstatedPart = 0.2;
const gateChangedPart = 0.12;
const otherTerminalPart = 0.1;

/** Before boarding begins nothing more is changed for so long: passengers are on their way to the gate. */
const settled = 3 * minute;

/** What happens to a departing flight, from its first announcement to take-off. */
export function departureCourse(airport: Airport, flight: SampleFlight, random: Random): CourseDraft {
  const { scheduled } = flight;
  const isCancelled = random.chance(cancelledPart);
  const cancelledAt = scheduled - random.integer(50, 240) * minute;
  const reinstated = isCancelled && random.chance(reinstatedPart);
  const reinstatedAt = cancelledAt + random.integer(8, 14) * minute;
  const cancellation: Step<"FlightCancelled"> = {
    event: "FlightCancelled",
    time: cancelledAt,
    facts: { reason: random.pick(cancellationReasons) },
  };
  if (isCancelled && !reinstated) {
    return {
      steps: [cancellation],
      openUntil: cancelledAt,
      cancelled: { from: cancelledAt, until: Number.POSITIVE_INFINITY },
      delay: undefined,
    };
  }

  // A flight that comes back after a cancellation has lost time.
  const late = reinstated ? random.integer(30, 90) : lateMinutes(random);
  const expected = scheduled + Math.max(late, 0) * minute;
  const boarding = expected - random.integer(30, 38) * minute;
  const lastWord = boarding - settled;
  const pushBack = scheduled + late * minute + random.integer(0, 50) * 1_000;
  const firstWord = Math.min(scheduled - random.integer(45, 180) * minute, lastWord - 20 * minute);
  const announced = late < announcedFrom ? undefined : reinstated ? reinstatedAt + minute : firstWord;
  const steps: Step[] = [
    ...(reinstated
      ? [
          cancellation,
          { event: "FlightReinstated", time: reinstatedAt, facts: {}, message: "Operates after all" } as const,
        ]
      : []),
    ...(announced === undefined
      ? []
      : delaySteps(
          {
            direction: "DEPARTURE",
            scheduled,
            minutes: late,
            first: announced,
            last: Math.max(lastWord, announced + minute),
          },
          random,
        )),
    ...gateChange(airport, flight, lastWord - minute, random),
    { event: "FlightBoarding", time: boarding, facts: {} },
    { event: "FlightFinalCall", time: expected - random.integer(12, 16) * minute, facts: {} },
    { event: "FlightGateClosed", time: expected - random.integer(8, 10) * minute, facts: {} },
    { event: "FlightPushBack", time: pushBack, facts: {} },
    { event: "FlightTookOff", time: pushBack + random.integer(9, 24) * minute, facts: {} },
  ];
  return {
    steps,
    openUntil: lastWord - minute,
    cancelled: reinstated ? { from: cancelledAt, until: reinstatedAt } : undefined,
    delay: announced === undefined ? undefined : { minutes: late, announced },
  };
}

/** Minutes after the scheduled time: two in three on time, most others under an hour late, a few by hours. */
function lateMinutes(random: Random): number {
  const kind = random.next();
  if (kind < 0.66) return random.integer(-3, 6);
  if (kind < 0.94) return random.integer(12, 55);
  return random.integer(60, 210);
}

function gateChange(airport: Airport, flight: SampleFlight, last: number, random: Random): Step<"FlightGateChanged">[] {
  if (!random.chance(gateChangedPart)) return [];
  const others = airport.terminals.map(({ code }) => code).filter((code) => code !== flight.terminal);
  const terminal = others.length > 0 && random.chance(otherTerminalPart) ? random.pick(others) : flight.terminal;
  const gate = random.pick(gatesOf(airport, terminal).filter((other) => other !== flight.gate));
  const time = Math.min(flight.scheduled - random.integer(45, 120) * minute, last);
  return [{ event: "FlightGateChanged", time, facts: { gate, terminal } }];
}
