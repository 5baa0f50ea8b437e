import { act, cleanup, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { DisplayKind } from "../../display/display-kind";
import { expiryOf } from "../../display/takeover";
import { themes } from "../../ui/themes";
import { cellsOf, createDisplay, flightAt, noon, rescheduled, show, stubWall, takeoverIn } from "./board-for-tests";
import { phonePath } from "./PhoneCode";

beforeEach(() => {
  stubWall();
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const kinds: readonly { readonly kind: DisplayKind; readonly title: string; readonly noFlights: string }[] = [
  { kind: { name: "departures" }, title: "Departures", noFlights: "No departures at the moment" },
  { kind: { name: "arrivals" }, title: "Arrivals", noFlights: "No arrivals at the moment" },
  { kind: { name: "gate", gate: "B7" }, title: "Gate B7", noFlights: "No flight at this gate now" },
  { kind: { name: "belt", belt: "4" }, title: "Baggage belt 4", noFlights: "No baggage on this belt now" },
];

describe.each(kinds)("$title without flights", ({ kind, title, noFlights }) => {
  test("loading, not reachable and no flights are three different things", () => {
    const display = createDisplay(kind);
    show(display);
    expect(screen.getByRole("heading", { level: 1 }).textContent).toBe(title);
    expect(screen.getByTestId("loading").textContent).toBe("Loading flights");
    act(() => {
      display.board.store.setConnection("offline");
    });
    expect(screen.getByTestId("not-reachable").textContent).toContain("Please ask at your airline’s desk");
    act(() => {
      display.board.store.setState({ connection: "live", source: "fetched", feedAliveAt: noon, loadedAt: noon });
    });
    expect(screen.getByTestId("no-flights").textContent).toContain(noFlights);
    expect(screen.queryByTestId("page")).toBeNull();
  });
});

test("a lost connection and old data are said aloud, in the passenger's language", async () => {
  const display = createDisplay({ name: "departures" }, { languages: ["de"] }, [flightAt(1, 0)]);
  show(display);
  const notice = screen.getByTestId("notice");
  expect([notice.textContent, notice.getAttribute("role")]).toEqual(["", "status"]);
  expect(screen.getByTestId("updated").textContent).toBe("Aktualisiert um 07:00:00 Uhr");
  act(() => {
    display.board.store.setConnection("reconnecting");
  });
  expect(notice.textContent).toBe("Verbindung verloren, wird neu aufgebaut. Stand der Flüge: 07:00:00 Uhr");
  act(() => {
    display.board.store.setConnection("live");
  });
  expect(notice.textContent).toBe("");
  // All connections are up; only the feed says nothing.
  await display.wait(60_000);
  expect(notice.textContent).toContain("möglicherweise veraltet");
  expect(screen.queryByTestId("updated")).toBeNull();
});

test("on a small wide panel a notice is said two lines at a time, in the place of the title", async () => {
  vi.stubGlobal("innerWidth", 1920);
  vi.stubGlobal("innerHeight", 1080);
  const panel = { diagonalInches: 43, distanceMetres: 3 };
  const display = createDisplay({ name: "departures" }, { panel }, [flightAt(1, 10)]);
  show(display);
  const head = screen.getByRole("banner");
  expect(head.textContent).toContain("Updated 07:00:00");
  expect(screen.queryByTestId("panel-notice")).toBeNull();
  await display.wait(61_000);
  const said = new Set<string>();
  for (let turn = 0; turn < 6; turn += 1) {
    said.add(screen.getByTestId("panel-notice").textContent ?? "");
    await display.wait(4_000);
  }
  expect([...said].join(" ")).toContain("Flights as of");
  expect([...said].join(" ")).toContain("out of date.");
  expect(screen.getByTestId("notice").textContent).toContain("Flight information may be out of date. Flights as of");
  // Rows keep their place.
  expect(head.dataset["notice"]).toBe("");
  expect(screen.getByTestId("flight-row")).toBeDefined();
  await display.wait(11 * 60_000);
  said.clear();
  for (let turn = 0; turn < 6; turn += 1) {
    said.add(screen.getByTestId("panel-notice").textContent ?? "");
    await display.wait(4_000);
  }
  expect([...said].join(" "), "what the marks mean").toContain("? Confirm at");
});

test("times and gates are marked once the data is too old to be trusted", async () => {
  const display = createDisplay({ name: "departures" }, {}, [flightAt(1, 10)]);
  show(display);
  const row = () => cellsOf(screen.getByTestId("flight-row"));
  await display.wait(9 * 60_000);
  expect(row()).toMatchObject({ time: "08:10", gate: "B7" });
  expect(screen.queryByTestId("aged-legend")).toBeNull();
  await display.wait(2 * 60_000);
  expect(row()).toMatchObject({ time: "08:10", gate: "B7? Confirm at desk" });
  expect(screen.getByTestId("aged-legend").textContent).toBe("?Confirm at desk");
  await display.wait(5 * 60_000);
  expect(row()).toMatchObject({ time: "08:10? Confirm at desk", gate: "B7? Confirm at desk" });
  expect(row()["estimated"] ?? "", "nothing there that could be old").toBe("");
});

test("the document has the display's title and theme, and gets back what it had", () => {
  document.title = "Airside";
  show(createDisplay({ name: "arrivals" }, { terminal: "B", theme: "light", languages: ["fr"] }, []));
  expect(document.title).toBe("Arrivées · Terminal B · Newark Liberty");
  const root = document.documentElement;
  expect([root.style.getPropertyValue("--board"), root.style.colorScheme]).toEqual(["#ffffff", "light"]);
  expect(root.lang).toBe("fr");
  cleanup();
  expect(document.title).toBe("Airside");
  expect(root.style.getPropertyValue("--board")).toBe(themes.modern.colours.board);
});

test("the code for phones opens the phone page with the same flights", async () => {
  show(createDisplay({ name: "gate", gate: "B7" }, { terminal: "B" }, []));
  const code = await screen.findByRole("img", { name: "Flights on your phone" });
  expect(code.dataset["text"]).toBe("http://localhost:3000/flights?terminal=B&gate=B7&lang=en");
});

test.each<{ readonly kind: DisplayKind; readonly languages: readonly ("en" | "de")[]; readonly expected: string }>([
  { kind: { name: "departures" }, languages: ["de"], expected: "/flights?lang=de" },
  { kind: { name: "arrivals" }, languages: ["en", "de"], expected: "/flights?direction=arrivals" },
  { kind: { name: "belt", belt: "4" }, languages: ["en"], expected: "/flights?direction=arrivals&belt=4&lang=en" },
])("phones that scan $kind.name get $expected", ({ kind, languages, expected }) => {
  expect(phonePath(kind, createDisplay(kind, { languages }).board.options)).toBe(expected);
});

describe("a takeover", () => {
  const takeOver = (display: ReturnType<typeof createDisplay>, takeover: ReturnType<typeof takeoverIn>) => {
    act(() => {
      display.board.store.setState({ takeovers: new Map([[takeover.id, takeover]]) });
    });
  };

  test.each(kinds)("takes the place of the flights of $title, and ends by itself", async ({ kind }) => {
    const display = createDisplay(kind, {}, [flightAt(1, 300)]);
    show(display);
    const takeover = takeoverIn(["en"]);
    takeOver(display, takeover);
    expect(screen.getByTestId("takeover").dataset).toMatchObject({ level: "EMERGENCY", takeover: "takeover-1" });
    expect(screen.getByRole("alert").textContent).toBe("Emergency: Title en");
    expect(screen.queryByTestId(kind.name)).toBeNull();
    await vi.waitFor(() => {
      expect(display.painted.at(-1)).toEqual({ rows: [], beyond: 0, takeoverId: "takeover-1" });
    });
    await display.wait(expiryOf(takeover) - noon);
    expect(screen.queryByTestId("takeover")).toBeNull();
    expect(screen.getByTestId(kind.name)).toBeTruthy();
    await vi.waitFor(() => {
      expect(display.painted.at(-1)?.takeoverId).toBeUndefined();
    });
  });

  test("speaks all languages of the display within 15 s, each as it is written", async () => {
    const languages = ["en", "es", "de", "fr", "ar", "zh", "ja"] as const;
    const display = createDisplay({ name: "departures" }, { languages });
    show(display);
    takeOver(display, takeoverIn(languages));
    const seen = new Map<string, string>();
    for (let second = 0; second < 15; second += 1) {
      for (const section of screen.getByTestId("takeover").querySelectorAll("section")) {
        seen.set(`${section.lang} ${section.dir}`, section.textContent);
      }
      await display.wait(1_000);
    }
    expect([...seen.keys()].sort()).toEqual(["ar rtl", "de ltr", "en ltr", "es ltr", "fr ltr", "ja ltr", "zh ltr"]);
    expect(seen.get("de ltr")).toBe("NotfallTitle deDetail de");
  });

  test("says what it has in English to displays of another language", () => {
    const display = createDisplay({ name: "departures" }, { languages: ["ar", "ja"] });
    show(display);
    takeOver(display, takeoverIn(["en", "ja"], { level: "WARNING" }));
    const [english, japanese] = screen.getByTestId("takeover").querySelectorAll("section");
    expect([english?.lang, english?.dir, english?.querySelector(".takeover-title")?.textContent]).toEqual([
      "en",
      "ltr",
      "Title en",
    ]);
    expect(english?.querySelector<HTMLElement>(".takeover-level")?.dir, "its level, in Arabic").toBe("rtl");
    expect(japanese?.querySelector(".takeover-title")?.textContent).toBe("Title ja");
  });
});

test("on a panel of known size all text is as large as its distance asks, and stops take turns with the place", async () => {
  vi.stubGlobal("innerWidth", 1920);
  vi.stubGlobal("innerHeight", 1080);
  const panel = { diagonalInches: 75, distanceMetres: 3 };
  const flight = rescheduled(flightAt(1, 0), { via: ["LIM"] });
  const display = createDisplay({ name: "departures" }, { panel }, [flight]);
  show(display);
  const board = screen.getByTestId("departures");
  // 51 mm capitals of 0.698 em on a panel of 1660 mm for 1920 pixels.
  expect(Number.parseFloat(board.style.getPropertyValue("--least"))).toBeCloseTo(51 / 0.698 / (1660.3 / 1920), 0);
  expect(Number.parseFloat(board.style.getPropertyValue("--qr-side"))).toBeCloseTo(300 / (1660.3 / 1920), 0);
  const seen = new Set<string | undefined>();
  for (let second = 0; second < 15; second += 1) {
    const place = screen.getByTestId("flight-row").querySelector('[data-cell="place"] [aria-hidden]');
    seen.add(place?.textContent ?? undefined);
    await display.wait(1_000);
  }
  expect([...seen].sort()).toEqual(["Boston", "via Lima"]);
});
