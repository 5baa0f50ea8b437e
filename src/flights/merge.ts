import { flightKey, type Flight, type Register } from "./flight";

/**
 * What is known of a flight after `left` and `right`: per register the value with the greater stamp, compared as text
 * (docs: amplify/data/schema.graphql). Commutative, associative and idempotent, so any order and any repetition of the
 * same updates gives the same flight. Gives `left` itself where `right` adds nothing.
 * Throws where the two are not the same flight.
 */
export function mergeFlights(left: Flight, right: Flight): Flight {
  if (flightKey(left) !== flightKey(right)) {
    throw new Error(`cannot merge flight ${flightKey(left)} with ${flightKey(right)}: they are different flights`);
  }
  const schedule = later(left.schedule, right.schedule);
  const state = later(left.state, right.state);
  const times = later(left.times, right.times);
  const terminal = later(left.terminal, right.terminal);
  const gate = later(left.gate, right.gate);
  const belt = later(left.belt, right.belt);
  const updatedAt = laterInstant(left.updatedAt, right.updatedAt);
  const unchanged =
    schedule === left.schedule &&
    state === left.state &&
    times === left.times &&
    terminal === left.terminal &&
    gate === left.gate &&
    belt === left.belt &&
    updatedAt === left.updatedAt;
  return unchanged ? left : { ...left, schedule, state, times, terminal, gate, belt, updatedAt };
}

function later<R extends Register>(left: R | null, right: R | null): R | null {
  if (right === null || left === right) return left;
  if (left === null || right.stamp > left.stamp) return right;
  if (right.stamp < left.stamp) return left;
  // One stamp should mean one value. Where a publisher breaks that, the choice must still not depend on the order.
  return canonicalText(right) > canonicalText(left) ? right : left;
}

/** The later of two ISO 8601 instants; of two spellings of one instant the greater text. */
export function laterInstant(left: string, right: string): string {
  const difference = Date.parse(right) - Date.parse(left);
  if (difference > 0) return right;
  if (difference < 0) return left;
  return right > left ? right : left;
}

function canonicalText(register: Register): string {
  return JSON.stringify(Object.entries(register).sort(([a], [b]) => (a < b ? -1 : 1)));
}
