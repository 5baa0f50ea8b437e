import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { stubLayout } from "../../ui/jsdom-layout";
import {
  address,
  button,
  analystColumns,
  asked,
  grid,
  settle,
  showPage,
  isolatePages,
  range,
} from "./companies-page-for-tests";

isolatePages();

const type = (label: string, text: string) => {
  fireEvent.change(within(grid()).getByLabelText(label), { target: { value: text } });
};

describe("filters", () => {
  test("typed ones wait for a pause, replace the step of the history, and begin at the first page", async () => {
    const { api, clock } = await showPage({ search: "?row=101" });
    const steps = window.history.length;
    type("Company name contains", "001");
    await settle(clock, 299);
    expect(asked(api, "page")).toHaveLength(1);
    type("Company name contains", "0012");
    await settle(clock, 300);
    expect(address()).toBe("?company_name.contains=0012");
    expect(range()).toBe("1–11 of 11");
    expect(window.history.length).toBe(steps);
    expect(asked(api, "page")).toHaveLength(2);
  });

  test("typed in two columns at once are both kept", async () => {
    const { clock } = await showPage();
    type("Company name contains", "1");
    type("Status contains", "clo");
    await settle(clock, 300);
    expect(address()).toBe("?company_name.contains=1&status.contains=clo");
  });

  test("Enter and leaving the field do not wait", async () => {
    const { clock } = await showPage();
    type("Company name contains", "0012");
    fireEvent.keyDown(within(grid()).getByLabelText("Company name contains"), { key: "Enter" });
    await settle(clock);
    expect(address()).toBe("?company_name.contains=0012");
    type("Status contains", "closed");
    fireEvent.blur(within(grid()).getByLabelText("Status contains"));
    await settle(clock);
    expect(address()).toContain("status.contains=closed");
  });

  test("of a number are a range, and what is no number is marked and asks for nothing", async () => {
    const { api, clock } = await showPage();
    type("Age from", "30");
    type("Age to", "4x");
    await settle(clock, 300);
    expect(within(grid()).getByLabelText("Age to").getAttribute("aria-invalid")).toBe("true");
    expect(asked(api, "page")).toHaveLength(1);
    type("Age to", "40");
    await settle(clock, 300);
    expect(address()).toBe("?age.from=30&age.to=40");
  });

  test("of a number look for its digits, too", async () => {
    const { api, clock } = await showPage();
    fireEvent.change(within(grid()).getByLabelText("Condition on Index"), { target: { value: "contains" } });
    type("Index contains", "24");
    await settle(clock, 300);
    expect(address()).toBe("?index.contains=24");
    expect(asked(api, "page").at(-1)).toMatchObject({ filter: { index: { contains: "24" } } });
    expect(range()).toBe("1–13 of 13");
    type("Index contains", "24x");
    await settle(clock, 300);
    expect(within(grid()).getByLabelText("Index contains").getAttribute("aria-invalid")).toBe("true");
    expect(address()).toBe("?index.contains=24");
  });

  test("are chosen by a menu: rows without a value", async () => {
    const { clock } = await showPage();
    fireEvent.change(within(grid()).getByLabelText("Condition on Category code"), { target: { value: "missing" } });
    await settle(clock);
    expect([address(), range()]).toEqual(["?category_code.missing=true", "1–35 of 35"]);
  });

  test("in force are listed, each with a way out, and the editor follows", async () => {
    const { clock } = await showPage({ search: "?company_name.contains=12&age.from=30" });
    const chips = screen.getByTestId("filter-chips");
    expect(
      within(chips)
        .getAllByRole("listitem")
        .map(({ textContent }) => textContent),
    ).toEqual(["Company name contains “12”×", "Age 30 or more×", "Clear filters"]);
    fireEvent.click(button("Remove the filter on Company name", chips));
    await settle(clock);
    expect(address()).toBe("?age.from=30");
    expect(within(grid()).getByLabelText<HTMLInputElement>("Company name contains").value).toBe("");
    fireEvent.click(screen.getByTestId("clear-filters"));
    await settle(clock);
    expect([address(), range()]).toEqual(["", "1–100 of 250"]);
  });

  test("are undone by going back", async () => {
    const { clock } = await showPage();
    fireEvent.change(within(grid()).getByLabelText("Condition on Category code"), { target: { value: "missing" } });
    await settle(clock);
    await act(async () => {
      const arrived = new Promise((resolve) => {
        window.addEventListener("popstate", resolve, { once: true });
      });
      window.history.back();
      await arrived;
    });
    await settle(clock);
    expect([address(), range()]).toEqual(["", "1–100 of 250"]);
    expect(within(grid()).getByLabelText<HTMLSelectElement>("Condition on Category code").value).toBe("contains");
  });

  test("that no row fits say so, with a way out; a lake without rows is another thing", async () => {
    const { clock } = await showPage({ search: "?company_name.contains=nowhere" });
    expect(screen.getByTestId("no-matches")).toBeTruthy();
    fireEvent.click(within(screen.getByTestId("no-matches")).getByRole("button"));
    await settle(clock);
    expect(screen.queryByTestId("no-matches")).toBeNull();
    cleanup();
    await showPage({ rows: [] });
    expect(screen.getByTestId("no-companies")).toBeTruthy();
    expect(range()).toBe("0 of 0");
  });

  test("are in a panel where there is no room for a row of them", async () => {
    stubLayout();
    const { clock } = await showPage({ columns: analystColumns });
    expect(grid().querySelector("[data-filter]")).toBeNull();
    fireEvent.click(screen.getByTestId("open-filters"));
    const panel = screen.getByTestId("filter-panel");
    fireEvent.change(within(panel).getByLabelText("Status contains"), { target: { value: "closed" } });
    await settle(clock, 300);
    expect(address()).toBe("?status.contains=closed");
    expect(button("Show 41 companies", panel)).toBeTruthy();
    expect(panel.querySelector('[data-column="last_name"]')).toBeNull();
  });
});
