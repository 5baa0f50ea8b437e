import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { boardRow, type BoardRow } from "../flights/board-row";
import { scheduledFlight } from "../flights/flight-samples";
import { DIGEST_LENGTH, paintedText, rowDigest } from "./row-digest";

function row(fields: Partial<BoardRow> = {}): BoardRow {
  const made = boardRow(scheduledFlight());
  if (made === undefined) throw new Error("the sample flight has a schedule");
  return { ...made, ...fields };
}

test("the text is a line for each row and one for the others", () => {
  expect(paintedText([row(), row({ key: "k", gate: undefined, place: "東京" })], 3)).toBe(
    [
      '["2024-01-25#JK#123#DEPARTURE",1706187600000,null,"BOS",[],null,"B","B7",null,"onTime",[]]',
      '["k",1706187600000,null,"東京",[],null,"B",null,null,"onTime",[]]',
      "+3",
    ].join("\n"),
  );
});

test("the digest is the beginning of its SHA-256 (FIPS 180-4), as Node.js makes it", () => {
  for (const rows of [[], [row()], [row({ place: "東京" }), row({ gate: "B8" })]]) {
    const whole = createHash("sha256").update(paintedText(rows, 7), "utf8").digest("hex");
    expect(rowDigest(rows, 7)).toBe(whole.slice(0, DIGEST_LENGTH));
  }
});

test("two displays that show the same have the same, whatever they know beside it", () => {
  const seen = row({ since: 5, leaving: { rule: "landed", at: 5, since: 5 } });
  expect(rowDigest([seen], 0)).toBe(rowDigest([row()], 0));
});

test.each([
  { fields: { gate: "B8" } },
  { fields: { terminal: "C" } },
  { fields: { status: "delayed" } },
  { fields: { estimated: 1_706_188_000_000 } },
  { fields: { scheduled: 1_706_188_000_000 } },
  { fields: { place: "JFK" } },
  { fields: { via: ["ORD"] } },
  { fields: { divertedTo: "ORD" } },
  { fields: { belt: "4" } },
  { fields: { codeshares: ["AA 4321"] } },
  { fields: { key: "2024-01-26#JK#123#DEPARTURE" } },
] as const)("$fields makes another", ({ fields }) => {
  expect(rowDigest([row(fields)], 0)).not.toBe(rowDigest([row()], 0));
});

test("so do another order, a row less, and what is beyond", () => {
  const [first, second] = [row(), row({ key: "k" })];
  const digests = [[first, second], [second, first], [first], []].map((rows) => rowDigest(rows, 1));
  expect(new Set([...digests, rowDigest([first], 2)]).size).toBe(5);
});
