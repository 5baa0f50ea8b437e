import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from "graphql";
import { contractSchema } from "./contract-schema.js";

/** Names of the authorization directives on a type or field. */
function authorizationOf(node: {
  readonly astNode?: GraphQLObjectType["astNode"] | GraphQLField<unknown, unknown>["astNode"];
}): string[] {
  const names = (node.astNode?.directives ?? []).map((directive) => directive.name.value);
  return names.filter((name) => ["aws_api_key", "aws_cognito_user_pools", "aws_iam"].includes(name));
}

/** Whether the event bus, which comes by IAM, may read a field: what the field says counts, else what its type says. */
function isReadableByBus(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
  const ofField = authorizationOf(field);
  return (ofField.length > 0 ? ofField : authorizationOf(type)).includes("aws_iam");
}

function fieldSelection(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  return isLeafType(type) ? field.name : `${field.name} ${selectionOf(schema, type)}`;
}

/** Every field of a type that IAM may read, all the way down; of an interface or union, `__typename` and every type behind it. */
function selectionOf(schema: GraphQLSchema, type: GraphQLNamedType): string {
  if (isAbstractType(type)) {
    const fragments = schema
      .getPossibleTypes(type)
      .map((object) => `... on ${object.name} ${selectionOf(schema, object)}`);
    return `{ __typename ${fragments.join(" ")} }`;
  }
  if (!isObjectType(type)) {
    throw new Error(`Expected ${type.name} to be an object type, an interface or a union: nothing else has fields.`);
  }
  const fields = Object.values(type.getFields())
    .filter((field) => isReadableByBus(type, field))
    .map((field) => fieldSelection(schema, field));
  return `{ __typename ${fields.join(" ")} }`;
}

/**
 * The mutation that a rule sends to AppSync. It selects every field of the result that IAM may read, because subscribers
 * receive only what the mutation's selection set names; made from the schema, so that a new field reaches them by
 * itself. Throws where the schema has no such mutation, or one that takes anything but `input`.
 */
export function publishedOperation(mutation: string): string {
  const schema = contractSchema();
  const field = schema.getMutationType()?.getFields()[mutation];
  if (field === undefined) {
    throw new Error(`amplify/data/schema.graphql: expected a mutation named ${mutation}, found none.`);
  }
  const [input, ...others] = field.args;
  if (input?.name !== "input" || others.length > 0) {
    const names = field.args.map((argument) => argument.name).join(", ");
    throw new Error(
      `amplify/data/schema.graphql: expected ${mutation} to take input and nothing else, got (${names}).`,
    );
  }
  const selection = selectionOf(schema, getNamedType(field.type));
  return `mutation Publish($input: ${String(input.type)}) { ${mutation}(input: $input) ${selection} }`;
}
