import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { defaultOptions } from "./display-options";
import {
  expiryOf,
  isShown,
  mergeTakeovers,
  shownTakeover,
  takeoverText,
  zonesAt,
  zonesOf,
  type Takeover,
  type TakeoverLevel,
  type TakeoverState,
} from "./takeover";
import { confirmedTakeover } from "./takeover-samples";

const now = Date.parse("2024-01-25T12:00:00Z");
const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();

const takeover = (id: string, fields: Partial<Takeover> = {}): Takeover =>
  confirmedTakeover(id, now - 60_000, { expiresAt: at(10), ...fields });

describe("zones of a display", () => {
  test.each([
    { kind: { name: "departures" }, options: {}, expected: ["all"], source: "a board of the whole airport" },
    {
      kind: { name: "departures" },
      options: { terminal: "B" },
      expected: ["all", "terminal/B"],
      source: "a terminal's own board",
    },
    {
      kind: { name: "departures" },
      options: { location: "A" },
      expected: ["all", "terminal/A"],
      source: "the whole airport's board, hung in A",
    },
    {
      kind: { name: "arrivals" },
      options: { location: "A", terminal: "B" },
      expected: ["all", "terminal/A"],
      source: "display-options.ts: location goes before terminal",
    },
    {
      kind: { name: "gate", gate: "B44" },
      options: { location: "B" },
      expected: ["all", "terminal/B", "gate/B44"],
      source: "issue 4: all, terminal, gate",
    },
    { kind: { name: "gate", gate: "B44" }, options: {}, expected: ["all", "gate/B44"], source: "a gate alone" },
    { kind: { name: "belt", belt: "4" }, options: {}, expected: ["all"], source: "belts are no zone" },
  ] as const)("$kind.name $options: $expected ($source)", ({ kind, options, expected }) => {
    expect(zonesOf(kind, { ...defaultOptions, ...options })).toEqual(expected);
  });
});

test.each([
  { place: { terminal: undefined, gate: undefined }, expected: ["all"], source: "the whole airport" },
  { place: { terminal: "B", gate: undefined }, expected: ["all", "terminal/B"], source: "the code of ?terminal=B" },
  { place: { terminal: undefined, gate: "B44" }, expected: ["all", "gate/B44"], source: "the code of gate B44" },
  { place: { terminal: "B", gate: "B44" }, expected: ["all", "terminal/B", "gate/B44"], source: "of both" },
] as const)("a page about $place shows takeovers of $expected ($source)", ({ place, expected }) => {
  expect(zonesAt(place)).toEqual(expected);
});

describe("which takeover shows", () => {
  test.each([
    { fields: {}, expected: true, source: "confirmed, and its time has not come" },
    { fields: { state: "PROPOSED", confirmedAt: null, expiresAt: null }, expected: false, source: "two people" },
    { fields: { state: "ENDED", endedAt: at(-0.5) }, expected: false, source: "ended" },
    { fields: { expiresAt: at(0) }, expected: false, source: "it shows until, not at, its expiry" },
    { fields: { expiresAt: at(0.001) }, expected: true, source: "a moment before" },
    { fields: { expiresAt: null }, expected: false, source: "without an expiry it would never go" },
    { fields: { expiresAt: "soon" }, expected: false, source: "the same" },
  ] as const)("$fields: $expected ($source)", ({ fields, expected }) => {
    expect(isShown(takeover("t", fields), now)).toBe(expected);
    expect(shownTakeover([takeover("t", fields)], now)?.id).toBe(expected ? "t" : undefined);
  });

  test.each([
    {
      all: [takeover("calm", { level: "INFORMATION", confirmedAt: at(-1) }), takeover("loud", { level: "EMERGENCY" })],
      expected: "loud",
      source: "the highest level",
    },
    {
      all: [takeover("new", { confirmedAt: at(-1) }), takeover("old", { confirmedAt: at(-2) })],
      expected: "new",
      source: "then the newest confirmed",
    },
    {
      all: [takeover("1"), takeover("2")],
      expected: "2",
      source: "then the newest proposed: ids begin with its time",
    },
    {
      all: [takeover("loud", { level: "EMERGENCY", expiresAt: at(-1) }), takeover("calm", { level: "INFORMATION" })],
      expected: "calm",
      source: "the loud one is over",
    },
  ])("$expected ($source)", ({ all, expected }) => {
    expect(shownTakeover(all, now)?.id).toBe(expected);
    expect(shownTakeover([...all].reverse(), now)?.id).toBe(expected);
  });

  test("the expiry is an instant, whatever its zone", () => {
    expect(expiryOf(takeover("t", { expiresAt: "2024-01-25T13:00:00+01:00" }))).toBe(now);
  });
});

describe("its text", () => {
  const texts = [
    { language: "en", title: "Leave the hall", detail: "By the nearest exit" },
    { language: "de", title: "Verlassen Sie die Halle", detail: null },
  ];

  test("is in the display's language, else in English", () => {
    expect(takeoverText(takeover("t", { texts }), "de").title).toBe("Verlassen Sie die Halle");
    expect(takeoverText(takeover("t", { texts }), "ja").title).toBe("Leave the hall");
  });

  test("without English, which the contract rules out, is any text rather than none", () => {
    expect(takeoverText(takeover("t", { texts: texts.slice(1) }), "fr").title).toBe("Verlassen Sie die Halle");
    expect(takeoverText(takeover("t", { texts: [] }), "fr").title).toBe("WARNING");
  });
});

const seed = 4_180_033;

describe(`merging (seed ${String(seed)})`, () => {
  const one = fc
    .record({
      state: fc.constantFrom<TakeoverState>("PROPOSED", "CONFIRMED", "ENDED"),
      level: fc.constantFrom<TakeoverLevel>("INFORMATION", "EMERGENCY"),
      expiresAt: fc.constantFrom(at(1), at(2), null),
    })
    .map((fields) => takeover("t", fields));

  test("is commutative, associative and idempotent, and never goes back", () => {
    const states: readonly TakeoverState[] = ["PROPOSED", "CONFIRMED", "ENDED"];
    fc.assert(
      fc.property(one, one, one, (a, b, c) => {
        expect(mergeTakeovers(a, b)).toEqual(mergeTakeovers(b, a));
        expect(mergeTakeovers(mergeTakeovers(a, b), c)).toEqual(mergeTakeovers(a, mergeTakeovers(b, c)));
        expect(mergeTakeovers(a, a)).toBe(a);
        const further = Math.max(states.indexOf(a.state), states.indexOf(b.state));
        expect(mergeTakeovers(a, b).state).toBe(states[further]);
      }),
      { seed },
    );
  });

  test("two takeovers are never one", () => {
    expect(() => mergeTakeovers(takeover("a"), takeover("b"))).toThrow("cannot merge takeover a with b");
  });
});
