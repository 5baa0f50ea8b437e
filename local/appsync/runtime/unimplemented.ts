/** Names that the language itself or `console.log` asks every object for. */
const SILENT = new Set([
  "toJSON",
  "constructor",
  "then",
  "valueOf",
  "toString",
  "inspect",
  "nodeType",
  "asymmetricMatch",
]);

/**
 * An object with these members that throws, naming the member, when any other is read: a resolver that calls a function which
 * this runtime lacks must fail loudly rather than on `undefined is not a function`.
 */
export function strictNamespace<Members extends Record<string, unknown>>(path: string, members: Members): Members {
  const guard = new Proxy(Object.create(null) as object, {
    get(_target, key) {
      if (typeof key === "symbol" || SILENT.has(key)) return undefined;
      throw new Error(`${path}.${key} is not implemented in the local APPSYNC_JS runtime`);
    },
    has: () => false,
  });
  return Object.freeze(Object.assign(Object.create(guard) as object, members));
}

/** A function that throws, naming itself, when it is called. */
export function unimplemented(path: string): () => never {
  return () => {
    throw new Error(`${path} is not implemented in the local APPSYNC_JS runtime`);
  };
}
