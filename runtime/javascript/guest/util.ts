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

const deprecate = (run) => run;
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

const types = {
  isDate: (value) => value instanceof Date,
  isRegExp: (value) => value instanceof RegExp,
  isMap: (value) => value instanceof Map,
  isSet: (value) => value instanceof Set,
  isPromise: (value) => value instanceof Promise,
  isNativeError: (value) => value instanceof Error,
  isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: (value) => value instanceof Uint8Array,
  isArrayBuffer: (value) => value instanceof ArrayBuffer,
  isAnyArrayBuffer: (value) => value instanceof ArrayBuffer || value instanceof SharedArrayBuffer,
};

const { inspect, format } = internals;
const isDeepStrictEqual = (a, b) => internals.isAlike(a, b, true);
internals.builtins.set("util", {
  inspect,
  format,
  promisify,
  callbackify,
  inherits,
  deprecate,
  stripVTControlCharacters,
  isDeepStrictEqual,
  types,
  TextEncoder,
  TextDecoder,
});
internals.builtins.set("util/types", types);
`;
