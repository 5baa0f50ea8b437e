import type { PolicyStatementModel, RoleModel } from "../synth/backend-model.js";

/** A role as callers and services use it. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly statements: readonly PolicyStatementModel[];
}

/** The roles of a backend, and one that is the sandbox's own: the administrator, who may call anything. */
export interface RoleDirectory {
  readonly accountId: string;
  readonly administrator: Role;
  /** The role of an ARN, or undefined when the backend has none. */
  find(roleArn: string): Role | undefined;
  /** Who may assume a role: service principals, federated providers, ARNs of AWS principals. */
  trustedPrincipals(roleArn: string): readonly string[];
}

/** Name of the sandbox's own role; no deployed role can have it while the sandbox runs. */
export const administratorRoleName = "airside-local-administrator";

/** Roles by ARN. `accountId`: 12 digits. */
export function createRoleDirectory(accountId: string, roles: readonly RoleModel[]): RoleDirectory {
  const administrator: Role = {
    name: administratorRoleName,
    arn: `arn:aws:iam::${accountId}:role/${administratorRoleName}`,
    statements: [{ effect: "Allow", actions: ["*"], resources: ["*"] }],
  };
  const byArn = new Map<string, Role>([...roles, administrator].map((role) => [role.arn, role]));
  const trust = new Map(roles.map((role) => [role.arn, role.trustedPrincipals]));
  return {
    accountId,
    administrator,
    find: (roleArn) => byArn.get(roleArn),
    trustedPrincipals: (roleArn) => trust.get(roleArn) ?? [],
  };
}
