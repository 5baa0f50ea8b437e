import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { CompaniesError } from "../../api/companies-api";
import { columnInfo } from "../../companies/company-samples";
import { columnNames } from "../../companies/columns";
import { address, asked, focusOn, press, settle, showPage, isolatePages } from "./companies-page-for-tests";

isolatePages();

const chart = async (name: string) => within(await screen.findByRole("group", { name }));
const bars = async (name: string) =>
  (await chart(name)).getAllByRole("button").map((bar) => bar.getAttribute("aria-label"));
const bar = async (name: string, label: RegExp) => (await chart(name)).getByRole("button", { name: label });

describe("charts", () => {
  test("count by category, status and continent, the most frequent first, and name what has no value", async () => {
    await showPage();
    expect(await bars("Status")).toEqual([
      "operating: 126 companies",
      "acquired: 42 companies",
      "closed: 41 companies",
      "ipo: 41 companies",
    ]);
    expect((await bars("Category")).at(-1)).toBe("no value: 35 companies");
    expect(await bars("Continent")).toHaveLength(4);
    const drawing = await screen.findByRole("group", { name: "Status" });
    expect(drawing.querySelector("title")?.textContent).toBe("Status");
    expect(drawing.querySelector("desc")?.textContent).toContain("Companies by status");
  });

  test("a click on a bar filters by its value, another one by both, each a step of the history", async () => {
    const { clock, api } = await showPage({ search: "?row=101" });
    const steps = window.history.length;
    fireEvent.click(await bar("Status", /^closed/));
    await settle(clock);
    expect(address()).toBe("?status.in=closed");
    fireEvent.click(await bar("Status", /^ipo/));
    await settle(clock);
    expect(address()).toBe("?status.in=closed&status.in=ipo");
    expect(window.history.length).toBe(steps + 2);
    expect((await bar("Status", /^ipo/)).getAttribute("aria-pressed")).toBe("true");
    // Its own filter does not narrow a chart: the other values stay in sight.
    expect(await bars("Status")).toHaveLength(4);
    fireEvent.click(await bar("Status", /^closed/));
    await settle(clock);
    expect(address()).toBe("?status.in=ipo");
    expect(asked(api, "facets")).toHaveLength(4);
  });

  test("selected bars have a mark beside their colour", async () => {
    await showPage({ search: "?status.in=closed" });
    expect((await bar("Status", /^closed/)).querySelector(".facet-bar-mark")).not.toBeNull();
    expect((await bar("Status", /^ipo/)).querySelector(".facet-bar-mark")).toBeNull();
  });

  test("rows without a value are filtered by the bar of that name", async () => {
    const { clock } = await showPage();
    fireEvent.click(await bar("Category", /^no value/));
    await settle(clock);
    expect(address()).toBe("?category_code.missing=true");
  });

  test("are worked by the keyboard: one bar in the order of Tab, arrows, Enter", async () => {
    const { clock } = await showPage();
    const first = await bar("Status", /^operating/);
    focusOn(first);
    press("ArrowDown");
    press("ArrowDown");
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^closed/);
    expect(
      (await chart("Status")).getAllByRole("button").filter((each) => each.getAttribute("tabindex") === "0"),
    ).toHaveLength(1);
    press("Enter");
    await settle(clock);
    expect(address()).toBe("?status.in=closed");
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^closed/);
    press("End");
    expect(document.activeElement?.getAttribute("aria-label")).toMatch(/^ipo/);
  });

  test("have a table behind each, which filters as well", async () => {
    const { clock } = await showPage();
    await chart("Status");
    const facet = within(screen.getByTestId("facet-status"));
    fireEvent.click(facet.getByRole("button", { name: "Table of Status" }));
    expect(facet.getAllByRole("row").map(({ textContent }) => textContent)).toEqual([
      "StatusCompaniesShare",
      "operating12650.4%",
      "acquired4216.8%",
      "closed4116.4%",
      "ipo4116.4%",
    ]);
    fireEvent.click(facet.getByLabelText("closed"));
    await settle(clock);
    expect(address()).toBe("?status.in=closed");
    expect(facet.getByLabelText<HTMLInputElement>("closed").checked).toBe(true);
  });

  test("say how many rarer values there are, and count their rows among all", async () => {
    await showPage({ prepare: (api) => (api.rest = { status: { values: 1_200, count: 750 } }) });
    await chart("Status");
    const facet = within(screen.getByTestId("facet-status"));
    fireEvent.click(facet.getByRole("button", { name: "Table of Status" }));
    const rows = facet.getAllByRole("row").map(({ textContent }) => textContent);
    expect([rows[1], rows.at(-1)]).toEqual(["operating12612.6%", "and 1,200 more values75075%"]);
  });

  test("of a withheld column say so", async () => {
    await showPage({
      columns: columnNames.map((name) => columnInfo(name, name === "continent" ? "Personal data" : null)),
    });
    await chart("Status");
    expect(screen.getByTestId("facet-continent").textContent).toBe("ContinentWithheld from you: Personal data");
  });

  test("that cannot be counted say so and leave the rows alone", async () => {
    const { clock } = await showPage({
      prepare: (api) => api.failures.push({ what: "facets", error: new CompaniesError("failed", "scan limit") }),
    });
    const charts = within(screen.getByTestId("charts"));
    expect(charts.getByRole("alert").textContent).toContain("scan limit");
    expect(screen.getByTestId("range").textContent).toBe("1–100 of 250");
    fireEvent.click(charts.getByRole("button", { name: "Try again" }));
    await settle(clock);
    expect(await bars("Status")).toHaveLength(4);
  });

  test("are closed and opened, in the address, too", async () => {
    const { clock } = await showPage();
    fireEvent.click(screen.getByTestId("charts-toggle"));
    await settle(clock);
    expect([screen.queryByTestId("charts"), address()]).toEqual([null, "?charts=closed"]);
  });
});
