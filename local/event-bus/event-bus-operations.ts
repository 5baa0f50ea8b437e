import { z } from "zod";
import { AwsError, serializationError, validationError } from "../aws-json/aws-error.js";
import type { AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import type { EventBusModel, RuleModel, RuleTargetModel } from "../synth/backend-model.js";
import type { PutEventsResult } from "./event-bus.js";
import { compileEventPattern, InvalidEventPatternError } from "./event-pattern.js";
import { entryOf, JsonSyntaxError, parseJson, type JsonNode } from "./json-tree.js";
import { readPutEventsInput, type PutEventsEntry } from "./put-events.js";

interface Definition {
  readonly accountId: string;
  readonly region: string;
  readonly buses: readonly EventBusModel[];
  readonly rules: readonly RuleModel[];
}

// https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html
const LONGEST_PATTERN = 4_096;
const MANDATORY_FIELDS = ["id", "account", "source", "time", "region", "detail-type"];
/** Most results of a list (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html). */
const LARGEST_PAGE = 100;

const pageSchema = z.looseObject({ Limit: z.number().nullish(), NextToken: z.string().nullish() });
const namePrefix = { NamePrefix: z.string().nullish() };
const busName = { EventBusName: z.string().nullish() };

/**
 * The operations of EventBridge's API that read, and PutEvents. Rules and targets are changed in `amplify/`, so the
 * operations that would change them are not here.
 */
export function eventBusOperations(
  definition: Definition,
  putEvents: (entries: readonly PutEventsEntry[]) => Promise<readonly PutEventsResult[]>,
): Readonly<Record<string, AwsJsonOperation>> {
  const { accountId, region } = definition;
  const defaultBus = { name: "default", arn: `arn:aws:events:${region}:${accountId}:event-bus/default` };
  const buses = [defaultBus, ...definition.buses.filter(({ name }) => name !== "default")];

  const busOf = (nameOrArn: string | null | undefined): { readonly name: string; readonly arn: string } => {
    const wanted = nameOrArn ?? defaultBus.name;
    const bus = buses.find(({ name, arn }) => name === wanted || arn === wanted);
    if (bus === undefined) throw notFound(`Event bus ${wanted} does not exist.`);
    return bus;
  };
  const rulesOf = (bus: { readonly name: string }): readonly RuleModel[] =>
    sortedByName(definition.rules.filter(({ eventBusName }) => eventBusName === bus.name));
  const ruleOf = (name: string, nameOrArn: string | null | undefined): RuleModel => {
    const bus = busOf(nameOrArn);
    const rule = rulesOf(bus).find((candidate) => candidate.name === name);
    if (rule === undefined) throw notFound(`Rule ${name} does not exist on EventBus ${bus.name}.`);
    return rule;
  };

  return {
    async PutEvents(input) {
      const results = await putEvents(readPutEventsInput(input));
      return { Entries: results, FailedEntryCount: results.filter((result) => "ErrorCode" in result).length };
    },

    async TestEventPattern(input) {
      const { Event, EventPattern } = read(z.looseObject({ Event: z.string(), EventPattern: z.string() }), input);
      if (EventPattern.length > LONGEST_PATTERN) {
        throw validationError(
          `1 validation error detected: Value '${EventPattern}' at 'eventPattern' failed to satisfy constraint: ` +
            `Member must have length less than or equal to ${LONGEST_PATTERN}`,
        );
      }
      const pattern = compilePattern(EventPattern);
      return { Result: pattern.matches(parseTestEvent(Event)) };
    },

    async DescribeRule(input) {
      const { Name, EventBusName } = read(z.looseObject({ Name: z.string(), ...busName }), input);
      return { ...describeRule(ruleOf(Name, EventBusName)), CreatedBy: accountId };
    },

    async ListRules(input) {
      const {
        NamePrefix = "",
        EventBusName,
        ...page
      } = read(z.looseObject({ ...namePrefix, ...busName, ...pageSchema.shape }), input);
      const rules = rulesOf(busOf(EventBusName)).filter(({ name }) => name.startsWith(NamePrefix ?? ""));
      return paged("Rules", rules.map(describeRule), page);
    },

    async ListTargetsByRule(input) {
      const { Rule, EventBusName, ...page } = read(
        z.looseObject({ Rule: z.string(), ...busName, ...pageSchema.shape }),
        input,
      );
      return paged("Targets", ruleOf(Rule, EventBusName).targets.map(describeTarget), page);
    },

    async DescribeEventBus(input) {
      const { Name } = read(z.looseObject({ Name: z.string().nullish() }), input);
      const { name, arn } = busOf(Name);
      return { Name: name, Arn: arn };
    },

    async ListEventBuses(input) {
      const { NamePrefix = "", ...page } = read(z.looseObject({ ...namePrefix, ...pageSchema.shape }), input);
      const found = sortedByName(buses.filter(({ name }) => name.startsWith(NamePrefix ?? "")));
      return paged(
        "EventBuses",
        found.map(({ name, arn }) => ({ Name: name, Arn: arn })),
        page,
      );
    },
  };
}

function read<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const member = issue?.path.join(".") ?? "";
  const given = (input as Readonly<Record<string, unknown>> | null)?.[member];
  if (given != null) throw serializationError(`${member}: ${issue?.message ?? "is not valid"}`);
  const path = `${member.charAt(0).toLowerCase()}${member.slice(1)}`;
  throw validationError(
    `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`,
  );
}

function notFound(message: string): AwsError {
  return new AwsError("ResourceNotFoundException", message);
}

function sortedByName<Named extends { readonly name: string }>(items: readonly Named[]): readonly Named[] {
  return [...items].sort((one, other) => (one.name < other.name ? -1 : 1));
}

function compilePattern(text: string): ReturnType<typeof compileEventPattern> {
  try {
    return compileEventPattern(text);
  } catch (error) {
    if (!(error instanceof InvalidEventPatternError)) throw error;
    throw new AwsError("InvalidEventPatternException", error.message, { cause: error });
  }
}

function parseTestEvent(text: string): JsonNode {
  let event: JsonNode | undefined;
  try {
    event = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
  }
  if (event?.kind !== "object" || MANDATORY_FIELDS.some((name) => entryOf(event, name) === undefined)) {
    throw validationError("Parameter Event is not valid.");
  }
  return event;
}

function paged(
  name: string,
  items: readonly unknown[],
  { Limit, NextToken }: z.infer<typeof pageSchema>,
): Readonly<Record<string, unknown>> {
  if (Limit != null && (!Number.isInteger(Limit) || Limit < 1 || Limit > LARGEST_PAGE)) {
    const bound = Limit < 1 ? "greater than or equal to 1" : `less than or equal to ${LARGEST_PAGE}`;
    throw validationError(
      `1 validation error detected: Value '${Limit}' at 'limit' failed to satisfy constraint: ` +
        `Member must have value ${bound}`,
    );
  }
  const start = NextToken == null ? 0 : readToken(NextToken);
  const end = start + (Limit ?? LARGEST_PAGE);
  return { [name]: items.slice(start, end), ...(end < items.length ? { NextToken: writeToken(end) } : {}) };
}

function writeToken(start: number): string {
  return Buffer.from(`start ${start}`).toString("base64");
}

function readToken(token: string): number {
  const [, start] = /^start (\d+)$/.exec(Buffer.from(token, "base64").toString()) ?? [];
  if (start === undefined) throw validationError("The NextToken is not one that this operation gave.");
  return Number(start);
}

function describeRule(rule: RuleModel): Readonly<Record<string, unknown>> {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: JSON.stringify(rule.eventPattern),
    State: rule.state,
    Description: rule.description,
    EventBusName: rule.eventBusName,
  };
}

function describeTarget(target: RuleTargetModel): Readonly<Record<string, unknown>> {
  const { inputTransformer, deadLetterArn, graphqlOperation, retry } = target;
  return {
    Id: target.id,
    Arn: target.arn,
    RoleArn: target.roleArn,
    Input: target.input,
    InputPath: target.inputPath,
    InputTransformer: inputTransformer && {
      InputPathsMap: inputTransformer.inputPathsMap,
      InputTemplate: inputTransformer.inputTemplate,
    },
    DeadLetterConfig: deadLetterArn === undefined ? undefined : { Arn: deadLetterArn },
    RetryPolicy: {
      MaximumRetryAttempts: retry.maximumRetryAttempts,
      MaximumEventAgeInSeconds: retry.maximumEventAgeInSeconds,
    },
    AppSyncParameters: graphqlOperation === undefined ? undefined : { GraphQLOperation: graphqlOperation },
  };
}
