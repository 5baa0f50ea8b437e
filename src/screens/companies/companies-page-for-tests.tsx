import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { createFakeCompanies, manyCompanies, type FakeCompanies } from "../../api/companies-api-fake";
import { createCompaniesQueryClient } from "../../api/companies-queries";
import { columnNames, type ColumnInfo, type CompanyRow } from "../../companies/columns";
import { columnInfo, everyColumn } from "../../companies/company-samples";
import { createManualClock, type ManualClock } from "../../flights/manual-clock";
import { CompaniesContext } from "../../state/companies-context";
import { createCompaniesEvents } from "../../state/companies-events";
import { createExportList, exportStorageKey } from "../../state/export-list";
import type { SecondFactor } from "../../state/session-store";
import { CompaniesScreen } from "./CompaniesScreen";

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

/** Lets answers come, and `ms` pass. */
export async function settle(clock: ManualClock, ms = 0): Promise<void> {
  // TanStack Query tells its observers in a timeout of 0 ms.
  for (let turn = 0; turn < 4; turn += 1) {
    await act(async () => {
      await clock.advance(turn === 0 ? ms : 0);
      await new Promise((resolve) => {
        setTimeout(resolve, 0);
      });
    });
  }
}

export const grid = () => screen.getByRole("grid", { name: "Companies" });
export const headers = () => within(grid()).getAllByRole("columnheader");
export const headerNames = () => headers().map(({ dataset }) => dataset["column"]);
export const header = (name: string) => within(grid()).getByRole("columnheader", { name: new RegExp(`^${name}`) });
export const shownCompanies = () =>
  [...grid().querySelectorAll<HTMLElement>("[data-company]")].map(({ dataset }) => dataset["company"]);
export const cell = (row: number, column: number) =>
  grid().querySelector<HTMLElement>(`[data-cell="${String(row)}:${String(column)}"]`);
export const address = () => decodeURIComponent(window.location.search);
export const press = (key: string, init: object = {}) => {
  const target = document.activeElement ?? document.body;
  fireEvent.keyDown(target, { key, ...init });
};
export const asked = (api: FakeCompanies, what: string) =>
  api.asked.filter((each) => each.what === what).map(({ detail }) => detail);
