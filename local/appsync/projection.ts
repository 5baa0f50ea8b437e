import {
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLObjectType,
  type GraphQLOutputType,
} from "graphql";
import type { FieldAccess } from "./field-access.js";
import {
  fieldError,
  pathKeys,
  pathText,
  unauthorizedField,
  type PathSegment,
  type ResponseError,
} from "./graphql-response.js";
import type { Principal } from "./identity.js";
import type { SelectedField, Selection } from "./selection.js";
import type { Publication } from "./subscription-plan.js";

const refused = Symbol("refused");

/** The `payload` of a data message. */
export interface ProjectedPayload {
  readonly data: unknown;
  readonly errors?: readonly ResponseError[];
}

type Writer = (value: unknown, path: PathSegment | undefined, errors: ResponseError[]) => unknown;

interface ProjectedField {
  readonly key: string;
  readonly name: string;
  readonly write: Writer;
}

/**
 * Builds the function that turns publications into payloads of one subscription. Types, nullability and authorization are
 * settled here, once; what is left per event is copying. Values are in their output form already. No resolver runs for
 * the fields of an event: what the mutation did not select is null
 * (https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html).
 * @param root the subscription field; `rootType` the subscription type
 */
export function createProjection(
  rootType: GraphQLObjectType,
  root: SelectedField,
  access: FieldAccess,
  principal: Principal,
): (publication: Publication) => ProjectedPayload {
  const write = fieldWriter(rootType, root, access, principal);
  return ({ value }) => {
    const errors: ResponseError[] = [];
    const written = write(value, { previous: undefined, key: root.responseKey }, errors);
    const data = written === refused ? null : { [root.responseKey]: written };
    return errors.length > 0 ? { data, errors } : { data };
  };
}

function fieldWriter(
  parent: GraphQLObjectType,
  field: SelectedField,
  access: FieldAccess,
  principal: Principal,
): Writer {
  const { name, type } = field.definition;
  if (name === "__typename") return () => parent.name;
  if (!access.allows(principal, parent.name, name)) {
    const error = unauthorizedField(name, parent.name);
    return (_value, path, errors) => {
      // Positions are left out: subscribers who share a projection may have written the document differently.
      if (path !== undefined) errors.push(fieldError(error, path, undefined));
      return isNonNullType(type) ? refused : null;
    };
  }
  return typeWriter(type, parent, field.selection, access, principal);
}

function typeWriter(
  type: GraphQLOutputType,
  parent: GraphQLObjectType,
  selection: Selection | undefined,
  access: FieldAccess,
  principal: Principal,
): Writer {
  const inner = nullableWriter(getNullableType(type), parent, selection, access, principal);
  if (!isNonNullType(type)) {
    return (value, path, errors) => {
      if (value === null || value === undefined) return null;
      const written = inner(value, path, errors);
      return written === refused ? null : written;
    };
  }
  return (value, path, errors) => {
    const written = value === null || value === undefined ? null : inner(value, path, errors);
    if (written !== null) return written;
    errors.push({
      path: pathKeys(path),
      locations: null,
      message: `Cannot return null for non-nullable type: '${String(type.ofType)}' within parent '${parent.name}' (${pathText(path)})`,
    });
    return refused;
  };
}

function nullableWriter(
  type: GraphQLOutputType,
  parent: GraphQLObjectType,
  selection: Selection | undefined,
  access: FieldAccess,
  principal: Principal,
): Writer {
  if (isLeafType(type)) return (value) => value;
  if (isListType(type)) return listWriter(typeWriter(type.ofType, parent, selection, access, principal));
  if (selection === undefined) return () => null;
  if (isObjectType(type)) return objectWriter(type, selection, access, principal);
  if (!isAbstractType(type)) return () => null;
  const writers = new Map<string, Writer>(
    selection.context.schema
      .getPossibleTypes(type)
      .map((possible) => [possible.name, objectWriter(possible, selection, access, principal)]),
  );
  return (value, path, errors) => writers.get(typeNameOf(value))?.(value, path, errors) ?? null;
}

function listWriter(item: Writer): Writer {
  return (value, previous, errors) => {
    if (!Array.isArray(value)) return null;
    const written = value.map((entry: unknown, key) => item(entry, { previous, key }, errors));
    return written.includes(refused) ? refused : written;
  };
}

function objectWriter(
  type: GraphQLObjectType,
  selection: Selection,
  access: FieldAccess,
  principal: Principal,
): Writer {
  // Made at first use: types may contain each other.
  let fields: readonly ProjectedField[] | undefined;
  return (value, previous, errors) => {
    fields ??= selection.fieldsOf(type).map((field) => ({
      key: field.responseKey,
      name: field.definition.name,
      write: fieldWriter(type, field, access, principal),
    }));
    const source = value as Readonly<Record<string, unknown>>;
    const result: Record<string, unknown> = {};
    let failed = false;
    for (const { key, name, write } of fields) {
      const written = write(source[name], { previous, key }, errors);
      if (written === refused) failed = true;
      result[key] = written;
    }
    return failed ? refused : result;
  };
}

function typeNameOf(value: unknown): string {
  return value !== null && typeof value === "object" && "__typename" in value ? String(value.__typename) : "";
}
