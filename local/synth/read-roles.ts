import type { PolicyStatementModel, RoleModel } from "./backend-model.js";
import { managedPolicyArn, roleArn, roleName } from "./physical-resource.js";
import type { ResourcesByType } from "./read-graphql-api.js";
import type { Resource } from "./stack.js";
import { nameResource, SynthError } from "./synth-error.js";
import { isJsonObject, type Json, type JsonObject } from "./template.js";

/** Services whose roles the sandbox always assumes. */
const assumedHere = new Set(["events.amazonaws.com", "appsync.amazonaws.com"]);

/** AWS's own policies that say nothing about what the sandbox checks. */
const harmlessManagedPolicies = [
  "service-role/AWSAppSyncPushToCloudWatchLogs",
  "service-role/AWSLambdaBasicExecutionRole",
];

/**
 * Roles with the statements of their own policies and of those attached to them. What a role may do must be known exactly
 * where the sandbox assumes it: for EventBridge, AppSync and a function that runs here, and when another role asks for it.
 * @param ofFunctions ARNs of the roles of functions that run here
 * @throws SynthError UNSUPPORTED_FEATURE for conditions but that on the prefix of a list, and the like, in such roles
 */
export function readRoles(ofType: ResourcesByType, ofFunctions: ReadonlySet<string>): readonly RoleModel[] {
  const attached = [...ofType("AWS::IAM::Policy"), ...ofType("AWS::IAM::ManagedPolicy")];
  return ofType("AWS::IAM::Role").map((resource) => readRole(resource, attached, ofFunctions));
}

function readRole(resource: Resource, policies: readonly Resource[], ofFunctions: ReadonlySet<string>): RoleModel {
  const name = roleName(resource);
  const trustedPrincipals = trusted(resource);
  const exact =
    ofFunctions.has(roleArn(resource)) ||
    trustedPrincipals.some((principal) => assumedHere.has(principal) || principal.startsWith("arn:"));
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
  const listedPrefixes = prefixCondition(statement["Condition"]);
  const unread = ["Condition", "NotAction", "NotResource"].find(
    (key) => key in statement && !(key === "Condition" && listedPrefixes !== undefined),
  );
  if (unread !== undefined) {
    if (!exact) return [];
    throw new SynthError(
      "UNSUPPORTED_FEATURE",
      `The sandbox cannot check ${unread} in a statement of ${nameResource(owner)}, whose role it assumes. ` +
        "Name the actions and resources that are allowed, without conditions but StringLike on s3:prefix.",
    );
  }
  return [
    {
      effect: statement["Effect"] === "Deny" ? "Deny" : "Allow",
      actions: texts(statement["Action"]),
      resources: texts(statement["Resource"]),
      ...(listedPrefixes === undefined ? {} : { listedPrefixes }),
    },
  ];
}

/** The prefixes of `StringLike` on `s3:prefix`; undefined for every other condition. */
function prefixCondition(condition: Json | undefined): readonly string[] | undefined {
  const like = member(condition, "StringLike");
  const isAlone = (value: Json | undefined): boolean => isJsonObject(value) && Object.keys(value).length === 1;
  const prefixes = texts(member(like, "s3:prefix"));
  return isAlone(condition) && isAlone(like) && prefixes.length > 0 ? prefixes : undefined;
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

/** Who may assume the role, sorted. Conditions on services and federated providers are not read. */
function trusted(role: Resource): readonly string[] {
  const principals = list(member(role.property("AssumeRolePolicyDocument"), "Statement")).flatMap((statement) => {
    const refuse = (what: string) =>
      new SynthError(
        "UNSUPPORTED_FEATURE",
        `The sandbox cannot check ${what} in the trust policy of ${nameResource(role)}. Name the roles that may assume it.`,
      );
    if (member(statement, "Effect") === "Deny") throw refuse("Deny");
    const principal = member(statement, "Principal");
    if (!isJsonObject(principal)) throw refuse(`Principal ${JSON.stringify(principal ?? null)}`);
    // Statements of other actions let callers tag their sessions, say, but not begin one.
    const assumes = texts(member(statement, "Action")).some((action) => /^(sts:(AssumeRole.*|\*)|\*)$/i.test(action));
    if (!assumes) return [];
    const accounts = texts(principal["AWS"]).map(principalArn);
    if (accounts.includes("*")) throw refuse('Principal "*"');
    if (accounts.length > 0 && member(statement, "Condition") !== undefined) throw refuse("Condition");
    return [...accounts, ...texts(principal["Service"]), ...texts(principal["Federated"])];
  });
  return [...new Set(principals)].sort();
}

/** An account may be named by its number alone. */
function principalArn(principal: string): string {
  return /^\d{12}$/.test(principal) ? `arn:aws:iam::${principal}:root` : principal;
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
