import {
  buildASTSchema,
  GraphQLError,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  parse,
  specifiedDirectives,
  type DocumentNode,
  type GraphQLSchema,
} from "graphql";
import { awsScalars, defineAwsScalar } from "./aws-scalars.js";
import { UserError } from "../user-error.js";

/**
 * AppSync's own directives: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html and
 * https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html. Authorizers that the sandbox does
 * not run are declared too, so that their use gives an error of its own instead of "unknown directive".
 */
const serviceDirectives = `
  directive @aws_api_key on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_iam on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_cognito_user_pools(cognito_groups: [String!]) on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_auth(cognito_groups: [String!]!) on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_oidc on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_lambda on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION
`;

/** A schema that the service would refuse, or that the sandbox cannot run. */
export class SchemaError extends UserError {
  override readonly name = "SchemaError";
}

/** The parts of AppSync that a schema may take for granted and that its own text does not define. */
function prelude(document: DocumentNode): DocumentNode {
  const defined = new Set<string>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.SCALAR_TYPE_DEFINITION) defined.add(definition.name.value);
    if (definition.kind === Kind.DIRECTIVE_DEFINITION) defined.add(`@${definition.name.value}`);
  }
  const scalars = Object.keys(awsScalars).filter((name) => !defined.has(name));
  const own = parse([serviceDirectives, ...scalars.map((name) => `scalar ${name}`)].join("\n"));
  return {
    kind: Kind.DOCUMENT,
    definitions: own.definitions.filter(
      (definition) => definition.kind !== Kind.DIRECTIVE_DEFINITION || !defined.has(`@${definition.name.value}`),
    ),
  };
}

function located(error: unknown): string {
  if (!(error instanceof GraphQLError)) return error instanceof Error ? error.message : String(error);
  const at = error.locations?.[0];
  return at === undefined ? error.message : `line ${at.line}, column ${at.column}: ${error.message}`;
}

/**
 * Builds the executable schema of an API from its SDL text.
 * @param sdl the schema as deployed
 * @param path construct path of the API, for errors
 * @throws SchemaError for text that is no SDL, unknown directives or scalars, and subscriptions without mutations
 */
export function buildSchema(sdl: string, path: string): GraphQLSchema {
  try {
    const document = parse(sdl);
    const schema = buildASTSchema({
      kind: Kind.DOCUMENT,
      definitions: [...prelude(document).definitions, ...document.definitions],
    });
    for (const type of Object.values(schema.getTypeMap())) {
      if (isScalarType(type) && !isSpecifiedScalarType(type)) defineAwsScalar(type);
    }
    checkDirectiveUses(schema);
    return schema;
  } catch (error) {
    throw new SchemaError(
      `GraphQL schema of ${path}: ${located(error).replace(/\.$/, "")}. Change the schema in amplify/data so that AppSync would accept it.`,
      { cause: error },
    );
  }
}

/** Type-system directives are AppSync's or GraphQL's; AppSync has no custom ones at run time. */
function checkDirectiveUses(schema: GraphQLSchema): void {
  const known = new Set([
    ...specifiedDirectives.map(({ name }) => name),
    ...(serviceDirectives.match(/(?<=@)\w+/g) ?? []),
  ]);
  const unknown = schema.getDirectives().find(({ name }) => !known.has(name));
  if (unknown !== undefined) {
    throw new SchemaError(`directive @${unknown.name} is not one that the sandbox knows (${[...known].join(", ")})`);
  }
}

/**
 * The mutations that each subscription field listens to, from `@aws_subscribe`.
 * @throws SchemaError when a subscription field lacks the directive or names a mutation that does not exist
 */
export function subscribedMutations(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const result = new Map<string, readonly string[]>();
  const mutations = schema.getMutationType()?.getFields() ?? {};
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    const directive = field.astNode?.directives?.find(({ name }) => name.value === "aws_subscribe");
    const list = directive?.arguments?.find(({ name }) => name.value === "mutations")?.value;
    if (list?.kind !== Kind.LIST) {
      throw new SchemaError(
        `Subscription.${field.name}: expected @aws_subscribe(mutations: [...]), found none. Name the mutations that trigger it.`,
      );
    }
    const names = list.values.flatMap((value) => (value.kind === Kind.STRING ? [value.value] : []));
    for (const name of names) {
      if (mutations[name] === undefined) {
        throw new SchemaError(
          `Subscription.${field.name}: @aws_subscribe names ${name}, which is no field of Mutation.`,
        );
      }
      // https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html: same return type.
      if (String(mutations[name].type).replace(/!$/, "") !== String(field.type).replace(/!$/, "")) {
        throw new SchemaError(
          `Subscription.${field.name} returns ${String(field.type)}, but its mutation ${name} returns ${String(mutations[name].type)}. AppSync wants the same type.`,
        );
      }
    }
    result.set(field.name, names);
  }
  return result;
}
