import { describe, expect, test } from "vitest";
import type { Evaluation } from "./evaluation.js";
import { evaluateExpression, fixedEnvironment, sampleContext } from "./evaluate-expression.js";
import { testExpressions } from "./expression-table.js";
import { CODE_ERROR_TYPE, loadResolverModule } from "./resolver-module.js";

const FEATURES = "https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html";
const CONTEXT = "https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html";
const LINT = "@aws-appsync/eslint-plugin 2.0.2, rule no-disallowed-methods";

const load = (source: string, log: (line: string) => void = () => undefined) =>
  loadResolverModule(source, fixedEnvironment({ log }), "Query.listFlights");

function messageOf({ outcome }: Evaluation): string | undefined {
  return outcome.type === "error" ? outcome.error.message : undefined;
}

describe("handlers", () => {
  test("both see the context and give values", () => {
    const module = load(`
      export function request(ctx) { return { operation: "Invoke", payload: ctx.args, same: ctx.args === ctx.arguments }; }
      export const response = ({ result, prev, env, info }) => [result.a, prev.result, env.STAGE, info.fieldName];
    `);
    expect(module).toMatchObject({ hasRequest: true, hasResponse: true });
    expect(module.request(sampleContext({ args: { num: 1 } })).outcome).toEqual({
      type: "value",
      value: { operation: "Invoke", payload: { num: 1 }, same: true },
    });
    const context = sampleContext({ result: { a: 1 }, prev: { result: 2 }, env: { STAGE: "dev" } });
    expect(module.response(context).outcome).toEqual({ type: "value", value: [1, 2, "dev", "listFlights"] });
  });

  test("a missing request gives an empty object, a missing response passes on what there is", () => {
    const module = load("export const other = 1;");
    expect(module).toMatchObject({ hasRequest: false, hasResponse: false });
    expect(module.request(sampleContext()).outcome).toEqual({ type: "value", value: {} });
    expect(module.response(sampleContext({ result: { a: 1 } })).outcome).toEqual({ type: "value", value: { a: 1 } });
    expect(module.response(sampleContext({ prev: { result: [2] } })).outcome).toEqual({ type: "value", value: [2] });
    expect(module.response(sampleContext({ error: { message: "no table", type: "DynamoDB" } })).outcome).toEqual({
      type: "error",
      error: { message: "no table", errorType: "DynamoDB", data: null, errorInfo: null },
    });
  });

  test("what comes out belongs to this realm and holds only what JSON holds", () => {
    const { outcome } = evaluateExpression(
      "{ list: [1, undefined, () => 1], gone: undefined, call: () => 1, nan: NaN, big: -Infinity, nested: { args: ctx.args } }",
      { args: { flights: [{ num: 1 }] } },
    );
    const value = { list: [1, null, null], nan: null, big: null, nested: { args: { flights: [{ num: 1 }] } } };
    // toStrictEqual compares prototypes as well.
    expect(outcome).toStrictEqual({ type: "value", value });
    expect(evaluateExpression("undefined").outcome).toEqual({ type: "value", value: null });
    expect(messageOf(evaluateExpression("((ctx.stash.self = ctx.stash), ctx.stash)"))).toContain("RangeError");
  });

  test("a handler cannot change what the caller holds", () => {
    const module = load(`export function request(ctx) {
      ctx.args.num = 2; ctx.args.list.push(3); ctx.result.items[0].gate = "X"; delete ctx.identity.sub;
      ctx.info.variables.a = 1; ctx.prev.result.b = 1; ctx.request.headers.c = "1";
      return ctx.args;
    }`);
    const context = sampleContext({
      args: { num: 1, list: [1] },
      result: { items: [{ gate: "B7" }] },
      identity: { sub: "s" },
      prev: { result: {} },
    });
    const before = structuredClone(context);
    expect(module.request(context).outcome).toEqual({ type: "value", value: { num: 2, list: [1, 3] } });
    expect(context).toEqual(before);
  });

  test(`the stash is carried on, also by an early return (${CONTEXT})`, () => {
    const module = load(`export function request(ctx) { ctx.stash.seen = [ctx.stash.from]; return null; }
      export function response(ctx) { ctx.stash = { other: 1 }; runtime.earlyReturn({ done: true }, { skipTo: "END" }); }`);
    const context = sampleContext({ stash: { from: "resolver" } });
    expect(module.request(context).stash).toStrictEqual({ from: "resolver", seen: ["resolver"] });
    expect(context.stash).toEqual({ from: "resolver" });
    const evaluation = module.response(context);
    expect(evaluation.stash).toStrictEqual({ other: 1 });
    expect(evaluation.outcome).toEqual({ type: "earlyReturn", value: { done: true }, skipTo: "END" });
  });

  test("keys that would change a prototype stay keys", () => {
    const args = JSON.parse('{"__proto__": {"admin": true}}') as Record<string, unknown>;
    const { outcome } = evaluateExpression("[ctx.args.admin === undefined, ctx.args]", { args });
    expect(JSON.stringify(outcome)).toBe('{"type":"value","value":[true,{"__proto__":{"admin":true}}]}');
  });

  test("nothing but the stash outlives an evaluation", () => {
    const module = load("let count = 0;\nexport function request() { count += 1; return count; }");
    expect(module.request(sampleContext()).outcome).toEqual({ type: "value", value: 1 });
    expect(module.request(sampleContext()).outcome).toEqual({ type: "value", value: 1 });
  });
});

describe("runtime.earlyReturn", () => {
  const source = "https://docs.aws.amazon.com/appsync/latest/devguide/runtime-utils-js.html";
  test.each([
    { call: "runtime.earlyReturn()", value: null, skipTo: "NEXT", source },
    { call: "runtime.earlyReturn({ a: [1] })", value: { a: [1] }, skipTo: "NEXT", source },
    { call: 'runtime.earlyReturn(1, { skipTo: "END" })', value: 1, skipTo: "END", source },
    { call: 'runtime.earlyReturn(1, { skipTo: "NEXT" })', value: 1, skipTo: "NEXT", source },
  ])("$call", ({ call, value, skipTo }) => {
    expect(evaluateExpression(call).outcome).toEqual({ type: "earlyReturn", value, skipTo });
  });

  testExpressions([
    { expression: 'runtime.earlyReturn(1, { skipTo: "BACK" })', error: "expected NEXT or END", source },
  ]);
});

describe("what goes wrong", () => {
  test("an exception has type Code and tells where (https://github.com/aws/aws-appsync-community/issues/328)", () => {
    const lines: string[] = [];
    const module = load(
      "export function request(ctx) {\n  const flight = ctx.source;\n  return flight.num;\n}",
      (line) => lines.push(line),
    );
    const message = "code.js:3:17: TypeError: Cannot read properties of null (reading 'num')";
    expect(module.request(sampleContext()).outcome).toEqual({
      type: "error",
      error: { message, errorType: CODE_ERROR_TYPE, data: null, errorInfo: null },
    });
    expect(lines).toEqual([`ERROR Query.listFlights: ${message}`]);
  });

  test("columns of the first line are those of the source", () => {
    expect(messageOf(load("export function request() { return nothing; }").request(sampleContext()))).toBe(
      "code.js:1:29: ReferenceError: nothing is not defined",
    );
  });

  test("an error of a utility tells where it was called", () => {
    const module = load('export function request() {\n  return util.time.nowFormatted("Y");\n}');
    expect(messageOf(module.request(sampleContext()))).toMatch(/^code\.js:2:20: Error: util\.time\.nowFormatted: /);
  });

  test("endless recursion ends", () => {
    const module = load("const f = () => f() + 1;\nexport function request() { return f(); }");
    expect(messageOf(module.request(sampleContext()))).toContain("RangeError: Maximum call stack size exceeded");
  });

  test("code that is no JavaScript, or no APPSYNC_JS, does not load", () => {
    expect(() => load("export function request() { return a b; }")).toThrow(
      "The code of Query.listFlights cannot be loaded: code.js:1",
    );
    expect(() => load("export function request() {\n  while (true) {}\n}")).toThrow(
      "code.js:2:3: APPSYNC_JS does not support while",
    );
    expect(() => load('import { foo } from "@aws-appsync/utils";')).toThrow(
      "@aws-appsync/utils.foo is not implemented",
    );
  });

  test("modules for other data sources may be imported but not used", () => {
    const module = load(
      'import { sql, select } from "@aws-appsync/utils/rds";\nimport { converse } from "@aws-appsync/utils/ai";\n' +
        "export function request() { return sql`SELECT 1`; }\nexport function response() { return converse({}); }",
    );
    expect(messageOf(module.request(sampleContext()))).toContain("@aws-appsync/utils/rds.sql is not implemented");
    expect(messageOf(module.response(sampleContext()))).toContain("@aws-appsync/utils/ai.converse is not implemented");
  });

  test("utilities that belong to an evaluation cannot be called while the module loads", () => {
    expect(() => load('util.error("early");\nexport function request() {}')).toThrow(
      "only be called inside request or response",
    );
  });
});

describe("the language", () => {
  testExpressions([
    { expression: "new Date()", error: "APPSYNC_JS has no Date: use util.time", source: "util.time is the only clock" },
    { expression: "Promise.resolve(1)", error: "APPSYNC_JS has no Promise", source: FEATURES },
    { expression: 'eval("1")', error: "APPSYNC_JS has no eval", source: FEATURES },
    {
      expression: '(() => 1).constructor("return 1")()',
      error: "Code generation from strings disallowed",
      source: FEATURES,
    },
    { expression: "process.env", error: "use ctx.env", source: FEATURES },
    { expression: 'require("fs")', error: "bundle what you import", source: FEATURES },
    { expression: 'fetch("https://example.com")', error: "use an HTTP data source", source: FEATURES },
    { expression: "setTimeout(() => 1, 1)", error: "handlers are synchronous", source: FEATURES },
    { expression: "globalThis", error: "globalThis is not defined", source: FEATURES },
    {
      expression: "[typeof Date, typeof process, typeof Map]",
      expected: ["undefined", "undefined", "undefined"],
      source: FEATURES,
    },
    {
      expression: 'parseInt("1")',
      error: "use unary plus",
      source: "https://github.com/aws/aws-appsync-community/issues/303",
    },
    {
      expression: 'Number("1")',
      error: "use unary plus",
      source: "https://github.com/aws/aws-appsync-community/issues/303",
    },
    { expression: '[+"1.5", Number.isNaN(+"x"), Number.isFinite(1)]', expected: [1.5, true, true], source: FEATURES },
    {
      expression: '[JSON.parse("{"), JSON.parse("[1]"), JSON.stringify({ a: 1 })]',
      expected: ["", [1], '{"a":1}'],
      source: FEATURES,
    },
    {
      expression: "[Math.min(1, 2), Math.max(1, 2), Math.round(1.5), Math.floor(1.5), Math.ceil(1.2), Math.random()]",
      expected: [1, 2, 2, 1, 2, 0.5],
      source: FEATURES,
    },
    { expression: "Math.sqrt(4)", error: "Math.sqrt is not a function", source: FEATURES },
    { expression: '[3, 20, "b"].sort()', expected: [20, 3, "b"], source: FEATURES },
    { expression: "[2, 1].sort((a, b) => a - b)", error: "sort with a comparison function", source: FEATURES },
    { expression: "Array.from([1])", error: "Array.from is not a function", source: LINT },
    { expression: "Object.freeze({ a: 1 })", error: "Object.freeze is not a function", source: LINT },
    { expression: '"7".padStart(2, "0")', error: "padStart is not a function", source: LINT },
    { expression: "((a) => a).call(null, 1)", error: "call is not a function", source: FEATURES },
    {
      expression: "[Object.keys({ a: 1 }), Object.entries({ a: 1 }), Object.hasOwn({ a: 1 }, 'a')]",
      expected: [["a"], [["a", 1]], true],
      source: FEATURES,
    },
    {
      expression: "[[1, [2]].flat(), [1, 2].map((x) => x * 2), [1, 2].findLast((x) => x > 0)]",
      expected: [[1, 2], [2, 4], 2],
      source: FEATURES,
    },
    {
      expression: '["a-b".split("-"), " x ".trim(), String.raw`\\n`]',
      expected: [["a", "b"], "x", "\\n"],
      source: FEATURES,
    },
    { expression: '"2024-01-25".replaceAll("-", "/")', expected: "2024/01/25", source: FEATURES },
    {
      expression: '"a.b.c".replaceAll(".", "-")',
      expected: "-----",
      source: `${FEATURES}: the parameter is a Java pattern`,
    },
    {
      expression: '"a.b.c".replace("[.]", "-")',
      expected: "a-b.c",
      source: `${FEATURES}: the parameter is a Java pattern`,
    },
    {
      expression: '"JK123".replace("([A-Z]+)(\\\\d+)", "$2\\\\$$1")',
      expected: "123$JK",
      source: "java.util.regex.Matcher.appendReplacement",
    },
    {
      expression: '"a".replace("(a)", "$")',
      error: "Illegal group reference",
      source: "java.util.regex.Matcher.appendReplacement",
    },
  ]);

  test("console writes to the log", () => {
    const lines: string[] = [];
    load('export function request(ctx) { console.log("at", { gate: 1 }, [2]); console.error(null); }', (line) =>
      lines.push(line),
    ).request(sampleContext());
    expect(lines).toEqual(['INFO at {"gate":1} [2]', "ERROR null"]);
  });
});
