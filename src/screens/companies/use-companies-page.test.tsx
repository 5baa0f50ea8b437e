import { act, fireEvent, screen } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";
import { CompaniesError } from "../../api/companies-api";
import { manyCompanies } from "../../api/companies-api-fake";
import { address, asked, button, grid, settle, showPage, tellOfNews, isolatePages } from "./companies-page-for-tests";

isolatePages();

const text = (testId: string) => screen.queryByTestId(testId)?.textContent;

describe("a page behind the last row, for rows have gone since they were counted,", () => {
  test.each([
    { at: 1, left: 100, isTold: true, charts: "", expected: ["1–100 of 100", "", "100 companies"] },
    { at: 1, left: 60, isTold: false, charts: "", expected: ["1–60 of 60", "", "60 companies"] },
    {
      at: 301,
      left: 150,
      isTold: false,
      charts: "closed",
      expected: ["101–150 of 150", "?charts=closed&row=101", "150 companies"],
    },
  ])(
    "leads to the last one there is: $left left, from $at, $charts",
    async ({ at, left, isTold, charts, expected }) => {
      const { api, clock } = await showPage({
        rows: manyCompanies(500),
        search: `?row=${String(at)}${charts === "" ? "" : `&charts=${charts}`}`,
      });
      api.rows = manyCompanies(left);
      if (isTold) await tellOfNews(api, clock);
      fireEvent.click(button("Next"));
      await settle(clock);
      await settle(clock);
      expect([text("range"), address(), text("total")]).toEqual(expected);
      expect(text("led-back")).toContain("These are the last ones");
      expect(text("no-companies")).toBeUndefined();
      expect(grid().getAttribute("aria-busy")).toBe("false");
      expect(button("Next").getAttribute("aria-disabled")).toBe("true");
    },
  );

  test("leads to the first one where none is left, and speaks of no last ones", async () => {
    const { api, clock } = await showPage({ rows: manyCompanies(500) });
    api.rows = [];
    fireEvent.click(button("Next"));
    await settle(clock);
    await settle(clock);
    expect([text("range"), address(), text("total")]).toEqual(["0 of 0", "", "0 companies"]);
    expect(text("no-companies")).toContain("There are no companies yet");
    expect(text("led-back")).toBeUndefined();
  });

  test("is not taken for no companies while they are counted anew, nor where that fails", async () => {
    const { api, clock } = await showPage({ rows: manyCompanies(500), search: "?charts=closed" });
    api.rows = manyCompanies(100);
    let answer: () => void = () => undefined;
    api.gates.set(
      "count",
      new Promise((resolve) => {
        answer = resolve;
      }),
    );
    api.failures.push({ what: "count", error: new CompaniesError("failed", "no") });
    fireEvent.click(button("Next"));
    await settle(clock);
    expect([text("no-companies"), text("led-back"), text("total")]).toEqual([undefined, undefined, "Counting …"]);
    expect(grid().getAttribute("aria-busy")).toBe("true");
    answer();
    await settle(clock);
    expect(text("no-companies")).toBeUndefined();
    expect(asked(api, "count")).toHaveLength(2);
    fireEvent.click(button("Try again", screen.getByTestId("failure")));
    await settle(clock);
    await settle(clock);
    expect([text("range"), text("failure")]).toEqual(["1–100 of 100", undefined]);
  });

  test("is asked for by its number first: rows may have gone behind its token and come before it", async () => {
    const { api, clock } = await showPage({ rows: manyCompanies(150) });
    const page = api.page.bind(api);
    vi.spyOn(api, "page").mockImplementation(async (request, signal) => {
      const answer = await page(request, signal);
      return "token" in request.start ? { ...answer, rows: [], previousToken: null } : answer;
    });
    fireEvent.click(button("Next"));
    await settle(clock);
    expect([text("range"), text("led-back")]).toEqual(["101–150 of 150", undefined]);
  });
});

test("a page of another size goes by no token of this one, which may read backwards", async () => {
  const { api, clock } = await showPage({ rows: manyCompanies(1_200), search: "?row=601&charts=closed" });
  fireEvent.click(button("Previous"));
  await settle(clock);
  expect(asked(api, "page").at(-1)).toMatchObject({ start: { token: "from:500" } });
  act(() => {
    // Back through the history, to a page of before.
    window.history.replaceState(window.history.state, "", "/companies?rows=500&row=501&charts=closed");
    window.dispatchEvent(new PopStateEvent("popstate"));
  });
  await settle(clock);
  expect(asked(api, "page").at(-1)).toMatchObject({ limit: 500, start: { firstRow: 501 } });
  expect(text("range")).toBe("501–1,000 of 1,200");
});
