import { fireEvent, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { CompaniesError } from "../../api/companies-api";
import { manyCompanies, type FakeCompanies } from "../../api/companies-api-fake";
import {
  address,
  asked,
  button,
  cell,
  headerNames,
  settle,
  showPage,
  tellOfNews,
  isolatePages,
  range,
} from "./companies-page-for-tests";

isolatePages();

const status = () => cell(0, headerNames().indexOf("status"))?.textContent;

/** Holds the answers of the next calls of that name; the answer lets them come. */
function hold(api: FakeCompanies, what: string): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  api.gates.set(what, held);
  return () => {
    if (api.gates.get(what) === held) api.gates.delete(what);
    release();
  };
}

describe("news", () => {
  test("announce themselves once, and are shown on request from the first page on", async () => {
    const { api, clock } = await showPage({ search: "?row=101" });
    api.rows = manyCompanies(264);
    await tellOfNews(api, clock);
    const notice = screen.getByTestId("new-data");
    expect(notice.textContent).toBe("14 new companies, show");
    expect(screen.getByTestId("news").getAttribute("role")).toBe("status");
    expect(range()).toBe("101–200 of 250");
    fireEvent.click(notice);
    await settle(clock);
    expect([range(), address()]).toEqual(["1–100 of 264", ""]);
    expect(screen.queryByTestId("new-data")).toBeNull();
  });

  test("that are shown are no news any more, on the first page neither", async () => {
    const { api, clock } = await showPage();
    api.rows = manyCompanies(264);
    await tellOfNews(api, clock);
    const busy = () => screen.getByTestId("companies-table").getAttribute("aria-busy");
    fireEvent.click(screen.getByTestId("new-data"));
    expect(busy(), "their count may come before them").toBe("true");
    await settle(clock);
    expect([busy(), range()]).toEqual(["false", "1–100 of 264"]);
    expect(screen.queryByTestId("new-data")).toBeNull();
  });

  test("count what comes later on top of what was not looked at yet", async () => {
    const { api, clock } = await showPage();
    for (const count of [251, 253]) {
      api.rows = manyCompanies(count);
      await tellOfNews(api, clock);
    }
    expect(screen.getByTestId("new-data").textContent).toBe("3 new companies, show");
  });

  test("are for the present filter only", async () => {
    const { api, clock } = await showPage({ search: "?status.in=acquired" });
    api.rows = manyCompanies(253);
    await tellOfNews(api, clock);
    expect(screen.queryByTestId("new-data")).toBeNull();
  });

  test("of as many rows as before announce themselves where those in sight have changed", async () => {
    const { api, clock } = await showPage();
    const before = status();
    api.rows = manyCompanies(250).map((row) => ({ ...row, status: "sold" }));
    await tellOfNews(api, clock);
    const notice = screen.getByTestId("new-data");
    expect(notice.textContent).toBe("Companies changed, show");
    expect(status(), "rows stay under the eyes of the reader").toBe(before);
    expect(asked(api, "page")).toHaveLength(2);
    fireEvent.click(notice);
    await settle(clock);
    expect(status()).toBe("sold");
    expect(screen.queryByTestId("new-data")).toBeNull();
  });

  test("that come while rows of before are compared are told", async () => {
    const { api, clock } = await showPage();
    const release = hold(api, "page");
    await tellOfNews(api, clock);
    api.gates.delete("page");
    api.rows = manyCompanies(251);
    await tellOfNews(api, clock);
    expect(screen.getByTestId("new-data").textContent).toBe("1 new company, show");
    release();
    await settle(clock);
    expect(screen.getByTestId("new-data").textContent).toBe("1 new company, show");
  });

  test("that are asked for while they are compared once more are no news any more", async () => {
    const { api, clock } = await showPage();
    api.rows = manyCompanies(250).map((row) => ({ ...row, status: "sold" }));
    await tellOfNews(api, clock);
    // An object may be crawled twice, and told of: one that came in the second in which its first crawl began.
    const release = hold(api, "page");
    await tellOfNews(api, clock);
    const compared = asked(api, "page").length;
    api.gates.delete("page");
    const releaseShown = hold(api, "page");
    fireEvent.click(screen.getByTestId("new-data"));
    await settle(clock);
    expect(asked(api, "page")).toHaveLength(compared + 1);
    release();
    await settle(clock);
    releaseShown();
    await settle(clock);
    expect(status()).toBe("sold");
    expect(screen.queryByTestId("new-data")).toBeNull();
  });

  test("that come while rows of before are on their way are told once these are there", async () => {
    const { api, clock } = await showPage();
    api.rows = manyCompanies(264);
    await tellOfNews(api, clock);
    const release = hold(api, "page");
    fireEvent.click(screen.getByTestId("new-data"));
    await settle(clock);
    api.rows = manyCompanies(267);
    await tellOfNews(api, clock);
    release();
    await settle(clock);
    expect(range()).toBe("1–100 of 264");
    expect(screen.getByTestId("new-data").textContent).toBe("3 new companies, show");
    fireEvent.click(screen.getByTestId("new-data"));
    await settle(clock);
    expect(range()).toBe("1–100 of 267");
    expect(screen.queryByTestId("new-data")).toBeNull();
  });

  test("that have gone again are taken back", async () => {
    const { api, clock } = await showPage();
    const rows = api.rows;
    for (const next of [manyCompanies(264), rows, rows.map((row) => ({ ...row, status: "sold" })), rows]) {
      api.rows = next;
      await tellOfNews(api, clock);
      expect(screen.queryByTestId("new-data") === null).toBe(next === rows);
    }
  });

  test("of rows that are not in sight are taken silently: charts count anew, once", async () => {
    const { api, clock } = await showPage();
    api.rows = api.rows.map((row, place) => (place < 100 ? row : { ...row, status: "sold" }));
    await tellOfNews(api, clock);
    expect(screen.queryByTestId("new-data")).toBeNull();
    expect(asked(api, "page")).toHaveLength(2);
    expect(asked(api, "facets")).toHaveLength(2);
    fireEvent.click(button("Next"));
    await settle(clock);
    expect(status()).toBe("sold");
  });

  test("whose rows cannot be fetched are asked for at the next occasion", async () => {
    const { api, clock } = await showPage();
    api.rows = manyCompanies(250).map((row) => ({ ...row, status: "sold" }));
    api.failures.push({ what: "page", error: new CompaniesError("failed", "no") });
    await tellOfNews(api, clock);
    expect(screen.queryByTestId("new-data")).toBeNull();
    await tellOfNews(api, clock);
    expect(screen.getByTestId("new-data").textContent).toBe("Companies changed, show");
  });

  test("of fewer rows are told as well, and a lost count is asked for at the next occasion", async () => {
    const { api, clock } = await showPage();
    api.rows = manyCompanies(247);
    api.failures.push({ what: "count", error: new CompaniesError("failed", "no") });
    await tellOfNews(api, clock);
    expect(screen.queryByTestId("new-data")).toBeNull();
    await tellOfNews(api, clock);
    expect(screen.getByTestId("new-data").textContent).toBe("3 companies fewer, show");
  });
});
