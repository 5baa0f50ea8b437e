import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { describe, expect, test } from "vitest";
import { resource } from "./testing/fixture-assembly.js";
import { fixtureResources } from "./testing/fixture-backend.js";
import { changed, expectRefusal, mistake, read, refusal, type Refusal } from "./testing/read-fixture.js";

const asker = "arn:aws:lambda:us-east-1:000000000000:function:lake-asker";

describe("functions become models", () => {
  test("where the API or a rule calls them, and no others", async () => {
    const { functions } = (await read(fixtureResources())).model;
    expect(functions).toEqual([
      {
        path: "root/lake/asker/Resource",
        logicalId: "Asker",
        functionName: "lake-asker",
        arn: asker,
        roleArn: "arn:aws:iam::000000000000:role/lake-asker-ServiceRole",
        handler: "index.handler",
        codeDirectory: expect.any(String) as unknown,
        environment: { AMPLIFY_SSM_ENV_CONFIG: "{}", CRAWLER: "lake-Crawler", BUCKET: "lake-lake" },
        // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
        timeout: 3,
        memorySize: 128,
        deadLetterArn: "arn:aws:sqs:us-east-1:000000000000:events-DeadLetters",
      },
    ]);
    const directory = functions[0]?.codeDirectory ?? "";
    expect(isAbsolute(directory) && existsSync(join(directory, "index.mjs"))).toBe(true);
  });

  test.each([
    { what: "a rule alone calls", leftOut: ["AskerSource"] },
    { what: "the API alone calls", leftOut: ["ObjectsRule", "ObjectsPermission"] },
  ])("that $what", async ({ leftOut }) => {
    const resources = Object.entries(fixtureResources()).filter(([logicalId]) => !leftOut.includes(logicalId));
    const { functions } = (await read(Object.fromEntries(resources))).model;
    expect(functions.map(({ functionName }) => functionName)).toEqual(["lake-asker"]);
  });

  test("with timeout, memory and name of their own, and without a queue", async () => {
    const resources = changed("Asker", "DeadLetterConfig", undefined);
    const own = { FunctionName: "own_name", Timeout: 900, MemorySize: "256" };
    const before = resources["Asker"]?.["Properties"] as object;
    const { functions } = (
      await read({ ...resources, Asker: { ...resources["Asker"], Properties: { ...before, ...own } } })
    ).model;
    expect(functions[0]).toMatchObject({ functionName: "own_name", timeout: 900, memorySize: 256 });
    expect(functions[0]).not.toHaveProperty("deadLetterArn");
  });

  test("that data sources and rules on the default bus point at", async () => {
    const { graphqlApi, rules } = (await read(fixtureResources())).model;
    expect(graphqlApi.dataSources.filter(({ type }) => type === "AWS_LAMBDA")).toEqual([
      {
        path: "root/data/AskerSource/Resource",
        logicalId: "AskerSource",
        name: "AskerSource",
        type: "AWS_LAMBDA",
        functionArn: asker,
        roleArn: "arn:aws:iam::000000000000:role/data-Source-Role",
      },
    ]);
    expect(rules.filter(({ eventBusName }) => eventBusName === "default")).toEqual([
      {
        path: "root/lake/ObjectsRule/Resource",
        logicalId: "ObjectsRule",
        name: "lake-ObjectsRule",
        arn: "arn:aws:events:us-east-1:000000000000:rule/lake-ObjectsRule",
        description: undefined,
        eventBusName: "default",
        state: "ENABLED",
        eventPattern: {
          source: ["aws.s3"],
          detail: { object: { key: [{ prefix: "parcels/" }, { "anything-but": { suffix: "/" } }] } },
        },
        targets: [
          {
            id: "Target0",
            arn: asker,
            roleArn: undefined,
            input: undefined,
            inputPath: undefined,
            inputTransformer: undefined,
            deadLetterArn: undefined,
            retry: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 86_400 },
            graphqlOperation: undefined,
          },
        ],
      },
    ]);
  });
});

const permissionExpected = "a function that an AWS::Lambda::Permission lets";
const { ObjectsPermission: _, ...withoutPermission } = fixtureResources();
const refusals: readonly Refusal[] = [
  refusal("another language", ["Asker", "Runtime", "python3.13"], "Runtime python3.13 of AWS::Lambda::Function"),
  refusal(
    "code in the template",
    ["Asker", "Code", { ZipFile: "exports.handler = 1" }],
    "Code.ZipFile of AWS::Lambda::Function",
  ),
  refusal("an image", ["Asker", "PackageType", "Image"], "code that is bundled into a directory"),
  refusal("an archive", ["Asker", "Code.S3Key", "resolver.js"], "S3Key resolver.js, which is an archive"),
  refusal(
    "code from elsewhere",
    ["Asker", "Code.S3Key", "gone.zip"],
    "No asset of this assembly",
    undefined,
    "INVALID_ASSEMBLY",
  ),
  refusal("layers", ["Asker", "Layers", ["arn"]], "Layers of AWS::Lambda::Function"),
  refusal("a file system", ["Asker", "FileSystemConfigs", []], "Keep files in a bucket"),
  mistake("a handler that is not there", ["Asker", "Handler", "main.handler"], "a file of", "nodejs-handler.html"),
  mistake(
    "a handler without an export",
    ["Asker", "Handler", "index"],
    "a dot and an exported name",
    "nodejs-handler.html",
  ),
  mistake("a foreign role", ["Asker", "Role", "arn:aws:iam::000000000000:role/gone"], "a role of this definition"),
  mistake(
    "a foreign queue",
    ["Asker", "DeadLetterConfig.TargetArn", "arn:aws:sqs:us-east-1:1:q"],
    "a queue of this definition",
  ),
  mistake("16 minutes", ["Asker", "Timeout", 960], "1 to 900", "API_CreateFunction"),
  mistake("64 MB", ["Asker", "MemorySize", 64], "128 to 10240", "API_CreateFunction"),
  mistake(
    "a data source of a version",
    ["AskerSource", "LambdaConfig.LambdaFunctionArn", `${asker}:1`],
    "without version or alias",
  ),
  mistake(
    "a data source without a function",
    ["AskerSource", "LambdaConfig", undefined],
    "LambdaConfig of AWS::AppSync::DataSource",
    "API_DataSource",
  ),
  refusal(
    "a foreign function as target",
    ["ObjectsRule", "Targets.0.Arn", `${asker}-2`],
    "Lambda functions of this definition",
  ),
  refusal(
    "a role to call a function with",
    ["ObjectsRule", "Targets.0.RoleArn", "arn"],
    "Let the function's AWS::Lambda::Permission",
  ),
  mistake(
    "a mutation for a function",
    ["ObjectsRule", "Targets.0.AppSyncParameters", {}],
    "nothing for a function",
    "API_Target",
  ),
  {
    what: "a function that lets nobody call it",
    resources: withoutPermission,
    code: "INVALID_TEMPLATE",
    expected: permissionExpected,
    source: "eb-use-resource-based.html",
  },
  mistake(
    "a function that lets another rule call it",
    ["ObjectsPermission", "SourceArn", "arn:aws:events:us-east-1:000000000000:rule/r"],
    permissionExpected,
    "eb-use-resource-based.html",
  ),
  mistake(
    "a function that lets another service call it",
    ["ObjectsPermission", "Principal", "s3.amazonaws.com"],
    permissionExpected,
    "eb-use-resource-based.html",
  ),
  ...["AWS::Lambda::EventInvokeConfig", "AWS::Lambda::Version", "AWS::Lambda::Alias"].map((type): Refusal => ({
    what: `a resource of type ${type}`,
    resources: { ...fixtureResources(), Other: resource(type, "lake/Other") },
    code: "UNSUPPORTED_RESOURCE",
    expected: `The sandbox cannot run ${type} "Other" at root/lake/Other. The sandbox`,
    source: "not modelled",
  })),
];

describe("a function is refused, loudly, for", () => {
  test.each(refusals)("$what ($source)", expectRefusal);
});
