// @vitest-environment node
import { describe, expect, test } from "vitest";
import { findLooseTexts } from "./loose-texts-for-tests";

const sources = import.meta.glob<string>(["../../{app,screens,ui}/**/*.{ts,tsx}", "!**/*.test.{ts,tsx}"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** Pages that passengers never see: their texts are for staff and in English. */
const forStaff: readonly { readonly path: RegExp; readonly reason: string }[] = [
  { path: /^screens\/(companies|operations)\//, reason: "pages for analysts and for the operations group" },
  { path: /^app\/(Companies|Operations|Session|SignIn|SignedIn|use-office)/, reason: "the way into those pages" },
  { path: /^ui\/jsdom-layout\.ts$|-for-tests\.tsx?$/, reason: "parts of tests" },
  { path: /^ui\/fonts\/language-fonts\.ts$/, reason: "names of fonts" },
  { path: /^ui\/(Dialog|DeskHeader|AccountMenu)\.tsx$/, reason: "parts of those pages; boards have none" },
];

const components = Object.entries(sources)
  .map(([path, source]) => ({ path: path.replace(/^(\.\.\/)+/, ""), source }))
  .filter(({ path }) => forStaff.every((exempt) => !exempt.path.test(path)));

test("the components of the boards are looked at", () => {
  const paths = components.map(({ path }) => path);
  expect(paths).toContain("screens/boards/FlightRow.tsx");
  expect(paths).toContain("app/App.tsx");
  expect(paths).toContain("ui/Panel.tsx");
  expect(paths.filter((path) => path.startsWith("screens/companies/"))).toEqual([]);
});

test.each(components)("$path has no text of its own: every text stands in a catalogue", ({ path, source }) => {
  expect(findLooseTexts(path, source)).toEqual([]);
});

describe("the finder can find", () => {
  test.each([
    { source: "<p>Boarding</p>", expected: ["Boarding"] },
    { source: "<p>{words.gate} now open</p>", expected: ["now open"] },
    { source: "<p>登机</p>", expected: ["登机"] },
    { source: '<p>{"late"}</p>', expected: ["late"] },
    { source: "<p>{`gate ${gate} closed`}</p>", expected: ["gate", "closed"] },
    { source: '<p>{late ? "late" : words.onTime}</p>', expected: ["late"] },
    { source: '<p>{late && "late"}</p>', expected: ["late"] },
    { source: '<p>{"to " + city}</p>', expected: ["to"] },
    { source: '<ul>{rows.map((row) => <li key="row">{row.name ?? "none"}</li>)}</ul>', expected: ["none"] },
    { source: '<ul>{rows.map(() => "none")}</ul>', expected: ["none"] },
    { source: '<img alt="map" />', expected: ["map"] },
    { source: "<input placeholder={`flight or ${place}`} />", expected: ["flight or"] },
    { source: '<button aria-label={open ? "close" : "open"} />', expected: ["close", "open"] },
    { source: '<Panel title="gone" tone="calm" />', expected: ["gone"] },
    { source: '<p title="more">{words.gate}</p>', expected: ["more"] },
    { source: 'const label = "Departures";', expected: ["Departures"] },
    { source: 'document.title = "Airport departures";', expected: ["Airport departures"] },
    { source: 'const name = { label: "Gate closed" };', expected: ["Gate closed"] },
    { source: 'const text = "please wait here.";', expected: ["please wait here."] },
  ])("$source: $expected", ({ source, expected }) => {
    expect(findLooseTexts("snippet.tsx", source).map(({ text }) => text)).toEqual(expected);
  });

  test("and says where", () => {
    expect(findLooseTexts("snippet.tsx", "const page = (\n  <p>\n    Boarding\n  </p>\n);")).toEqual([
      { file: "snippet.tsx", line: 3, text: "Boarding" },
    ]);
  });
});

describe("what is no text for people is left alone", () => {
  test.each([
    '<p className="text-soft">{words.gate}</p>',
    '<p data-testid="board" data-state={late ? "late" : "fine"}>{words.status[row.status]}</p>',
    '<button type="button" aria-live="polite">{words.follow}</button>',
    "<p>{`${hours}:${minutes}`} · +1</p>",
    '<p>{kind === "gate" ? words.gate(code) : words.belt(code)}</p>',
    '<p>{format.short(now, "long")}</p>',
    '<div>{(["departed", "landed"] as const).map((kind) => <Field key={kind} label={words[kind]} />)}</div>',
    '<ul>{rows.map((row) => <li className="row" key={row.key}>{row.name}</li>)}</ul>',
    'if (event.key === "Escape") close();',
    'throw new Error("No board around this component");',
    'console.warn("Airside: names did not load", reason);',
    'import { Panel } from "./Panel";',
    'type Key = "Enter" | "Escape";',
    '<svg><path d="M8 37h32v3H8z" /></svg>',
  ])("%s", (source) => {
    expect(findLooseTexts("snippet.tsx", source)).toEqual([]);
  });
});
