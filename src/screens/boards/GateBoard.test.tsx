import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Flight, FlightStatus } from "../../flights/flight";
import { createDisplay, flightAt, rescheduled, show, stubWall } from "./board-for-tests";

beforeEach(() => {
  stubWall();
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const state = (status: FlightStatus): Flight["state"] => ({
  stamp: `2024-01-25T12:00:00.000Z#${status}`,
  status,
  since: "2024-01-25T11:55:00Z",
  message: null,
  reason: null,
  airport: null,
});
const texts = (testId: string) =>
  Object.fromEntries(
    [...screen.getByTestId(testId).querySelectorAll<HTMLElement>("[data-cell]")].map((cell): [string, string] => [
      cell.dataset["cell"] ?? "",
      cell.textContent,
    ]),
  );

test("one flight large, with destination, stops, times, numbers and boarding state; the next one after it", () => {
  const flight = rescheduled(flightAt(123, 0, { state: state("BOARDING") }), { via: ["LIM"], codeshares: ["AA4321"] });
  const delayed: Flight["times"] = { stamp: "t", estimatedTime: null, delayMinutes: 20, delayCode: null };
  show(createDisplay({ name: "gate", gate: "B7" }, {}, [{ ...flight, times: delayed }, flightAt(9, 120)]));
  expect(texts("gate-flight")).toEqual({
    place: "Boston",
    flight: "JK 123Spanairalso sold as AA 4321AA 4321",
    time: "Scheduled08:00",
    estimated: "Expected08:20",
    status: "Boarding",
  });
  expect(screen.getByText("via Lima")).toBeTruthy();
  expect(screen.getByText("Boarding from 06:55")).toBeTruthy();
  expect(screen.getByTestId("gate-flight").dataset).toMatchObject({ flight: "JK#123#DEPARTURE", status: "boarding" });
  expect(texts("gate-next")).toEqual({ time: "10:00", place: "Boston", status: "On time", flight: "JK 9" });
});

test("further flights are counted, and flights of other gates are not", () => {
  const flights = [flightAt(1, 0), flightAt(2, 60), flightAt(3, 120), flightAt(4, 180)];
  const elsewhere = rescheduled(flightAt(5, 30), { gate: "B8" });
  show(createDisplay({ name: "gate", gate: "B7" }, {}, [...flights, elsewhere]));
  expect(screen.getByTestId("beyond").textContent).toBe("+2 more flights");
});

test("the flight that boards now comes first, and one that has gone gives way", () => {
  const first = flightAt(1, 0);
  const display = createDisplay({ name: "gate", gate: "B7" }, {}, [first, flightAt(2, 10)]);
  show(display);
  const large = () => screen.getByTestId("gate-flight").dataset["flight"];
  expect(large()).toBe("JK#1#DEPARTURE");
  display.merge({ ...flightAt(2, 10), state: state("BOARDING") });
  expect(large()).toBe("JK#2#DEPARTURE");
  display.merge({
    ...flightAt(2, 10),
    state: { ...state("OFF_BLOCK"), stamp: "2024-01-25T12:01:00.000Z#x" },
  } as Flight);
  expect(large()).toBe("JK#1#DEPARTURE");
  expect(screen.queryByTestId("gate-next")).toBeNull();
});

test("a flight that is moved to another gate leaves this one", () => {
  const display = createDisplay({ name: "gate", gate: "B7" }, {}, [flightAt(1, 0)]);
  show(display);
  display.merge({ ...flightAt(1, 0), gate: { stamp: "2024-01-25T12:00:00.000Z#g", gate: "C1" } });
  expect(screen.queryByTestId("gate-flight")).toBeNull();
  expect(screen.getByTestId("no-flights")).toBeTruthy();
});

test("of many partners, three show at once and the others at their turn", async () => {
  const codeshares = ["AA1", "BA2", "IB3", "AY4", "JL5"];
  const display = createDisplay({ name: "gate", gate: "B7" }, {}, [rescheduled(flightAt(1, 0), { codeshares })]);
  show(display);
  const seen = new Set<string | null | undefined>();
  for (let second = 0; second < 15; second += 1) {
    seen.add(screen.getByTestId("gate-flight").querySelector(".gate-partners [aria-hidden]")?.textContent);
    await display.wait(1_000);
  }
  expect([...seen].sort()).toEqual(["AA 1 · BA 2 · IB 3", "AY 4 · JL 5"]);
});

test("the display of a belt has the flights whose baggage is on it, with the time since when", () => {
  const belt = { stamp: "2024-01-25T11:58:00.000Z#b", belt: "4" };
  const arrived = { direction: "ARRIVAL", state: state("ARRIVED") } as const;
  const here = rescheduled(flightAt(1, -65, { ...arrived, belt }), { airport: "LHR" });
  const elsewhere = flightAt(2, -65, { ...arrived, belt: { ...belt, belt: "5" } });
  const display = createDisplay({ name: "belt", belt: "4" }, {}, [here, elsewhere, flightAt(3, -64, arrived)]);
  show(display);
  const list = screen.getByRole("list", { name: "Baggage belt 4" });
  const flights = within(list).getAllByTestId("belt-flight");
  expect(flights.map((flight) => flight.dataset["flight"])).toEqual(["JK#1#ARRIVAL"]);
  expect(flights[0]?.textContent).toBe("London HeathrowJK 1On the belt since 06:58");
  display.merge({ ...flightAt(3, -64, arrived), belt });
  expect(within(list).getAllByTestId("belt-flight")).toHaveLength(2);
  display.merge({ ...here, belt: { stamp: "2024-01-25T11:59:00.000Z#c", belt: "6" } });
  expect(
    within(list)
      .getAllByTestId("belt-flight")
      .map((flight) => flight.dataset["flight"]),
  ).toEqual(["JK#3#ARRIVAL"]);
});

test("without news, the gate and the times of both flights are to be confirmed at a desk", async () => {
  const display = createDisplay({ name: "gate", gate: "B7" }, {}, [flightAt(1, 50), flightAt(9, 55)]);
  show(display);
  expect(screen.queryAllByText("?")).toHaveLength(0);
  await display.wait(31 * 60_000);
  for (const testId of ["gate-flight", "gate-next"]) {
    expect(texts(testId)["time"], testId).toContain("? Confirm at desk");
    expect(screen.getByTestId(testId).textContent.match(/Confirm at desk/g), testId).toHaveLength(2);
  }
});
