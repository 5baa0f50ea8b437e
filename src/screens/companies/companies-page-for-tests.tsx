import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, configure, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { createFakeCompanies, manyCompanies, type FakeCompanies } from "../../api/companies-api-fake";
import { createCompaniesQueryClient } from "../../api/companies-queries";
import { columnNames, type ColumnInfo, type CompanyRow } from "../../companies/columns";
import { columnInfo, everyColumn } from "../../companies/company-samples";
import { createManualClock, type ManualClock } from "../../flights/manual-clock";
import { CompaniesContext } from "../../state/companies-context";
import { createCompaniesEvents } from "../../state/companies-events";
import { createExportList, exportStorageKey } from "../../state/export-list";
import type { SecondFactor } from "../../state/session-store";
import { afterPaint } from "../../ui/after-paint";
import { stubLayout } from "../../ui/jsdom-layout";
import { CompaniesScreen } from "./CompaniesScreen";
// Loaded here, not in the first test that shows it: the chart library is large.
import "./FacetChart";

// Whether something is visible is the browser's to say; asking jsdom for each element of a table takes seconds.
configure({ defaultHidden: true });
// Nothing is painted here: a frame is over as soon as there is time.
vi.stubGlobal("requestAnimationFrame", (draw: FrameRequestCallback) => setTimeout(draw, 0));
vi.stubGlobal("cancelAnimationFrame", (frame: ReturnType<typeof setTimeout>) => {
  clearTimeout(frame);
});
// A table in jsdom is slow where machines are busy.
vi.setConfig({ testTimeout: 30_000 });

/** Gives every test of a file a desk's window of its own, with nothing left in it of the test before. */
export function isolatePages(): void {
  beforeEach(() => {
    sessionStorage.clear();
    stubLayout((query) => query.includes("min-width"));
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
}

/** What an analyst sees: the personal columns are withheld. */
export const analystColumns: readonly ColumnInfo[] = columnNames.map((name) =>
  columnInfo(
    name,
    ["first_name", "last_name", "address"].includes(name) ? "Personal data, not granted to businessAnalyst" : null,
  ),
);

/** The page on the screen, with a backend in memory. */
export interface ShownPage {
  readonly api: FakeCompanies;
  readonly clock: ManualClock;
  readonly saved: string[];
  readonly signedOut: string[];
}

interface PageOptions {
  readonly rows?: readonly CompanyRow[];
  readonly columns?: readonly ColumnInfo[];
  readonly search?: string;
  readonly secondFactor?: SecondFactor;
  readonly prepare?: (api: FakeCompanies) => void;
}

/** Shows the page under an address; resolves when what can be there without more time is there. */
export async function showPage(options: PageOptions = {}): Promise<ShownPage> {
  window.history.replaceState(null, "", `/companies${options.search ?? ""}`);
  const api = createFakeCompanies(options.rows ?? manyCompanies(250), options.columns ?? everyColumn);
  options.prepare?.(api);
  const clock = createManualClock(Date.parse("2026-11-23T10:00:00Z"));
  const events = createCompaniesEvents(api, clock, document);
  const saved: string[] = [];
  const signedOut: string[] = [];
  let keys = 0;
  const exports = createExportList({
    api,
    events,
    clock,
    newId: () => {
      keys += 1;
      return `key-${String(keys)}`;
    },
    storage: sessionStorage,
    storageKey: exportStorageKey("ada"),
    save: ({ url }) => saved.push(url),
    report: () => undefined,
  });
  events.start();
  exports.run();
  const unused = () => Promise.reject(new Error("not part of this test"));
  render(
    <QueryClientProvider client={createCompaniesQueryClient()}>
      <CompaniesContext
        value={{
          user: { sub: "ada", name: "ada@airport.example", groups: ["developer"] },
          api,
          events,
          exports,
          secondFactor: options.secondFactor ?? { isOn: unused, begin: unused, confirm: unused, remove: unused },
          signOut: (where) => signedOut.push(where),
          clock,
          airport: "Newark Liberty",
        }}
      >
        <CompaniesScreen />
      </CompaniesContext>
    </QueryClientProvider>,
  );
  await settle(clock);
  return { api, clock, saved, signedOut };
}

/** Tells the page that there may be other rows, as the backend does, and lets it ask. */
export async function tellOfNews(api: FakeCompanies, clock: ManualClock): Promise<void> {
  for (const listener of api.listeners) listener.updated();
  await settle(clock);
}

/** Lets answers come and be painted, and `ms` pass. */
export async function settle(clock: ManualClock, ms = 0): Promise<void> {
  // TanStack Query tells its observers in a timeout of 0 ms.
  for (let turn = 0; turn < 4; turn += 1) {
    await act(async () => {
      await clock.advance(turn === 0 ? ms : 0);
      await new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
      await new Promise<void>((resolve) => {
        afterPaint(resolve);
      });
    });
  }
}

/** Which rows of how many the page says that it shows. */
export const range = () => screen.getByTestId("range").textContent;
export const grid = () => screen.getByTestId("companies-table");
export const headers = () => [...grid().querySelectorAll<HTMLElement>("[role=columnheader]")];
export const headerNames = () => headers().map(({ dataset }) => dataset["column"]);
/** The head of a column by what people read there. */
export const header = (label: string) => {
  const found = headers().find(({ textContent }) => textContent.startsWith(label));
  if (found === undefined) throw new Error(`no column ${label}`);
  return found;
};
export const shownCompanies = () =>
  [...grid().querySelectorAll<HTMLElement>("[data-company]")].map(({ dataset }) => dataset["company"]);
export const cell = (row: number, column: number) =>
  grid().querySelector<HTMLElement>(`[data-cell="${String(row)}:${String(column)}"]`);
/** The button of that name; `getByRole` computes the name of every button of the page. */
export const button = (name: string, within: ParentNode = document): HTMLButtonElement => {
  const found = [...within.querySelectorAll("button")].filter((each) => {
    const shown = [...each.childNodes]
      .filter((node) => !(node instanceof Element && node.getAttribute("aria-hidden") === "true"))
      .map(({ textContent }) => textContent)
      .join("");
    return (each.getAttribute("aria-label") ?? shown).trim() === name;
  });
  const [first] = found;
  if (first === undefined || found.length > 1)
    throw new Error(`expected one button ${name}, got ${String(found.length)}`);
  return first;
};
/** Gives a cell the focus, as Tab or the mouse would. */
export const focusOn = (element: Element | null) => {
  if (!(element instanceof HTMLElement || element instanceof SVGElement))
    throw new Error("there is nothing to focus on");
  act(() => {
    element.focus();
  });
};
export const address = () => decodeURIComponent(window.location.search);
export const press = (key: string, init: object = {}) => {
  const target = document.activeElement ?? document.body;
  fireEvent.keyDown(target, { key, ...init });
};
export const asked = (api: FakeCompanies, what: string) =>
  api.asked.filter((each) => each.what === what).map(({ detail }) => detail);
