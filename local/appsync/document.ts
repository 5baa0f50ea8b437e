import {
  Kind,
  OperationTypeNode,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from "graphql";
import { validateDocument } from "./document-validation.js";
import { documentError, type ResponseError } from "./graphql-response.js";

/** A document that was parsed and validated, and the operation of it that is to run. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Parses documents once per text. */
export interface DocumentCache {
  /** The operation to run, or the errors that AppSync answers with status 200. */
  prepare(
    query: string,
    operationName: string | undefined,
  ): PreparedOperation | { readonly errors: readonly ResponseError[] };
}

/** Documents kept; clients send the same few again and again. */
const cachedDocuments = 500;

type Parsed = { readonly document: DocumentNode } | { readonly errors: readonly ResponseError[] };

function syntaxError(error: unknown): ResponseError {
  const message = error instanceof Error ? error.message : String(error);
  const at =
    error !== null && typeof error === "object" && "locations" in error && Array.isArray(error.locations)
      ? (error.locations as { line: number; column: number }[])
      : [];
  return {
    path: null,
    locations: at.map(({ line, column }) => ({ line, column, sourceName: null })),
    message: `Invalid Syntax : ${message.replace(/^Syntax Error: /, "")}`,
  };
}

/**
 * Depth of the deepest field, root fields being 1
 * (https://docs.aws.amazon.com/appsync/latest/devguide/configuration-limits.html). Fragments were found acyclic before.
 */
function depthOf(
  selectionSet: SelectionSetNode | undefined,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): number {
  let deepest = 0;
  for (const selection of selectionSet?.selections ?? []) {
    const depth =
      selection.kind === Kind.FIELD
        ? 1 + depthOf(selection.selectionSet, fragments)
        : depthOf(
            selection.kind === Kind.INLINE_FRAGMENT
              ? selection.selectionSet
              : fragments.get(selection.name.value)?.selectionSet,
            fragments,
          );
    if (depth > deepest) deepest = depth;
  }
  return deepest;
}

/** @param depthLimit 0: none. */
export function createDocumentCache(
  schema: GraphQLSchema,
  introspectionEnabled: boolean,
  depthLimit: number,
): DocumentCache {
  const cache = new Map<string, Parsed>();

  function parsed(query: string): Parsed {
    const known = cache.get(query);
    if (known !== undefined) return known;
    let result: Parsed;
    try {
      const document = parse(query);
      const errors = validateDocument(schema, document, introspectionEnabled);
      result = errors.length > 0 ? { errors } : { document };
    } catch (error) {
      result = { errors: [syntaxError(error)] };
    }
    if (cache.size >= cachedDocuments) {
      const oldest = cache.keys().next();
      if (!oldest.done) cache.delete(oldest.value);
    }
    cache.set(query, result);
    return result;
  }

  return {
    prepare(query, operationName) {
      const result = parsed(query);
      if ("errors" in result) return result;
      const { document } = result;
      const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
      const operation =
        operationName === undefined || operationName === ""
          ? operations.length === 1
            ? operations[0]
            : undefined
          : operations.find(({ name }) => name?.value === operationName);
      if (operation === undefined) {
        const message =
          operationName === undefined || operationName === ""
            ? "Must provide operation name if query contains multiple operations."
            : `Unknown operation named '${operationName}'.`;
        return { errors: [documentError(message)] };
      }
      const fragments = new Map(
        document.definitions.flatMap((node) =>
          node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
        ),
      );
      const depth = depthLimit > 0 ? depthOf(operation.selectionSet, fragments) : 0;
      // Wording not seen in the service; that it is refused as a whole is documented.
      if (depth > depthLimit && depthLimit > 0) {
        return {
          errors: [
            {
              ...documentError(
                `Query depth limit exceeded: this API allows ${depthLimit} levels, the document has ${depth}.`,
              ),
              errorType: "QueryDepthLimitReached",
            },
          ],
        };
      }
      return { document, operation, fragments };
    },
  };
}

/** Whether an operation is a mutation or subscription; the name of its root type comes from the schema. */
export function rootTypeOf(schema: GraphQLSchema, operation: OperationDefinitionNode) {
  switch (operation.operation) {
    case OperationTypeNode.QUERY:
      return schema.getQueryType();
    case OperationTypeNode.MUTATION:
      return schema.getMutationType();
    case OperationTypeNode.SUBSCRIPTION:
      return schema.getSubscriptionType();
  }
}
