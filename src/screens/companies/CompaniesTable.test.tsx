import { fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import {
  address,
  button,
  asked,
  cell,
  focusOn,
  grid,
  header,
  headerNames,
  headers,
  press,
  settle,
  showPage,
  isolatePages,
} from "./companies-page-for-tests";

isolatePages();

/** Row and column of the cell that has the focus. */
const focused = () => document.activeElement?.closest<HTMLElement>("[data-cell]")?.dataset["cell"];
const inTabOrder = () =>
  [...grid().querySelectorAll<HTMLElement>("[data-cell]")].filter(({ tabIndex }) => tabIndex === 0);

describe("the keyboard", () => {
  test.each<{ from: string; key: string; init?: object; to: string }>([
    { from: "-2:0", key: "ArrowRight", to: "-2:1" },
    { from: "-2:0", key: "ArrowLeft", to: "-2:0" },
    { from: "-2:1", key: "ArrowDown", to: "-1:1" },
    { from: "-1:1", key: "ArrowDown", to: "0:1" },
    { from: "0:1", key: "ArrowUp", to: "-1:1" },
    { from: "-2:1", key: "ArrowUp", to: "-2:1" },
    { from: "3:4", key: "Home", to: "3:0" },
    { from: "3:4", key: "End", to: "3:12" },
    { from: "3:4", key: "Home", init: { ctrlKey: true }, to: "0:0" },
    { from: "3:4", key: "End", init: { ctrlKey: true }, to: "99:12" },
    // 330 px less 74 of heads, rows of 32: 8 in sight, one of them stays.
    { from: "3:4", key: "PageDown", to: "10:4" },
    { from: "3:4", key: "PageUp", to: "0:4" },
    { from: "-2:4", key: "PageDown", to: "5:4" },
  ])("$key goes from $from to $to", async ({ from, key, init, to }) => {
    const { clock } = await showPage();
    const [row = 0, column = 0] = from.split(":").map(Number);
    focusOn(cell(row, column));
    await settle(clock);
    press(key, init);
    await settle(clock);
    expect(focused()).toBe(to);
    expect(inTabOrder().map(({ dataset }) => dataset["cell"])).toEqual([to]);
  });

  test("does not leave the last row", async () => {
    const { clock } = await showPage({ search: "?company_name.contains=0012" });
    focusOn(cell(10, 0));
    press("ArrowDown");
    press("PageDown");
    await settle(clock);
    expect(focused()).toBe("10:0");
  });

  test("gets into a filter by Enter and out of it by Escape; arrows in it are its own", async () => {
    const { clock } = await showPage();
    focusOn(cell(-1, 0));
    press("Enter");
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Company name contains");
    press("ArrowRight");
    await settle(clock);
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Company name contains");
    press("Escape");
    expect(document.activeElement).toBe(cell(-1, 0));
  });

  test("opens the details of a row by Enter", async () => {
    await showPage();
    focusOn(cell(2, 5));
    press("Enter");
    expect(within(screen.getByTestId("row-detail")).getByRole("heading").textContent).toBe("Company 00003");
  });

  test("the focus outlives other rows, and the end of the one it was in", async () => {
    const { clock } = await showPage();
    focusOn(cell(8, 3));
    await settle(clock);
    fireEvent.click(button("Next"));
    await settle(clock);
    expect(focused()).toBe("8:3");
    expect(document.activeElement?.closest("[data-company]")?.getAttribute("data-company")).toBe("c-109");
    fireEvent.change(within(grid()).getByLabelText("Company name contains"), { target: { value: "00002" } });
    await settle(clock, 300);
    expect(screen.getByTestId("range").textContent).toBe("1–1 of 1");
    expect(focused()).toBe("0:3");
  });
});

describe("sorting", () => {
  test("goes up, down and back by clicks, each a step of the history", async () => {
    const { api, clock } = await showPage();
    const steps = window.history.length;
    expect(header("Company name").getAttribute("aria-sort")).toBe("ascending");
    for (const [sort, search] of [
      ["ascending", "?sort=age"],
      ["descending", "?sort=-age"],
      ["none", ""],
    ] as const) {
      fireEvent.click(header("Age"));
      await settle(clock);
      expect([header("Age").getAttribute("aria-sort"), address()]).toEqual([sort, search]);
    }
    expect(window.history.length).toBe(steps + 3);
    expect(asked(api, "page")).toHaveLength(3);
  });

  test("goes by several columns with Shift, and by Enter on a header", async () => {
    const { clock } = await showPage({ search: "?sort=status" });
    focusOn(cell(-2, headerNames().indexOf("age")));
    press("Enter", { shiftKey: true });
    await settle(clock);
    expect(address()).toBe("?sort=status,age");
    expect([header("Status").textContent, header("Age").textContent]).toEqual(["Status▲1", "Age▲2"]);
    fireEvent.click(header("Status"), { shiftKey: true });
    await settle(clock);
    expect(address()).toBe("?sort=-status,age");
  });
});

describe("columns", () => {
  const choose = async () => {
    fireEvent.click(screen.getByTestId("column-chooser"));
    return screen.getByTestId("column-chooser-panel");
  };

  test("are hidden, shown and moved, and the address says so", async () => {
    const { clock } = await showPage({ search: "?columns=company_name,status,age" });
    const panel = await choose();
    fireEvent.click(within(panel).getByLabelText("Status"));
    await settle(clock);
    expect(headerNames()).toEqual(["company_name", "age"]);
    fireEvent.click(within(panel).getByLabelText("Continent"));
    await settle(clock);
    expect(address()).toBe("?columns=company_name,continent,age");
    fireEvent.click(button("Move Age to the left", panel));
    await settle(clock);
    expect(headerNames()).toEqual(["company_name", "age", "continent"]);
    fireEvent.click(button("All columns, usual order and widths", panel));
    await settle(clock);
    expect([headers().length, address()]).toEqual([13, ""]);
  });

  test("the last one cannot be hidden", async () => {
    await showPage({ search: "?columns=age" });
    const panel = await choose();
    expect(within(panel).getByLabelText<HTMLInputElement>("Age").disabled).toBe(true);
  });

  test("the chooser closes by Escape and gives the focus back", async () => {
    await showPage();
    const panel = await choose();
    focusOn(within(panel).getByLabelText("Status"));
    press("Escape");
    expect(screen.queryByTestId("column-chooser-panel")).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId("column-chooser"));
  });
});

describe("widths", () => {
  const handle = () => within(header("Status")).getByRole("separator", { name: "Width of Status" });
  const width = () => header("Status").style.width;

  test("change by the mouse, in the address only at the end, and not as a step of the history", async () => {
    const { clock } = await showPage();
    const steps = window.history.length;
    fireEvent.mouseDown(handle(), { clientX: 100 });
    fireEvent.mouseMove(document, { clientX: 150 });
    await settle(clock);
    expect([width(), address()]).toEqual(["180px", ""]);
    fireEvent.mouseUp(document, { clientX: 170 });
    await settle(clock);
    expect([width(), address()]).toEqual(["200px", "?widths=status:200"]);
    expect(window.history.length).toBe(steps);
  });

  test("change by the keyboard, on the handle and with Shift on the header, within their limits", async () => {
    const { clock } = await showPage({ search: "?widths=status:70" });
    focusOn(handle());
    press("ArrowRight");
    await settle(clock);
    expect(address()).toBe("?widths=status:86");
    focusOn(header("Status"));
    press("ArrowLeft", { shiftKey: true });
    press("ArrowLeft", { shiftKey: true });
    await settle(clock);
    press("ArrowLeft", { shiftKey: true });
    await settle(clock);
    expect([address(), handle().getAttribute("aria-valuenow")]).toEqual(["?widths=status:60", "60"]);
    expect(focused()).toBe(`-2:${String(headerNames().indexOf("status"))}`);
  });

  test("go back to what they were by a double click, and do not sort", async () => {
    const { clock } = await showPage({ search: "?widths=status:300" });
    fireEvent.click(handle());
    fireEvent.doubleClick(handle());
    await settle(clock);
    expect([width(), address()]).toEqual(["130px", ""]);
  });
});
