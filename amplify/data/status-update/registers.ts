import type { FlightEventName } from "../../events/flight-event.js";
import { utcTime } from "./calendar.js";
import type { StatusUpdate } from "./status-update.js";

/**
 * The six last-writer-wins registers of a flight, attributes of its item and fields of `Flight` in the schema, in the order
 * in which they are written: the gate before the terminal, so that who reads between finds no gate of the old terminal in
 * the new one.
 */
export const registerNames = ["schedule", "state", "times", "gate", "terminal", "belt"] as const;

/** Name of a register. */
export type RegisterName = (typeof registerNames)[number];

/** What a register holds: its stamp and the fields of its type in the schema. */
export interface Register {
  /** `<event time, UTC, milliseconds>#<event id>`: of two values the one with the greater stamp stays. */
  readonly stamp: string;
  readonly terminal?: string;
  readonly [field: string]: unknown;
}

/** The registers that an event writes. */
export type Registers = Partial<Record<RegisterName, Register>>;

/** The state that an event brings about; events that are not here leave the state alone. */
const statusAfter: Partial<Record<FlightEventName, string>> = {
  FlightArrived: "ARRIVED",
  FlightBoarding: "BOARDING",
  FlightCancelled: "CANCELLED",
  FlightDelayed: "DELAYED",
  FlightDiverted: "DIVERTED",
  FlightFinalCall: "FINAL_CALL",
  FlightGateClosed: "GATE_CLOSED",
  FlightLanded: "LANDED",
  FlightPushBack: "OFF_BLOCK",
  FlightReinstated: "SCHEDULED",
  FlightTookOff: "AIRBORNE",
};

/** Without the fields that are undefined: DynamoDB has no such value. */
function withoutAbsent(stamp: string, fields: Readonly<Record<string, unknown>>): Register {
  const register: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      register[name] = value;
    }
  }
  return { ...register, stamp };
}

/** The stamp of an event with its final id. */
export function stampOf(time: string, id: string): string {
  return `${time}#${id}`;
}

/**
 * Which registers an event writes, and with what. Planned terminal and gate are part of the schedule register, operational
 * ones have registers of their own, so that importing a schedule again never undoes a gate change. A gate without a
 * terminal leaves the terminal; a terminal without a gate takes the gate back: one of the old terminal would be wrong.
 */
export function registersOf(update: StatusUpdate, id: string): Registers {
  const stamp = stampOf(update.time, id);
  const { event, info } = update;
  const registers: Registers = {};
  const status = statusAfter[event];
  if (status !== undefined) {
    registers.state = withoutAbsent(stamp, {
      status,
      since: update.time,
      message: info.message,
      reason: info.reason,
      airport: info.airport,
    });
  }
  if (event === "FlightScheduled") {
    registers.schedule = withoutAbsent(stamp, {
      airport: info.airport,
      via: info.via,
      scheduledTime: utcTime(info.scheduledTime ?? ""),
      terminal: info.terminal,
      gate: info.gate,
      codeshares: info.codeshares,
    });
  }
  if (event === "FlightDelayed") {
    const estimate = update.direction === "ARRIVAL" ? info.newArrTime : info.newDepTime;
    registers.times = withoutAbsent(stamp, {
      estimatedTime: estimate === undefined ? undefined : utcTime(estimate),
      delayMinutes: info.delayMinutes,
      delayCode: info.delayCode,
    });
  }
  if (event === "FlightGateChanged") {
    registers.gate = withoutAbsent(stamp, { gate: info.gate });
    if (info.terminal !== undefined) {
      registers.terminal = withoutAbsent(stamp, { terminal: info.terminal });
    }
  }
  if (event === "FlightBaggageOnBelt") {
    registers.belt = withoutAbsent(stamp, { belt: info.belt });
  }
  return registers;
}
