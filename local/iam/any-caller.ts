import type { CallerFinder } from "./caller.js";
import { createCallerFinder } from "./caller-finder.js";
import { createRoleDirectory } from "./role-directory.js";

/** Takes every well-formed signature for the administrator's. For tests only. @param accountId 12 digits */
export function anyCaller(accountId = "123456789012"): CallerFinder {
  return createCallerFinder({
    keys: { find: () => undefined },
    sessions: { find: () => undefined },
    roles: createRoleDirectory(accountId, []),
    region: "us-east-1",
    clock: { now: () => 0 },
  });
}
