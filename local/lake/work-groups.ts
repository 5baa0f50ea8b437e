import { AwsError } from "../aws-json/aws-error.js";
import type { WorkGroupModel } from "../synth/backend-model.js";

/** Athena's error for what is wrong in a request. */
export const invalidRequest = "InvalidRequestException";

/** The work group of a name; Athena's own `primary` where a request names none. @throws AwsError InvalidRequestException */
export function workGroupOf(workGroups: readonly WorkGroupModel[], name: string | null | undefined): WorkGroupModel {
  const found = workGroups.find((workGroup) => workGroup.name === (name ?? "primary"));
  if (found === undefined) throw new AwsError(invalidRequest, "WorkGroup is not found.");
  return found;
}
