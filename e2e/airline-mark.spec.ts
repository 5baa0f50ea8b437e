import { fileURLToPath } from "node:url";
import { expect, test, type Page, type Route } from "@playwright/test";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { build, type Plugin, type Rollup } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A page of marks alone: the boards that show them have tests of their own. */
const page = `
  import { createElement as h } from "react";
  import { createRoot } from "react-dom/client";
  import { AirlineMark } from "/src/ui/AirlineMark.tsx";
  import { applyTheme, themes } from "/src/ui/themes.ts";
  import "/src/ui/theme.css";
  applyTheme(themes.modern, document.documentElement);
  const carriers = ["UA", "BA", "LH", "AF", "KL", "DL"];
  const marks = new Map(carriers.slice(0, 5).map((carrier) => [carrier, "/marks/" + carrier + ".svg"]));
  const rows = carriers.map((carrier) =>
    h("p", { key: carrier, "data-carrier": carrier }, h(AirlineMark, { carrier, name: "Airline " + carrier, marks }), " " + carrier),
  );
  createRoot(document.getElementById("root")).render(rows);
`;

const pageModule: Plugin = {
  name: "airline-mark-page",
  resolveId: (source) => (source === "virtual:marks-page" ? "\0virtual:marks-page" : undefined),
  load: (source) => (source === "\0virtual:marks-page" ? page : undefined),
};

const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 50 30"><path d="M5 25 35 5h10v20z" fill="#0a3a8c"/></svg>`;

/** What the server of the marks answers, by address: one image, and the ways not to send one. */
const answers: Readonly<Record<string, (route: Route) => Promise<void>>> = {
  "/marks/UA.svg": (route) => route.fulfill({ contentType: "image/svg+xml", body: svg }),
  "/marks/BA.svg": (route) => route.fulfill({ status: 404, contentType: "text/plain", body: "Not found" }),
  "/marks/LH.svg": (route) => route.abort("connectionrefused"),
  "/marks/AF.svg": (route) => route.fulfill({ contentType: "image/svg+xml", body: "<!doctype html><p>Sign in" }),
  // Never answers.
  "/marks/KL.svg": () => Promise.resolve(),
};

/** The built page's script and styles, by address. What else the build makes, such as fonts, the page does without. */
let files: ReadonlyMap<string, string>;

test.beforeAll(async () => {
  const result = await build({
    root,
    configFile: false,
    logLevel: "error",
    plugins: [react(), tailwindcss(), pageModule],
    build: { write: false, rolldownOptions: { input: "virtual:marks-page" } },
  });
  const [output] = (Array.isArray(result) ? result : [result]) as Rollup.RollupOutput[];
  const built = output?.output ?? [];
  const script = built.find((file) => file.type === "chunk" && file.isEntry);
  const styles = built.find((file) => file.fileName.endsWith(".css"));
  if (script?.type !== "chunk" || styles?.type !== "asset") throw new Error("expected a script and styles");
  files = new Map([
    ["/page.js", script.code],
    ["/page.css", String(styles.source)],
  ]);
});

async function openMarks(on: Page): Promise<void> {
  await on.route("http://marks.localhost/**", async (route) => {
    const { pathname } = new URL(route.request().url());
    const answer = answers[pathname];
    if (answer !== undefined) return answer(route);
    const body = files.get(pathname);
    if (pathname === "/") {
      const html = `<!doctype html><title>Marks</title><link rel="stylesheet" href="/page.css"><div id="root"></div>`;
      return route.fulfill({ contentType: "text/html", body: `${html}<script type="module" src="/page.js"></script>` });
    }
    if (body === undefined) return route.fulfill({ status: 404 });
    return route.fulfill({ contentType: pathname.endsWith(".css") ? "text/css" : "text/javascript", body });
  });
  await on.goto("http://marks.localhost/", { waitUntil: "domcontentloaded" });
}

test("a mark is an image that loaded or the airline's code, never a broken image", async ({ page: on }) => {
  await openMarks(on);
  const mark = (carrier: string) => on.locator(`[data-carrier="${carrier}"]`).getByRole("img");

  await expect(mark("UA").locator("img")).toBeVisible();
  await expect(mark("UA")).toHaveText("");
  for (const carrier of ["BA", "LH", "AF"]) {
    await expect(mark(carrier).locator("img"), `${carrier}: no image`).toHaveCount(0);
    await expect(mark(carrier)).toHaveText(carrier);
  }
  await expect(mark("KL").locator("img"), "KL: still waiting for its image").toBeHidden();
  await expect(mark("KL")).toHaveText("KL");
  await expect(mark("DL")).toHaveText("DL");

  // The names beside the marks stand in one line, whatever the mark is.
  const widths = await on
    .getByRole("img")
    .evaluateAll((marks) => marks.map((each) => each.getBoundingClientRect().width));
  expect(new Set(widths).size).toBe(1);
});
