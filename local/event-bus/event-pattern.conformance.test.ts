import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AwsError } from "../aws-json/aws-error.js";
import { anonymousCaller } from "../iam/caller.js";
import { eventBusOperations } from "./event-bus-operations.js";
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
  awsError: z.object({ code: z.string(), message: z.string(), messageRaw: z.string().optional() }).optional(),
});
const cases = existsSync(file) ? z.array(caseSchema).parse(JSON.parse(readFileSync(file, "utf8"))) : [];

describe("conformance of event patterns", () => {
  test(`${cases.length} cases: ${countByEvidence()}, each of its own name`, () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  for (const { name, evidence, pattern, patternRaw, event, eventRaw, expect: expected, awsError } of cases) {
    const patternText = patternRaw ?? JSON.stringify(pattern);
    const eventText = eventRaw ?? JSON.stringify(event);
    test(`${name} [${evidence}]`, async () => {
      if (awsError?.code === "ValidationException") {
        expect(await testEventPattern(patternText, eventText)).toEqual(awsError);
      } else if (awsError !== undefined) {
        expect(firstLine(matchOrRefuse(patternText, eventText))).toBe(firstLine(awsError.message));
        const source = sourceOf(awsError.messageRaw ?? awsError.message);
        if (source !== undefined) expect(matchOrRefuse(source, "{}")).toBe(awsError.messageRaw ?? awsError.message);
      } else {
        expect(matchOrRefuse(patternText, eventText)).toBe(expected);
      }
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

/** The API's own check of its event. */
async function testEventPattern(EventPattern: string, Event: string): Promise<unknown> {
  const definition = { accountId: "123456789012", region: "us-east-1", buses: [], rules: [] };
  const context = {
    requestId: "r",
    caller: anonymousCaller,
    url: "http://127.0.0.1/aws",
    signal: new AbortController().signal,
  };
  try {
    return await eventBusOperations(definition, async () => []).TestEventPattern?.({ EventPattern, Event }, context);
  } catch (error) {
    if (error instanceof AwsError) return { code: error.code, message: error.message };
    throw error;
  }
}

function firstLine(message: unknown): unknown {
  return typeof message === "string" ? message.split("\n")[0] : message;
}

/** The pattern's text as it was recorded: the places in the message count its white space. Not where it is masked. */
function sourceOf(message: string): string | undefined {
  const [, source] = /\(String\)"(.*?)"; line: 1, column/.exec(message) ?? [];
  return source?.includes("<") === true ? undefined : source;
}

function countByEvidence(): string {
  const kinds = [...new Set(cases.map(({ evidence }) => evidence))];
  return kinds.map((kind) => `${cases.filter(({ evidence }) => evidence === kind).length} ${kind}`).join(", ");
}
