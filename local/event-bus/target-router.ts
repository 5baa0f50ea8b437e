import type { TargetInvoker } from "./delivery.js";

/** Who calls the targets of which service. */
export interface TargetRoutes {
  /** `arn:aws:appsync:…` */
  readonly appSync: TargetInvoker;
  /** `arn:aws:lambda:…` */
  readonly lambda: TargetInvoker;
}

/** Calls each target as the service in its ARN wants it; one of another service is given up at once. */
export function routeTargets(routes: TargetRoutes): TargetInvoker {
  const byService = new Map([
    ["appsync", routes.appSync],
    ["lambda", routes.lambda],
  ]);
  return async (target, payload, attempt) => {
    const invoke = byService.get(target.arn.split(":", 3)[2] ?? "");
    if (invoke !== undefined) return invoke(target, payload, attempt);
    return {
      status: "permanent",
      code: "INVALID_PARAMETER",
      message: `Target ${target.id}: the sandbox delivers to AppSync and Lambda, got ${target.arn}.`,
    };
  };
}
