import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { configurationQuery } from "../api/configuration";
import { codesOnly } from "../flights/place-names";
import { createDisplay } from "../screens/boards/board-for-tests";
import { createBoardRuntime } from "./board-runtime";
import { PrintPage } from "./PrintPage";

vi.mock("../ui/fonts/use-language-fonts");
vi.mock("./board-runtime");
vi.mock("./page-renewal");
vi.mock("./use-place-names", () => ({ usePlaceNames: () => codesOnly }));

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

test.each([
  { search: "", expected: "Departures", source: "what a sheet has when nothing is said" },
  { search: "?direction=departures", expected: "Departures", source: "the same, said" },
  { search: "?direction=arrivals&terminal=B", expected: "Arrivals", source: "the other one" },
  { search: "?direction=arrival", expected: "“direction”Expected: one of departures, arrivals", source: "misspelt" },
  { search: "?direction=", expected: "“direction”Expected: one of departures, arrivals", source: "neither" },
  { search: "?direction=arrivals&terminal=Z", expected: "“terminal”Expected: one of A, B", source: "as of a board" },
])("/print$search says $expected ($source)", ({ search, expected }) => {
  window.history.replaceState(null, "", `/print${search}`);
  const { board } = createDisplay({ name: "departures" });
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
  const said = screen.queryByTestId("bad-address") ?? screen.getByRole("heading");
  expect(said.textContent).toContain(expected);
});
