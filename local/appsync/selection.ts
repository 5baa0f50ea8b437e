import {
  getArgumentValues,
  getDirectiveValues,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  isAbstractType,
  Kind,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  typeFromAST,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  type SelectionNode,
} from "graphql";
import type { CoercedVariables } from "./variables.js";

/** One field to fill in, all its occurrences in the document merged. */
export interface SelectedField {
  /** Alias or name: the key in the answer. */
  readonly responseKey: string;
  readonly definition: GraphQLField<unknown, unknown>;
  /** First occurrence, for error positions and arguments. */
  readonly node: FieldNode;
  /** Selection below, undefined for leaves. */
  readonly selection: Selection | undefined;
}

/**
 * A selection set with its variables applied: @skip and @include are decided, fragments are resolved, equal response keys
 * are merged (GraphQL specification, section 6.3.2). Worked out once per concrete type, then reused for every object.
 */
export class Selection {
  readonly #fields = new Map<string, readonly SelectedField[]>();

  constructor(
    readonly context: SelectionContext,
    /** The field nodes whose selection sets this is, or the root selections. */
    readonly roots: readonly (readonly SelectionNode[])[],
  ) {}

  /** Fields of an object of this type, in the order of the document. */
  fieldsOf(type: GraphQLObjectType): readonly SelectedField[] {
    const known = this.#fields.get(type.name);
    if (known !== undefined) return known;
    const grouped = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const selections of this.roots) this.#collect(type, selections, grouped, visited);
    const fields = [...grouped].map(([responseKey, nodes]) => this.#merged(type, responseKey, nodes));
    this.#fields.set(type.name, fields);
    return fields;
  }

  #collect(
    type: GraphQLObjectType,
    selections: readonly SelectionNode[],
    grouped: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const node of selections) {
      if (!this.context.includes(node)) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const same = grouped.get(key);
        if (same === undefined) grouped.set(key, [node]);
        else same.push(node);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : this.context.fragments.get(node.name.value);
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(node.name.value)) continue;
        visited.add(node.name.value);
      }
      if (fragment !== undefined && this.context.applies(fragment, type)) {
        this.#collect(type, fragment.selectionSet.selections, grouped, visited);
      }
    }
  }

  #merged(type: GraphQLObjectType, responseKey: string, nodes: readonly FieldNode[]): SelectedField {
    const [node] = nodes;
    if (node === undefined) throw new Error("A selected field without a node.");
    const definition = fieldDefinition(this.context.schema, type, node.name.value);
    const below = nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet.selections]));
    return {
      responseKey,
      definition,
      node,
      selection: below.length > 0 ? new Selection(this.context, below) : undefined,
    };
  }
}

/** What a selection is worked out with: the schema, the document's fragments, the request's variables. */
export class SelectionContext {
  constructor(
    readonly schema: GraphQLSchema,
    readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
    readonly variables: CoercedVariables,
  ) {}

  /** Whether @skip and @include let a node stay. */
  includes(node: SelectionNode): boolean {
    if (node.directives === undefined || node.directives.length === 0) return true;
    if (getDirectiveValues(GraphQLSkipDirective, node, this.variables)?.["if"] === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node, this.variables)?.["if"] !== false;
  }

  /** Whether a fragment's type condition holds for a concrete type. */
  applies(fragment: FragmentDefinitionNode | InlineFragmentNode, type: GraphQLObjectType): boolean {
    if (fragment.typeCondition === undefined) return true;
    const condition = typeFromAST(this.schema, fragment.typeCondition);
    return condition === type || (isAbstractType(condition) && this.schema.isSubType(condition, type));
  }

  /** Coerced arguments of a field. Throws GraphQLError for a required one that is missing. */
  argumentsOf(field: SelectedField): Record<string, unknown> {
    return getArgumentValues(field.definition, field.node, this.variables);
  }
}

function fieldDefinition(schema: GraphQLSchema, type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> {
  const definition =
    name === TypeNameMetaFieldDef.name
      ? TypeNameMetaFieldDef
      : name === SchemaMetaFieldDef.name && type === schema.getQueryType()
        ? SchemaMetaFieldDef
        : name === TypeMetaFieldDef.name && type === schema.getQueryType()
          ? TypeMetaFieldDef
          : type.getFields()[name];
  if (definition === undefined)
    throw new Error(`Field ${type.name}.${name} is not in the schema although it was validated.`);
  return definition;
}
