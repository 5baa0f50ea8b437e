import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  OperationTypeNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
} from "graphql";
import type { DocumentCache } from "./document.js";
import type { FieldAccess } from "./field-access.js";
import { unauthorizedField } from "./graphql-response.js";
import { AppSyncError, type Principal } from "./identity.js";
import { createProjection } from "./projection.js";
import type { ResolverRun } from "./resolver-run.js";
import { Selection, SelectionContext, type SelectedField } from "./selection.js";
import type { SubscriptionPlan } from "./subscription-plan.js";
import { coerceVariables } from "./variables.js";

/** What planning needs of the API. */
export interface SubscriptionPlannerOptions {
  readonly schema: GraphQLSchema;
  readonly documents: DocumentCache;
  readonly access: FieldAccess;
  /** Mutations per subscription field, from @aws_subscribe. */
  readonly mutations: ReadonlyMap<string, readonly string[]>;
  /** Runs the subscription field's resolver; undefined when it has none. */
  runResolver(
    field: SelectedField,
    context: SelectionContext,
    principal: Principal,
    headers: Readonly<Record<string, string>>,
  ): Promise<ResolverRun> | undefined;
}

function refusal(message: string): AppSyncError {
  return new AppSyncError("BadRequestException", message);
}

/**
 * Text of a selection after variables were applied: aliases, names and those type conditions that narrow, fragments
 * dissolved. Arguments do not count below a subscription field, as no resolver runs there.
 */
function canonical(
  parent: GraphQLNamedType | undefined,
  selections: readonly SelectionNode[],
  context: SelectionContext,
): string {
  const parts: string[] = [];
  for (const node of selections) {
    if (!context.includes(node)) continue;
    if (node.kind === Kind.FIELD) {
      const name = node.alias === undefined ? node.name.value : `${node.alias.value}:${node.name.value}`;
      const type =
        isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value]?.type : undefined;
      const below =
        node.selectionSet === undefined
          ? ""
          : `{${canonical(type && getNamedType(type), node.selectionSet.selections, context)}}`;
      parts.push(name + below);
      continue;
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : context.fragments.get(node.name.value);
    const condition = fragment?.typeCondition?.name.value ?? parent?.name;
    const type = condition === undefined ? undefined : context.schema.getType(condition);
    const inside = canonical(type, fragment?.selectionSet.selections ?? [], context);
    parts.push(type === parent ? inside : `...${condition ?? ""}{${inside}}`);
  }
  return parts.join(" ");
}

/** Arguments that stand in the document, and whose variables were given. */
function givenArguments(field: SelectedField, context: SelectionContext): Record<string, unknown> {
  const coerced = context.argumentsOf(field);
  const named = new Set((field.node.arguments ?? []).map(({ name }) => name.value));
  return Object.fromEntries(Object.entries(coerced).filter(([name]) => named.has(name)));
}

/** Makes the `plan` of a SubscriptionPlanner. */
export function createSubscriptionPlanning(options: SubscriptionPlannerOptions) {
  const { schema, documents, access, mutations } = options;

  return async function plan(
    request: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
    principal: Principal,
    headers: Readonly<Record<string, string>>,
  ): Promise<SubscriptionPlan> {
    const prepared = documents.prepare(request.query, undefined);
    if ("errors" in prepared) throw refusal(prepared.errors.map(({ message }) => message).join("; "));
    const { operation, fragments } = prepared;
    const rootType = schema.getSubscriptionType();
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION || rootType == null) {
      throw new AppSyncError(
        "UnsupportedOperation",
        `${operation.operation} not supported through the realtime channel`,
      );
    }
    const coerced = coerceVariables(schema, operation, request.variables);
    if ("errors" in coerced) throw refusal(coerced.errors.map(({ message }) => message).join("; "));
    const context = new SelectionContext(schema, fragments, coerced.variables);
    const fields = new Selection(context, [operation.selectionSet.selections]).fieldsOf(rootType);
    const [field] = fields;
    const listened = field === undefined ? undefined : mutations.get(field.definition.name);
    if (field === undefined || fields.length > 1 || listened === undefined) {
      throw refusal(
        `A subscription selects exactly one field of ${rootType.name}, this document selects ${fields.length}.`,
      );
    }
    const fieldName = field.definition.name;
    if (!access.allows(principal, rootType.name, fieldName)) {
      throw new AppSyncError("Unauthorized", unauthorizedField(fieldName, rootType.name).message, 401);
    }
    const run = await options.runResolver(field, context, principal, headers);
    const [failure] =
      run === undefined ? [] : [run.error, ...run.appendedErrors].filter((error) => error !== undefined);
    if (failure !== undefined) throw new AppSyncError(failure.errorType ?? "BadRequestException", failure.message);

    const selected = (field.selection?.roots ?? [])
      .map((selections) => canonical(getNamedType(field.definition.type), selections, context))
      .join(" ");
    return {
      fieldName,
      mutations: listened,
      arguments: givenArguments(field, context),
      filter: run?.subscriptionFilter,
      invalidationFilter: run?.subscriptionInvalidationFilter,
      groupKey: [`${field.responseKey}:${fieldName}{${selected}}`, access.audience(principal)].join("\u0000"),
      project: createProjection(rootType, field, access, principal),
    };
  };
}
