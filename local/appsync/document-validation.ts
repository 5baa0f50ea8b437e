import {
  Kind,
  NoSchemaIntrospectionCustomRule,
  print,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type ValidationRule,
  type ValueNode,
} from "graphql";
import { documentError, type ResponseError } from "./graphql-response.js";

/**
 * AppSync validates with graphql-java, whose messages read `Validation error of type <type>: <description> @ '<path>'`
 * (https://github.com/graphql/graphql-over-http/issues/81, https://github.com/aws/aws-appsync-community/issues/273).
 * The types are those of graphql-java's ValidationErrorType.
 */
const errorTypes: Readonly<Record<string, string>> = {
  ExecutableDefinitionsRule: "NonExecutableDefinition",
  FieldsOnCorrectTypeRule: "FieldUndefined",
  FragmentsOnCompositeTypesRule: "FragmentTypeConditionInvalid",
  KnownArgumentNamesRule: "UnknownArgument",
  KnownDirectivesRule: "UnknownDirective",
  KnownFragmentNamesRule: "UndefinedFragment",
  KnownTypeNamesRule: "UnknownType",
  LoneAnonymousOperationRule: "LoneAnonymousOperationViolation",
  NoFragmentCyclesRule: "FragmentCycle",
  NoUndefinedVariablesRule: "UndefinedVariable",
  NoUnusedFragmentsRule: "UnusedFragment",
  NoUnusedVariablesRule: "UnusedVariable",
  OverlappingFieldsCanBeMergedRule: "FieldsConflict",
  PossibleFragmentSpreadsRule: "InvalidFragmentType",
  ProvidedRequiredArgumentsRule: "MissingFieldArgument",
  ScalarLeafsRule: "SubSelectionNotAllowed",
  SingleFieldSubscriptionsRule: "SubscriptionMultipleRootFields",
  UniqueArgumentNamesRule: "DuplicateArgumentNames",
  UniqueDirectivesPerLocationRule: "DuplicateDirectiveName",
  UniqueFragmentNamesRule: "DuplicateFragmentName",
  UniqueInputFieldNamesRule: "WrongType",
  UniqueOperationNamesRule: "DuplicateOperationName",
  UniqueVariableNamesRule: "DuplicateVariableName",
  ValuesOfCorrectTypeRule: "WrongType",
  VariablesAreInputTypesRule: "NonInputTypeOnVariable",
  VariablesInAllowedPositionRule: "VariableTypeMismatch",
  NoSchemaIntrospectionCustomRule: "FieldUndefined",
};

/** A literal as graphql-java prints it. */
function literal(node: ValueNode): string {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.INT:
    case Kind.FLOAT:
      return `${node.kind}{value=${node.kind === Kind.STRING ? `'${node.value}'` : node.value}}`;
    case Kind.BOOLEAN:
      return `BooleanValue{value=${String(node.value)}}`;
    case Kind.ENUM:
      return `EnumValue{name='${node.value}'}`;
    case Kind.NULL:
      return "NullValue{}";
    case Kind.LIST:
      return `ArrayValue{values=[${node.values.map(literal).join(", ")}]}`;
    case Kind.OBJECT:
      return `ObjectValue{objectFields=[${node.fields
        .map(({ name, value }) => `ObjectField{name='${name.value}', value=${literal(value)}}`)
        .join(", ")}]}`;
    case Kind.VARIABLE:
      return print(node);
  }
}

interface Surroundings {
  /** Names of the fields and fragments around a node. */
  readonly path: string;
  readonly parentType: string | undefined;
  readonly argument: string | undefined;
  readonly argumentValue: ValueNode | undefined;
  readonly argumentType: string | undefined;
}

/** What stands around each node that an error names; one walk for all of them. */
function surroundings(document: DocumentNode, schema: GraphQLSchema, wanted: ReadonlySet<ASTNode>) {
  const found = new Map<ASTNode, Surroundings>();
  const typeInfo = new TypeInfo(schema);
  const names: string[] = [];
  let argument: { name: string; value: ValueNode; type: string | undefined } | undefined;
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      enter(node) {
        if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.push(node.name.value);
        if (node.kind === Kind.ARGUMENT) {
          argument = { name: node.name.value, value: node.value, type: typeInfo.getInputType()?.toString() };
        }
        if (!wanted.has(node)) return;
        found.set(node, {
          path: names.join("/"),
          parentType: typeInfo.getParentType()?.name,
          argument: argument?.name,
          argumentValue: argument?.value,
          argumentType: argument?.type,
        });
      },
      leave(node) {
        if (node.kind === Kind.FIELD || node.kind === Kind.FRAGMENT_DEFINITION) names.pop();
        if (node.kind === Kind.ARGUMENT) argument = undefined;
      },
    }),
  );
  return found;
}

function described(rule: string, error: GraphQLError, node: ASTNode | undefined, around: Surroundings | undefined) {
  const introspection = rule === "NoSchemaIntrospectionCustomRule";
  if ((rule === "FieldsOnCorrectTypeRule" || introspection) && node?.kind === Kind.FIELD) {
    return `Field '${node.name.value}' in type '${around?.parentType ?? ""}' is undefined`;
  }
  if (rule === "ProvidedRequiredArgumentsRule") {
    const missing = /argument "([^"(]+)/.exec(error.message)?.[1];
    if (missing !== undefined) return `Missing field argument ${missing}`;
  }
  if (rule === "KnownArgumentNamesRule" && node?.kind === Kind.ARGUMENT) {
    return `Unknown field argument ${node.name.value}`;
  }
  if (rule === "ValuesOfCorrectTypeRule" && around?.argument !== undefined && around.argumentValue !== undefined) {
    const type = (around.argumentType ?? "").replace(/!$/, "");
    return `argument '${around.argument}' with value '${literal(around.argumentValue)}' is not a valid '${type}'`;
  }
  return error.message.replace(/\.$/, "");
}

/**
 * Validates a document and words the errors as AppSync does.
 * @param introspectionEnabled AppSync's own switch; __typename is always allowed
 */
export function validateDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  introspectionEnabled: boolean,
): readonly ResponseError[] {
  const found: { rule: string; error: GraphQLError }[] = [];
  const rules: readonly ValidationRule[] = introspectionEnabled
    ? specifiedRules
    : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  // The library does not say which rule an error comes from: each rule reports through a context of its own.
  const named = rules.map((rule): ValidationRule => (context) => {
    const own = Object.create(context, {
      reportError: {
        value: (error: GraphQLError) => {
          found.push({ rule: rule.name, error });
          context.reportError(error);
        },
      },
    }) as typeof context;
    return rule(own);
  });
  const errors = validate(schema, document, named);
  if (errors.length === 0) return [];

  const nodes = new Set(found.flatMap(({ error }) => (error.nodes?.[0] === undefined ? [] : [error.nodes[0]])));
  const around = surroundings(document, schema, nodes);
  const listed = new Set(errors);
  return found
    .filter(({ error }) => listed.has(error))
    .map(({ rule, error }) => {
      const node = error.nodes?.[0];
      const place = node === undefined ? undefined : around.get(node);
      const at = place === undefined || place.path === "" ? "" : ` @ '${place.path}'`;
      const type =
        rule === "ScalarLeafsRule" && !error.message.includes("must not have")
          ? "SubSelectionRequired"
          : errorTypes[rule];
      return documentError(
        `Validation error of type ${type ?? rule.replace(/Rule$/, "")}: ${described(rule, error, node, place)}${at}`,
        [node],
      );
    });
}
