import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compileEventPattern, InvalidEventPatternError } from "./event-pattern.js";
import { parseJson } from "./json-tree.js";

/** Conformance cases beside the project, when present: event patterns with results recorded on AWS or documented. */
const file = new URL("../../../shared/conformance/event-patterns.json", import.meta.url);
const caseSchema = z.object({
  name: z.string(),
  evidence: z.string(),
  event: z.unknown(),
  eventRaw: z.string().optional(),
  pattern: z.unknown(),
  patternRaw: z.string().optional(),
  expect: z.union([z.boolean(), z.literal("invalid")]),
  awsError: z.object({ code: z.string(), message: z.string() }).optional(),
});
const cases = existsSync(file) ? z.array(caseSchema).parse(JSON.parse(readFileSync(file, "utf8"))) : [];
// The rest are about the API's own check of its event, not about the pattern.
const ofPatterns = cases.filter(
  ({ awsError }) => awsError === undefined || awsError.code === "InvalidEventPatternException",
);

describe("conformance of event patterns", () => {
  test(`${ofPatterns.length} cases: ${countByEvidence()}, each of its own name`, () => {
    expect(new Set(ofPatterns.map(({ name }) => name)).size).toBe(ofPatterns.length);
  });

  for (const { name, evidence, pattern, patternRaw, event, eventRaw, expect: expected, awsError } of ofPatterns) {
    test(`${name} [${evidence}]`, () => {
      const result = matchOrRefuse(patternRaw ?? JSON.stringify(pattern), eventRaw ?? JSON.stringify(event));
      if (expected === "invalid") expect(firstLine(result)).toBe(firstLine(awsError?.message));
      else expect(result).toBe(expected);
    });
  }
});

function matchOrRefuse(pattern: string, event: string): boolean | string {
  try {
    return compileEventPattern(pattern).matches(parseJson(event));
  } catch (error) {
    if (error instanceof InvalidEventPatternError) return error.message;
    throw error;
  }
}

/** The places behind it depend on the white space of the recording. */
function firstLine(message: unknown): unknown {
  return typeof message === "string" ? message.split("\n")[0] : message;
}

function countByEvidence(): string {
  const kinds = [...new Set(ofPatterns.map(({ evidence }) => evidence))];
  return kinds.map((kind) => `${ofPatterns.filter(({ evidence }) => evidence === kind).length} ${kind}`).join(", ");
}
