import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { configurationQuery } from "../api/configuration";
import { codesOnly } from "../flights/place-names";
import { serviceClock } from "../display/service-clock";
import { createManualClock } from "../flights/manual-clock";
import { createDisplay, flightAt, noon, stubWall } from "../screens/boards/board-for-tests";
import { FOLLOWED_STORAGE_KEY } from "../state/followed-flights";
import { createBoardRuntime, type BoardRuntime } from "./board-runtime";
import { PhonePage } from "./PhonePage";

vi.mock("../ui/fonts/use-language-fonts");
vi.mock("./board-runtime");
vi.mock("./use-place-names", () => ({ usePlaceNames: () => codesOnly }));

const day = 86_400_000;
const flight = flightAt(1, 60);

beforeEach(() => {
  stubWall();
  window.history.replaceState(null, "", "/flights");
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  localStorage.clear();
});

/** The page on a phone whose clock is ahead by so many days, as it is before anything has come from the service. */
function showPage(daysAhead = 0) {
  const { board } = createDisplay({ name: "departures" });
  const { store } = board;
  const deviceClock = createManualClock(noon + daysAhead * day);
  const service = serviceClock(deviceClock);
  const followed: (readonly string[] | "runs")[] = [];
  const runtime: BoardRuntime = {
    store,
    clock: service,
    serviceClock: service,
    painted: () => undefined,
    followZones: (zones) => followed.push(zones),
    run: () => {
      followed.push("runs");
      return () => undefined;
    },
  };
  vi.mocked(createBoardRuntime).mockReturnValue(runtime);
  const queries = new QueryClient();
  const configuration = { endpoint: "https://example.org/", apiKey: "k", region: "us-east-1", airport: board.airport };
  queries.setQueryData(configurationQuery.queryKey, configuration);
  render(
    <QueryClientProvider client={queries}>
      <PhonePage />
    </QueryClientProvider>,
  );
  return {
    followed,
    /** What the service says at the first connection: the time, and the flights. */
    connect: () => {
      act(() => {
        service.answered(deviceClock.now(), deviceClock.now(), noon);
        store.merge([flight], deviceClock.now());
        store.setConnection("live");
        store.loaded(noon);
      });
    },
  };
}

const keptFlights = () => JSON.parse(localStorage.getItem(FOLLOWED_STORAGE_KEY) ?? "[]") as unknown;

test("a phone that refuses storage shows its flights all the same", () => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  showPage().connect();
  expect(screen.getAllByTestId("flight-card")).toHaveLength(1);
});

test("a phone whose clock is ahead by days follows today's flights on, and forgets those of the service's days gone by", () => {
  const today = "2024-01-25#JK#1#DEPARTURE";
  const before = "2024-01-23#JK#1#DEPARTURE";
  localStorage.setItem(FOLLOWED_STORAGE_KEY, JSON.stringify([today, before]));
  const { connect } = showPage(2);
  expect(keptFlights(), "nobody knows what day it is").toEqual([today, before]);
  connect();
  expect(keptFlights()).toEqual([today]);
  expect(screen.getByTestId("followed").querySelectorAll("[data-testid=flight-card]")).toHaveLength(1);
});

test("it shows the takeovers of the terminal and the gate that it is about, and goes with its address", () => {
  window.history.replaceState(null, "", "/flights?terminal=B&gate=B44&q=jk");
  const { followed } = showPage();
  expect(followed).toEqual([["all", "terminal/B", "gate/B44"], "runs"]);
  fireEvent.change(screen.getByTestId("search"), { target: { value: "jk1" } });
  fireEvent.change(screen.getByTestId("terminal"), { target: { value: "A" } });
  fireEvent.click(screen.getByRole("button", { name: /B44/ }));
  expect(followed.slice(2)).toEqual([
    ["all", "terminal/A", "gate/B44"],
    ["all", "terminal/A"],
  ]);
});
