import type { PolicyStatementModel, RoleModel } from "./backend-model.js";
import { managedPolicyArn, roleArn, roleName } from "./physical-resource.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";
import { nameResource, SynthError } from "./synth-error.js";
import { isJsonObject, type Json, type JsonObject } from "./template.js";

/** Services whose roles the sandbox assumes: what these roles may do must be known exactly. */
const assumedHere = new Set(["events.amazonaws.com", "appsync.amazonaws.com"]);

/** AWS's own policies that say nothing about what the sandbox checks. */
const harmlessManagedPolicies = ["service-role/AWSAppSyncPushToCloudWatchLogs"];

/**
 * Roles with the statements of their own policies and of those attached to them.
 * @throws SynthError UNSUPPORTED_FEATURE for conditions and the like in roles that the sandbox itself assumes
 */
export function readRoles(ofType: ResourcesByType): readonly RoleModel[] {
  const attached = [...ofType("AWS::IAM::Policy"), ...ofType("AWS::IAM::ManagedPolicy")];
  return ofType("AWS::IAM::Role").map((resource) => readRole(resource, attached));
}

function readRole(resource: Resource, policies: readonly Resource[]): RoleModel {
  const name = roleName(resource);
  const trustedPrincipals = trusted(resource.property("AssumeRolePolicyDocument"));
  const exact = trustedPrincipals.some((principal) => assumedHere.has(principal));
  const managed = list(resource.property("ManagedPolicyArns"));
  const documents = [
    ...list(resource.property("Policies")).map((policy) => ({
      owner: resource,
      document: member(policy, "PolicyDocument"),
    })),
    ...policies
      .filter(
        (policy) =>
          list(policy.property("Roles")).includes(name) ||
          (policy.type === "AWS::IAM::ManagedPolicy" && managed.includes(managedPolicyArn(policy))),
      )
      .map((policy) => ({ owner: policy, document: policy.property("PolicyDocument") })),
  ];
  if (exact) checkManagedPolicies(resource, managed, policies);
  return {
    path: resource.path,
    logicalId: resource.logicalId,
    name,
    arn: roleArn(resource),
    trustedPrincipals,
    statements: documents.flatMap(({ owner, document }) =>
      list(member(document, "Statement")).flatMap((statement) => readStatement(statement, owner, exact)),
    ),
  };
}

function readStatement(source: Json, owner: Resource, exact: boolean): readonly PolicyStatementModel[] {
  const statement: JsonObject = isJsonObject(source) ? source : {};
  const unread = ["Condition", "NotAction", "NotResource"].find((key) => key in statement);
  if (unread !== undefined) {
    if (!exact) return [];
    throw new SynthError(
      "UNSUPPORTED_FEATURE",
      `The sandbox cannot check ${unread} in a statement of ${nameResource(owner)}, whose role it assumes. ` +
        "Name the actions and resources that are allowed, without conditions.",
    );
  }
  return [
    {
      effect: statement["Effect"] === "Deny" ? "Deny" : "Allow",
      actions: texts(statement["Action"]),
      resources: texts(statement["Resource"]),
    },
  ];
}

function checkManagedPolicies(role: Resource, managed: readonly Json[], policies: readonly Resource[]): void {
  const own = new Set(policies.filter((policy) => policy.type === "AWS::IAM::ManagedPolicy").map(managedPolicyArn));
  for (const arn of managed) {
    if (typeof arn === "string" && (own.has(arn) || harmlessManagedPolicies.some((name) => arn.endsWith(name))))
      continue;
    throw new SynthError(
      "UNSUPPORTED_FEATURE",
      `The sandbox does not know what ${JSON.stringify(arn)} allows, and it assumes ${nameResource(role)}. ` +
        "Write the statements that the role needs into amplify/.",
    );
  }
}

/** Services and federated providers of a trust policy, sorted. */
function trusted(document: Json | undefined): readonly string[] {
  const principals = list(member(document, "Statement")).flatMap((statement) => {
    const principal = member(statement, "Principal");
    return isJsonObject(principal) ? [...texts(principal["Service"]), ...texts(principal["Federated"])] : [];
  });
  return [...new Set(principals)].sort();
}

function member(value: Json | undefined, key: string): Json | undefined {
  return isJsonObject(value) ? value[key] : undefined;
}

/** IAM writes one or many in the same place. */
function list(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function texts(value: Json | undefined): readonly string[] {
  return list(value).filter((item) => typeof item === "string");
}
