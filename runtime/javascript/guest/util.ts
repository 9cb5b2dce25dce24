/** The guest source of `node:util`. */

/** Needs the console, globals and process sources before it. */
export const utilSource: string = String.raw`
const promisify = (run) => {
  if (typeof run !== "function")
    throw internals.argumentError('"original" argument', "of type function", run);
  if (run[promisify.custom] !== undefined) return run[promisify.custom];
  return function (...args) {
    return new Promise((resolve, reject) => {
      run.call(this, ...args, (error, value) => (error ? reject(error) : resolve(value)));
    });
  };
};
promisify.custom = Symbol.for("nodejs.util.promisify.custom");
for (const name of ["setTimeout", "setImmediate"]) {
  Object.defineProperty(globalThis[name], promisify.custom, {
    value: internals.builtins.get("timers/promises")[name],
  });
}

const callbackify =
  (run) =>
  (...args) => {
    const callback = args.pop();
    run(...args).then(
      (value) => internals.nextTick(callback, null, value),
      (error) => internals.nextTick(callback, error),
    );
  };

const inherits = (child, parent) => {
  Object.defineProperty(child, "super_", { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(child.prototype, parent.prototype);
};

const deprecated = new Set();
const deprecate = (run, message, code) => {
  let isTold = false;
  return function (...args) {
    if (!isTold && !deprecated.has(code)) {
      isTold = true;
      if (code !== undefined) deprecated.add(code);
      internals.builtins.get("process").emitWarning(message, "DeprecationWarning", code);
    }
    return new.target === undefined ? run.apply(this, args) : Reflect.construct(run, args, new.target);
  };
};
const stripVTControlCharacters = (text) => String(text).replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

/** Whether two values are alike; strict ones also need equal prototypes and types. */
const isAlike = (a, b, isStrict, pairs) => {
  if (isStrict ? Object.is(a, b) : a == b || (a !== a && b !== b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (tagOf(a) !== tagOf(b) || (isStrict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)))
    return false;
  if (pairs.some(([one, other]) => one === a && other === b)) return true;
  const inner = [...pairs, [a, b]];
  const same = (one, other) => isAlike(one, other, isStrict, inner);
  if (a instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof RegExp) return String(a) === String(b);
  if (a instanceof Error && (a.message !== b.message || a.name !== b.name)) return false;
  if (a instanceof Number || a instanceof String || a instanceof Boolean) {
    if (!Object.is(a.valueOf(), b.valueOf())) return false;
  }
  if (a instanceof Map) {
    if (a.size !== b.size) return false;
    const others = [...b];
    return [...a].every(([key, value]) => {
      if (b.has(key)) return same(value, b.get(key));
      return others.some(([otherKey, other]) => same(key, otherKey) && same(value, other));
    });
  }
  if (a instanceof Set) {
    if (a.size !== b.size) return false;
    const others = [...b];
    return [...a].every((value) => b.has(value) || others.some((other) => same(value, other)));
  }
  if (a instanceof ArrayBuffer) return same(new Uint8Array(a), new Uint8Array(b));
  const keys = Object.keys(a);
  if (Array.isArray(a) && a.length !== b.length) return false;
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]))
  );
};
internals.isAlike = (a, b, isStrict) => isAlike(a, b, isStrict, []);

const isBoxed = (Type) => (value) => typeof value === "object" && value instanceof Type;
const hasTag = (...tags) => (value) =>
  typeof value === "object" && value !== null && tags.includes(tagOf(value));
const isFunctionOf = (...tags) => (value) => typeof value === "function" && tags.includes(tagOf(value));
const types = {
  isDate: (value) => value instanceof Date,
  isRegExp: (value) => value instanceof RegExp,
  isMap: (value) => value instanceof Map,
  isSet: (value) => value instanceof Set,
  isWeakMap: (value) => value instanceof WeakMap,
  isWeakSet: (value) => value instanceof WeakSet,
  isMapIterator: hasTag("Map Iterator"),
  isSetIterator: hasTag("Set Iterator"),
  isPromise: (value) => value instanceof Promise,
  isNativeError: (value) => value instanceof Error,
  isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isDataView: (value) => value instanceof DataView,
  isArrayBufferView: (value) => ArrayBuffer.isView(value),
  isArrayBuffer: (value) => value instanceof ArrayBuffer,
  isSharedArrayBuffer: (value) => value instanceof SharedArrayBuffer,
  isAnyArrayBuffer: (value) => value instanceof ArrayBuffer || value instanceof SharedArrayBuffer,
  isAsyncFunction: isFunctionOf("AsyncFunction", "AsyncGeneratorFunction"),
  isGeneratorFunction: isFunctionOf("GeneratorFunction", "AsyncGeneratorFunction"),
  isGeneratorObject: hasTag("Generator", "AsyncGenerator"),
  isArgumentsObject: hasTag("Arguments"),
  isNumberObject: isBoxed(Number),
  isStringObject: isBoxed(String),
  isBooleanObject: isBoxed(Boolean),
  isBigIntObject: isBoxed(BigInt),
  isSymbolObject: isBoxed(Symbol),
  isBoxedPrimitive: (value) => [Number, String, Boolean, BigInt, Symbol].some((Type) => isBoxed(Type)(value)),
  isProxy: () => false,
  isExternal: () => false,
  isModuleNamespaceObject: hasTag("Module"),
};
const numbers = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array];
for (const Type of numbers) types["is" + Type.name] = (value) => value instanceof Type;

const { inspect, format } = internals;
const isDeepStrictEqual = (a, b) => internals.isAlike(a, b, true);

const styleText = (style, text) => {
  let styled = String(text);
  for (const name of [style].flat().reverse()) {
    const codes = inspect.colors[name];
    if (codes === undefined) {
      const message =
        "The argument 'format' must be one of: " +
        Object.keys(inspect.colors).map((each) => "'" + each + "'").join(", ") +
        ". Received " + inspect(name);
      throw internals.codedError("TypeError", "ERR_INVALID_ARG_VALUE", message);
    }
    styled = "\x1b[" + codes[0] + "m" + styled + "\x1b[" + codes[1] + "m";
  }
  return styled;
};

let parser;
const parseArgs = (config = {}) => {
  parser ??= internals.load("parse-args-package");
  try {
    return parser.parseArgs({ args: internals.builtins.get("process").argv.slice(2), ...config });
  } catch (error) {
    if (!String(error?.code).startsWith("ERR_PARSE_ARGS")) throw error;
    throw internals.codedError("TypeError", error.code, error.message);
  }
};

const debuglog = (section) => {
  const wanted = String(internals.builtins.get("process").env.NODE_DEBUG ?? "").toUpperCase().split(",");
  const enabled = wanted.includes(String(section).toUpperCase());
  const log = (...values) => {
    if (enabled) internals.write(2, String(section).toUpperCase() + " 1: " + format(...values) + "\n");
  };
  return Object.assign(log, { enabled });
};

const aborted = (signal) =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

internals.builtins.set("util", {
  TextDecoder,
  TextEncoder,
  aborted,
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  formatWithOptions: (options, ...values) => format(...values),
  inherits,
  inspect,
  isArray: Array.isArray,
  isDeepStrictEqual,
  parseArgs,
  promisify,
  stripVTControlCharacters,
  styleText,
  toUSVString: (text) => String(text).toWellFormed(),
  types,
});
internals.builtins.set("util/types", types);
`;
