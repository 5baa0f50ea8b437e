import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { CompaniesError } from "../../api/companies-api";
import type { ExportStatus } from "../../companies/export-status";
import { analystColumns, asked, settle, showPage, type ShownPage, isolatePages } from "./companies-page-for-tests";

isolatePages();

const start = async ({ clock }: ShownPage, item: string) => {
  fireEvent.click(screen.getByTestId("export-menu"));
  fireEvent.click(screen.getByTestId(item));
  await settle(clock);
};
const tell = async ({ api, clock }: ShownPage, fields: Partial<ExportStatus>) => {
  for (const listener of api.listeners) {
    listener.exported({
      id: "export-1",
      state: "RUNNING",
      percent: 0,
      rows: null,
      message: null,
      updatedAt: "",
      ...fields,
    });
  }
  await settle(clock);
};
const tray = () => within(screen.getByTestId("exports"));

test("what is seen is saved at once: shown columns, rows of the page, in their order", async () => {
  const page = await showPage({ search: "?columns=status,company_name&status.in=ipo&sort=-company_name" });
  let content: Blob | undefined;
  vi.stubGlobal(
    "URL",
    class extends URL {
      static override createObjectURL = (blob: Blob) => {
        content = blob;
        return "blob:made-here";
      };
      static override revokeObjectURL = () => undefined;
    },
  );
  const clicked: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push(`${this.download} ${this.href}`);
  });
  await start(page, "export-seen");
  await vi.waitFor(() => {
    expect(clicked).toEqual(["companies-2026-11-23.csv blob:made-here"]);
  });
  const reader = new FileReader();
  const read = new Promise((resolve) => {
    reader.onload = resolve;
  });
  reader.readAsArrayBuffer(content ?? new Blob());
  await read;
  const bytes = new Uint8Array(reader.result as ArrayBuffer);
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const lines = new TextDecoder().decode(bytes).trim().split("\r\n");
  expect(lines.slice(0, 2)).toEqual(["status,company_name", "ipo,Company 00246"]);
  expect(lines).toHaveLength(42);
});

test("all rows are exported as the view has them, with a bar that the backend's reports move", async () => {
  const page = await showPage({ search: "?columns=status,company_name&status.in=ipo&sort=-age" });
  fireEvent.click(screen.getByTestId("export-menu"));
  expect(screen.getByTestId("export-all-csv").textContent).toBe("Export all 41 rows as CSV");
  fireEvent.click(screen.getByTestId("export-all-parquet"));
  await settle(page.clock);
  expect(asked(page.api, "startExport")).toEqual([
    {
      filter: { status: { in: ["ipo"] } },
      sort: [{ column: "age", direction: "DESC" }],
      columns: ["status", "company_name"],
      format: "PARQUET",
    },
  ]);
  await tell(page, { percent: 42 });
  expect(tray().getByRole("progressbar").getAttribute("aria-valuenow")).toBe("42");
  expect(tray().getByRole("listitem").dataset).toMatchObject({ export: "export-1", state: "running" });
});

test("all rows can be exported as soon as their columns are known: nobody waits for their count", async () => {
  const page = await showPage({
    search: "?charts=closed",
    prepare: (api) => {
      Object.assign(api, { count: () => new Promise(() => undefined) });
    },
  });
  expect(screen.getByTestId("total").textContent).toBe("Counting …");
  fireEvent.click(screen.getByTestId("export-menu"));
  expect(screen.getByTestId("export-all-csv").textContent).toBe("Export all rows as CSV");
  fireEvent.click(screen.getByTestId("export-all-csv"));
  await settle(page.clock);
  expect(tray().getByRole("progressbar").getAttribute("aria-label")).toBe("Export of all rows as CSV");
  await tell(page, { state: "SUCCEEDED", percent: 100, rows: 250 });
  expect(tray().getByRole("progressbar").getAttribute("aria-label")).toBe("Export of 250 rows as CSV");
});

test("an export is not offered with the count of another filter", async () => {
  const page = await showPage({ search: "?company_name.contains=nowhere&charts=closed" });
  page.api.gate = new Promise(() => undefined);
  act(() => {
    window.history.pushState({ owner: "ada developer" }, "", "/companies?status.in=ipo&charts=closed");
  });
  await settle(page.clock);
  fireEvent.click(screen.getByTestId("export-menu"));
  const item = screen.getByTestId<HTMLButtonElement>("export-all-csv");
  expect([item.textContent, item.disabled]).toEqual(["Export all rows as CSV", false]);
});

test("one without rows has no file as Parquet, and offers none", async () => {
  const page = await showPage();
  await start(page, "export-all-parquet");
  await tell(page, { state: "SUCCEEDED", percent: 100, rows: 0 });
  expect(tray().getByTestId("export-empty").textContent).toBe("No row fitted: there is no file.");
  expect(tray().queryByTestId("download")).toBeNull();
});

test("one without rows has a file with the names of its columns as CSV", async () => {
  const page = await showPage();
  await start(page, "export-all-csv");
  await tell(page, { state: "SUCCEEDED", percent: 100, rows: 0 });
  expect(tray().queryByTestId("export-empty")).toBeNull();
  expect(tray().queryByTestId("download")).not.toBeNull();
});

test("where no row is left there is nothing to export", async () => {
  await showPage({ search: "?company_name.contains=nowhere" });
  fireEvent.click(screen.getByTestId("export-menu"));
  expect(screen.getByTestId<HTMLButtonElement>("export-all-csv").disabled).toBe(true);
});

test("a finished one is downloaded by an address that is asked for at the click", async () => {
  const page = await showPage();
  await start(page, "export-all-csv");
  await tell(page, { state: "SUCCEEDED", percent: 100, rows: 250 });
  page.api.exported.set("export-1", {
    id: "export-1",
    state: "SUCCEEDED",
    percent: 100,
    rows: 250,
    message: null,
    updatedAt: "",
  });
  page.api.files = [{ name: "companies.csv", url: "https://files.example/companies.csv", bytes: 9 }];
  fireEvent.click(tray().getByTestId("download"));
  await settle(page.clock);
  expect(page.saved).toEqual(["https://files.example/companies.csv"]);
});

test("a finished one says what its file goes without, and why", async () => {
  const page = await showPage({ columns: analystColumns });
  await start(page, "export-all-csv");
  await tell(page, { percent: 50, withheld: ["first_name", "age", "address"] });
  expect(tray().queryByTestId("export-withheld")).toBeNull();
  await tell(page, { state: "SUCCEEDED", percent: 100, rows: 250 });
  expect(
    tray()
      .getAllByTestId("export-withheld")
      .map(({ textContent }) => textContent),
  ).toEqual([
    "Without First name, Address: Personal data, not granted to businessAnalyst",
    // Not withheld any more.
    "Without Age: Withheld",
  ]);
});

test("several files are listed with their sizes", async () => {
  const page = await showPage();
  await start(page, "export-all-parquet");
  await tell(page, { state: "SUCCEEDED", percent: 100, rows: 250 });
  page.api.exported.set("export-1", {
    id: "export-1",
    state: "SUCCEEDED",
    percent: 100,
    rows: 250,
    message: null,
    updatedAt: "",
  });
  page.api.files = ["1", "2"].map((name) => ({ name, url: `https://files.example/${name}`, bytes: 1_500_000 }));
  fireEvent.click(tray().getByTestId("download"));
  await settle(page.clock);
  expect(
    within(tray().getByLabelText("Files of the export"))
      .getAllByRole("listitem")
      .map(({ textContent }) => textContent),
  ).toEqual(["1 1.5 MB", "2 1.5 MB"]);
});

test("a failed one says why and can be tried again", async () => {
  const page = await showPage();
  await start(page, "export-all-csv");
  await tell(page, { state: "FAILED", message: "The scan limit was reached" });
  expect(tray().getByRole("alert").textContent).toBe("The scan limit was reached");
  fireEvent.click(tray().getByRole("button", { name: "Try again" }));
  await settle(page.clock);
  expect(asked(page.api, "startExport")).toHaveLength(2);
  expect(tray().queryByRole("alert")).toBeNull();
});

test("one that cannot be started says why", async () => {
  const page = await showPage();
  page.api.failures.push({
    what: "startExport",
    error: new CompaniesError("throttled", "Three exports are under way"),
  });
  await start(page, "export-all-csv");
  expect(tray().getByRole("alert").textContent).toBe("Three exports are under way");
});

test("is there again after a reload", async () => {
  const page = await showPage();
  await start(page, "export-all-csv");
  await tell(page, { percent: 42 });
  cleanup();
  const { exported } = page.api;
  const again = await showPage({
    prepare: (api) => {
      for (const [id, status] of exported) api.exported.set(id, { ...status, state: "RUNNING", percent: 77 });
    },
  });
  await settle(again.clock);
  expect(tray().getByRole("progressbar").getAttribute("aria-valuenow")).toBe("77");
});
