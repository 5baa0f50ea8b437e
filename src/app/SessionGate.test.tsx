import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { describe, expect, test } from "vitest";
import { createFakeCompanies, manyCompanies, type FakeCompanies } from "../api/companies-api-fake";
import { everyColumn } from "../companies/company-samples";
import { createManualClock } from "../flights/manual-clock";
import {
  analystColumns,
  button,
  cell,
  headerNames,
  settle,
  isolatePages,
} from "../screens/companies/companies-page-for-tests";
import { exportStorageKey } from "../state/export-list";
import { SETTLE_MS, type AuthService, type SignedInUser } from "../state/session-store";
import { SessionGate } from "./SessionGate";
import { forgetCompaniesUser, SignedInCompanies } from "./SignedInCompanies";

const ada: SignedInUser = { sub: "ada", name: "ada@airport.example", groups: ["developer"] };
const grace: SignedInUser = { sub: "grace", name: "grace@airport.example", groups: ["businessAnalyst"] };

isolatePages();

/** The whole page with a user pool and a backend for each user in memory. */
async function open(first: SignedInUser | undefined, search = "") {
  window.history.replaceState(null, "", `/companies${search}`);
  const clock = createManualClock(0);
  let user = first;
  const heard = new Set<(change: "perhaps" | "signedOut") => void>();
  const auth: AuthService = {
    user: () => Promise.resolve(user),
    onChange(listener) {
      heard.add(listener);
      return () => heard.delete(listener);
    },
    signOut() {
      user = undefined;
      return Promise.resolve();
    },
    secondFactor: {
      isOn: () => Promise.resolve(false),
      begin: () => Promise.reject(new Error("not part of this test")),
      confirm: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    },
  };
  const apis = new Map<string, FakeCompanies>();
  const createApi = ({ sub }: SignedInUser): FakeCompanies => {
    const rows = manyCompanies(250).map((row) => (sub === "ada" ? { ...row, last_name: "Of-Ada-Alone" } : row));
    const api = createFakeCompanies(rows, sub === "ada" ? everyColumn : analystColumns);
    apis.set(sub, api);
    return api;
  };
  render(
    <SessionGate
      auth={auth}
      clock={clock}
      airport="Newark Liberty"
      loading="Loading companies"
      forget={forgetCompaniesUser}
      renderPage={(visit) => (
        <SignedInCompanies
          {...visit}
          createApi={createApi}
          secondFactor={auth.secondFactor}
          clock={clock}
          airport="Newark Liberty"
        />
      )}
      renderSignIn={(name, onSignedIn) => (
        <button
          type="button"
          data-testid="form"
          data-name={name}
          onClick={() => {
            user = ada;
            onSignedIn();
          }}
        >
          The form
        </button>
      )}
    />,
  );
  await settle(clock);
  const tell = async (change: "perhaps" | "signedOut") => {
    act(() => {
      for (const listener of heard) listener(change);
    });
    await settle(clock, SETTLE_MS);
    await settle(clock);
  };
  return {
    clock,
    api: (sub: string): FakeCompanies => apis.get(sub) ?? createApi({ sub, name: "", groups: [] }),
    become: async (next: SignedInUser | undefined) => {
      user = next;
      await tell("perhaps");
    },
    tell,
  };
}

const html = () => document.body.innerHTML;
const filter = () => screen.getByLabelText<HTMLInputElement>("Company name contains");

test("nobody gets in before signing in, and the address waits for whoever does", async () => {
  const { clock } = await open(undefined, "?status.in=closed");
  expect(screen.getByTestId("sign-in")).toBeTruthy();
  expect(screen.queryByTestId("companies")).toBeNull();
  fireEvent.click(screen.getByTestId("form"));
  await settle(clock);
  await settle(clock);
  expect(screen.getByTestId("range").textContent).toBe("1–41 of 41");
});

describe("a session that ran out", () => {
  test("keeps the place of its user: view, scroll position, what was being typed; asks for nothing meanwhile", async () => {
    const { clock, become, api } = await open(ada, "?status.in=closed&sort=age");
    fireEvent.change(filter(), { target: { value: "Company 00" } });
    const scroller = document.querySelector<HTMLElement>(".grid-scroller");
    if (scroller === null) throw new Error("expected a table");
    scroller.scrollTop = 240;
    await become(undefined);
    const dialog = within(screen.getByTestId("session-expired"));
    expect(dialog.getByTestId("form").dataset["name"]).toBe(ada.name);
    const sealed = document.querySelector<HTMLElement>("[data-sealed]");
    expect(sealed?.hasAttribute("inert")).toBe(true);
    expect(api("ada").listeners.size).toBe(0);
    fireEvent.click(dialog.getByTestId("form"));
    await settle(clock);
    expect(screen.queryByTestId("session-expired")).toBeNull();
    expect(document.querySelector(".grid-scroller")).toBe(scroller);
    expect(scroller.scrollTop).toBe(240);
    expect(filter().value).toBe("Company 00");
    expect(decodeURIComponent(window.location.search)).toContain("status.in=closed&");
    expect(api("ada").listeners.size).toBe(1);
  });

  test("is left for good on request", async () => {
    const { become, clock } = await open(ada, "?last_name.contains=Of-Ada");
    await become(undefined);
    fireEvent.click(button("Leave it and sign out"));
    await settle(clock);
    expect(screen.getByTestId("sign-in")).toBeTruthy();
    expect(screen.queryByTestId("companies")).toBeNull();
    expect(window.location.search).toBe("");
  });

  test("asks again for what failed for want of it", async () => {
    const { become, api, clock } = await open(ada);
    const { CompaniesError } = await import("../api/companies-api");
    api("ada").failures.push({ what: "page", error: new CompaniesError("signedOut", "The session has ended") });
    fireEvent.click(button("Next"));
    await settle(clock);
    await become(undefined);
    expect(screen.queryByTestId("failure")).toBeNull();
    await become(ada);
    expect(screen.getByTestId("range").textContent).toBe("101–200 of 250");
  });

  test("and another user: nothing of the former remains, nowhere", async () => {
    const { become, clock } = await open(ada, "?last_name.contains=Of-Ada&sort=-age");
    fireEvent.change(filter(), { target: { value: "typed by Ada" } });
    fireEvent.click(screen.getByTestId("export-menu"));
    fireEvent.click(screen.getByTestId("export-all-csv"));
    await settle(clock);
    expect(sessionStorage.getItem(exportStorageKey("ada"))).toContain("Of-Ada");
    await become(undefined);
    await become(grace);
    expect(window.location.search).toBe("");
    expect(sessionStorage.length).toBe(0);
    expect(html()).not.toMatch(/Of-Ada|typed by Ada|ada@/);
    expect(headerNames()).not.toContain("last_name");
    expect(screen.queryByTestId("exports")).toBeNull();
    expect(screen.getByTestId("range").textContent).toBe("1–100 of 250");
  });
});

test("signing in as another role without a reload shows no remains of the former one", async () => {
  const { clock, become } = await open(ada, "?last_name.contains=Of-Ada");
  expect(cell(0, headerNames().indexOf("last_name"))?.textContent).toBe("Of-Ada-Alone");
  fireEvent.click(screen.getByTestId("user-menu"));
  fireEvent.click(screen.getByTestId("sign-out"));
  await settle(clock);
  expect(screen.getByTestId("sign-in")).toBeTruthy();
  expect(html()).not.toMatch(/Of-Ada|ada@/);
  expect(window.location.search).toBe("");
  await become(grace);
  expect(headerNames()).not.toContain("last_name");
  expect(html()).not.toMatch(/Of-Ada|ada@/);
  expect(screen.getByTestId("withheld-columns").textContent).toContain("Last name");
});

test("an answer to the former user that comes late lands nowhere", async () => {
  const { clock, become, api } = await open(ada);
  let answer: () => void = () => undefined;
  api("ada").gate = new Promise((resolve) => {
    answer = resolve;
  });
  fireEvent.click(button("Next"));
  fireEvent.click(screen.getByTestId("export-menu"));
  fireEvent.click(screen.getByTestId("export-all-csv"));
  await settle(clock);
  await become(grace);
  answer();
  await settle(clock);
  expect(html()).not.toContain("Of-Ada");
  expect(screen.getByTestId("range").textContent).toBe("1–100 of 250");
  expect(screen.queryByTestId("exports")).toBeNull();
  expect(sessionStorage.length).toBe(0);
});

test("events for the former user are heard no more", async () => {
  const { become, api } = await open(ada);
  expect(api("ada").listeners.size).toBe(1);
  await become(grace);
  expect([api("ada").listeners.size, api("grace").listeners.size]).toEqual([0, 1]);
});

describe("a second tab", () => {
  test("that signs in as somebody else: this one notices and begins anew", async () => {
    const { become } = await open(ada, "?last_name.contains=Of-Ada");
    await become(grace);
    expect(screen.getByTestId("companies")).toBeTruthy();
    expect(window.location.search).toBe("");
    expect(html()).not.toMatch(/Of-Ada|ada@/);
  });

  test("that signs out: this one keeps nothing for anybody", async () => {
    const { tell } = await open(ada, "?last_name.contains=Of-Ada");
    await tell("signedOut");
    expect(screen.getByTestId("sign-in")).toBeTruthy();
    expect(window.location.search).toBe("");
    expect(html()).not.toMatch(/Of-Ada|ada@/);
  });

  test("that renews the tokens changes nothing here", async () => {
    const { tell, api } = await open(ada);
    const before = screen.getByTestId("companies-table");
    const asked = api("ada").asked.length;
    await tell("perhaps");
    expect(screen.getByTestId("companies-table")).toBe(before);
    expect(api("ada").asked).toHaveLength(asked);
  });
});

test("a user moved to another group loses what the former one showed", async () => {
  const { become } = await open(ada, "?last_name.contains=Of-Ada");
  await become({ ...ada, groups: ["businessAnalyst"] });
  expect(window.location.search).toBe("");
});
