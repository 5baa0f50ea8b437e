import type { FunctionModel, RoleModel } from "../synth/backend-model.js";
import { join } from "node:path";

/** The role of all sample functions. */
export const sampleRole: RoleModel = {
  path: "sample/Role",
  logicalId: "Role",
  name: "sample-role",
  arn: "arn:aws:iam::123456789012:role/sample-role",
  trustedPrincipals: ["lambda.amazonaws.com"],
  statements: [],
};

/** A function for tests whose code lies in `<directory>/<name>`. */
export function sampleModel(directory: string, name: string): FunctionModel {
  return {
    path: `sample/${name}`,
    logicalId: name,
    functionName: name,
    arn: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
    roleArn: sampleRole.arn,
    handler: "index.handler",
    codeDirectory: join(directory, name),
    environment: {},
    timeout: 3,
    memorySize: 256,
  };
}
