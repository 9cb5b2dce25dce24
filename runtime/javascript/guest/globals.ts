/** The guest source of the globals that Node has and QuickJS lacks: text encoding, cloning, random bytes, time. */

/** Makes globals; needs the core source before it. */
export const globalsSource: string = `
const { call } = internals;
const define = (name, value) => {
  Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
};

/** The bytes of a view or buffer, without a copy. Throws TypeError for anything else. */
internals.bytesOf = (value, name) => {
  if (value instanceof Uint8Array) return value;
  if (ArrayBuffer.isView(value))
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  throw internals.argumentError(
    name,
    "an instance of ArrayBuffer, Buffer, TypedArray, or DataView",
    value,
  );
};

class TextEncoder {
  get encoding() {
    return "utf-8";
  }
  encode(text = "") {
    return call("text.encode", [], String(text).toWellFormed());
  }
  encodeInto(text, target) {
    let read = 0;
    let written = 0;
    for (const character of String(text).toWellFormed()) {
      const bytes = this.encode(character);
      if (written + bytes.length > target.length) break;
      target.set(bytes, written);
      written += bytes.length;
      read += character.length;
    }
    return { read, written };
  }
}

class TextDecoder {
  #label;
  #options;
  #rest = new Uint8Array();
  constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    this.#label =
      label === "utf-8" || label === "utf8" ? "utf-8" : call("text.label", [String(label)]);
    this.#options = { fatal: Boolean(fatal), ignoreBOM: Boolean(ignoreBOM) };
  }
  get encoding() {
    return this.#label;
  }
  get fatal() {
    return this.#options.fatal;
  }
  get ignoreBOM() {
    return this.#options.ignoreBOM;
  }
  decode(input = new Uint8Array(), { stream = false } = {}) {
    let bytes = internals.bytesOf(input, 'The "list" argument');
    if (this.#rest.length > 0) {
      const joined = new Uint8Array(this.#rest.length + bytes.length);
      joined.set(this.#rest);
      joined.set(bytes, this.#rest.length);
      bytes = joined;
    }
    const whole = stream ? call("text.whole", [this.#label], bytes) : bytes.length;
    this.#rest = bytes.slice(whole);
    return call("text.decode", [this.#label, this.#options], bytes.subarray(0, whole));
  }
}

const cloneError = (value) => {
  const text =
    typeof value === "symbol"
      ? String(value)
      : typeof value === "function"
        ? String(value)
        : "#<Object>";
  return new DOMException(text + " could not be cloned.", "DataCloneError");
};

const copyInto = (target, source, clone) => {
  for (const key of Object.keys(source)) {
    const value = clone(source[key]);
    Object.defineProperty(target, key, {
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return target;
};

const structuredClone = (root) => {
  const seen = new Map();
  const clone = (value) => {
    if (typeof value === "function" || typeof value === "symbol") throw cloneError(value);
    if (typeof value !== "object" || value === null) return value;
    if (seen.has(value)) return seen.get(value);
    const keep = (copy) => {
      seen.set(value, copy);
      return copy;
    };
    if (value instanceof Date) return keep(new Date(value.getTime()));
    if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
    if (value instanceof ArrayBuffer) return keep(value.slice(0));
    if (value instanceof DataView)
      return keep(new DataView(clone(value.buffer), value.byteOffset, value.byteLength));
    if (ArrayBuffer.isView(value)) {
      return keep(new value.constructor(clone(value.buffer), value.byteOffset, value.length));
    }
    if (value instanceof Map) {
      const copy = keep(new Map());
      for (const [key, item] of [...value]) copy.set(clone(key), clone(item));
      return copy;
    }
    if (value instanceof Set) {
      const copy = keep(new Set());
      for (const item of [...value]) copy.add(clone(item));
      return copy;
    }
    if (value instanceof Error) {
      const copy = keep(Object.create(Object.getPrototypeOf(value)));
      for (const key of ["message", "stack", "cause"]) {
        if (!(key in value)) continue;
        Object.defineProperty(copy, key, {
          value: clone(value[key]),
          writable: true,
          configurable: true,
        });
      }
      return copy;
    }
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet)
      throw cloneError(value);
    if (Array.isArray(value)) return copyInto(keep(new Array(value.length)), value, clone);
    return copyInto(keep({}), value, clone);
  };
  return clone(root);
};

/** Time since the program started, in milliseconds. */
const performance = {
  now: () => internals.now() - internals.startMs,
  get timeOrigin() {
    return internals.startTimeMs;
  },
  mark: () => {},
  measure: () => {},
  toJSON: () => ({ timeOrigin: internals.startTimeMs }),
};

const crypto = {
  getRandomValues: (target) => {
    const bytes = internals.bytesOf(target, 'The "typedArray" argument');
    if (bytes.length > 65536)
      throw new DOMException("The requested length exceeds 65,536 bytes", "QuotaExceededError");
    call("random.fill", [], bytes);
    return target;
  },
  randomUUID: () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  },
};

Object.defineProperty(crypto, "subtle", {
  get: () => internals.builtin("crypto").subtle,
  enumerable: true,
  configurable: true,
});

internals.promiseState = (promise) => {
  const settled = ["pending", "fulfilled", "rejected"][call("promise.state", [], promise)];
  return {
    settled,
    result: settled === "pending" ? undefined : call("promise.result", [], promise),
  };
};

define("TextEncoder", TextEncoder);
define("TextDecoder", TextDecoder);
define("structuredClone", structuredClone);
define("performance", performance);
define("crypto", crypto);
define("global", globalThis);
internals.builtins.set("perf_hooks", { performance });
`;
