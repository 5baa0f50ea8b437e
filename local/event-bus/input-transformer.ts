import type { RuleTargetModel } from "../synth/backend-model.js";
import { parseJsonPath, valueAt, type JsonPath } from "./json-path.js";
import { entryOf, JsonSyntaxError, parseJson, stringifyJson, type JsonNode } from "./json-tree.js";
import { parseTemplate, type TemplatePart } from "./input-template.js";
import { UserError } from "../user-error.js";

/** An event on its way to a target. */
export interface TransformedEvent {
  /** The event with its envelope, as JSON text and taken apart. */
  readonly text: string;
  readonly node: JsonNode;
  readonly ruleName: string;
  readonly ruleArn: string;
  /** ISO 8601, UTC, whole seconds: when the bus took the event in. */
  readonly ingestionTime: string;
}

/** What a target receives, or why it receives nothing. */
export type TargetInput =
  { readonly kind: "payload"; readonly text: string } | { readonly kind: "invalid"; readonly message: string };

/** A target that EventBridge's PutTargets would refuse; the message is EventBridge's where it is known. */
export class InvalidTargetError extends UserError {
  constructor(message: string) {
    super(message);
    this.name = "InvalidTargetError";
  }
}

type TargetInputSettings = Pick<RuleTargetModel, "id" | "input" | "inputPath" | "inputTransformer">;

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_InputTransformer.html
const MOST_PATHS = 100;
const LONGEST_TEMPLATE = 8_192;

/**
 * Compiles what a target is to receive, by EventBridge's rules
 * (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html): a constant, the part of the
 * event that a path leads to, a filled template, or the event as it is.
 *
 * @throws InvalidTargetError where PutTargets would refuse the target
 */
export function compileTargetInput(target: TargetInputSettings): (event: TransformedEvent) => TargetInput {
  const { id, input, inputPath, inputTransformer } = target;
  if ([input, inputPath, inputTransformer].filter((setting) => setting !== undefined).length > 1) {
    throw new InvalidTargetError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`,
    );
  }
  if (inputTransformer !== undefined) return compileTransformer(id, inputTransformer);
  if (inputPath !== undefined) {
    const path = pathOf(id, "InputPath", inputPath);
    return ({ node }) => {
      const part = valueAt(node, path);
      return { kind: "payload", text: part === undefined ? "null" : stringifyJson(part) };
    };
  }
  if (input !== undefined) {
    const problem = jsonProblem(input);
    if (problem !== undefined) throw new InvalidTargetError(`JSON syntax error in Input for target ${id}: ${problem}`);
    return () => ({ kind: "payload", text: input });
  }
  return ({ text }) => ({ kind: "payload", text });
}

function compileTransformer(
  id: string,
  { inputPathsMap, inputTemplate }: NonNullable<RuleTargetModel["inputTransformer"]>,
): (event: TransformedEvent) => TargetInput {
  const variables = new Map<string, Variable>(Object.entries(RESERVED_VARIABLES));
  const paths = Object.entries(inputPathsMap);
  if (paths.length > MOST_PATHS) {
    throw new InvalidTargetError(
      `InputPathsMap for target ${id} has ${paths.length} paths, at most ${MOST_PATHS} are allowed.`,
    );
  }
  if (inputTemplate.length > LONGEST_TEMPLATE) {
    throw new InvalidTargetError(
      `InputTemplate for target ${id} has ${inputTemplate.length} characters, at most ${LONGEST_TEMPLATE} are allowed.`,
    );
  }
  for (const [name, text] of paths) {
    if (/^aws/i.test(name))
      throw new InvalidTargetError(`InputPathsMap for target ${id}: ${name} must not start with AWS.`);
    const path = pathOf(id, `InputPathsMap ${name}`, text);
    variables.set(name, ({ node }) => valueAt(node, path));
  }

  const template = parseTemplate(inputTemplate);
  const parts = template.parts.map((part) => {
    if (part.kind === "text") return part;
    const read = variables.get(part.variable);
    if (read !== undefined) return { ...part, read };
    throw new InvalidTargetError(`InputTemplate for target ${id} contains invalid placeholder ${part.variable}.`);
  });
  const problem = template.isText ? undefined : jsonProblem(exampleOf(template.parts));
  if (problem !== undefined) throw new InvalidTargetError(`Invalid InputTemplate for target ${id}: ${problem}`);

  return (event) => {
    const text = parts
      .map((part) => (part.kind === "text" ? part.text : fill(part.read(event), part.quoted, template.isText)))
      .join("");
    const invalid = template.isText ? undefined : jsonProblem(text);
    return invalid === undefined ? { kind: "payload", text } : { kind: "invalid", message: invalid };
  };
}

/**
 * Outside quotes a value is written as JSON, inside quotes as it is: EventBridge escapes nothing. In a template that is
 * text an object loses its quotes; in one that is JSON it keeps them, so that the result is no JSON any more and the
 * event is not delivered. What is not in the event is the empty string (all of this recorded on AWS).
 */
function fill(value: JsonNode | undefined, quoted: boolean, isText: boolean): string {
  if (value === undefined) return quoted ? "" : '""';
  if (!quoted) return stringifyJson(value);
  if (value.kind === "string") return value.text;
  return isText ? stringifyJson(value).replaceAll('"', "") : stringifyJson(value);
}

type Variable = (event: TransformedEvent) => JsonNode | undefined;

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html#eb-transform-input-predefined
const RESERVED_VARIABLES: Readonly<Record<string, Variable>> = {
  "aws.events.rule-arn": ({ ruleArn }) => stringNode(ruleArn),
  "aws.events.rule-name": ({ ruleName }) => stringNode(ruleName),
  "aws.events.event.ingestion-time": ({ ingestionTime }) => stringNode(ingestionTime),
  "aws.events.event.json": ({ node }) => node,
  "aws.events.event": ({ node }) => {
    const names = ["id", "account", "detail-type", "time", "source", "region", "resources", "version"];
    const entries = names.flatMap((name): [string, JsonNode][] => {
      const value = entryOf(node, name);
      return value === undefined ? [] : [[name === "detail-type" ? "detailType" : name, value]];
    });
    return { kind: "object", entries, start: node.start, end: node.end };
  },
};

function stringNode(text: string): JsonNode {
  return { kind: "string", text, start: 0, end: text.length };
}

function pathOf(id: string, setting: string, text: string): JsonPath {
  const path = parseJsonPath(text);
  if (path !== undefined) return path;
  throw new InvalidTargetError(
    `${setting} for target ${id} must be a JSON path such as $.detail.name or $.resources[0], not ${JSON.stringify(text)}.`,
  );
}

/** The template with a value in every place, to see whether it can ever be JSON. */
function exampleOf(parts: readonly TemplatePart[]): string {
  return parts.map((part) => (part.kind === "text" ? part.text : part.quoted ? "" : "null")).join("");
}

function jsonProblem(text: string): string | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (error) {
    if (error instanceof JsonSyntaxError) return error.message;
    throw error;
  }
}
