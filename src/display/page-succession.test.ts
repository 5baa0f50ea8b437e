import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arranged, pagesOf, succession, type PlannedRows } from "./page-succession";
import { leastPageMs } from "./reading-time";
import { planRotation } from "./rotation";

const capacity = 4;

function board(names: string, languages = 1, numbers: Readonly<Record<string, number>> = {}): PlannedRows {
  const ids = names.split(" ");
  const numbersPerRow = ids.map((id) => numbers[id] ?? 1);
  return { ids, plan: planRotation({ numbersPerRow, capacity, languages, numbersAtOnce: 1 }) };
}

/** Pages in a line, and their times in one language. */
const shape = (rows: PlannedRows): string =>
  pagesOf(rows)
    .map((page, index) => `${page.join(" ")} (${String(rows.plan.pages[index]?.dwellMs)})`)
    .join(", ");

/** What a board shows, cycle after cycle, until it shows the newest rows. */
function cycles(held: PlannedRows, newest: PlannedRows): readonly string[] {
  const all: string[] = [];
  let rows = held;
  while (rows !== newest && all.length < 10) {
    rows = succession(rows, newest);
    all.push(shape(rows));
  }
  return all;
}

describe("succession", () => {
  const rows = [
    {
      name: "a flight comes before others, and the last page has room",
      held: board("a b c d e f"),
      newest: board("a X b c d e f"),
      expected: ["a b c d (7000), X d e f (7000)", "a X b c (7000), d e f (7000)"],
      source: "d is due on the first page, and the last one has to show it before; until then X is there, too",
    },
    {
      name: "a flight comes before others, and the last page is full",
      held: board("a b c d e f g h", 3),
      newest: board("a X b c d e f g h", 3),
      expected: ["a b c d (4666), X d e f (4666)", "a X b c (4666), d e f g (4666)"],
      source: "h has no place in the end; the window is shortened by g, too, for a cycle",
    },
    {
      name: "a flight comes to the first of three pages",
      held: board("a b c d e f g h i j"),
      newest: board("X a b c d e f g h i j"),
      expected: ["a b c d (9333), e f g h (9333), X d h i (9334)", "X a b c (9333), d e f g (9333), h i j (9334)"],
      source: "the last page shows what is to move from every page, so the others are free after one cycle",
    },
    {
      name: "a flight leaves",
      held: board("a b c d e f g h i"),
      newest: board("b c d e f g h i"),
      expected: ["b c d e (7000), f g h i (7000)"],
      source: "everything moves to an earlier page",
    },
    {
      name: "the last page is not needed any more, and the others would come too late at once",
      held: board("a b c d e f g h i", 2),
      newest: board("b c d e f g h i", 2),
      expected: ["b c d e (5833), f g h i (4084), f g h i (4083)", "b c d e (7000), f g h i (7000)"],
      source: "f to i would begin 4.7 s later, and stay longer in the first language",
    },
    {
      name: "another page is needed",
      held: board("a b c d e f", 2),
      newest: board("a b c d e f g h i", 2),
      expected: ["a b c d (4666), e f g h (4667), i (4667)"],
      source: "shorter pages come earlier",
    },
    {
      name: "all rows are others",
      held: board("a b c d e f"),
      newest: board("p q r s t"),
      expected: ["p q r s (7000), t (7000)"],
      source: "nobody waits for what is gone",
    },
  ];
  test.each(rows)("$name: $source", ({ held, newest, expected }) => {
    expect(cycles(held, newest)).toEqual(expected);
  });

  test("gives the newest rows themselves once it shows them", () => {
    const newest = board("b c d e f");
    expect(succession(board("a b c d e f"), newest)).toBe(newest);
  });
});

const seed = 44;

describe(`pages on the way from one plan to another (seed ${String(seed)})`, () => {
  /** Rows of which some leave at a place, and some come to it; how many numbers a row has, by its id, over and over. */
  interface Change {
    readonly rows: number;
    readonly capacity: number;
    readonly languages: number;
    readonly numbers: readonly number[];
    readonly place: number;
    readonly come: number;
    readonly leave: number;
  }

  function planned(ids: readonly number[], { capacity, languages, numbers }: Change): PlannedRows {
    const numbersPerRow = ids.map((id) => numbers[id % numbers.length] ?? 1);
    return { ids: ids.map(String), plan: planRotation({ numbersPerRow, capacity, languages, numbersAtOnce: 1 }) };
  }

  /** Pages that show for less than it takes to find and read a row of theirs. */
  function tooShort({ plan: { pages, languages } }: PlannedRows): readonly string[] {
    return pages.flatMap(({ from, to, dwellMs }, index) =>
      pages.length === 1 || languages * dwellMs >= leastPageMs(to - from)
        ? []
        : [`page ${String(index)}: ${String(to - from)} rows in ${String(languages * dwellMs)} ms`],
    );
  }

  test("all can be read in their time: those with rows of other pages, and those that are not needed any more", () => {
    const change = fc.record({
      rows: fc.integer({ min: 1, max: 60 }),
      capacity: fc.integer({ min: 2, max: 20 }),
      languages: fc.integer({ min: 1, max: 4 }),
      numbers: fc.constantFrom([1], [1, 1, 1, 3]),
      place: fc.double({ min: 0, max: 0.999, noNaN: true }),
      come: fc.integer({ min: 0, max: 12 }),
      leave: fc.integer({ min: 0, max: 12 }),
    });
    const one = { languages: 1, place: 0 };
    fc.assert(
      fc.property(change, (each) => {
        const ids = Array.from({ length: each.rows }, (_, index) => index);
        const coming = Array.from({ length: each.come }, (_, index) => each.rows + index);
        const place = Math.floor(each.place * each.rows);
        const newest = planned([...ids.slice(0, place), ...coming, ...ids.slice(place + each.leave)], each);
        let rows = planned(ids, each);
        for (let cycle = 0; cycle < 6 && rows !== newest; cycle += 1) {
          rows = succession(rows, newest);
          expect(tooShort(rows)).toEqual([]);
        }
        const shown = new Set(pagesOf(rows).flat());
        expect(pagesOf(newest).flatMap((page) => page.filter((id) => !shown.has(id)))).toEqual([]);
      }),
      {
        seed,
        numRuns: 1_000,
        examples: [
          // The last page is planned for few rows, and others are pushed to it.
          [{ ...one, rows: 18, capacity: 5, numbers: [1], come: 3, leave: 0 }],
          // One page less: the last one's time would be for two.
          [{ ...one, rows: 37, capacity: 12, numbers: [1, 1, 1, 3], come: 1, leave: 9 }],
        ],
      },
    );
  });
});

test("rows at the times of another plan: numbers for which a page has no step are counted", () => {
  const { plan } = board("a b c d e");
  const { plan: mixed } = arranged(plan, [["b", "a"], ["a"]], board("a b", 1, { b: 3 }));
  expect(mixed.pages.map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 3],
  ]);
  expect([0, 1, 2].map((row) => mixed.numbersBeyond(row))).toEqual([2, 0, 0]);
});
