/**
 * What a board must show, worked out the slow and obvious way: all events sorted by time and id, applied one after the
 * other. Shares no code with the merge of the browser or the resolvers of the backend; they are held to it.
 */

/** An event as a test publishes it; every one has an id of its own. */
export interface OracleEvent {
  readonly id: string;
  /** ISO 8601, UTC, whole seconds. */
  readonly time: string;
  readonly event: string;
  readonly carrier: string;
  readonly num: number;
  /** Operating date. */
  readonly date: string;
  readonly direction: "DEPARTURE" | "ARRIVAL";
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What is visible of one flight. */
export interface OracleFlight {
  status: string;
  scheduledTime: string | undefined;
  estimatedTime: string | undefined;
  terminal: string | undefined;
  gate: string | undefined;
  belt: string | undefined;
}

/** A flight on its way through the events: what the schedule says of terminal and gate, and what has been said since. */
interface Course extends OracleFlight {
  plannedTerminal?: string | undefined;
  plannedGate?: string | undefined;
  newTerminal?: string | undefined;
  /** "none": taken back. */
  newGate?: string;
}

const statusOf: Readonly<Record<string, string>> = {
  FlightDelayed: "DELAYED",
  FlightBoarding: "BOARDING",
  FlightFinalCall: "FINAL_CALL",
  FlightGateClosed: "GATE_CLOSED",
  FlightPushBack: "OFF_BLOCK",
  FlightTookOff: "AIRBORNE",
  FlightLanded: "LANDED",
  FlightArrived: "ARRIVED",
  FlightCancelled: "CANCELLED",
  FlightDiverted: "DIVERTED",
  FlightReinstated: "SCHEDULED",
};

/** Key of a flight as rows of a board carry it in `data-flight`. */
export function flightKey(event: Pick<OracleEvent, "carrier" | "num" | "direction">): string {
  return `${event.carrier}#${event.num}#${event.direction}`;
}

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The flights after all `events`, by key. Order and repetition of the input do not matter. */
export function expectedFlights(events: readonly OracleEvent[]): Map<string, OracleFlight> {
  const once = new Map(events.map((event) => [event.id, event]));
  const ordered = [...once.values()].sort((a, b) =>
    a.time === b.time ? (a.id < b.id ? -1 : 1) : a.time < b.time ? -1 : 1,
  );
  const courses = new Map<string, Course>();
  for (const event of ordered) {
    const key = flightKey(event);
    const flight: Course = courses.get(key) ?? {
      status: "SCHEDULED",
      scheduledTime: undefined,
      estimatedTime: undefined,
      terminal: undefined,
      gate: undefined,
      belt: undefined,
    };
    courses.set(key, flight);
    flight.status = statusOf[event.event] ?? flight.status;
    if (event.event === "FlightScheduled") {
      flight.scheduledTime = text(event.facts.scheduledTime);
      flight.plannedTerminal = text(event.facts.terminal);
      flight.plannedGate = text(event.facts.gate);
    }
    if (event.event === "FlightDelayed") {
      flight.estimatedTime = text(event.facts.newDepTime) ?? text(event.facts.newArrTime);
    }
    if (event.event === "FlightGateChanged") {
      // A terminal without a gate takes the gate back, the planned one too; a gate without a terminal leaves the terminal.
      flight.newGate = text(event.facts.gate) ?? "none";
      flight.newTerminal = text(event.facts.terminal) ?? flight.newTerminal;
    }
    if (event.event === "FlightBaggageOnBelt") flight.belt = text(event.facts.belt);
  }
  const visible = ({ status, scheduledTime, estimatedTime, belt, ...course }: Course): OracleFlight => ({
    status,
    scheduledTime,
    estimatedTime,
    terminal: course.newTerminal ?? course.plannedTerminal,
    gate: course.newGate === "none" ? undefined : (course.newGate ?? course.plannedGate),
    belt,
  });
  return new Map([...courses].map(([key, course]) => [key, visible(course)]));
}
