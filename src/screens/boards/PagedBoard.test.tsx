import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Flight, FlightStatus } from "../../flights/flight";
import { placeNames } from "../../flights/place-names";
import { cellsOf, createDisplay, flightAt, rescheduled, show, shownFlights, stubWall } from "./board-for-tests";

beforeEach(() => {
  stubWall();
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const state = (status: FlightStatus): Flight["state"] => ({
  stamp: "2024-01-25T12:00:00.000Z#s",
  status,
  since: "2024-01-25T11:55:00Z",
  message: null,
  reason: null,
  airport: null,
});
const late = (minutes: number): Flight["times"] => ({
  stamp: "2024-01-25T12:00:00.000Z#t",
  estimatedTime: null,
  delayMinutes: minutes,
  delayCode: null,
});
const headings = () => screen.getAllByRole("columnheader").map((header) => header.textContent);
const row = () => screen.getByTestId("flight-row");

test("a row of departures says when, where to, which flight, from where and how it stands", () => {
  show(createDisplay({ name: "departures" }, {}, [flightAt(123, 0)]));
  expect(headings()).toEqual(["Time", "Estimated", "Destination", "Flight", "Airline", "Terminal", "Gate", "Status"]);
  expect(cellsOf(row())).toEqual({
    time: "08:00",
    estimated: "",
    place: "Boston",
    flight: "JK 123",
    airline: "Spanair",
    terminal: "B",
    gate: "B7",
    status: "On time",
  });
  expect(row().dataset["flight"]).toBe("JK#123#DEPARTURE");
});

test("a name of two lines takes its stops along, since a row has no room for three", () => {
  stubWall({ width: 1080, height: 1780 });
  const cities = { BOS: "Petropavlovsk-Kamchatsky", LIM: "Lima", LHR: "Dallas" };
  const flights = [flightAt(1, 0), rescheduled(flightAt(2, 1), { airport: "LHR" })].map((flight) =>
    rescheduled(flight, { via: ["LIM"] }),
  );
  const display = createDisplay({ name: "departures" }, { languages: ["zh"] }, flights);
  show({ ...display, board: { ...display.board, names: placeNames({ cities, airlines: {} }) } });
  const [long, short] = screen.getAllByTestId("flight-row").map((each) => {
    const place = each.querySelector(".cell-place");
    return { text: place?.querySelector(".fit")?.textContent, below: place?.querySelector("small")?.textContent };
  });
  expect(long).toEqual({ text: "Petropavlovsk-Kamchatsky 经停 Lima", below: undefined });
  expect(short).toEqual({ text: "Dallas", below: "经停 Lima" });
});

test.each<{ readonly fields: Partial<Flight>; readonly expected: string; readonly source: string }>([
  { fields: {}, expected: "On time", source: "nothing reported" },
  { fields: { state: state("DELAYED"), times: late(-10) }, expected: "Expected", source: "comes early" },
  { fields: { state: state("LANDED") }, expected: "Landed", source: "issue 4" },
  { fields: { state: state("ARRIVED") }, expected: "At gate", source: "issue 4" },
  {
    fields: { state: state("ARRIVED"), belt: { stamp: "2024-01-25T11:58:00.000Z#b", belt: "4" } },
    expected: "Baggage on belt 4",
    source: "issue 4",
  },
])("a row of arrivals: $expected ($source)", ({ fields, expected }) => {
  const arrival = rescheduled(flightAt(123, -65, { direction: "ARRIVAL", ...fields }), { via: ["LIM"] });
  show(createDisplay({ name: "arrivals" }, {}, [arrival]));
  expect(headings()).toContain("From");
  expect(headings()).toContain("Belt");
  expect(cellsOf(row())).toMatchObject({ place: "Bostonvia Lima", status: expected, belt: fields.belt?.belt ?? "" });
});

test("the board of one terminal needs no column for it", () => {
  show(createDisplay({ name: "departures" }, { terminal: "B" }, [flightAt(123, 0)]));
  expect(headings()).not.toContain("Terminal");
});

test("an update changes the cells that it touches, marks them, and keeps the row's element", () => {
  const display = createDisplay({ name: "departures" }, {}, [flightAt(123, 0)]);
  show(display);
  const before = row();
  display.merge({ ...flightAt(123, 0), times: late(15) });
  expect(cellsOf(row())).toMatchObject({ estimated: "08:15", gate: "B7", status: "Delayed" });
  expect([...before.querySelectorAll(".changed")].map((element) => element.textContent)).toEqual(["08:15", "Delayed"]);
  display.merge(flightAt(9, 0));
  expect(screen.getAllByTestId("flight-row")).toContain(before);
});

test.each([
  { minutes: 17 * 60, time: "01:00+1 tomorrow", source: "the next morning in New York" },
  { minutes: -8 * 60, time: "00:00", source: "this morning, long delayed" },
])("$time ($source)", ({ minutes, time }) => {
  show(
    createDisplay({ name: "departures" }, {}, [
      flightAt(1, minutes, { times: late(12 * 60), state: state("BOARDING") }),
    ]),
  );
  expect(cellsOf(row())["time"]).toBe(time);
});

test("pages turn, and each flight comes once in a cycle", async () => {
  const flights = Array.from({ length: 20 }, (_, index) => flightAt(100 + index, index));
  const display = createDisplay({ name: "departures" }, { rows: 8 }, flights);
  show(display);
  const page = screen.getByTestId("page");
  expect(page.dataset).toMatchObject({ pages: "3" });
  const seen = new Set<string>();
  for (let second = 0; second < 30; second += 1) {
    for (const flight of shownFlights()) seen.add(flight);
    expect(shownFlights().length).toBeLessThanOrEqual(8);
    await display.wait(1_000);
  }
  expect(seen.size).toBe(20);
  expect(screen.queryByTestId("beyond")).toBeNull();
});

test("flights that no page shows are counted", () => {
  const flights = Array.from({ length: 300 }, (_, index) => flightAt(100 + index, index));
  show(createDisplay({ name: "departures" }, { rows: 8 }, flights));
  const pages = Number(screen.getByTestId("page").dataset["pages"]);
  expect(screen.getByTestId("beyond").textContent).toBe(`+${String(300 - pages * 8)} more flights`);
});

test("on a board of several pages, the place of a flight that left is empty until they begin anew", async () => {
  const flights = Array.from({ length: 20 }, (_, index) => flightAt(100 + index, index));
  const display = createDisplay({ name: "departures" }, { rows: 10, terminal: "B" }, flights);
  show(display);
  await display.wait(500);
  const [first = "", second = ""] = shownFlights();
  const num = Number(first.split("#")[1]);
  const left = flights.find((flight) => flight.num === num);
  if (left === undefined) throw new Error("expected a flight");
  display.merge({ ...left, terminal: { stamp: "2024-01-25T12:00:00.000Z#x", terminal: "A" } });
  expect(shownFlights()).not.toContain(first);
  expect(shownFlights()[0]).toBe(second);
  const rows = document.querySelectorAll(".flight-row");
  expect(rows).toHaveLength(10);
  expect(rows[0]?.textContent).toBe("");
});

test("partners' numbers take turns in the flight's cell, the operating carrier's first; all are read aloud", async () => {
  const sold = rescheduled(flightAt(123, 0), { codeshares: ["AA4321", "BA0017"] });
  const display = createDisplay({ name: "departures" }, {}, [sold]);
  show(display);
  const number = () => row().querySelector("[data-number]")?.getAttribute("data-number");
  const seen: (string | null | undefined)[] = [];
  for (let step = 0; step < 90; step += 1) {
    if (seen.at(-1) !== number()) seen.push(number());
    await display.wait(250);
  }
  const from = seen.indexOf("JK 123");
  expect(seen.slice(from, from + 3)).toEqual(["JK 123", "AA 4321", "BA 17"]);
  expect(row().querySelector('[data-cell="flight"]')?.textContent).toContain("JK 123, also sold as AA 4321, BA 17");
});

test("numbers for which there is no time are counted in the cell", () => {
  const codeshares = Array.from({ length: 30 }, (_, index) => `AA${String(4000 + index)}`);
  show(createDisplay({ name: "departures" }, {}, [rescheduled(flightAt(123, 0), { codeshares })]));
  const beyond = row().querySelector("[data-numbers-beyond]");
  const count = Number(beyond?.getAttribute("data-numbers-beyond"));
  expect(count).toBeGreaterThan(0);
  expect(beyond?.textContent).toBe(`+${String(count)}`);
});

test("whole pages of text change their language, and Arabic its direction", async () => {
  const display = createDisplay({ name: "departures" }, { languages: ["en", "ar"] }, [flightAt(123, 0)]);
  show(display);
  const board = screen.getByTestId("departures");
  const seen = new Map<string, string>();
  for (let second = 0; second < 16; second += 1) {
    const texts = [screen.getByRole("heading", { level: 1 }).textContent, ...headings(), cellsOf(row())["status"]];
    seen.set(`${board.lang} ${board.dir} ${document.documentElement.lang}`, texts.join("|"));
    await display.wait(1_000);
  }
  expect([...seen.keys()].sort()).toEqual(["ar rtl ar", "en ltr en"]);
  expect(seen.get("en ltr en")).toBe(
    "Departures|Time|Estimated|Destination|Flight|Airline|Terminal|Gate|Status|On time",
  );
  expect(seen.get("ar rtl ar")).toBe(
    "المغادرة|الموعد|المتوقع|الوجهة|الرحلة|شركة الطيران|المبنى|البوابة|الحالة|في الموعد",
  );
});

test("the classic look shows letters on flaps and has the whole text for those who hear it", () => {
  show(createDisplay({ name: "departures" }, { theme: "classic" }, [flightAt(123, 0)]));
  const place = row().querySelector('[data-cell="place"]');
  expect(place?.querySelector(".sr-only")?.textContent).toBe("Boston");
  const letters = [...(place?.querySelectorAll(".flap") ?? [])].map((flap) => flap.textContent);
  expect(letters.join("").replaceAll("\u00a0", "")).toBe("BOSTON");
  expect(document.documentElement.dataset["theme"]).toBe("classic");
});

test("its next turn is that of the page, not that of languages and numbers: a reload waits for the page", async () => {
  const flights = Array.from({ length: 20 }, (_, index) => flightAt(100 + index, index));
  const display = createDisplay({ name: "departures" }, { rows: 8, languages: ["en", "de"] }, flights);
  show(display);
  await vi.waitFor(() => {
    expect(display.painted).toHaveLength(1);
  });
  const pageNow = () => screen.getByTestId("page").dataset["page"];
  const before = pageNow();
  const turnsAt = display.painted[0]?.nextTurn?.() ?? Number.NaN;
  await act(() => display.clock.advance(turnsAt - display.clock.now() - 1));
  expect(pageNow(), "other languages since, the same page").toBe(before);
  await act(() => display.clock.advance(1));
  expect(pageNow()).not.toBe(before);
});

test("what shows is reported once it is painted: rows of all pages, and how many are beyond", async () => {
  const flights = Array.from({ length: 300 }, (_, index) => flightAt(100 + index, index));
  const display = createDisplay({ name: "departures" }, { rows: 8 }, flights);
  show(display);
  await vi.waitFor(() => {
    expect(display.painted).toHaveLength(1);
  });
  const pages = Number(screen.getByTestId("page").dataset["pages"]);
  const [first] = display.painted;
  expect([first?.rows.length, first?.beyond, first?.takeoverId]).toEqual([8 * pages, 300 - 8 * pages, undefined]);
  const shown = flightAt(100 + 8 * pages - 1, 8 * pages - 1);
  display.merge({ ...shown, gate: { stamp: "2024-01-25T12:00:00.000Z#g", gate: "C9" } });
  await vi.waitFor(() => {
    expect(display.painted.at(-1)?.rows.at(-1)?.gate).toBe("C9");
  });
  const count = display.painted.length;
  // One that no page shows is not on the screen.
  display.merge({ ...flightAt(399, 299), gate: { stamp: "2024-01-25T12:00:00.000Z#g", gate: "C9" } });
  await act(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  expect(display.painted).toHaveLength(count);
});
