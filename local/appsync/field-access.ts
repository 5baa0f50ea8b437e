import {
  isInterfaceType,
  isObjectType,
  Kind,
  type ConstDirectiveNode,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import { evaluatePolicy } from "../iam/policy.js";
import type { RoleDirectory } from "../iam/role-directory.js";
import type { AuthorizationMode, GraphqlApiModel } from "../synth/backend-model.js";
import type { Principal } from "./identity.js";
import { SchemaError } from "./schema.js";

/** Who may read a field: modes, and for user pools the groups of which one is needed (undefined: any user). */
interface AccessRule {
  readonly mode: AuthorizationMode;
  readonly groups: readonly string[] | undefined;
}

/** Decides field by field (https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html). */
export interface FieldAccess {
  /** Whether the directives of field and type, and the caller's policies, allow the field. */
  allows(principal: Principal, typeName: string, fieldName: string): boolean;
  /** Whether IAM policies alone allow a field of a root type; true for other modes. */
  allowedByPolicy(principal: Principal, typeName: string, fieldName: string): boolean;
  /** Text that is equal for principals to whom all the same fields are allowed. */
  audience(principal: Principal): string;
}

const modeOfDirective: Readonly<Record<string, AuthorizationMode>> = {
  aws_api_key: "API_KEY",
  aws_iam: "AWS_IAM",
  aws_cognito_user_pools: "AMAZON_COGNITO_USER_POOLS",
  aws_auth: "AMAZON_COGNITO_USER_POOLS",
};

function groupsOf(directive: ConstDirectiveNode): readonly string[] | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === "cognito_groups")?.value;
  if (value?.kind === Kind.STRING) return [value.value];
  if (value?.kind !== Kind.LIST) return undefined;
  return value.values.flatMap((entry) => (entry.kind === Kind.STRING ? [entry.value] : []));
}

function rulesOf(
  directives: readonly ConstDirectiveNode[] | undefined,
  place: string,
  api: GraphqlApiModel,
): readonly AccessRule[] | undefined {
  const configured = [api.defaultAuthorization, ...api.additionalAuthorization].map(({ mode }) => mode);
  const rules: AccessRule[] = [];
  for (const directive of directives ?? []) {
    const name = directive.name.value;
    if (name === "aws_oidc" || name === "aws_lambda") {
      throw new SchemaError(
        `${place}: @${name} needs an authorizer that the sandbox does not run. Use @aws_api_key, @aws_cognito_user_pools or @aws_iam.`,
      );
    }
    const mode = modeOfDirective[name];
    if (mode === undefined) continue;
    if (!configured.includes(mode)) {
      throw new SchemaError(
        `${place}: @${name} needs the authorization mode ${mode}, but ${api.path} has only ${configured.join(", ")}. Add the mode to defineData.`,
      );
    }
    if (name === "aws_auth" && api.additionalAuthorization.length > 0) {
      throw new SchemaError(
        `${place}: AppSync takes @aws_auth only where user pools are the one authorization mode. Use @aws_cognito_user_pools.`,
      );
    }
    rules.push({ mode, groups: groupsOf(directive) });
  }
  return rules.length > 0 ? rules : undefined;
}

/**
 * Reads the authorization directives of a schema: those of a field replace those of its type, and where neither has any
 * the API's default mode counts.
 * @throws SchemaError for directives of modes that the API does not have
 */
export function createFieldAccess(schema: GraphQLSchema, api: GraphqlApiModel, roles: RoleDirectory): FieldAccess {
  const defaultRules: readonly AccessRule[] = [{ mode: api.defaultAuthorization.mode, groups: undefined }];
  const rules = new Map<string, readonly AccessRule[]>();
  const decisiveGroups = new Set<string>();
  const rootTypes = new Set([schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]);
  const rootNames = new Set([...rootTypes].flatMap((type) => (type ? [type.name] : [])));

  for (const type of Object.values(schema.getTypeMap())) {
    if ((!isObjectType(type) && !isInterfaceType(type)) || type.name.startsWith("__")) continue;
    const ofType = rulesOf(typeDirectives(type), `type ${type.name}`, api) ?? defaultRules;
    for (const field of Object.values(type.getFields())) {
      const ofField = rulesOf(fieldDirectives(field), `field ${type.name}.${field.name}`, api) ?? ofType;
      rules.set(`${type.name}.${field.name}`, ofField);
      for (const { groups } of ofField) for (const group of groups ?? []) decisiveGroups.add(group);
    }
  }

  function decide(principal: Principal, typeName: string, fieldName: string): boolean {
    if (principal.mode !== "AWS_IAM") return true;
    const role = principal.roleArn === undefined ? undefined : roles.find(principal.roleArn);
    const resource = `${api.arn}/types/${typeName}/fields/${fieldName}`;
    const decision = evaluatePolicy(role?.statements ?? [], "appsync:GraphQL", resource);
    // Policies name the fields of the operation (see the example policies of EventBridge and AppSync); fields below
    // them need no Allow of their own, but an explicit Deny is heeded.
    return rootNames.has(typeName) ? decision === "Allowed" : decision !== "ExplicitlyDenied";
  }

  return {
    allowedByPolicy: decide,
    allows(principal, typeName, fieldName) {
      if (fieldName.startsWith("__") || typeName.startsWith("__")) return true;
      const applicable = rules.get(`${typeName}.${fieldName}`) ?? defaultRules;
      const byDirective = applicable.some(
        ({ mode, groups }) =>
          mode === principal.mode && (groups === undefined || groups.some((group) => principal.groups.includes(group))),
      );
      return byDirective && decide(principal, typeName, fieldName);
    },
    audience(principal) {
      const groups = principal.groups.filter((group) => decisiveGroups.has(group)).sort();
      return [principal.mode, principal.roleArn ?? "", ...groups].join("\u0000");
    },
  };
}

function typeDirectives(type: GraphQLObjectType | GraphQLInterfaceType): readonly ConstDirectiveNode[] {
  return [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
}

function fieldDirectives(field: GraphQLField<unknown, unknown>): readonly ConstDirectiveNode[] | undefined {
  return field.astNode?.directives;
}
