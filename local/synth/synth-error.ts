import { UserError } from "../user-error.js";
import type { Located } from "./backend-model.js";

/** Why a definition cannot run here. Each message says what was found, where, and what to do. */
export type SynthErrorCode =
  /** `amplify/backend.ts` did not compile, threw, or made no assembly. */
  | "SYNTHESIS_FAILED"
  /** The assembly is not what the CDK writes. */
  | "INVALID_ASSEMBLY"
  /** A template that CloudFormation itself would refuse: dangling references, cycles. */
  | "INVALID_TEMPLATE"
  /** An intrinsic function or parameter type that only the cloud can answer. */
  | "UNSUPPORTED_INTRINSIC"
  /** A resource type that the sandbox does not know. */
  | "UNSUPPORTED_RESOURCE"
  /** A property or feature of a known resource that the sandbox cannot run. */
  | "UNSUPPORTED_FEATURE";

/** The one error of `local/synth`. */
export class SynthError extends UserError {
  constructor(
    readonly code: SynthErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "SynthError";
  }
}

/** How errors name a resource: type, logical id and construct path. */
export function nameResource(resource: Located & { readonly type: string }): string {
  return `${resource.type} "${resource.logicalId}" at ${resource.path}`;
}
