import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { configurationQuery, type Configuration } from "../api/configuration";
import type { ManualClock } from "../flights/manual-clock";
import { pageVersion, serverVersion } from "./app-version";
import { BadAddress } from "./BadAddress";
import { CHECK_EVERY_MS, FIRST_CHECK_MS } from "./new-version";
import { systemClock } from "./system-clock";

vi.mock("../ui/fonts/use-language-fonts");
vi.mock("./app-version");
vi.mock("./system-clock", async () => {
  const { createManualClock } = await import("../flights/manual-clock");
  return { systemClock: createManualClock(1_000_000) };
});

const clock = systemClock as ManualClock;

/** A deployment that has forgotten terminal C. */
const mistaken: Configuration = {
  endpoint: "https://example.org/graphql",
  apiKey: "key",
  region: "us-east-1",
  airport: {
    iata: "EWR",
    name: "Newark Liberty",
    city: "Newark",
    timeZone: "America/New_York",
    terminals: [{ code: "A", name: "Terminal A" }],
  },
};

const reload = vi.fn();

beforeEach(() => {
  sessionStorage.clear();
  reload.mockReset();
  vi.stubGlobal("location", { pathname: "/departures", search: "?terminal=C", reload });
  vi.mocked(pageVersion).mockReturnValue("aaa");
  vi.mocked(serverVersion)
    .mockReset()
    .mockResolvedValue({ build: "aaa", configuration: JSON.stringify(mistaken) });
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function showBadAddress(): void {
  const queries = new QueryClient();
  queries.setQueryData(configurationQuery.queryKey, mistaken);
  render(
    <QueryClientProvider client={queries}>
      <BadAddress fault={{ parameter: "terminal", expected: { kind: "placeCode" }, actual: "C" }} />
    </QueryClientProvider>,
  );
}

const pass = (ms: number) => act(() => clock.advance(ms));

test.each([
  { server: { build: "bbb", configuration: JSON.stringify(mistaken) }, source: "the rules were wrong, and are mended" },
  { server: { build: "aaa", configuration: '{"terminals":"A, C"}' }, source: "the configuration was, and is" },
])("a display whose address was found wrong takes the next version: $source", async ({ server }) => {
  showBadAddress();
  await pass(2 * FIRST_CHECK_MS);
  expect([screen.queryByTestId("bad-address") !== null, reload.mock.calls.length]).toEqual([true, 0]);
  vi.mocked(serverVersion).mockResolvedValue(server);
  await pass(3 * CHECK_EVERY_MS);
  expect(reload).toHaveBeenCalledOnce();
});

test("a preview in the chooser does not, and a display that has gone on to its flights leaves nothing behind", async () => {
  showBadAddress();
  cleanup();
  expect(clock.pending).toBe(0);
  vi.spyOn(window, "frameElement", "get").mockReturnValue(document.createElement("iframe"));
  showBadAddress();
  await pass(2 * FIRST_CHECK_MS);
  expect(serverVersion).not.toHaveBeenCalled();
});
