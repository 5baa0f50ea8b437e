import { describe, expect, test } from "vitest";
import { rewriteModule } from "./module-source.js";

const MODULES = "https://docs.aws.amazon.com/appsync/latest/devguide/built-in-modules-js.html";
const FEATURES = "https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html";
const ESBUILD = "what esbuild --bundle --format=esm writes";

describe("imports and exports", () => {
  test.each([
    {
      source: 'import { util } from "@aws-appsync/utils";',
      body: 'const { util } = __import("@aws-appsync/utils");',
      from: MODULES,
    },
    {
      source: "import { get as read, put } from '@aws-appsync/utils/dynamodb'\nx();",
      body: 'const { get : read , put } = __import("@aws-appsync/utils/dynamodb");\nx();',
      from: MODULES,
    },
    {
      source: 'import * as ddb from "@aws-appsync/utils/dynamodb";',
      body: 'const ddb = __import("@aws-appsync/utils/dynamodb");',
      from: MODULES,
    },
    { source: 'import "@aws-appsync/utils";', body: '__import("@aws-appsync/utils");', from: "ES modules" },
    {
      source: 'import {\n  util,\n} from "@aws-appsync/utils";\ny',
      body: 'const { util , } = __import("@aws-appsync/utils");\n\n\ny',
      from: "lines stay",
    },
    { source: "export function request() {}", body: "       function request() {}", from: FEATURES },
    {
      source: "export const request = (c) => c, response = (c) => c;",
      body: "       const request = (c) => c, response = (c) => c;",
      from: FEATURES,
    },
    {
      source: "export {\n  a as request,\n  response\n};",
      body: "        \n               \n          \n ;",
      from: ESBUILD,
    },
  ])("$source", ({ source, body }) => {
    expect(rewriteModule(source).body).toBe(body);
  });

  test.each([
    { source: "export function request() {}", request: "request", response: undefined, from: FEATURES },
    {
      source: "export const request = (c) => c, response = (c) => c;",
      request: "request",
      response: "response",
      from: FEATURES,
    },
    {
      source: "export const request = (c) => ({ a: 1, response: 2 })\nconst response = 1",
      request: "request",
      response: undefined,
      from: FEATURES,
    },
    {
      source: "function a() {}\nfunction b() {}\nexport { a as request, b as response };",
      request: "a",
      response: "b",
      from: ESBUILD,
    },
    { source: "function request() {}\nexport { request };", request: "request", response: undefined, from: ESBUILD },
    {
      source: '`export function ${"request"}() {}`; "export { request }"; // export { request }',
      request: undefined,
      response: undefined,
      from: "texts are no code",
    },
    {
      source: "const o = { export: 1, import: 2 }; o.export",
      request: undefined,
      response: undefined,
      from: "names are no statements",
    },
  ])("handlers of: $source", ({ source, request, response }) => {
    expect(rewriteModule(source)).toMatchObject({ request, response });
  });

  test.each([
    { source: 'import x from "lodash";', message: "code.js:1:1: APPSYNC_JS cannot import 'lodash'", from: MODULES },
    {
      source: '\n  import util from "@aws-appsync/utils";',
      message: "code.js:2:3: '@aws-appsync/utils' has no default export",
      from: MODULES,
    },
    { source: "export default 1;", message: "export default is not supported", from: FEATURES },
    { source: 'export { a } from "@aws-appsync/utils";', message: "export … from is not supported", from: FEATURES },
    { source: "const a = 'open", message: "code.js:1:11: unterminated string", from: "ECMAScript" },
    { source: "const a = `open", message: "unterminated template literal", from: "ECMAScript" },
    { source: "f(", message: "a bracket is not closed", from: "ECMAScript" },
    { source: "f)", message: "code.js:1:2: unexpected ')'", from: "ECMAScript" },
  ])("refuses: $source", ({ source, message }) => {
    expect(() => rewriteModule(source)).toThrow(message);
  });
});

describe("what APPSYNC_JS refuses", () => {
  test.each([
    { source: "while (true) {}", construct: "while" },
    { source: "do { x } while (y)", construct: "do" },
    { source: "for (let i = 0; i < 3; i += 1) {}", construct: "for (initialization; condition; afterthought)" },
    { source: "for (const x of y) { continue; }", construct: "continue" },
    { source: "try { a() } catch (e) {}", construct: "try" },
    { source: "throw a;", construct: "throw" },
    { source: "class A {}", construct: "class" },
    { source: "async function request() {}", construct: "async" },
    { source: "function* f() {}", construct: "a generator" },
    { source: "if ('a' in b) {}", construct: "operator in" },
    { source: "i++", construct: "operator ++" },
    { source: "--i", construct: "operator --" },
    { source: "a = ~b", construct: "operator ~" },
  ])("$source", ({ source, construct }) => {
    expect(() => rewriteModule(source)).toThrow(`APPSYNC_JS does not support ${construct}: `);
    expect(() => rewriteModule(source)).toThrow(FEATURES);
  });

  test.each([
    "for (const x of f(a, b)) { y(x); z(x); }",
    "for (const key in object) {}",
    "const filter = { in: [1], continue: 2, try: 3 }; filter.in; filter?.class;",
    "const text = 'while ++ in', more = `class ${'throw'} ~`; // do --",
    "const half = a / b / c, all = /[/~]++in/g;",
    "const nested = `a ${b ? `c ${d}` : {}} e`;",
    "const big = 1_000, hex = 0xff, part = .5, exponent = 1e-9, dots = [...a];",
    "a?.b ?? c; a ? .5 : b; a ||= b; a **= 2;",
  ])("allows: %s", (source) => {
    expect(rewriteModule(source).body).toBe(source);
  });
});
