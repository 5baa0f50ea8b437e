import { expect, test, type Browser, type Page } from "@playwright/test";
import { closeContexts } from "./contexts.js";
import { familyIsThere, renderedFonts } from "./rendered-fonts.js";
import { startSandbox, type SandboxProcess } from "./sandbox.js";

test.use({ serviceWorkers: "allow" });

let sandbox: SandboxProcess;

test.beforeAll(async () => {
  sandbox = await startSandbox({ sampleDay: true });
});

test.afterEach(closeContexts);

test.afterAll(async () => {
  await sandbox.dispose();
});

const languages = [
  { language: "en", heading: "Departures", direction: "ltr", faces: ["IBM Plex Sans"], kilobytes: 130 },
  { language: "es", heading: "Salidas", direction: "ltr", faces: ["IBM Plex Sans"], kilobytes: 130 },
  { language: "de", heading: "Abflug", direction: "ltr", faces: ["IBM Plex Sans"], kilobytes: 130 },
  { language: "fr", heading: "Départs", direction: "ltr", faces: ["IBM Plex Sans"], kilobytes: 130 },
  {
    language: "ar",
    heading: "المغادرة",
    direction: "rtl",
    faces: ["IBM Plex Sans", "IBM Plex Sans Arabic", "IBM Plex Sans Arabic SemiBold"],
    kilobytes: 230,
  },
  { language: "zh", heading: "出发", direction: "ltr", faces: ["IBM Plex Sans", "Noto Sans SC Thin"], kilobytes: 850 },
  { language: "ja", heading: "出発", direction: "ltr", faces: ["IBM Plex Sans", "Noto Sans JP Thin"], kilobytes: 800 },
] as const;

/** As style sheets call what a language needs last. */
const families = {
  en: "IBM Plex Sans",
  es: "IBM Plex Sans",
  de: "IBM Plex Sans",
  fr: "IBM Plex Sans",
  ar: "IBM Plex Sans Arabic",
  zh: "Noto Sans SC Variable",
  ja: "Noto Sans JP Variable",
} as const;

for (const { language, heading, direction, faces, kilobytes } of languages) {
  const family = families[language];
  test(`${language}: every character comes from a face that the app brings, with no more than it needs`, async ({
    page,
  }) => {
    const loaded = countFonts(page);
    await openBoard(page, language);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await expect(page.getByTestId("board")).toHaveCSS("direction", direction);
    await familyIsThere(page, family);
    const used = await renderedFonts(page);
    expect(used.filter(({ bundled }) => !bundled)).toEqual([]);
    expect([...new Set(used.map(({ family }) => family))].sort()).toEqual([...faces].sort());
    const total = await loaded();
    test.info().annotations.push({ type: "fonts", description: `${language}: ${String(total)} KB` });
    expect(total).toBeGreaterThan(60);
    expect(total).toBeLessThan(kilobytes);
  });
}

test("a display that loses its network can say so in Japanese: it has the characters already", async ({ page }) => {
  await openBoard(page, "ja");
  await familyIsThere(page, "Noto Sans JP Variable");
  await page.context().setOffline(true);
  const text = "接続されていません。運航情報を表示できません。カウンターでお尋ねください。目的地変更";
  const missing = await page.evaluate(
    (characters) => [...characters].filter((each) => !document.fonts.check('400 20px "Noto Sans JP Variable"', each)),
    text,
  );
  expect(missing).toEqual([]);
});

test("a display without its configuration says so in its own language", async ({ browser }) => {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const page = await context.newPage();
  await page.route("**/amplify_outputs.json", (route) => route.abort());
  await page.goto(`${sandbox.url}/departures?lang=ar,en`);
  await expect(page.locator("main[lang=ar][dir=rtl]")).toContainText("معلومات الرحلات غير متاحة");
});

test("a Latin face that comes late moves next to nothing", async ({ page }) => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*.woff2", async (route) => {
    await held;
    await route.continue();
  });
  // Fonts are part of loading: without them the page never finishes it.
  await page.goto(`${sandbox.url}/departures?lang=de`, { waitUntil: "commit" });
  await expect(page.locator("html")).toHaveAttribute("data-connection", "live");
  await expect(page.getByTestId("flight-row").first()).toBeVisible();
  expect(await page.evaluate(() => document.fonts.check('16px "IBM Plex Sans"'))).toBe(false);
  const shift = page.evaluate(async () => {
    let total = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) total += (entry as PerformanceEntry & { readonly value: number }).value;
    });
    observer.observe({ type: "layout-shift" });
    await new Promise((resolve) => {
      document.fonts.addEventListener("loadingdone", resolve, { once: true });
    });
    // Two frames: the page lays itself out with the new widths, and paints.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    for (const entry of observer.takeRecords()) total += (entry as PerformanceEntry & { readonly value: number }).value;
    return total;
  });
  release();
  // "Good" ends at 0.1 (https://web.dev/articles/cls).
  const moved = await shift;
  test.info().annotations.push({ type: "layout shift", description: String(moved) });
  expect(moved).toBeLessThan(0.05);
});

test("times are the airport's, whatever the zone, language and digits of the device", async ({ browser }) => {
  // The sample day's clock runs on; what is scheduled does not.
  const [tokyo, cairo] = await Promise.all([
    timesOn(browser, { timezoneId: "Asia/Tokyo", locale: "ja-JP" }),
    timesOn(browser, { timezoneId: "Africa/Cairo", locale: "ar-EG" }),
  ]);
  const shared = Object.keys(tokyo).filter((flight) => flight in cairo);
  expect(shared.length).toBeGreaterThan(4);
  // Without marks of another day: midnight may come between the two.
  const [there, here] = [tokyo, cairo].map((times) => shared.map((flight) => times[flight]?.slice(0, 5)));
  expect(there).toEqual(here);
  for (const flight of shared) expect(tokyo[flight]).toMatch(/^\d\d:\d\d/);
});

async function openBoard(page: Page, language: string, others = ""): Promise<void> {
  await page.goto(`${sandbox.url}/departures?lang=${language}${others}`);
  await expect(page.locator("html")).toHaveAttribute("data-connection", "live");
  await expect(page.getByTestId("flight-row").first()).toBeVisible();
}

/** Counts what comes of fonts, but not what the service worker asks for again to keep it; the answer gives kilobytes. */
function countFonts(page: Page): () => Promise<number> {
  const bodies: Promise<Buffer>[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".woff2") && !response.fromServiceWorker()) bodies.push(response.body());
  });
  return async () => Math.round((await Promise.all(bodies)).reduce((total, body) => total + body.length, 0) / 1_000);
}

/** Scheduled times by flight on a device with these settings. */
async function timesOn(
  browser: Browser,
  device: { readonly timezoneId: string; readonly locale: string },
): Promise<Readonly<Record<string, string>>> {
  const context = await browser.newContext({ ...device, viewport: { width: 1920, height: 1080 } });
  const page = await context.newPage();
  await openBoard(page, "ar", "&layout=list");
  const rows = await page
    .getByTestId("flight-row")
    .evaluateAll((elements) =>
      elements.map((element) => [
        element.getAttribute("data-flight") ?? "",
        element.querySelector('[data-cell="time"]')?.textContent ?? "",
      ]),
    );
  await context.close();
  return Object.fromEntries(rows) as Record<string, string>;
}
