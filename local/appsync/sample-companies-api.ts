import { readFileSync } from "node:fs";
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { resolverCode } from "../../amplify/data/resolver-code.js";
import { publishedOperation } from "../../amplify/events/published-operation.js";
import type { InvocationResult } from "../lambda/invocation-result.js";
import type { FunctionModel, TableModel } from "../synth/backend-model.js";
import type { Principal } from "./identity.js";
import { createSampleApi, sample, sampleRole, type SampleApi } from "./sample-api.js";

const written = readFileSync(new URL("../../amplify/data/schema.graphql", import.meta.url), "utf8");
/** As Amplify deploys it: IAM is added wherever signed-in users are. */
const schema = written.replaceAll(/@aws_cognito_user_pools(?:\([^)]*\)|(?!\())(?! @aws_iam)/g, "$& @aws_iam");

/** The table of exports. */
export const exportsTable: TableModel = {
  path: "sample/exports",
  logicalId: "exports",
  tableName: "exports",
  arn: `arn:aws:dynamodb:${sample.region}:${sample.accountId}:table/exports`,
  partitionKey: { name: "id", type: "S" },
  sortKey: undefined,
  timeToLiveAttribute: "expires",
};
const lakeFunction: FunctionModel = {
  path: "sample/lake",
  logicalId: "lake",
  functionName: "lake",
  arn: `arn:aws:lambda:${sample.region}:${sample.accountId}:function:lake`,
  roleArn: "",
  handler: "index.handler",
  codeDirectory: "",
  environment: {},
  timeout: 29,
  memorySize: 1024,
};
const bus = sampleRole("bus", { effect: "Allow", actions: ["appsync:GraphQL"], resources: [`${sample.apiArn}/*`] });

/** A signed-in user. */
export function userOf(name: string, groups: string[]): Principal {
  const identity = { sub: `sub-${name}`, username: name, groups, claims: { "custom:group": "operations" } };
  return { mode: "AMAZON_COGNITO_USER_POOLS", identity, groups, roleArn: undefined };
}

/** What a companies API is, and what it has done. */
export interface CompaniesApi extends SampleApi {
  /** What the function was asked. */
  readonly asked: unknown[];
  /** Calls `reportCompanyExport` as the event bus does. */
  readonly report: (input: Readonly<Record<string, unknown>>) => Promise<unknown>;
  /** Who comes by IAM. */
  readonly bus: Principal;
}

const code = Object.fromEntries(
  ["getAll", "companies", "companyFacets", "companyExport", "startCompanyExport", "reportCompanyExport"]
    .concat(["readCompanyExport", "linkCompanyExport", "runCompanyExport", "putCompanyExport", "moveCompanyExport"])
    .concat(["announceCompanies", "onCompanyExport", "onCompaniesUpdate"])
    .map((name) => [name, resolverCode(name)]),
);

/**
 * Builds the companies API of the project for a test: its schema and its resolvers, with a table `exports` in a DynamoDB
 * and with `answer` in place of the function.
 */
export function createCompaniesApi(
  client: DynamoDBClient,
  answer: (request: { readonly field: string }) => InvocationResult,
): CompaniesApi {
  const asked: unknown[] = [];
  const step = (name: string, dataSource: string) => ({ code: code[name] ?? "", dataSource });
  const of = (name: string, ...steps: { code: string; dataSource: string }[]) => ({ code: code[name] ?? "", steps });
  const api = createSampleApi({
    schema,
    tables: [exportsTable],
    functions: [lakeFunction],
    roles: [bus],
    dynamoDb: client,
    lambda: {
      invoke: (_arn, payload) => {
        asked.push(payload);
        return Promise.resolve(answer(payload as { field: string }));
      },
      invokeAsync: () => Promise.reject(new Error("Nothing here is asynchronous.")),
    },
    units: {
      "Query.getAll@lake": code["getAll"] ?? "",
      "Query.companies@lake": code["companies"] ?? "",
      "Query.companyFacets@lake": code["companyFacets"] ?? "",
      "Mutation.announceCompanies": code["announceCompanies"] ?? "",
      "Subscription.onCompanyExport": code["onCompanyExport"] ?? "",
      "Subscription.onCompaniesUpdate": code["onCompaniesUpdate"] ?? "",
    },
    pipelines: {
      "Query.companyExport": of(
        "companyExport",
        step("readCompanyExport", "exports"),
        step("linkCompanyExport", "lake"),
      ),
      "Mutation.startCompanyExport": of(
        "startCompanyExport",
        step("runCompanyExport", "lake"),
        step("putCompanyExport", "exports"),
      ),
      "Mutation.reportCompanyExport": of(
        "reportCompanyExport",
        step("moveCompanyExport", "exports"),
        step("readCompanyExport", "exports"),
      ),
    },
  });
  const report = (input: Readonly<Record<string, unknown>>) =>
    api.run(publishedOperation("reportCompanyExport"), { input }, api.api.principalOfRole(bus.arn));
  return { ...api, asked, report, bus: api.api.principalOfRole(bus.arn) };
}
