import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { configurationQuery } from "../api/configuration";
import { codesOnly } from "../flights/place-names";
import type { ManualClock } from "../flights/manual-clock";
import { createDisplay, flightAt, type TestDisplay } from "../screens/boards/board-for-tests";
import { createBoardRuntime } from "./board-runtime";
import { PrintPage } from "./PrintPage";
import { systemClock } from "./system-clock";

vi.mock("../ui/fonts/use-language-fonts");
vi.mock("./board-runtime");
vi.mock("./page-renewal");
vi.mock("./system-clock", async () => {
  const { createManualClock } = await import("../flights/manual-clock");
  return { systemClock: createManualClock(0) };
});
vi.mock("./use-place-names", () => ({ usePlaceNames: () => codesOnly }));

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** The page at this address, with a flight on its board. */
function showPage(search: string): TestDisplay {
  window.history.replaceState(null, "", `/print${search}`);
  const display = createDisplay({ name: "departures" }, {}, [flightAt(1, 60)]);
  const { board } = display;
  vi.mocked(createBoardRuntime).mockReturnValue({
    store: board.store,
    clock: board.clock,
    serviceClock: board.clock,
    painted: () => undefined,
    followZones: () => undefined,
    run: () => () => undefined,
  });
  const queries = new QueryClient();
  const configuration = { endpoint: "https://example.org/", apiKey: "k", region: "us-east-1", airport: board.airport };
  queries.setQueryData(configurationQuery.queryKey, configuration);
  render(
    <QueryClientProvider client={queries}>
      <PrintPage />
    </QueryClientProvider>,
  );
  return display;
}

test.each([
  { search: "", expected: "Departures", source: "what a sheet has when nothing is said" },
  { search: "?direction=departures", expected: "Departures", source: "the same, said" },
  { search: "?direction=arrivals&terminal=B", expected: "Arrivals", source: "the other one" },
  { search: "?direction=arrival", expected: "“direction”Expected: one of departures, arrivals", source: "misspelt" },
  { search: "?direction=", expected: "“direction”Expected: one of departures, arrivals", source: "neither" },
  { search: "?direction=arrivals&terminal=Z", expected: "“terminal”Expected: one of A, B", source: "as of a board" },
])("/print$search says $expected ($source)", ({ search, expected }) => {
  showPage(search);
  const said = screen.queryByTestId("bad-address") ?? screen.getByRole("heading");
  expect(said.textContent).toContain(expected);
});

test("a sheet takes what is new every two seconds", async () => {
  const display = showPage("");
  display.merge(flightAt(1, 60, { gate: { stamp: "t", gate: "B9" } }));
  const gate = () => screen.getAllByRole("cell").find(({ dataset }) => dataset["cell"] === "gate")?.textContent;
  expect(gate()).toBe("B7");
  await act(() => (systemClock as ManualClock).advance(2_000));
  expect(gate()).toBe("B9");
});
