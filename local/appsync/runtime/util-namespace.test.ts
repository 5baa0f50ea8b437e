import { describe, expect, test } from "vitest";
import { evaluateExpression, fixedEnvironment, valueOf } from "./evaluate-expression.js";
import { testExpressions } from "./expression-table.js";

const GUIDE = "https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html";
const FORM = "https://docs.oracle.com/javase/8/docs/api/java/net/URLEncoder.html";
const COMMONS = "https://commons.apache.org/proper/commons-text/apidocs/org/apache/commons/text/StringEscapeUtils.html";
const PATTERN = "https://docs.oracle.com/javase/8/docs/api/java/util/regex/Pattern.html";
const MATH = "https://docs.aws.amazon.com/appsync/latest/devguide/math-helpers-in-util-math-js.html";
const OPENSEARCH =
  "https://docs.aws.amazon.com/appsync/latest/devguide/transformation-helpers-in-utils-transform-js.html";
const XML = "https://docs.aws.amazon.com/appsync/latest/devguide/xml-helpers-in-util-xml-js.html";

describe("encoding", () => {
  testExpressions([
    { expression: 'util.urlEncode("a b&c=ü~!*\'()")', expected: "a+b%26c%3D%C3%BC%7E%21*%27%28%29", source: FORM },
    { expression: 'util.urlDecode("a+b%26c%3D%C3%BC")', expected: "a b&c=ü", source: FORM },
    { expression: 'util.urlDecode("%zz")', error: "util.urlDecode: '%zz' has a malformed escape", source: FORM },
    { expression: 'util.base64Encode("Zürich")', expected: "WsO8cmljaA==", source: "RFC 4648, UTF-8" },
    { expression: 'util.base64Decode("WsO8cmljaA==")', expected: "Zürich", source: "RFC 4648, UTF-8" },
    {
      expression: 'util.escapeJavaScript("say \\"hi\\"\\n\'/é")',
      expected: 'say \\"hi\\"\\n\\\'\\/\\u00E9',
      source: COMMONS,
    },
    { expression: "util.urlEncode(null)", error: "util.urlEncode: expected a string, got null", source: GUIDE },
  ]);
});

describe("identifiers", () => {
  test("autoId is a version 4 UUID (RFC 9562)", () => {
    expect(valueOf("util.autoId()")).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });

  test("autoUlid begins with the time and sorts by it (https://github.com/ulid/spec)", () => {
    // The specification's reference implementation: 1469918176385 is 01ARYZ6S41.
    const environment = fixedEnvironment({ now: () => 1_469_918_176_385 });
    const { outcome } = evaluateExpression("util.autoUlid()", {}, environment);
    expect(outcome).toMatchObject({ value: expect.stringMatching(/^01ARYZ6S41[0-9A-HJKMNP-TV-Z]{16}$/) as unknown });
  });

  test("autoKsuid is the known one for a known time and payload (https://github.com/segmentio/ksuid#readme)", () => {
    // README: 0ujtsYcgvSTl8PAuAdqWYSMnLOv is 107608047 seconds after the epoch, payload B5A1CD34B5F99D1154FB6853345C9735.
    const environment = fixedEnvironment({
      now: () => (1_400_000_000 + 107_608_047) * 1000,
      randomBytes: () => Uint8Array.from(Buffer.from("B5A1CD34B5F99D1154FB6853345C9735", "hex")),
    });
    const { outcome } = evaluateExpression("util.autoKsuid()", {}, environment);
    expect(outcome).toMatchObject({ value: "0ujtsYcgvSTl8PAuAdqWYSMnLOv" });
  });
});

describe("errors", () => {
  test(`util.error ends the handler with all four parts (${GUIDE})`, () => {
    expect(evaluateExpression('util.error("late", "Delay", { minutes: 15 }, { code: 93 })').outcome).toEqual({
      type: "error",
      error: { message: "late", errorType: "Delay", data: { minutes: 15 }, errorInfo: { code: 93 } },
    });
    expect(evaluateExpression('util.error("late")').outcome).toEqual({
      type: "error",
      error: { message: "late", errorType: null, data: null, errorInfo: null },
    });
  });

  test(`util.appendError goes on, in order (${GUIDE})`, () => {
    const { outcome, appendedErrors } = evaluateExpression(
      '(util.appendError("one", "A"), util.appendError("two"), "done")',
    );
    expect(outcome).toEqual({ type: "value", value: "done" });
    expect(appendedErrors).toEqual([
      { message: "one", errorType: "A", data: null, errorInfo: null },
      { message: "two", errorType: null, data: null, errorInfo: null },
    ]);
  });

  test("util.unauthorized names field and type (https://repost.aws/knowledge-center/aws-appsync-graphql-request-unauth-error)", () => {
    expect(evaluateExpression("util.unauthorized()").outcome).toEqual({
      type: "error",
      error: {
        message: "Not Authorized to access listFlights on type Query",
        errorType: "Unauthorized",
        data: null,
        errorInfo: null,
      },
    });
  });
});

describe("util.matches", () => {
  testExpressions([
    { expression: 'util.matches("a*b", "aaaaab")', expected: true, source: GUIDE },
    { expression: 'util.matches("a*b", "xaaab")', expected: false, source: `${PATTERN}#matches: the whole text` },
    { expression: 'util.matches("[A-Z0-9]{2,3}", "JK")', expected: true, source: PATTERN },
    { expression: 'util.matches("a|ab", "ab")', expected: true, source: `${PATTERN}#matches: the whole text` },
    { expression: 'util.matches("(?i)jk\\\\d+", "JK12")', expected: true, source: PATTERN },
    { expression: 'util.matches("\\\\p{Upper}\\\\p{Digit}", "B7")', expected: true, source: PATTERN },
    { expression: 'util.matches("[\\\\p{Alpha}_]+", "a_B")', expected: true, source: PATTERN },
    { expression: 'util.matches("\\\\Qa.b\\\\E", "a.b")', expected: true, source: PATTERN },
    { expression: 'util.matches("\\\\Qa.b\\\\E", "axb")', expected: false, source: PATTERN },
    {
      expression: 'util.matches("a++b", "aab")',
      error: "a possessive quantifier, which is not implemented",
      source: PATTERN,
    },
    { expression: 'util.matches("[a-z&&[^m]]", "a")', error: "which is not implemented", source: PATTERN },
    {
      expression: 'util.matches("\\\\p{IsGreek}", "a")',
      error: "\\p{IsGreek}, which is not implemented",
      source: PATTERN,
    },
    { expression: 'util.matches("(", "a")', error: "Invalid regular expression", source: PATTERN },
    { expression: 'util.matches("a", null)', error: "util.matches: expected a pattern and a string", source: GUIDE },
  ]);
});

describe("util.authType", () => {
  const SHAPES =
    "by the shapes recorded on AWS in https://github.com/localstack/appsync-utils __tests__/__snapshots__/authType.test.js.snap";
  const iam = {
    accountId: "1",
    sourceIp: ["::1"],
    username: "AKIA",
    userArn: "arn:aws:iam::1:user/x",
    cognitoIdentityId: null,
  };
  const pool = {
    sourceIp: ["::1"],
    username: "kim",
    sub: "s",
    issuer: "i",
    claims: {},
    defaultAuthStrategy: "ALLOW",
    groups: null,
  };
  testExpressions([
    {
      expression: "util.authType() + 0",
      context: { identity: null },
      expected: "API Key Authorization0",
      source: SHAPES,
    },
    { expression: "util.authType() + 1", context: { identity: iam }, expected: "IAM Authorization1", source: SHAPES },
    {
      expression: "util.authType() + 2",
      context: { identity: pool },
      expected: "User Pool Authorization2",
      source: SHAPES,
    },
    {
      expression: "util.authType() + 3",
      context: { identity: { sub: "s", issuer: "i", claims: {} } },
      expected: "Open ID Connect Authorization3",
      source: SHAPES,
    },
    {
      expression: "util.authType() + 4",
      context: { identity: { resolverContext: {} } },
      expected: "Lambda Authorization4",
      source: SHAPES,
    },
    {
      expression: "util.authType() + 5",
      context: { identity: { ...iam, userArn: null } },
      expected: "API Key Authorization5",
      source: SHAPES,
    },
    {
      expression: "util.authType() + 6",
      context: { identity: { claims: {} } },
      expected: "API Key Authorization6",
      source: SHAPES,
    },
  ]);
});

describe("util.math, util.str", () => {
  testExpressions([
    { expression: "util.math.roundNum(10.5)", expected: 11, source: MATH },
    { expression: "util.math.roundNum(-10.5)", expected: -10, source: "java.lang.Math.round" },
    { expression: "util.math.minVal(3, -2)", expected: -2, source: MATH },
    { expression: "util.math.maxVal(3, -2)", expected: 3, source: MATH },
    { expression: "util.math.randomDouble()", expected: 0.5, source: MATH },
    { expression: "util.math.randomWithinRange(10, 20)", expected: 15, source: MATH },
    { expression: "util.math.randomWithinRange(7, 7)", expected: 7, source: MATH },
    { expression: "util.math.randomWithinRange(2, 1)", error: "1 is less than 2", source: MATH },
    { expression: 'util.math.roundNum("1")', error: "util.math.roundNum: expected a number", source: MATH },
    {
      expression: 'util.str.normalize("\\u0041\\u030a", "nfc")',
      expected: "\u00c5",
      source: "https://unicode.org/reports/tr15/",
    },
    {
      expression: 'util.str.normalize("\\ufb01", "nfkd")',
      expected: "fi",
      source: "https://unicode.org/reports/tr15/",
    },
    { expression: 'util.str.normalize("a", "NFC")', error: "expected nfc, nfd, nfkc or nfkd", source: GUIDE },
    {
      expression: 'util.str.toUpper("a")',
      error: "util.str.toUpper is not implemented in the local APPSYNC_JS runtime",
      source: "a VTL function",
    },
  ]);
});

describe("util.transform.toElasticsearchQueryDSL", () => {
  const query = (filter: string) => `JSON.parse(util.transform.toElasticsearchQueryDSL(${filter}))`;
  testExpressions([
    { expression: query('{ to: { eq: "LHR" } }'), expected: { term: { to: "LHR" } }, source: OPENSEARCH },
    {
      expression: query("{ or: [{ num: { gte: 1, lt: 9 } }, { not: { to: { exists: true } } }] }"),
      expected: {
        bool: {
          should: [
            { bool: { must: [{ range: { num: { gte: 1 } } }, { range: { num: { lt: 9 } } }] } },
            { bool: { must_not: { exists: { field: "to" } } } },
          ],
        },
      },
      source: OPENSEARCH,
    },
    {
      expression: query('{ to: { matchPhrasePrefix: "Lon" } }'),
      expected: { match_phrase_prefix: { to: "Lon" } },
      source: OPENSEARCH,
    },
    {
      expression: query('{ to: { multiMatch: "x" } }'),
      error: "operator multiMatch is not implemented",
      source: OPENSEARCH,
    },
    { expression: query("null"), error: "expected an object", source: OPENSEARCH },
  ]);
});

describe("util.xml", () => {
  testExpressions([
    {
      expression:
        "util.xml.toMap(\"<?xml version='1.0'?><flights><f><n>1</n></f><f><n>A&amp;B</n><x/></f><!-- end --></flights>\")",
      expected: { flights: { f: [{ n: 1 }, { n: "A&B", x: "" }] } },
      source: XML,
    },
    { expression: 'util.xml.toJsonString("<a><![CDATA[<b>]]></a>")', expected: '{"a":"<b>"}', source: XML },
    { expression: 'util.xml.toJsonString("<a>x</a>", true)', expected: '"{\\"a\\":\\"x\\"}"', source: XML },
    {
      expression: 'util.xml.toMap("<a><b></a>")',
      error: "</a> closes <b>",
      source: "https://www.w3.org/TR/xml/#sec-logical-struct",
    },
    {
      expression: 'util.xml.toMap("<a>")',
      error: "<a> is not closed",
      source: "https://www.w3.org/TR/xml/#sec-logical-struct",
    },
    { expression: "util.xml.toMap(\"<a id='1'/>\")", error: "attributes (of <a>) are not implemented", source: XML },
  ]);
});

describe("util.http", () => {
  const HTTP = "https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html";
  testExpressions([
    {
      expression: 'util.http.copyHeaders({ Host: "x", Connection: "y", "content-length": "1", "x-api-key": "k" })',
      expected: { "x-api-key": "k" },
      source: HTTP,
    },
  ]);

  test(`headers of the response are collected, the last of a name wins (${HTTP})`, () => {
    const { responseHeaders, appendedErrors } = evaluateExpression(
      '(util.http.addResponseHeader("count", 7), util.http.addResponseHeaders({ count: 8, where: { gate: 1 }, text: "t" }), null)',
    );
    expect(responseHeaders).toEqual({ count: "8", where: '{"gate":1}', text: "t" });
    expect(appendedErrors).toEqual([]);
  });

  test.each([
    { name: "Content-Type", value: "x", source: HTTP },
    { name: "x-amz-date", value: "x", source: HTTP },
    { name: "", value: "x", source: HTTP },
    { name: "ok", value: null, source: HTTP },
    { name: "long", value: "x".repeat(4096), source: HTTP },
  ])("a header named '$name' is ignored with a ResponseHeaderError where AWS refuses it", ({ name, value }) => {
    const { responseHeaders, appendedErrors } = evaluateExpression(
      `(util.http.addResponseHeader(${JSON.stringify(name)}, ${JSON.stringify(value)}), null)`,
    );
    expect(responseHeaders).toEqual({});
    expect(appendedErrors).toMatchObject([{ errorType: "ResponseHeaderError" }]);
  });
});

describe("what is not implemented", () => {
  testExpressions([
    {
      expression: "util.rds.toJsonObject({})",
      error: "util.rds.toJsonObject is not implemented in the local APPSYNC_JS runtime",
      source: GUIDE,
    },
    {
      expression: "util.toJson({})",
      error: "util.toJson is not implemented in the local APPSYNC_JS runtime",
      source: "a VTL function",
    },
    {
      expression: "runtime.later()",
      error: "runtime.later is not implemented in the local APPSYNC_JS runtime",
      source: GUIDE,
    },
    {
      expression: "console.table([])",
      error: "console.table is not implemented in the local APPSYNC_JS runtime",
      source: GUIDE,
    },
  ]);
});
