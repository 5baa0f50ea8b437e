import { expect, test, type Page } from "@playwright/test";
import { axeFindings } from "./axe-findings.js";
import { openBoard, openDisplay } from "./board.js";
import { operatingDate } from "./flight-day.js";
import { confirm, end, propose } from "./operations-client.js";
import type { OracleEvent } from "./oracle.js";
import { firstTokensOf } from "./people.js";
import { publish } from "./publisher.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";
import { expectNoSidewaysScroll } from "./sideways-scroll.js";

const sizes = [
  { name: "1920x1080", width: 1920, height: 1080 },
  { name: "1080x1920", width: 1080, height: 1920 },
  { name: "phone", width: 390, height: 844 },
];
const themes = ["modern", "classic", "light"];
const languages = ["en", "ar"];

async function expectAccessible(page: Page, what: string): Promise<void> {
  expect(await axeFindings(page), what).toEqual([]);
  await expectNoSidewaysScroll(page, what);
}

type Happening = readonly [event: string, facts: OracleEvent["facts"]];

const happenings: Readonly<Record<OracleEvent["direction"], readonly Happening[]>> = {
  DEPARTURE: [
    ["FlightBoarding", {}],
    ["FlightFinalCall", {}],
    ["FlightGateClosed", {}],
    ["FlightPushBack", {}],
  ],
  ARRIVAL: [
    ["FlightLanded", {}],
    ["FlightArrived", {}],
    ["FlightBaggageOnBelt", { belt: "4" }],
  ],
};
const happeningsOfBoth: readonly Happening[] = [
  ["FlightDelayed", { delayMinutes: 20 }],
  ["FlightCancelled", {}],
  ["FlightDiverted", { airport: "BOS" }],
];

/** Arrivals and departures of gate C1 with every status, the first of each as scheduled. */
function everyStatus(now: Date): readonly OracleEvent[] {
  const iso = (ms: number) => new Date(Math.floor(ms / 1_000) * 1_000).toISOString();
  return (["DEPARTURE", "ARRIVAL"] as const).flatMap((direction) =>
    [undefined, ...happenings[direction], ...happeningsOfBoth].flatMap((happening, index): OracleEvent[] => {
      const scheduledTime = now.getTime() + (10 + index) * 60_000;
      const date = operatingDate(new Date(scheduledTime));
      const flight = { carrier: "JK", num: 300 + index, date, direction };
      const place = { airport: "LHR", via: ["KEF"], terminal: "C", gate: "C1", codeshares: ["AA4321", "BA17"] };
      const schedule: OracleEvent = {
        ...flight,
        id: `${direction}-${index}`,
        time: iso(now.getTime() - 3_600_000),
        event: "FlightScheduled",
        facts: { ...place, scheduledTime: iso(scheduledTime) },
      };
      if (happening === undefined) return [schedule];
      const [event, facts] = happening;
      return [
        schedule,
        { ...schedule, id: `${schedule.id}-${event}`, time: iso(now.getTime() - 60_000), event, facts },
      ];
    }),
  );
}

let sandbox: SandboxProcess;

test.beforeAll(async () => {
  sandbox = await startSandbox();
  await publish(sandbox, everyStatus(new Date()));
});

test.afterAll(async () => {
  await sandbox.dispose();
});

for (const { name, width, height } of sizes) {
  test(`axe finds nothing on boards at ${name}, with flights and without`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openBoard(page, sandbox.url);
    await expect(page.locator("[data-flight]").first()).toBeVisible();
    await expectAccessible(page, name);
    await openBoard(page, sandbox.url, "?terminal=A");
    await expect(page.getByTestId("no-flights")).toBeVisible();
    await expectAccessible(page, `${name} without flights`);
  });
}

for (const path of ["/departures", "/arrivals", "/gates/C1", "/belts/4"]) {
  // Arrivals have the parts of departures, in the same colours.
  for (const theme of path === "/arrivals" ? themes.slice(0, 1) : themes) {
    test(`axe finds nothing on ${path}, ${theme}`, async ({ page }) => {
      // Right to left is the same in every theme.
      for (const language of theme === "modern" ? languages : languages.slice(0, 1)) {
        await openDisplay(page, `${sandbox.url}${path}?theme=${theme}&lang=${language}`);
        await expect(page.locator("[data-flight]").first()).toBeVisible();
        await expect(page.getByTestId("phone-code").locator("svg[data-text]")).toBeVisible();
        await expectAccessible(page, `${path} ${theme} ${language}`);
      }
    });
  }
}

test("axe finds nothing on a takeover of any level, wide, tall and on a phone, in English and Arabic", async ({
  page,
}) => {
  const one = { authorization: (await firstTokensOf(sandbox, "operations1@airside.example")).access };
  const other = { authorization: (await firstTokensOf(sandbox, "operations2@airside.example")).access };
  for (const level of ["INFORMATION", "WARNING", "EMERGENCY"]) {
    const { id } = await propose(sandbox, one, { level });
    await confirm(sandbox, other, id);
    // One size shows the colours of a level; the place of things is the same for all of them.
    for (const { name, width, height } of level === "EMERGENCY" ? sizes : sizes.slice(0, 1)) {
      await page.setViewportSize({ width, height });
      await page.goto(`${sandbox.url}/departures?lang=en,ar`);
      await expect(page.getByTestId("takeover")).toHaveAttribute("data-takeover", id);
      await expectAccessible(page, `${level} at ${name}`);
    }
    await end(sandbox, other, id);
  }
});

test("axe finds nothing on the sheet to print, nor on a board that nothing answers", async ({ page }) => {
  await page.goto(`${sandbox.url}/print`);
  await expect(page.locator("[data-flight]").first()).toBeVisible();
  const diverted = page.locator("[data-flight]").filter({ hasText: "Diverted, now going to Boston" });
  await expect(diverted).toContainText("London Heathrow via Reykjavík");
  await expectAccessible(page, "print");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page, "print on a phone");
  await page.route("**/graphql", (route) => route.abort());
  await page.goto(`${sandbox.url}/departures?location=B`);
  await expect(page.getByTestId("not-reachable")).toBeVisible();
  await expectAccessible(page, "not reachable");
});

test("axe finds nothing on a board set for its panel, nor where the address is refused", async ({ page }) => {
  await openDisplay(page, `${sandbox.url}/departures?panel=75`);
  await expect(page.locator("[data-flight]").first()).toBeVisible();
  await expectAccessible(page, "panel");
  await page.goto(`${sandbox.url}/departures?panel=75&rows=60`);
  await expect(page.getByTestId("bad-address")).toBeVisible();
  await expectAccessible(page, "refused");
});

// In Arabic for its direction; axe does not look at the contrast of Arabic letters.
for (const { language, notFound, badAddress, notAvailable, failed } of [
  {
    language: "en",
    notFound: "There is no such display",
    badAddress: "This display’s address is not valid",
    notAvailable: "Flight information is not available",
    failed: "This display had a problem",
  },
  {
    language: "ar",
    notFound: "لا توجد شاشة",
    badAddress: "عنوان هذه الشاشة",
    notAvailable: "معلومات الرحلات غير متاحة",
    failed: "حدث خلل",
  },
]) {
  test(`axe finds nothing where there is no display, no configuration, a wrong address, or a failure: ${language}`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: "light" });
    const visit = async (path: string, state: string, text: string): Promise<void> => {
      const address = new URL(path, sandbox.url);
      address.searchParams.set("lang", language);
      await page.goto(address.href);
      await expect(page.getByTestId(state)).toContainText(text);
      if (language === "en" || state === "failure") await expectAccessible(page, `${state} ${path}`);
      else await expectNoSidewaysScroll(page, `${state} ${path}`);
    };
    await visit("/nowhere", "not-found", notFound);
    await visit("/gates/B%2044", "bad-address", badAddress);
    await visit("/print?direction=arrival", "bad-address", badAddress);
    await page.route("**/amplify_outputs.json", (route) => route.abort());
    for (const path of ["/departures", "/print", "/flights"]) await visit(path, "not-reachable", notAvailable);
    if (language === "en") {
      // Desks, which speak the browser's language or English.
      await visit("/", "not-reachable", notAvailable);
      for (const path of ["/companies", "/operations"]) await visit(path, "not-reachable", "cannot be reached");
    }
    await page.unroute("**/amplify_outputs.json");
    await page.route("**/assets/PhonePage*.js", (route) => route.abort());
    await visit("/flights", "not-reachable", notAvailable);
    // What every board asks the browser for once it has its colours.
    await page.addInitScript(() => {
      Object.defineProperty(window, "ResizeObserver", {
        value: class {
          constructor() {
            throw new Error("broken by the test");
          }
        },
      });
    });
    await visit("/departures?theme=light", "failure", failed);
  });
}

test("with reduced motion nothing moves, whatever the look", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const theme of themes) {
    await openDisplay(page, `${sandbox.url}/departures?theme=${theme}&lang=en,de`);
    await expect(page.locator("[data-flight]").first()).toBeVisible();
    const moving = await page.evaluate(() =>
      document
        .getAnimations()
        .flatMap(({ effect }) => (effect instanceof KeyframeEffect ? effect.getKeyframes() : []))
        .filter((frame) => "transform" in frame || "opacity" in frame || "scale" in frame)
        .map((frame) => JSON.stringify(frame)),
    );
    expect(moving, theme).toEqual([]);
  }
});
