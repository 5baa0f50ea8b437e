import vm from "node:vm";
import type { RuntimeEnvironment } from "./evaluation.js";
import { compileJavaPattern, toJavaReplacement } from "./java-regex.js";
import { SUPPORTED_FEATURES_URL } from "./refused-syntax.js";

/** The JavaScript world that resolvers run in: its own built-ins, cut down to what APPSYNC_JS has. */
export interface Realm {
  /** Compiles an expression; `fileName` shows in stack traces, positions are those of the text after `prefix`. */
  compile(prefix: string, text: string, suffix: string, fileName: string): unknown;
  /** Builds a handler's `ctx` whose parts are copied into the realm when they are first read. */
  readonly createContext: (
    parts: Readonly<Record<string, unknown>>,
    names: readonly string[],
  ) => Record<string, unknown>;
  /** Whether a part of that `ctx` was read or replaced. */
  readonly wasTouched: (context: object, name: string) => boolean;
}

/** Global bindings that APPSYNC_JS has. Number, String, Boolean and Array are there for their functions and conversions. */
const KEPT_GLOBALS = new Set([
  "Object",
  "Array",
  "String",
  "Number",
  "Boolean",
  "Math",
  "JSON",
  "NaN",
  "Infinity",
  "undefined",
]);

/**
 * Functions that AWS's own lint plugin (@aws-appsync/eslint-plugin 2.0.2, rule no-disallowed-methods) says the service
 * refuses. `String.raw` is on that list too, but the Developer Guide lists it as supported.
 */
const REFUSED_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  "Array.prototype": ["copyWithin", "entries", "keys", "values"],
  Array: ["from", "of", "fromAsync"],
  Object: [
    ...[
      "create",
      "defineProperties",
      "defineProperty",
      "freeze",
      "getOwnPropertyDescriptor",
      "getOwnPropertyDescriptors",
    ],
    ...["getOwnPropertyNames", "getOwnPropertySymbols", "getPrototypeOf", "is", "isExtensible", "isFrozen", "isSealed"],
    ...["preventExtensions", "seal", "setPrototypeOf"],
  ],
  "String.prototype": [
    ...["charCodeAt", "localeCompare", "matchAll", "padEnd", "padStart", "repeat", "search", "toLocaleLowerCase"],
    ...["toLocaleUpperCase"],
  ],
  String: ["fromCharCode", "fromCodePoint"],
  // "The apply, bind, and call methods are not supported": supported-features, Function.
  "Function.prototype": ["apply", "bind", "call"],
};

/** Math as the Developer Guide lists it; `random` comes from the environment. */
const KEPT_MATH = new Set(["min", "max", "round", "floor", "ceil", "random"]);

/** What to use instead of globals that a JavaScript author expects. */
const INSTEAD: Readonly<Record<string, string>> = {
  Date: "use util.time (https://docs.aws.amazon.com/appsync/latest/devguide/time-helpers-in-util-time-js.html)",
  Promise: "handlers are synchronous",
  setTimeout: "handlers are synchronous",
  fetch: "use an HTTP data source",
  parseInt: "use unary plus: +text (https://github.com/aws/aws-appsync-community/issues/303)",
  parseFloat: "use unary plus: +text (https://github.com/aws/aws-appsync-community/issues/303)",
  isNaN: "use Number.isNaN",
  isFinite: "use Number.isFinite",
  eval: "code cannot be made at run time",
  Function: "code cannot be made at run time",
  Error: "use util.error(message, errorType)",
  RegExp: "use util.matches(pattern, text)",
  encodeURIComponent: "use util.urlEncode",
  decodeURIComponent: "use util.urlDecode",
  btoa: "use util.base64Encode",
  atob: "use util.base64Decode",
  crypto: "use util.autoId",
  process: "use ctx.env for environment variables",
  require: "bundle what you import",
};

/** The hint for a `ReferenceError: X is not defined`, or undefined where the name is simply unknown. */
export function missingGlobalHint(message: string): string | undefined {
  const name = /^(\w+) is not defined$/.exec(message)?.[1];
  if (name === undefined || !Object.hasOwn(INSTEAD, name)) return undefined;
  return `APPSYNC_JS has no ${name}: ${INSTEAD[name] ?? ""}; ${SUPPORTED_FEATURES_URL}`;
}

const realms = new WeakMap<RuntimeEnvironment, Realm>();

/** The realm of an environment. One serves all its modules: making one costs about a millisecond. */
export function realmOf(environment: RuntimeEnvironment): Realm {
  const known = realms.get(environment);
  if (known !== undefined) return known;
  const realm = createRealm(environment);
  realms.set(environment, realm);
  return realm;
}

/** Runs inside the realm, so that everything it makes has the realm's prototypes. */
const BOOTSTRAP = `((host, kept, keptMath, refused) => {
  "use strict";
  const { getOwnPropertyNames, defineProperty, keys, getOwnPropertyDescriptor } = Object;
  const nativeParse = JSON.parse, nativeReplace = String.prototype.replace, nativeReplaceAll = String.prototype.replaceAll;
  const nativeSort = Array.prototype.sort;
  const apply = Reflect.apply, isArray = Array.isArray, NativeArray = Array, NativeSet = Set;

  const copy = (value) => {
    if (typeof value !== "object" || value === null) return typeof value === "function" ? undefined : value;
    if (isArray(value)) {
      const list = new NativeArray(value.length);
      for (let index = 0; index < value.length; index += 1) list[index] = copy(value[index]);
      return list;
    }
    const result = {};
    for (const key of keys(value)) {
      const item = copy(value[key]);
      if (key === "__proto__") defineProperty(result, key, { value: item, enumerable: true, configurable: true, writable: true });
      else result[key] = item;
    }
    return result;
  };

  const define = (target, name, value) =>
    defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });
  const replaceWith = (name, native, all) =>
    define(String.prototype, name, function (pattern, replacement) {
      if (typeof pattern !== "string" || typeof replacement === "function") return apply(native, this, [pattern, replacement]);
      const java = host.javaReplace(pattern, String(replacement), all);
      return java === undefined ? apply(native, this, [pattern, replacement]) : apply(nativeReplace, this, java);
    });
  replaceWith("replace", nativeReplace, false);
  replaceWith("replaceAll", nativeReplaceAll, true);
  define(Array.prototype, "sort", function (...rest) {
    if (rest.length > 0) host.refuse("Array.prototype.sort with a comparison function", "sort() takes no arguments");
    return apply(nativeSort, this, []);
  });
  define(JSON, "parse", (text, reviver) => {
    try {
      return nativeParse(text, reviver);
    } catch {
      return "";
    }
  });
  for (const name of getOwnPropertyNames(Math)) if (getOwnPropertyDescriptor(Math, name).configurable && !keptMath.has(name)) delete Math[name];
  define(Math, "random", () => host.random());

  const holders = {
    Array, Object, String,
    "Array.prototype": Array.prototype, "String.prototype": String.prototype, "Function.prototype": Function.prototype,
  };
  for (const path of keys(refused)) for (const name of refused[path]) delete holders[path][name];

  const nativeNumber = Number;
  const number = function Number() {
    host.refuse("Number()", "use unary plus: +text (https://github.com/aws/aws-appsync-community/issues/303)");
  };
  for (const name of ["isFinite", "isNaN"]) define(number, name, nativeNumber[name]);
  const global = globalThis;
  const touched = new WeakMap();
  for (const name of getOwnPropertyNames(global)) {
    if (!kept.has(name) && getOwnPropertyDescriptor(global, name).configurable) delete global[name];
  }
  define(global, "Number", number);

  const createContext = (parts, names) => {
    const context = {};
    const marks = new NativeSet();
    touched.set(context, marks);
    const values = {};
    for (const name of names) {
      const source = name === "args" ? "arguments" : name;
      defineProperty(context, name, {
        enumerable: true,
        configurable: true,
        get() {
          if (!marks.has(source)) {
            marks.add(source);
            values[source] = copy(parts[source]);
          }
          return values[source];
        },
        set(value) {
          marks.add(source);
          values[source] = value;
        },
      });
    }
    return context;
  };
  return { createContext, wasTouched: (context, name) => touched.get(context).has(name) };
})`;

function createRealm(environment: RuntimeEnvironment): Realm {
  const context = vm.createContext(Object.create(null) as object, {
    name: "APPSYNC_JS",
    codeGeneration: { strings: false, wasm: false },
  });
  const host = {
    random: () => environment.random(),
    javaReplace: (pattern: string, replacement: string, all: boolean): [RegExp, string] | undefined =>
      /[\\^$.|?*+()[\]{}]/.test(pattern) || /[\\$]/.test(replacement)
        ? [compileJavaPattern(pattern, all ? "g" : ""), toJavaReplacement(replacement)]
        : undefined,
    refuse: (what: string, instead: string): never => {
      throw new TypeError(`APPSYNC_JS does not support ${what}: ${instead} (${SUPPORTED_FEATURES_URL})`);
    },
  };
  const bootstrap = vm.runInContext(BOOTSTRAP, context) as (
    ...parts: readonly unknown[]
  ) => Pick<Realm, "createContext" | "wasTouched">;
  return {
    ...bootstrap(host, KEPT_GLOBALS, KEPT_MATH, REFUSED_MEMBERS),
    compile: (prefix, text, suffix, fileName): unknown =>
      new vm.Script(prefix + text + suffix, { filename: fileName, columnOffset: -prefix.length }).runInContext(context),
  };
}
