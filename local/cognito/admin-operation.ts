import type { z } from "zod";
import type { AwsJsonOperation } from "../aws-json/aws-json-handler.js";
import { authorize } from "../iam/caller.js";
import { readInput } from "./cognito-input.js";
import type { PoolDirectory, PoolServices } from "./pool-services.js";

/**
 * An operation for administrators: reads the input, finds the pool and checks that the caller's policy allows
 * `cognito-idp:<name>` on it, in that order, so that a pool that is none is named as such.
 */
export function adminOperation<Input extends { readonly UserPoolId: string }>(
  pools: PoolDirectory,
  name: string,
  schema: z.ZodType<Input>,
  run: (input: Input, services: PoolServices) => Promise<object>,
): AwsJsonOperation {
  return async (input, { caller }) => {
    const read = readInput(schema, input);
    const services = pools.byId(read.UserPoolId);
    authorize(caller, `cognito-idp:${name}`, services.pool.model.arn);
    return run(read, services);
  };
}
