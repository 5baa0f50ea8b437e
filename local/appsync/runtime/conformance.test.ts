import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { evaluateExpression, fixedEnvironment } from "./evaluate-expression.js";

/** Conformance cases beside the project, when present; without them the project's own tables are what is tested. */
const CASES_FILE = fileURLToPath(new URL("../../../../shared/conformance/appsync-utils.json", import.meta.url));

const caseSchema = z.object({
  name: z.string(),
  kind: z.literal("expr"),
  source: z.string(),
  evidence: z.string(),
  expression: z.string(),
  context: z.record(z.string(), z.unknown()),
  expected: z.unknown(),
  frozenNow: z.number().optional(),
});
type ConformanceCase = z.infer<typeof caseSchema>;

/** Cases whose expectation this runtime does not meet on purpose: name, and why with its source. */
const DEVIATIONS = new Map<string, string>();

const cases = existsSync(CASES_FILE) ? z.array(caseSchema).parse(JSON.parse(readFileSync(CASES_FILE, "utf8"))) : [];

function actual({ expression, context, frozenNow }: ConformanceCase): unknown {
  const environment = frozenNow === undefined ? fixedEnvironment() : fixedEnvironment({ now: () => frozenNow });
  const { outcome } = evaluateExpression(expression, context, environment);
  return outcome.type === "error" ? outcome.error : outcome.value;
}

/** Texts of JSON are compared as what they say: AWS orders their keys by nothing in particular. */
function comparable(value: unknown): unknown {
  return typeof value === "string" && value.startsWith("{") ? JSON.parse(value) : value;
}

describe("AppSync utilities", () => {
  test.each(cases.filter(({ name }) => !DEVIATIONS.has(name)))("$evidence: $name", (row) => {
    expect(comparable(actual(row))).toEqual(comparable(row.expected));
  });

  test(`score by level of evidence (${cases.length} cases)`, () => {
    const levels = new Map<string, { passed: number; all: number }>();
    for (const row of cases) {
      const level = levels.get(row.evidence) ?? { passed: 0, all: 0 };
      level.all += 1;
      if (JSON.stringify(sorted(actual(row))) === JSON.stringify(sorted(row.expected))) level.passed += 1;
      levels.set(row.evidence, level);
    }
    const table = [...levels].map(([evidence, { passed, all }]) => `${evidence.padEnd(20)} ${passed}/${all}`);
    if (table.length > 0) console.info(`AppSync utilities, score by evidence\n${table.join("\n")}`);
    for (const evidence of ["aws-recorded", "aws-docs"]) {
      const level = levels.get(evidence);
      expect(level?.passed, evidence).toBe(level?.all);
    }
  });
});

function sorted(value: unknown): unknown {
  const plain = comparable(value);
  if (Array.isArray(plain)) return plain.map(sorted);
  if (typeof plain !== "object" || plain === null) return plain;
  return Object.fromEntries(
    Object.entries(plain)
      .sort(([first], [second]) => (first < second ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
