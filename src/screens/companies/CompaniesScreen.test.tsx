import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { CompaniesError } from "../../api/companies-api";
import {
  address,
  button,
  analystColumns,
  asked,
  cell,
  grid,
  header,
  headerNames,
  settle,
  showPage,
  shownCompanies,
  isolatePages,
  range,
} from "./companies-page-for-tests";

isolatePages();

const type = (label: string, text: string) => {
  fireEvent.change(within(grid()).getByLabelText(label), { target: { value: text } });
};

describe("rows", () => {
  test("are those of the first page, by name, and only those in sight are in the document", async () => {
    await showPage();
    expect(range()).toBe("1–100 of 250");
    expect(shownCompanies()[0]).toBe("c-1");
    expect(shownCompanies().length).toBeLessThan(60);
    expect(grid().getAttribute("aria-rowcount")).toBe("252");
  });

  test("are asked for before the charts, at the first sight and at each change", async () => {
    const { api, clock } = await showPage();
    expect(api.asked.map(({ what }) => what)).toEqual(["page", "facets"]);
    let answer: () => void = () => undefined;
    api.gate = new Promise((resolve) => {
      answer = resolve;
    });
    type("Company name contains", "0012");
    await settle(clock, 1_000);
    expect(api.asked.map(({ what }) => what)).toEqual(["page", "facets", "page"]);
    answer();
    await settle(clock);
    expect(api.asked.map(({ what }) => what)).toEqual(["page", "facets", "page", "facets"]);
  });

  test("go on, back, and to the first page, each a step of the history", async () => {
    const { clock } = await showPage();
    const steps = window.history.length;
    fireEvent.click(button("Next"));
    await settle(clock);
    expect(range()).toBe("101–200 of 250");
    fireEvent.click(button("Next"));
    await settle(clock);
    expect(range()).toBe("201–250 of 250");
    expect(button("Next").getAttribute("aria-disabled")).toBe("true");
    fireEvent.click(button("Previous"));
    await settle(clock);
    expect(range()).toBe("101–200 of 250");
    expect(window.history.length).toBe(steps + 3);
    fireEvent.click(button("First"));
    await settle(clock);
    expect([range(), address()]).toEqual(["1–100 of 250", ""]);
  });

  test("come in other numbers, from the first page on", async () => {
    const { clock } = await showPage({ search: "?row=101" });
    expect(range()).toBe("101–200 of 250");
    fireEvent.change(screen.getByLabelText("Rows per page"), { target: { value: "500" } });
    await settle(clock);
    expect([range(), address()]).toEqual(["1–250 of 250", "?rows=500"]);
  });

  test("stay in sight until the next are there", async () => {
    const { api, clock } = await showPage();
    let open: () => void = () => undefined;
    api.gate = new Promise((resolve) => {
      open = resolve;
    });
    fireEvent.click(button("Next"));
    await settle(clock);
    expect([range(), grid().getAttribute("aria-busy")]).toEqual(["1–100 of 250", "true"]);
    open();
    await settle(clock);
    expect([range(), grid().getAttribute("aria-busy")]).toEqual(["101–200 of 250", "false"]);
  });

  test("show a break in a text as a sign, the whole of it in the details, and no value as such", async () => {
    await showPage();
    const place = headerNames().indexOf("address");
    expect(cell(0, place)?.textContent).toBe('0 High Street, Flat "B" ↵ London');
    expect(cell(0, place)?.title).toBe('0 High Street, Flat "B"\nLondon');
    expect(cell(6, headerNames().indexOf("category_code"))?.textContent).toBe("–no value");
    fireEvent.click(button("Company 00001"));
    const details = screen.getByTestId("row-detail");
    expect(details.querySelector('[data-column="address"] dd')?.textContent).toBe('0 High Street, Flat "B"\nLondon');
  });
});

describe("the address", () => {
  test("holds the whole view", async () => {
    const search =
      "?status.in=closed&sort=-age,company_name&columns=age,company_name&widths=age:200&rows=250&charts=closed";
    const { api } = await showPage({ search });
    expect(headerNames()).toEqual(["age", "company_name"]);
    expect(header("Age").style.width).toBe("200px");
    expect(screen.queryByTestId("charts")).toBeNull();
    expect(asked(api, "page")).toEqual([
      {
        filter: { status: { in: ["closed"] } },
        sort: [
          { column: "age", direction: "DESC" },
          { column: "company_name", direction: "ASC" },
        ],
        limit: 250,
        start: { firstRow: 1 },
      },
    ]);
  });

  test("names what is damaged, shows the rest, and is mended on request", async () => {
    const { clock } = await showPage({ search: "?age.from=abc&status.in=closed&rows=7" });
    expect(screen.getByTestId("damaged-address").textContent).toContain("age.from: expected a whole number");
    expect(screen.getByTestId("damaged-address").textContent).toContain("rows: expected one of 100, 250, 500, 1000");
    expect(range()).toBe("1–41 of 41");
    fireEvent.click(button("Dismiss"));
    await settle(clock);
    expect(screen.queryByTestId("damaged-address")).toBeNull();
    expect(address()).toBe("?status.in=closed");
  });

  test("holds the number of the first row, never a token, which may hold values", async () => {
    const { api, clock } = await showPage();
    fireEvent.click(button("Next"));
    await settle(clock);
    expect(address()).toBe("?row=101");
    expect(asked(api, "page")).toMatchObject([{ start: { firstRow: 1 } }, { start: { token: "from:100" } }]);
    cleanup();
    const again = await showPage({ search: "?row=101" });
    expect(asked(again.api, "page")).toMatchObject([{ start: { firstRow: 101 } }]);
    expect(range()).toBe("101–200 of 250");
  });

  test("with a page behind the last row leads to the last one, and says so until one goes on", async () => {
    const { clock } = await showPage({ search: "?row=9001" });
    expect([range(), address()]).toEqual(["201–250 of 250", "?row=201"]);
    expect(screen.getByTestId("led-back")).toBeTruthy();
    fireEvent.change(within(grid()).getByLabelText("Condition on Category code"), { target: { value: "missing" } });
    await settle(clock);
    expect(screen.queryByTestId("led-back")).toBeNull();
  });

  test("goes on by counting where a token is no longer good", async () => {
    const { api, clock } = await showPage();
    api.failures.push({ what: "page", error: new CompaniesError("badRequest", "nextToken: expired") });
    fireEvent.click(button("Next"));
    await settle(clock);
    expect([range(), screen.queryByTestId("failure")]).toEqual(["101–200 of 250", null]);
    expect(asked(api, "page").at(-1)).toMatchObject({ start: { firstRow: 101 } });
  });

  test("of an entry of the history that another user made shows nothing of it", async () => {
    window.history.replaceState(null, "", "/companies");
    const { clock, api } = await showPage();
    await act(async () => {
      window.history.pushState({ owner: "grace developer" }, "", "/companies?last_name.contains=secret");
      window.dispatchEvent(new PopStateEvent("popstate"));
      await Promise.resolve();
    });
    await settle(clock);
    expect(address()).toBe("");
    expect(JSON.stringify(api.asked)).not.toContain("secret");
  });
});

describe("what fails", () => {
  test("is said, with a way to try again, where there are no rows yet", async () => {
    const { clock } = await showPage({
      prepare: (api) =>
        api.failures.push({ what: "page", error: new CompaniesError("failed", "Athena did not answer") }),
    });
    expect(screen.getByTestId("failure").textContent).toContain("Athena did not answer");
    fireEvent.click(button("Try again", screen.getByTestId("failure")));
    await settle(clock);
    expect(screen.queryByTestId("failure")).toBeNull();
    expect(range()).toBe("1–100 of 250");
  });

  test("later leaves the rows and the filter where they are", async () => {
    const { api, clock } = await showPage();
    api.failures.push({ what: "page", error: new CompaniesError("failed", "x") });
    type("Company name contains", "0012");
    await settle(clock, 300);
    expect(screen.getByTestId("failure").dataset["kind"]).toBe("failed");
    expect(shownCompanies()[0]).toBe("c-1");
    expect(within(grid()).getByLabelText<HTMLInputElement>("Company name contains").value).toBe("0012");
    fireEvent.click(button("Try again", screen.getByTestId("failure")));
    await settle(clock);
    expect(range()).toBe("1–11 of 11");
  });

  test("for a withheld column names it and leaves it out on request", async () => {
    const { clock } = await showPage({ columns: analystColumns, search: "?last_name.contains=By&status.in=closed" });
    expect(screen.getByTestId("failure").textContent).toContain("You may not filter or sort by Last name");
    fireEvent.click(button("Leave out Last name", screen.getByTestId("failure")));
    await settle(clock);
    expect([address(), range()]).toEqual(["?status.in=closed", "1–41 of 41"]);
  });

  test("for a user of no group of the lake says who that is and what to ask for", async () => {
    const { signedOut } = await showPage({
      prepare: (api) => {
        const error = new CompaniesError("unauthorized", "None of your groups reads the lake");
        api.failures.push({ what: "page", error }, { what: "facets", error });
      },
    });
    const page = screen.getByTestId("no-access");
    expect(page.textContent).toContain("ada@airport.example");
    expect(page.textContent).toContain("businessAnalyst");
    fireEvent.click(button("Sign out", page));
    expect(signedOut).toEqual(["here"]);
  });

  test("by Lake Formation is not for want of a group", async () => {
    await showPage({
      prepare: (api) => {
        const error = new CompaniesError("refused", "The lake does not grant your group a column that this needs.");
        api.failures.push({ what: "page", error });
      },
    });
    expect(screen.queryByTestId("no-access")).toBeNull();
    expect(screen.getByTestId("failure").textContent).toContain("This was refusedThe lake does not grant your group");
    expect(button("Try again", screen.getByTestId("failure"))).toBeTruthy();
  });

  test("while rows are on their way, grey ones stand for them", async () => {
    await showPage({
      prepare: (api) => {
        api.gate = new Promise(() => undefined);
      },
    });
    expect(screen.getByTestId("loading-rows")).toBeTruthy();
    expect(screen.getByText("Loading companies")).toBeTruthy();
  });
});

describe("withheld columns", () => {
  test("are listed once with their descriptions and the reason, and nowhere else", async () => {
    const { clock } = await showPage({ columns: analystColumns, search: "?columns=last_name,company_name" });
    const list = screen.getByTestId("withheld-columns");
    expect(
      [...list.querySelectorAll<HTMLElement>("[data-withheld]")].map(({ dataset }) => dataset["withheld"]),
    ).toEqual(["first_name", "last_name", "address"]);
    expect(list.textContent).toContain("Personal data, not granted to businessAnalyst");
    expect(list.textContent).toContain("Last name, described");
    expect(headerNames()).toEqual(["company_name"]);
    fireEvent.click(screen.getByTestId("column-chooser"));
    await settle(clock);
    expect(screen.getByTestId("column-chooser-panel").querySelector('[data-column="last_name"]')).toBeNull();
  });

  test("of which there are none are not spoken of", async () => {
    await showPage();
    expect(screen.queryByTestId("withheld-columns")).toBeNull();
  });
});
