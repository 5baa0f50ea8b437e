import { expect, test } from "vitest";
import { LEAST_STEP_MS } from "./reading-time";
import { planRotation, type RotationMoment } from "./rotation";
import { shownMoment } from "./shown-moment";

const ids = ["a", "b", "c", "d", "e", "f"];
const numbersPerRow = [1, 1, 1, 1, 3, 1];
const plan = planRotation({ numbersPerRow, capacity: 2, languages: 2, numbersAtOnce: 1 });
/** Instants at which pages begin; 28 s are a multiple of every cycle. */
const begin = Math.floor(Date.UTC(2024, 0, 25) / 28_000) * 28_000;
const [first = 0, second = 0] = plan.pages.map(({ dwellMs }) => dwellMs);

const at = (now: number, present: string, before?: RotationMoment) => {
  const moment = shownMoment({ ids, plan }, now, new Set(present.split("")), before);
  return { moment, shows: [moment.page, moment.language, moment.step], forMs: moment.untilMs - now };
};

test("a page shows at its time while a single row of it is there", () => {
  expect(at(begin, "acde").shows).toEqual([0, 0, 0]);
  expect(at(begin + 2 * first, "acde").shows).toEqual([1, 0, 0]);
});

test("the next page with a row has the time of one without, in all languages, and its own", () => {
  expect(at(begin + 2 * first, "abef")).toMatchObject({ shows: [2, 0, 0], forMs: second / 2 });
  expect(at(begin + 2 * first + second, "abef").shows).toEqual([2, 1, 0]);
  expect(at(begin + 2 * first + 2 * second, "abef").shows).toEqual([2, 0, 0]);
});

test("the first page comes after the last one", () => {
  expect(at(begin + 2 * first + 2 * second, "ab").shows).toEqual([0, 0, 0]);
});

test("where no page has a row, the one whose time it is shows", () => {
  expect(at(begin + 2 * first, "").shows).toEqual([1, 0, 0]);
});

test("what comes too late in a turn to be read begins with the next turn, and stays for it", () => {
  const late = at(begin + 2 * first - 500, "cdef");
  expect(late).toMatchObject({ shows: [1, 0, 0], forMs: 500 + second });
  const kept = at(begin + 2 * first - 1, "cdef", late.moment);
  expect(kept.moment, "the same one, so that nothing renders").toBe(late.moment);
  expect(at(begin + 2 * first - LEAST_STEP_MS, "cdef").shows, "in time").toEqual([1, 1, 0]);
});

test("what came early gives way once its rows have left, too, or once the rows of the turn are there again", () => {
  const late = at(begin + 2 * first - 500, "cdef").moment;
  expect(at(begin + 2 * first - 400, "ef", late).shows).toEqual([2, 0, 0]);
  expect(at(begin + 2 * first - 400, "abcdef", late).shows).toEqual([0, 1, 0]);
  expect(at(begin + first - 400, "cdef", late).shows, "a clock that was set back").toEqual([1, 1, 0]);
});
