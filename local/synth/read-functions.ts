import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Assembly } from "./assembly.js";
import type { FunctionModel, QueueModel } from "./backend-model.js";
import { lambdaArn, lambdaName, roleArn as arnOfRole } from "./physical-resource.js";
import { PropertyReader } from "./property-reader.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";

/** Seconds, and megabytes (https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html). */
const defaultTimeout = 3;
const defaultMemory = 128;

const codeAdvice = "It runs code that is bundled into a directory: use defineFunction().";
const bundleAdvice = "Let the bundle hold everything.";
const support = {
  runs: [
    "FunctionName",
    "Code",
    "DeadLetterConfig",
    "Environment",
    "Handler",
    "MemorySize",
    "PackageType",
    "Role",
    "Runtime",
    "Timeout",
  ],
  noLocalEffect: [
    "Architectures",
    "Description",
    "EphemeralStorage",
    "KmsKeyArn",
    "LoggingConfig",
    "RecursiveLoop",
    "ReservedConcurrentExecutions",
    "RuntimeManagementConfig",
    "Tags",
    "TracingConfig",
    "VpcConfig",
  ],
  refused: {
    DurableConfig: "The sandbox runs each invocation as a whole.",
    FileSystemConfigs: "Keep files in a bucket.",
    ImageConfig: codeAdvice,
    Layers: bundleAdvice,
    SnapStart: bundleAdvice,
  },
};

/** What decides which functions run, and where they may point. */
export interface FunctionSurroundings {
  /** ARNs of what the API and the rules call. */
  readonly invoked: ReadonlySet<string>;
  readonly queues: readonly QueueModel[];
  readonly assembly: Assembly;
}

/**
 * The functions that something in the definition invokes. Others (those of the CDK's custom resources) work at deployment
 * and are left out, whatever they are written in.
 * @throws SynthError for functions among them that are no bundled Node.js code
 */
export function readFunctions(
  ofType: ResourcesByType,
  { invoked, queues, assembly }: FunctionSurroundings,
): readonly FunctionModel[] {
  const roles = new Set(ofType("AWS::IAM::Role").map(arnOfRole));
  const queueArns = new Set(queues.map(({ arn }) => arn));
  return ofType("AWS::Lambda::Function")
    .filter((resource) => invoked.has(lambdaArn(resource)))
    .map((resource) => readFunction(resource, roles, queueArns, assembly));
}

function readFunction(
  resource: Resource,
  roles: ReadonlySet<string>,
  queues: ReadonlySet<string>,
  assembly: Assembly,
): FunctionModel {
  const lambda = PropertyReader.of(resource, support);
  if ((lambda.optionalText("PackageType") ?? "Zip") !== "Zip") throw lambda.refuse("PackageType", codeAdvice);
  const codeDirectory = readCode(lambda, assembly);
  const runtime = lambda.text("Runtime");
  if (!/^nodejs\d+\.x$/.test(runtime)) {
    throw lambda.refuse(`Runtime ${runtime}`, "It runs Node.js: write the function in TypeScript.");
  }
  const roleArn = lambda.text("Role");
  if (!roles.has(roleArn)) lambda.fail("Role", "the ARN of a role of this definition");
  const deadLetterArn = lambda.object("DeadLetterConfig")?.optionalText("TargetArn");
  if (deadLetterArn !== undefined && !queues.has(deadLetterArn)) {
    lambda.fail("DeadLetterConfig", "the ARN of a queue of this definition");
  }
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    functionName: lambdaName(resource),
    arn: lambdaArn(resource),
    roleArn,
    handler: readHandler(lambda, codeDirectory),
    codeDirectory,
    environment: lambda.object("Environment")?.textMap("Variables") ?? {},
    timeout: between(lambda, "Timeout", 1, 900) ?? defaultTimeout,
    memorySize: between(lambda, "MemorySize", 128, 10_240) ?? defaultMemory,
    ...(deadLetterArn !== undefined && { deadLetterArn }),
  };
}

function readCode(lambda: PropertyReader, assembly: Assembly): string {
  const code = (lambda.object("Code") ?? lambda.fail("Code", "an object")).only({
    runs: ["S3Bucket", "S3Key"],
    noLocalEffect: ["SourceKMSKeyArn"],
    refused: { ZipFile: codeAdvice, ImageUri: codeAdvice, S3ObjectVersion: codeAdvice },
  });
  const key = code.text("S3Key");
  const directory = assembly.assetDirectory(key);
  if (directory === undefined) throw code.refuse(`S3Key ${key}, which is an archive,`, codeAdvice);
  return directory;
}

/** `folder/file.export`, as Node.js runtimes look for it (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html). */
function readHandler(lambda: PropertyReader, codeDirectory: string): string {
  const handler = lambda.text("Handler");
  const [, module] = /^([^.]+)\.[^.]+$/.exec(handler) ?? [];
  const files = [".js", ".mjs", ".cjs"].map((ending) => `${module ?? ""}${ending}`);
  if (module === undefined || !files.some((file) => existsSync(join(codeDirectory, file)))) {
    lambda.fail("Handler", `a file of ${codeDirectory} without its ending, a dot and an exported name`);
  }
  return handler;
}

function between(lambda: PropertyReader, name: string, least: number, most: number): number | undefined {
  const value = lambda.optionalInteger(name);
  if (value !== undefined && (value < least || value > most)) lambda.fail(name, `${least} to ${most}`);
  return value;
}
