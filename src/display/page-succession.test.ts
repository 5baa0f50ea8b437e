import { describe, expect, test } from "vitest";
import { arranged, pagesOf, succession, type PlannedRows } from "./page-succession";
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

test("rows at the times of another plan: numbers for which a page has no step are counted", () => {
  const { plan } = board("a b c d e");
  const { plan: mixed } = arranged(plan, [["b", "a"], ["a"]], board("a b", 1, { b: 3 }));
  expect(mixed.pages.map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 3],
  ]);
  expect([0, 1, 2].map((row) => mixed.numbersBeyond(row))).toEqual([2, 0, 0]);
});
