import { readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from "graphql";

/** What AppSync adds to every schema, in so far as ours uses it. */
const appSyncDefinitions = /* GraphQL */ `
  scalar AWSDate
  scalar AWSDateTime
  directive @aws_api_key on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_cognito_user_pools(cognito_groups: [String]) on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_iam on OBJECT | FIELD_DEFINITION | INTERFACE
  directive @aws_subscribe(mutations: [String]) on FIELD_DEFINITION
`;

/** The contract, `data/schema.graphql`, as a GraphQL schema. Throws where it is none. */
export function contractSchema(): GraphQLSchema {
  const text = readFileSync(new URL("../data/schema.graphql", import.meta.url), "utf8");
  return buildSchema(`${appSyncDefinitions}\n${text}`);
}

function fieldSelection(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): string {
  const type = getNamedType(field.type);
  return isLeafType(type) ? field.name : `${field.name} ${selectionOf(schema, type)}`;
}

/** Every field of a type, all the way down; of an interface or union, `__typename` and every type behind it. */
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
  const fields = Object.values(type.getFields()).map((field) => fieldSelection(schema, field));
  return `{ __typename ${fields.join(" ")} }`;
}

/**
 * The mutation that a rule sends to AppSync. It selects every field of the result, because subscribers receive only what
 * the mutation's selection set names; made from the schema, so that a new field reaches the displays by itself. Throws
 * where the schema has no such mutation.
 */
export function statusUpdateOperation(mutation: string): string {
  const schema = contractSchema();
  const field = schema.getMutationType()?.getFields()[mutation];
  if (field === undefined) {
    throw new Error(`amplify/data/schema.graphql: expected a mutation named ${mutation}, found none.`);
  }
  const selection = selectionOf(schema, getNamedType(field.type));
  return `mutation PublishFlightEvent($input: StatusUpdateInput!) { ${mutation}(input: $input) ${selection} }`;
}
