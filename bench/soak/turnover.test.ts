import { expect, test } from "vitest";
import { longDay } from "../../e2e/long-day.js";
import { boardOrder } from "../../e2e/shown-rows.js";
import { expectedFlights, flightKey } from "../../e2e/oracle.js";
import { seededRandom } from "../../local/random.js";
import { leavingTimes } from "./leaving.js";
import { createTurnover, LONGEST_LEAVING_MS, RETENTION_MINUTES, TURN_MS } from "./turnover.js";

const begin = Date.parse("2024-01-25T06:00:00Z");
const day = longDay("turnover", new Date(begin), 2_000);

test("as many flights come as leave by the rules soon after, from the head of the board and by both rules", () => {
  const turnover = createTurnover(seededRandom("turnover"), day);
  const end = begin + 20 * 60_000;
  const turns = [];
  for (let now = begin; now < end; now += TURN_MS) turns.push(...turnover.turn(now));
  const came = turns.filter(({ event }) => event === "FlightScheduled");
  const leaving = turns.filter(({ event }) => event !== "FlightScheduled");
  expect([came.length, leaving.length]).toEqual([120, 120]);
  expect(new Set(turns.map(({ id }) => id)).size, "ids").toBe(240);
  expect(new Set(turnover.all().map(flightKey)).size, "keys").toBe(2_120);
  expect(turnover.staying()).toHaveLength(2_000);
  expect(leaving.filter(({ event }) => event === "FlightCancelled")).toHaveLength(30);

  const all = [...day, ...turns];
  const times = leavingTimes(all, expectedFlights(all), RETENTION_MINUTES);
  const left = [...times].flatMap(([key, at]) => (at <= end + LONGEST_LEAVING_MS ? [key] : []));
  expect(left.sort()).toEqual(leaving.map(flightKey).sort());
  expect([...times.values()].filter((at) => at <= end).length, "within the run").toBeGreaterThan(100);
  const order = boardOrder(turnover.all()).filter((key) => !left.includes(key));
  expect(order, "what stays is in the order of a board").toEqual(boardOrder(turnover.staying()));
});
