import { cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { cellsOf, createDisplay, flightAt, rescheduled, show, shownFlights, stubWall } from "./board-for-tests";

beforeEach(() => {
  stubWall({ width: 390, height: 844 });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test("a phone gets cards, with all of a flight's numbers at once", () => {
  const flight = rescheduled(flightAt(123, 0), { codeshares: ["AA4321", "BA0017"], via: ["LIM"] });
  show(createDisplay({ name: "departures" }, { layout: "list" }, [flight]));
  expect(screen.getByTestId("departures").dataset["layout"]).toBe("list");
  expect(cellsOf(screen.getByTestId("flight-row"))).toEqual({
    time: "08:00",
    place: "Bostonvia Lima",
    status: "On time",
    estimated: "",
    flight: "JK 123also sold as AA 4321, BA 17",
    terminal: "B",
    gate: "B7",
  });
  const headings = screen.getAllByRole("columnheader").map((each) => each.textContent);
  expect(headings, "in the order of the cells").toEqual([
    "Time",
    "Destination",
    "Status",
    "Estimated",
    "Flight",
    "Terminal",
    "Gate",
  ]);
});

test("by itself where the window is narrow", () => {
  vi.stubGlobal("matchMedia", (query: string) => ({
    matches: query === "(max-width: 699px)",
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  show(createDisplay({ name: "arrivals" }, {}, [flightAt(1, 0, { direction: "ARRIVAL" })]));
  expect(screen.getByTestId("arrivals").dataset["layout"]).toBe("list");
});

// More rows than jsdom renders quickly on a busy machine.
test("a list grows on demand until nothing is left", { timeout: 30_000 }, () => {
  const flights = Array.from({ length: 65 }, (_, index) => flightAt(100 + index, index));
  show(createDisplay({ name: "departures" }, { layout: "list" }, flights));
  expect(shownFlights()).toHaveLength(60);
  fireEvent.click(screen.getByText("Show later flights"));
  expect(shownFlights()).toHaveLength(65);
  expect(screen.queryByText("Show later flights")).toBeNull();
});

test("on a list, what leaves goes at once", () => {
  const display = createDisplay({ name: "departures" }, { layout: "list", terminal: "B" }, [
    flightAt(1, 0),
    flightAt(2, 1),
  ]);
  show(display);
  display.merge({ ...flightAt(1, 0), terminal: { stamp: "2024-01-25T12:00:00.000Z#t", terminal: "A" } });
  expect(shownFlights()).toEqual(["JK#2#DEPARTURE"]);
});

test("languages take turns in a list, too", async () => {
  const display = createDisplay({ name: "departures" }, { layout: "list", languages: ["en", "es"] }, [flightAt(1, 0)]);
  show(display);
  const seen = new Set<string>();
  for (let second = 0; second < 15; second += 1) {
    seen.add(screen.getByRole("heading", { level: 1 }).textContent);
    await display.wait(1_000);
  }
  expect([...seen].sort()).toEqual(["Departures", "Salidas"]);
});
