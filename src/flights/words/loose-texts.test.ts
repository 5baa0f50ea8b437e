// @vitest-environment node
import { describe, expect, test } from "vitest";
import { addressVocabularies } from "../../display/address-vocabulary";
import { chooserVocabularies } from "../../display/chooser-vocabulary";
import { vocabularies } from "../vocabulary";
import { textsOf } from "./catalogue";
import { findLooseTexts } from "./loose-texts-for-tests";
import { findNameUse, unusedTexts } from "./unused-texts-for-tests";

const sources = import.meta.glob<string>(["/src/**/*.{ts,tsx}", "!**/*.test.{ts,tsx}", "!**/*.d.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

/** What has texts, and may: catalogues, and what only staff or programmers read, in English. */
const exempt: readonly { readonly path: RegExp; readonly reason: string }[] = [
  { path: /^(flights\/words|display\/(address|chooser)-words)\//, reason: "the catalogues themselves" },
  { path: /^display\/takeover-templates\.ts$/, reason: "a catalogue of what operations may say, in all languages" },
  { path: /^(screens\/(companies|operations)|companies)\//, reason: "pages for analysts and for the operations group" },
  { path: /^app\/(Companies|Operations|Session|SignIn|SignedIn|use-office)/, reason: "the way into those pages" },
  { path: /^state\/export-list\.ts$/, reason: "of those pages" },
  { path: /^ui\/(Dialog|DeskHeader|AccountMenu)\.tsx$/, reason: "parts of those pages; boards have none" },
  { path: /^api\//, reason: "speaks with the backend, the console and those pages" },
  { path: /^ui\/jsdom-layout\.ts$|-for-tests\.tsx?$|^flights\/flight-samples\.ts$/, reason: "parts of tests" },
  { path: /^ui\/fonts\/language-fonts\.ts$/, reason: "names of fonts" },
];

const modules = Object.entries(sources)
  .map(([path, source]) => ({ path: path.replace(/^\/src\//, ""), source }))
  .filter(({ path }) => exempt.every((each) => !each.path.test(path)));

test("all that speaks to passengers is looked at", () => {
  const paths = modules.map(({ path }) => path);
  expect(paths).toContain("screens/boards/FlightRow.tsx");
  expect(paths).toContain("app/App.tsx");
  expect(paths).toContain("ui/Panel.tsx");
  expect(paths).toContain("display/display-options.ts");
  expect(paths).toContain("flights/board-row.ts");
  expect(paths).toContain("state/use-freshness-words.ts");
  expect(paths.filter((path) => path.startsWith("screens/companies/"))).toEqual([]);
});

test.each(modules)("$path has no text of its own: every text stands in a catalogue", ({ path, source }) => {
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
    { source: "refuse(name, `one of ${values}`)", expected: ["one of"] },
    { source: 'const actual = "(empty)";', expected: ["(empty)"] },
    { source: 'const seen = "rows, columns";', expected: ["rows, columns"] },
    { source: "const height = `${millimetres} mm`;", expected: ["mm"] },
    { source: "const limits = `from ${least} to ${most}`;", expected: ["from", "to"] },
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
    "report(`asking for the version: ${reason}`);",
    'const look = useMedia("(prefers-color-scheme: light)");',
    'const classes = "inline-block max-w-full";',
    "const shift = `translate(${x}px, ${y}px)`;",
    'import { Panel } from "./Panel";',
    'type Key = "Enter" | "Escape";',
    '<svg><path d="M8 37h32v3H8z" /></svg>',
  ])("%s", (source) => {
    expect(findLooseTexts("snippet.tsx", source)).toEqual([]);
  });
});

const uses = Object.entries(sources)
  .filter(([path]) => !/words\/|-for-tests\./.test(path))
  .map(([path, source]) => findNameUse(path, source));

/** `byBrackets` are texts that are asked for by a name in a variable: `words[orientation]`. */
const catalogues: readonly { readonly name: string; readonly words: object; readonly byBrackets: readonly string[] }[] =
  [
    { name: "displays", words: vocabularies.en, byBrackets: [] },
    { name: "the chooser", words: chooserVocabularies.en, byBrackets: ["landscape", "portrait"] },
    {
      name: "wrong addresses",
      words: addressVocabularies.en,
      byBrackets: ["oneOf", "someOf", "onPanel", "roomForColumns"],
    },
  ];

test.each(catalogues)("every text of $name is asked for somewhere", ({ words, byBrackets }) => {
  const paths = textsOf(words).map(({ path }) => path);
  expect(unusedTexts(paths, uses)).toEqual(byBrackets);
});

test.each([
  { source: "words.phone.date", expected: [], by: "its path" },
  { source: "const { date } = words.phone;", expected: [], by: "its name" },
  { source: "const { date: day } = words.phone;", expected: [], by: "its name" },
  { source: "say(words.phone)", expected: [], by: "its group" },
  { source: "words.phone[name]", expected: [], by: "its group" },
  { source: "words.phone.title", expected: ["phone.date"], by: "nothing" },
  { source: "format.date(now)", expected: ["phone.date"], by: "nothing" },
])("$source asks for phone.date by $by", ({ source, expected }) => {
  expect(unusedTexts(["phone.date"], [findNameUse("module.ts", source)])).toEqual(expected);
});
