import {
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
} from "graphql";
import { ScalarError } from "./aws-scalars.js";
import type { FieldAccess } from "./field-access.js";
import {
  documentError,
  fieldError,
  pathKeys,
  pathText,
  unauthorizedField,
  type PathSegment,
  type ResponseError,
} from "./graphql-response.js";
import type { Principal } from "./identity.js";
import type { ResolverRun } from "./resolver-run.js";
import type { ResolverError } from "./runtime/evaluation.js";
import type { SelectedField, Selection, SelectionContext } from "./selection.js";

/** A null that a non-null type does not take: it travels up to the next nullable place (GraphQL spec 6.4.4). */
const refused = Symbol("refused");

type MaybePromise<Value> = Value | Promise<Value>;
type Completed = unknown;

function after<Value, Next>(
  value: MaybePromise<Value>,
  next: (value: Value) => MaybePromise<Next>,
): MaybePromise<Next> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** What execution asks for fields that have a resolver; undefined: the field is a property of its parent. */
export type FieldRunner = (
  type: GraphQLObjectType,
  field: SelectedField,
  source: unknown,
) => Promise<ResolverRun> | undefined;

/** Executes selections for one request. Fields without a resolver complete without a turn of the event loop. */
export class Execution {
  readonly errors: ResponseError[] = [];
  /** Concrete types of the objects in the answer; kept for mutations, whose results are published. */
  readonly typeNames: WeakMap<object, string> | undefined;

  constructor(
    private readonly context: SelectionContext,
    private readonly access: FieldAccess,
    private readonly principal: Principal,
    private readonly run: FieldRunner,
    keepTypeNames: boolean,
  ) {
    this.typeNames = keepTypeNames ? new WeakMap() : undefined;
  }

  /**
   * Fields of the root, all at once or (mutations) one after the other.
   * @param completed called after each field of a mutation
   * @returns `data` of the answer
   */
  async executeRoot(
    type: GraphQLObjectType,
    selection: Selection,
    serially: boolean,
    completed: (field: SelectedField, value: unknown) => void,
  ): Promise<Record<string, unknown> | null> {
    if (!serially) return this.#nullable(await this.#fields(type, null, selection, undefined));
    const data: Record<string, unknown> = {};
    for (const field of selection.fieldsOf(type)) {
      const path = { previous: undefined, key: field.responseKey };
      const value = await this.#field(type, null, field, path);
      if (value === refused) return null;
      data[field.responseKey] = value;
      completed(field, value);
    }
    return data;
  }

  #nullable(value: Record<string, unknown> | typeof refused): Record<string, unknown> | null {
    return value === refused ? null : value;
  }

  #fields(
    type: GraphQLObjectType,
    source: unknown,
    selection: Selection,
    path: PathSegment | undefined,
  ): MaybePromise<Record<string, unknown> | typeof refused> {
    const data: Record<string, unknown> = {};
    this.typeNames?.set(data, type.name);
    let pending: Promise<unknown>[] | undefined;
    let failed = false;
    for (const field of selection.fieldsOf(type)) {
      const key = field.responseKey;
      const value = this.#field(type, source, field, { previous: path, key });
      if (value instanceof Promise) {
        // Keeps the order of the keys.
        data[key] = null;
        pending ??= [];
        pending.push(
          value.then((settled) => {
            if (settled === refused) failed = true;
            data[key] = settled;
          }),
        );
      } else {
        if (value === refused) failed = true;
        data[key] = value;
      }
    }
    if (pending === undefined) return failed ? refused : data;
    return Promise.all(pending).then(() => (failed ? refused : data));
  }

  #field(type: GraphQLObjectType, source: unknown, field: SelectedField, path: PathSegment): MaybePromise<Completed> {
    const { name } = field.definition;
    if (name === "__typename") return type.name;
    if (name.startsWith("__") || type.name.startsWith("__")) return this.#introspect(type, source, field, path);
    if (!this.access.allows(this.principal, type.name, name)) {
      return this.#failed(unauthorizedField(name, type.name), field, path);
    }
    const running = this.run(type, field, source);
    if (running === undefined) return this.#complete(field.definition.type, property(source, name), type, field, path);
    return running.then((run) => {
      for (const error of run.appendedErrors) this.errors.push(fieldError(error, path, field.node));
      if (run.error !== undefined) return this.#failed(run.error, field, path);
      return this.#complete(field.definition.type, run.value, type, field, path);
    });
  }

  #failed(error: ResolverError, field: SelectedField, path: PathSegment): Completed {
    this.errors.push(fieldError(error, path, field.node));
    return isNonNullType(field.definition.type) ? refused : null;
  }

  #introspect(
    type: GraphQLObjectType,
    source: unknown,
    field: SelectedField,
    path: PathSegment,
  ): MaybePromise<Completed> {
    // The library's introspection resolvers read nothing of the info but the schema.
    const info = { schema: this.context.schema } as unknown as GraphQLResolveInfo;
    const { definition } = field;
    const value: unknown = definition.resolve?.(source, this.context.argumentsOf(field), undefined, info);
    return this.#complete(definition.type, value, type, field, path);
  }

  #complete(
    type: GraphQLOutputType,
    value: unknown,
    parent: GraphQLObjectType,
    field: SelectedField,
    path: PathSegment,
  ): MaybePromise<Completed> {
    if (!isNonNullType(type)) {
      return after(this.#completeInner(type, value, parent, field, path), (inner) =>
        inner === refused ? null : inner,
      );
    }
    return after(this.#completeInner(type.ofType, value, parent, field, path), (inner) => {
      if (inner !== null) return inner;
      this.#refuse(
        `Cannot return null for non-nullable type: '${String(type.ofType)}' within parent '${parent.name}' (${pathText(path)})`,
        path,
      );
      return refused;
    });
  }

  #completeInner(
    type: GraphQLOutputType,
    value: unknown,
    parent: GraphQLObjectType,
    field: SelectedField,
    path: PathSegment,
  ): MaybePromise<Completed> {
    if (value === null || value === undefined) return null;
    if (isLeafType(type)) return this.#leaf(type, value, path);
    if (isListType(type)) return this.#list(type.ofType, value, parent, field, path);
    const concrete = isAbstractType(type) ? this.#concrete(type, value, parent, field, path) : type;
    if (!isObjectType(concrete) || field.selection === undefined) return null;
    if (typeof value !== "object" || Array.isArray(value)) {
      this.#refuse(`Can't resolve value (${pathText(path)}) : type mismatch error, expected type OBJECT`, path);
      return null;
    }
    return this.#fields(concrete, value, field.selection, path);
  }

  #list(
    itemType: GraphQLOutputType,
    value: unknown,
    parent: GraphQLObjectType,
    field: SelectedField,
    path: PathSegment,
  ): MaybePromise<Completed> {
    if (!Array.isArray(value)) {
      this.#refuse(`Can't resolve value (${pathText(path)}) : type mismatch error, expected type LIST`, path);
      return null;
    }
    const items = value.map((item: unknown, key) =>
      this.#complete(itemType, item, parent, field, { previous: path, key }),
    );
    const finish = (done: readonly Completed[]) => (done.includes(refused) ? refused : done);
    return items.some((item) => item instanceof Promise) ? Promise.all(items).then(finish) : finish(items);
  }

  #leaf(type: GraphQLLeafType, value: unknown, path: PathSegment): Completed {
    try {
      return type.serialize(value) ?? null;
    } catch (error) {
      // Wording of the service: https://github.com/aws-amplify/amplify-js/issues/5963
      this.#refuse(`Can't serialize value (${pathText(path)}) : ${serializationProblem(type, value, error)}`, path);
      return null;
    }
  }

  /** Objects of interfaces and unions name their type (https://docs.aws.amazon.com/appsync/latest/devguide/interfaces-and-unions.html). */
  #concrete(
    type: GraphQLAbstractType,
    value: unknown,
    parent: GraphQLObjectType,
    field: SelectedField,
    path: PathSegment,
  ): GraphQLObjectType | undefined {
    const { schema } = this.context;
    const name = property(value, "__typename");
    const concrete = typeof name === "string" ? schema.getType(name) : undefined;
    if (isObjectType(concrete) && schema.isSubType(type, concrete)) return concrete;
    this.#refuse(
      `Can't resolve '${pathText(path)}'. Abstract type '${type.name}' must resolve to an Object type at runtime for field '${parent.name}.${field.definition.name}'. Could not determine the exact type of '${type.name}'`,
      path,
    );
    return undefined;
  }

  #refuse(message: string, path: PathSegment): void {
    this.errors.push(documentError(message, [], pathKeys(path)));
  }
}

function property(source: unknown, name: string): unknown {
  if (source === null || typeof source !== "object" || !Object.hasOwn(source, name)) return undefined;
  return (source as Record<string, unknown>)[name];
}

function serializationProblem(type: GraphQLLeafType, value: unknown, error: unknown): string {
  if (error instanceof ScalarError) return error.message;
  if ("getValues" in type) return `Invalid input for Enum '${type.name}'. Unknown value '${String(value)}'`;
  const kind = Array.isArray(value) ? "ArrayList" : typeof value === "object" ? "LinkedHashMap" : typeof value;
  return `Expected type '${type.name}' but was '${kind.charAt(0).toUpperCase()}${kind.slice(1)}'.`;
}
