/** A real program: QuickJS, rewritten in every way, runs JavaScript to the same result with the same fuel. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FuelMeter, type InstrumentOptions, instrument } from "./index.ts";

const quickjs = readFileSync(new URL("../node_modules/quickjs-wasi/quickjs.wasm", import.meta.url));

const program = `
  function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
  let caught = 0;
  for (let i = 0; i < 100; i++) { try { throw new Error("x" + i); } catch { caught++; } }
  const words = JSON.parse(JSON.stringify("the quick brown fox".split(" ")));
  fib(15) + caught + words.map((w) => w.replace(/[aeiou]/g, "")).join("").length`;

interface Evaluation {
  readonly value: number;
  readonly fuel: bigint;
}

function evaluate(options: InstrumentOptions): Evaluation {
  const { bytes, meta } = instrument(quickjs, options);
  const module = new WebAssembly.Module(bytes);
  // Whatever it asks its host, the answer is 0.
  const imports: Record<string, Record<string, () => number>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] = { ...imports[from], [name]: () => 0 };
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  const meter = FuelMeter.attach({ exports }, meta);
  meter.set(10_000_000_000n);
  const call = (name: string, ...args: readonly number[]): number => {
    const callee = exports[name];
    if (typeof callee !== "function") throw new TypeError(`no function "${name}"`);
    return callee(...args);
  };
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new TypeError("no memory");
  const place = (text: string): number => {
    const encoded = new TextEncoder().encode(`${text}\0`);
    const pointer = call("wasm_malloc", encoded.length);
    new Uint8Array(memory.buffer).set(encoded, pointer);
    return pointer;
  };
  call("_initialize");
  expect(call("qjs_init")).toBe(0);
  const box = call("qjs_eval", place(program), program.length, place("test.js"), 0);
  return { value: call("qjs_get_float64", box), fuel: meter.consumed };
}

const first = evaluate({});

test("QuickJS runs JavaScript on fuel", () => {
  expect(first.value).toBe(610 + 100 + 11);
  expect(first.fuel).toBe(5_919_051n);
});

test.each<InstrumentOptions>([
  {},
  { abi: "local" },
  { trapFuel: "boundary", debugNames: false },
  { stack: { bytes: 1_000_000 }, memory: { maxBytes: 2 ** 26 } },
  { abi: "local", stack: { bytes: 1_000_000 }, memory: { maxBytes: 2 ** 26 } },
])("QuickJS takes the same fuel with %j", (options) => {
  expect(evaluate(options)).toEqual(first);
});
