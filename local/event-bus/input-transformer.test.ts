import { describe, expect, test } from "vitest";
import { compileTargetInput, type TargetInput } from "./input-transformer.js";
import { parseJson } from "./json-tree.js";

const guide = "EventBridge user guide, Input transformation";

const text =
  '{"version":"0","id":"e1","detail-type":"Operations: Flight delayed","source":"airport-operations",' +
  '"account":"123456789012","time":"2024-01-25T16:58:37Z","region":"us-east-1","resources":["r0","r1"],' +
  '"detail":{"num":123,"id":12345678901234567890,"gate":null,"open":true,"note":"say \\"go\\"","lines":"a\\nb",' +
  '"legs":[{"from":"JFK"},{"from":"ORD"}],"a.b":{"c":1},"none":[],"info":"{ \\"delayMinutes\\": 15 }"}}';
const paths = {
  num: "$.detail.num",
  id: "$.detail.id",
  gate: "$.detail.gate",
  open: "$.detail.open",
  note: "$.detail.note",
  lines: "$.detail.lines",
  leg1: "$.detail.legs[1].from",
  legs: "$.detail.legs[*].from",
  dotted: "$.detail['a.b'].c",
  none: "$.detail.none",
  info: "$.detail.info",
  missing: "$.detail.nothing.here",
  wrong: "$.detail.num.here",
  type: "$.detail-type",
  all: "$",
};

interface TemplateCase {
  readonly template: string;
  /** The payload; undefined: no JSON, so not delivered. */
  readonly expected: string | undefined;
  readonly source: string;
}

const templateCases: readonly TemplateCase[] = [
  { template: '{"num": <num>}', expected: '{"num": 123}', source: guide },
  { template: '{"num": "<num>"}', expected: '{"num": "123"}', source: "a number in quotes is text" },
  {
    template: '{"type":<type>}',
    expected: '{"type":"Operations: Flight delayed"}',
    source: "recorded: quoted by EventBridge",
  },
  {
    template: '{"type":"<type>"}',
    expected: '{"type":"Operations: Flight delayed"}',
    source: "recorded: not quoted twice",
  },
  {
    template: '{"t":"Flight <num>, <type>!"}',
    expected: '{"t":"Flight 123, Operations: Flight delayed!"}',
    source: guide,
  },
  { template: '{"id":<id>}', expected: '{"id":12345678901234567890}', source: "digits stay as they are" },
  { template: '{"gate":<gate>,"open":<open>}', expected: '{"gate":null,"open":true}', source: "JSON values" },
  {
    template: '{"x":<missing>,"y":"<missing>","z":<wrong>}',
    expected: '{"x":"","y":"","z":""}',
    source: "recorded: missing is empty",
  },
  { template: '{"from":<leg1>,"all":<legs>}', expected: '{"from":"ORD","all":["JFK","ORD"]}', source: "JSON path" },
  { template: '{"c":<dotted>,"none":<none>}', expected: '{"c":1,"none":[]}', source: "JSON path" },
  { template: '{"note":<note>}', expected: '{"note":"say \\"go\\""}', source: "a value is written as JSON" },
  { template: '{"note":"<note>"}', expected: undefined, source: `${guide}: nothing is escaped` },
  { template: '{"lines":"<lines>"}', expected: undefined, source: `${guide}: nothing is escaped` },
  {
    template: '{"info":<info>}',
    expected: '{"info":"{ \\"delayMinutes\\": 15 }"}',
    source: "JSON in a string stays a string",
  },
  { template: '{"legs":"<legs>"}', expected: undefined, source: "recorded: an array in quotes is not delivered" },
  { template: '"legs <legs>"', expected: '"legs [JFK,ORD]"', source: "recorded: in text the quotes go" },
  { template: '"say \\"<num>\\""', expected: '"say \\"123\\""', source: guide },
  { template: '"one <num>"\n"two <missing>"', expected: '"one 123"\n"two "', source: "recorded: lines of text" },
  { template: '["<num>", <num>]', expected: '["123", 123]', source: "a list is JSON, too" },
  { template: "<all>", expected: text, source: "the variable alone" },
  { template: '{"a":"1 < 2 <> 3"}', expected: '{"a":"1 < 2 <> 3"}', source: "no placeholder" },
  {
    template: '{"rule":<aws.events.rule-name>,"arn":"<aws.events.rule-arn>","at":<aws.events.event.ingestion-time>}',
    expected: '{"rule":"status","arn":"arn:rule","at":"2024-01-25T16:58:38Z"}',
    source: guide,
  },
  { template: "<aws.events.event.json>", expected: text, source: guide },
  {
    template: "<aws.events.event>",
    expected:
      '{"id":"e1","account":"123456789012","detailType":"Operations: Flight delayed","time":"2024-01-25T16:58:37Z",' +
      '"source":"airport-operations","region":"us-east-1","resources":["r0","r1"],"version":"0"}',
    source: "recorded: without detail, detailType in camel case",
  },
];

describe("input transformers", () => {
  test.each(templateCases)("$template gives $expected [$source]", ({ template, expected }) => {
    const result = run({ inputTransformer: { inputPathsMap: paths, inputTemplate: template } });
    if (expected === undefined) expect(result.kind).toBe("invalid");
    else expect(result).toEqual({ kind: "payload", text: expected });
  });

  test("without a setting the event arrives as it is", () => {
    expect(run({})).toEqual({ kind: "payload", text });
  });

  test("InputPath takes a part", () => {
    expect(run({ inputPath: "$.detail.legs[0]" })).toEqual({ kind: "payload", text: '{"from":"JFK"}' });
  });

  test("Input is a constant", () => {
    expect(run({ input: '{"a": 1}' })).toEqual({ kind: "payload", text: '{"a": 1}' });
  });
});

describe("targets that PutTargets refuses", () => {
  const transformer = (inputTemplate: string, inputPathsMap: Record<string, string> = {}): object => ({
    inputTransformer: { inputPathsMap, inputTemplate },
  });
  test.each([
    [transformer('"<nobody>"'), "InputTemplate for target t contains invalid placeholder nobody."],
    [
      { inputPath: "$", ...transformer('"a"') },
      "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
    ],
    [
      { input: "{", inputPath: "$" },
      "Only one of Input, InputPath, or InputTransformer must be provided for target t.",
    ],
    [{ input: "{" }, "JSON syntax error in Input for target t"],
    [{ inputPath: "detail" }, "InputPath for target t must be a JSON path"],
    [{ inputPath: "$.a[x]" }, "InputPath for target t must be a JSON path"],
    [transformer('"<a>"', { a: "$..a" }), "InputPathsMap a for target t must be a JSON path"],
    [transformer('"<awsx>"', { awsx: "$" }), "awsx must not start with AWS"],
    [transformer('{"a": <a> <a>}', { a: "$" }), "Invalid InputTemplate for target t"],
    [transformer(`"${"x".repeat(8_192)}"`), "at most 8192 are allowed"],
    [
      transformer('"x"', Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`p${at}`, "$"]))),
      "at most 100 are allowed",
    ],
  ])("%j: %s", (settings, message) => {
    expect(() => run(settings)).toThrow(message);
  });
});

function run(settings: object): TargetInput {
  const none = { input: undefined, inputPath: undefined, inputTransformer: undefined };
  return compileTargetInput({ id: "t", ...none, ...settings })({
    text,
    node: parseJson(text),
    ruleName: "status",
    ruleArn: "arn:rule",
    ingestionTime: "2024-01-25T16:58:38Z",
  });
}
