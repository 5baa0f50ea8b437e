import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { compileTargetInput, InvalidTargetError, type TargetInput } from "./input-transformer.js";
import { parseJson } from "./json-tree.js";

/** Conformance cases beside the project, when present: what targets received on AWS, is documented, or follows from it. */
const file = new URL("../../../shared/conformance/input-transformers.json", import.meta.url);
const caseSchema = z.object({
  name: z.string(),
  evidence: z.string(),
  event: z.unknown(),
  inputPath: z.string().optional(),
  inputPathsMap: z.record(z.string(), z.string()).optional(),
  inputTemplate: z.string().optional(),
  context: z.object({ ruleName: z.string(), ruleArn: z.string(), ingestionTime: z.string() }).optional(),
  expected: z.union([
    z.object({ kind: z.literal("json"), value: z.unknown() }),
    z.object({ kind: z.literal("text"), value: z.string() }),
    z.object({ kind: z.literal("not-delivered") }),
    z.object({ kind: z.literal("put-targets-error"), message: z.string() }),
  ]),
});
type Case = z.infer<typeof caseSchema>;
const cases = existsSync(file) ? z.array(caseSchema).parse(JSON.parse(readFileSync(file, "utf8"))) : [];

describe("conformance of input transformers", () => {
  test(`${cases.length} cases: ${countByEvidence()}, each of its own name`, () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
  });

  for (const row of cases) {
    test(`${row.name} [${row.evidence}]`, () => {
      const result = transform(row);
      const { expected } = row;
      if (expected.kind === "put-targets-error") expect(result).toBe(expected.message);
      else if (expected.kind === "not-delivered") expect(result).toMatchObject({ kind: "invalid" });
      else if (expected.kind === "text") expect(result).toEqual({ kind: "payload", text: expected.value });
      else expect(JSON.parse(payloadOf(result))).toEqual(withWildcards(expected.value));
    });
  }
});

function transform({ event, inputPath, inputPathsMap, inputTemplate, context }: Case): TargetInput | string {
  try {
    const inputOf = compileTargetInput({
      id: "<target-id>",
      input: undefined,
      inputPath,
      inputTransformer: inputTemplate === undefined ? undefined : { inputPathsMap: inputPathsMap ?? {}, inputTemplate },
    });
    const text = JSON.stringify(event);
    const { ruleName = "rule", ruleArn = "arn", ingestionTime = "2024-05-13T12:27:20Z" } = context ?? {};
    return inputOf({ text, node: parseJson(text), ruleName, ruleArn, ingestionTime });
  } catch (error) {
    if (error instanceof InvalidTargetError) return error.message;
    throw error;
  }
}

function payloadOf(result: TargetInput | string): string {
  if (typeof result === "object" && result.kind === "payload") return result.text;
  throw new Error(`Expected a payload, not ${JSON.stringify(result)}`);
}

/** `{ "$any": … }` stands for a value that the recording masks. */
function withWildcards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withWildcards);
  if (typeof value !== "object" || value === null) return value;
  if ("$any" in value) return expect.anything();
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withWildcards(member)]));
}

function countByEvidence(): string {
  const kinds = [...new Set(cases.map(({ evidence }) => evidence))];
  return kinds.map((kind) => `${cases.filter(({ evidence }) => evidence === kind).length} ${kind}`).join(", ");
}
