/**
 * Disarms a realm: takes away every way from running code to the host, before guest data arrives.
 * What is left is the language itself, WebAssembly, text coding, a clock and message ports.
 * Code that was loaded before keeps what it had imported.
 */

/** The globals that stay. Everything else goes, whatever a future platform adds. */
const kept: ReadonlySet<string> = new Set([
  ...["globalThis", "Infinity", "NaN", "undefined"],
  ...["Object", "Array", "Boolean", "Number", "BigInt", "String", "Symbol", "Math"],
  ...["Map", "Set", "WeakMap", "WeakSet", "WeakRef", "FinalizationRegistry", "Promise", "Proxy"],
  ...["Reflect", "JSON", "Date", "RegExp", "Intl", "Iterator", "Atomics"],
  ...["ArrayBuffer", "SharedArrayBuffer", "DataView", "Uint8ClampedArray"],
  ...["Int8Array", "Int16Array", "Int32Array", "Uint8Array", "Uint16Array", "Uint32Array"],
  ...["Float16Array", "Float32Array", "Float64Array", "BigInt64Array", "BigUint64Array"],
  ...["Error", "AggregateError", "EvalError", "RangeError", "ReferenceError", "SuppressedError"],
  ...["SyntaxError", "TypeError", "URIError", "DOMException"],
  ...["decodeURI", "decodeURIComponent", "encodeURI", "encodeURIComponent"],
  ...["isFinite", "isNaN", "parseFloat", "parseInt", "escape", "unescape"],
  ...["WebAssembly", "TextEncoder", "TextDecoder", "crypto"],
  ...["MessageChannel", "MessagePort", "MessageEvent", "Event", "EventTarget"],
  ...["queueMicrotask", "structuredClone"],
]);

/** Disarms this realm. There is no way back. */
export function disarm(): void {
  refuseCodeFromText();
  const clock = clockOf(performance);
  removePowers(globalThis);
  Object.defineProperty(globalThis, "performance", { value: clock });
}

/** The clock of a `performance`, which otherwise tells what was loaded from where, and measures memory. */
function clockOf(whole: Performance): Pick<Performance, "now" | "timeOrigin"> {
  return Object.freeze({ timeOrigin: whole.timeOrigin, now: () => whole.now() });
}

/** Removes all but the listed names from a global object and what it inherits from. */
export function removePowers(scope: object): void {
  // A platform may load what stays when it is first used, with the help of what goes.
  for (const name of kept) Reflect.get(scope, name);
  for (let holder: object | null = scope; holder !== null; holder = parentOf(holder)) {
    for (const key of Reflect.ownKeys(holder)) {
      if (key === Symbol.toStringTag || kept.has(String(key))) continue;
      if (!Reflect.deleteProperty(holder, key)) Reflect.set(holder, key, undefined);
    }
  }
}

// A browser's worker has its powers on the prototypes of its global object.
function parentOf(holder: object): object | null {
  const parent: object | null = Object.getPrototypeOf(holder);
  if (parent === null || parent === Object.prototype) return null;
  return parent === globalThis.EventTarget?.prototype ? null : parent;
}

// Every function leads to the constructor of its kind, which would compile text as code.
function refuseCodeFromText(): void {
  const samples = [
    () => {},
    async () => {},
    function* () {
      yield 0;
    },
    async function* () {
      yield 0;
    },
  ];
  for (const sample of samples) {
    const prototype: object = Object.getPrototypeOf(sample);
    Object.defineProperty(prototype, "constructor", {
      value: refuse,
      writable: false,
      enumerable: false,
      configurable: false,
    });
  }
}

function refuse(): never {
  throw new EvalError("Code generation from strings is not allowed");
}
