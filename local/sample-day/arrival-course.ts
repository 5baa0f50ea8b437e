import type { Airport } from "../../amplify/airport.js";
import type { Random } from "../random.js";
import { alternateAirports } from "./airlines.js";
import { announcedFrom, delaySteps } from "./announced-delay.js";
import { cancellationReasons } from "./delay-causes.js";
import type { CourseDraft, Step } from "./flight-course.js";
import { gatesOf, type SampleFlight } from "./sample-flight.js";

const minute = 60_000;

const cancelledPart = 0.02;
const divertedPart = 0.008;
const gateChangedPart = 0.06;
const beltsPerTerminal = 8;

/** What happens to an arriving flight, from its first announcement to the first bag on the belt. */
export function arrivalCourse(airport: Airport, flight: SampleFlight, random: Random): CourseDraft {
  const { scheduled } = flight;
  if (random.chance(cancelledPart)) {
    const time = scheduled - random.integer(150, 330) * minute;
    const facts = { reason: random.pick(cancellationReasons) };
    return {
      steps: [{ event: "FlightCancelled", time, facts }],
      openUntil: time,
      cancelled: { from: time, until: Number.POSITIVE_INFINITY },
      delay: undefined,
    };
  }
  if (random.chance(divertedPart)) {
    const time = scheduled - random.integer(15, 50) * minute;
    const elsewhere = random.pick(alternateAirports.filter((code) => code !== airport.iata && code !== flight.airport));
    const diverted: Step<"FlightDiverted"> = {
      event: "FlightDiverted",
      time,
      facts: { airport: elsewhere },
      message: "Weather at destination",
    };
    return { steps: [diverted], openUntil: time, cancelled: undefined, delay: undefined };
  }

  const late = lateMinutes(random);
  const arrived = scheduled + late * minute + random.integer(0, 50) * 1_000;
  const landed = arrived - random.integer(5, 9) * minute;
  const lastWord = landed - 5 * minute;
  const announced =
    late < announcedFrom ? undefined : Math.min(scheduled - random.integer(20, 150) * minute, lastWord - 20 * minute);
  const steps: Step[] = [
    ...(announced === undefined
      ? []
      : delaySteps({ direction: "ARRIVAL", scheduled, minutes: late, first: announced, last: lastWord }, random)),
    ...gateChange(airport, flight, lastWord, random),
    { event: "FlightLanded", time: landed, facts: {} },
    { event: "FlightArrived", time: arrived, facts: {} },
    {
      event: "FlightBaggageOnBelt",
      time: arrived + random.integer(8, 18) * minute,
      facts: { belt: String(random.integer(1, beltsPerTerminal)) },
    },
  ];
  return {
    steps,
    openUntil: lastWord - minute,
    cancelled: undefined,
    delay: announced === undefined ? undefined : { minutes: late, announced },
  };
}

/** Minutes after the scheduled time: arrivals make up time on the way, and most are early or on time. */
function lateMinutes(random: Random): number {
  const kind = random.next();
  if (kind < 0.72) return random.integer(-14, 8);
  if (kind < 0.95) return random.integer(12, 50);
  return random.integer(60, 180);
}

function gateChange(airport: Airport, flight: SampleFlight, last: number, random: Random): Step<"FlightGateChanged">[] {
  if (!random.chance(gateChangedPart)) return [];
  const gate = random.pick(gatesOf(airport, flight.terminal).filter((other) => other !== flight.gate));
  const time = Math.min(flight.scheduled - random.integer(20, 60) * minute, last);
  return [{ event: "FlightGateChanged", time, facts: { gate, terminal: flight.terminal } }];
}
