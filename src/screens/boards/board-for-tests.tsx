import { act, render, screen, within } from "@testing-library/react";
import { vi } from "vitest";
import type { DisplayKind } from "../../display/display-kind";
import { directionOf } from "../../display/display-kind";
import { defaultOptions, type DisplayOptions } from "../../display/display-options";
import type { Takeover } from "../../display/takeover";
import { selectionOf } from "../../flights/board-selection";
import { boardWindow } from "../../flights/board-window";
import type { Flight } from "../../flights/flight";
import { scheduledFlight } from "../../flights/flight-samples";
import { createManualClock, type ManualClock } from "../../flights/manual-clock";
import { placeNames } from "../../flights/place-names";
import { BoardContext, type Board, type Painted } from "../../state/board-context";
import { createBoardStore } from "../../state/board-store";
import { BoardScreen } from "./BoardScreen";

/** Noon in UTC, 7 in the morning in New York. */
export const noon = Date.parse("2024-01-25T12:00:00Z");

/** What jsdom lacks of a browser: a layout, in which everything is as large as `size`, and media queries, none of which holds. */
export function stubWall(
  size: { readonly width: number; readonly height: number } = { width: 1920, height: 860 },
): void {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal("matchMedia", () => ({
    matches: false,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  document.documentElement.style.fontSize = "16px";
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(size.width);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(size.height);
}

/** A display, what its flights come by, and what it reported as painted. */
export interface TestDisplay {
  readonly board: Board;
  readonly clock: ManualClock;
  readonly painted: Painted[];
  merge(...flights: readonly Flight[]): void;
  /** Lets time pass, with all that it brings about. */
  wait(ms: number): Promise<void>;
}

/** A display of this kind that follows its backend; with flights, unless none are given. */
export function createDisplay(
  kind: DisplayKind,
  options: Partial<DisplayOptions> = {},
  flights: readonly Flight[] = [],
): TestDisplay {
  const clock = createManualClock(noon);
  const all: DisplayOptions = { ...defaultOptions, ...options };
  const store = createBoardStore(
    selectionOf(boardWindow(noon, all.retention), {
      direction: directionOf(kind),
      terminal: all.terminal,
      gate: kind.name === "gate" ? kind.gate : undefined,
      belt: kind.name === "belt" ? kind.belt : undefined,
    }),
  );
  const painted: Painted[] = [];
  store.merge(flights, noon);
  if (flights.length > 0) store.setState({ connection: "live", source: "fetched", feedAliveAt: noon, loadedAt: noon });
  const board: Board = {
    store,
    airport: {
      iata: "EWR",
      name: "Newark Liberty",
      city: "Newark",
      timeZone: "America/New_York",
      terminals: [
        { code: "A", name: "Terminal A" },
        { code: "B", name: "Terminal B" },
      ],
    },
    kind,
    options: all,
    clock,
    serviceClock: clock,
    deviceClock: clock,
    names: placeNames({ cities: { BOS: "Boston", LIM: "Lima", LHR: "London Heathrow" }, airlines: { JK: "Spanair" } }),
    painted: (report) => painted.push(report),
  };
  return {
    board,
    clock,
    painted,
    merge(...changed) {
      act(() => {
        store.merge(changed, clock.now());
      });
    },
    async wait(ms) {
      await act(() => clock.advance(ms));
    },
  };
}

/** Puts the display on the screen. */
export function show({ board }: TestDisplay): void {
  render(
    <BoardContext value={board}>
      <BoardScreen />
    </BoardContext>,
  );
}

/** A flight scheduled at 08:00 plus `minutes`, New York time. */
export function flightAt(num: number, minutes: number, fields: Partial<Flight> = {}): Flight {
  const flight = scheduledFlight({ num, ...fields });
  const scheduledTime = new Date(noon + 3_600_000 + minutes * 60_000).toISOString();
  return flight.schedule === null ? flight : { ...flight, schedule: { ...flight.schedule, scheduledTime } };
}

/** The flight with other parts of its schedule. */
export function rescheduled(flight: Flight, schedule: Partial<NonNullable<Flight["schedule"]>>): Flight {
  return flight.schedule === null ? flight : { ...flight, schedule: { ...flight.schedule, ...schedule } };
}

/** A message to all displays until one in the afternoon (UTC), in these languages. */
export function takeoverIn(languages: readonly string[], fields: Partial<Takeover> = {}): Takeover {
  return {
    id: "takeover-1",
    zone: "all",
    level: "EMERGENCY",
    texts: languages.map((language) => ({ language, title: `Title ${language}`, detail: `Detail ${language}` })),
    state: "CONFIRMED",
    confirmedAt: "2024-01-25T12:00:00Z",
    expiresAt: "2024-01-25T13:00:00Z",
    endedAt: null,
    ...fields,
  };
}

/** The texts of a row's cells, by the column's name. */
export function cellsOf(row: HTMLElement): Readonly<Record<string, string>> {
  const cells = within(row).getAllByRole("cell");
  return Object.fromEntries(cells.map((cell) => [cell.dataset["cell"] ?? "", cell.textContent]));
}

/** Which flights are on the screen, in order. */
export function shownFlights(): readonly string[] {
  return screen.queryAllByTestId("flight-row").map((row) => row.dataset["flight"] ?? "");
}
