import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import {
  createSharedCounters,
  FuelMeter,
  type InstrumentOptions,
  instrument,
  sealExports,
} from "./index.ts";

/** Uses globals of every kind, imported and its own, wherever an index may stand. */
const library = assemble(`(module
  (import "env" "base" (global $base i32))
  (import "env" "table" (table 4 funcref))
  (memory (export "memory") 1)
  (global $fixed (export "fixed") i32 (i32.const 40))
  (global $count (export "__fuel_left") (mut i32) (i32.const 2))
  (data (global.get $base) "ABC")
  (elem (global.get $base) $double)
  (func $double (export "double") (param i32) (result i32)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i32.mul (local.get 0) (i32.const 2)))
  (func (export "sum") (result i32)
    (i32.add (global.get $fixed) (i32.add (global.get $count) (global.get $base)))))`);

const program = assemble(`(module
  (type $unary (func (param i32) (result i32)))
  (import "env" "table" (table 4 funcref))
  (import "library" "double" (func $double (type $unary)))
  (global $total (mut i32) (i32.const 5))
  (func $start (global.set $total (i32.const 6)))
  (start $start)
  (func (export "both") (result i32)
    (i32.add (call_indirect (type $unary) (i32.const 10) (i32.const 1))
      (call $double (global.get $total))))
  (func (export "spin") (loop (drop (call $double (i32.const 1))) (br 0))))`);

const all: readonly InstrumentOptions[] = [
  { abi: "register" },
  { abi: "local" },
  { abi: "register", stack: { bytes: 50_000 }, start: "keep" },
  { abi: "local", stack: { bytes: 50_000 }, start: "keep", memory: { maxBytes: 65_536 } },
];

test.each(all)("instances share a budget with %j", (options) => {
  const [first, second] = [library, program].map((bytes) =>
    instrument(bytes, { share: "import", ...options }),
  );
  if (first === undefined || second === undefined) throw new Error("unreachable");
  const counters = createSharedCounters(first.meta);
  const meter = FuelMeter.attach(counters, first.meta);
  const base = new WebAssembly.Global({ value: "i32" }, 1);
  const table = new WebAssembly.Table({ element: "anyfunc", initial: 4 });
  const open = (bytes: Uint8Array<ArrayBuffer>, imports: WebAssembly.Imports) =>
    new WebAssembly.Instance(new WebAssembly.Module(bytes), { ...imports, ...counters.imports })
      .exports as Record<string, (...args: number[]) => number>;
  const one = open(first.bytes, { env: { base, table } });
  meter.set(options.start === "keep" ? 3 : 1000);
  const other = open(second.bytes, { env: { table }, library: { double: one["double"] ?? 0 } });
  if (options.start !== "keep") other[second.meta.exports.start ?? ""]?.();
  else expect(meter.remaining).toBe(0n);
  meter.set(1000);
  expect(other["both"]?.()).toBe(32);
  // 1 + 6 operators and twice 1 + 7.
  expect(meter.consumed).toBe(23n);
  expect(one["sum"]?.()).toBe(40 + 4 + 1);
  expect(new Uint8Array((one["memory"] as unknown as WebAssembly.Memory).buffer, 0, 4)).toEqual(
    Uint8Array.of(0, 65, 66, 67),
  );
  expect((one["fixed"] as unknown as WebAssembly.Global).value).toBe(40);
  expect(() => other["spin"]?.()).toThrow(WebAssembly.RuntimeError);
  expect([meter.trapReason, meter.remaining]).toEqual(["fuel", 0n]);
  expect(() => one["sum"]?.()).toThrow(WebAssembly.RuntimeError);
});

test("instances share the stack, too", () => {
  const deep = assemble(`(module
    (import "other" "next" (func $next (param i32)))
    (func (export "down") (param i32)
      (if (local.get 0) (then (call $next (i32.sub (local.get 0) (i32.const 1)))))))`);
  const { bytes, meta } = instrument(deep, { share: "import", stack: { bytes: 40_000 } });
  const counters = createSharedCounters(meta);
  const meter = FuelMeter.attach(counters, meta);
  const module = new WebAssembly.Module(bytes);
  const downs: ((depth: number) => void)[] = [];
  const open = (partner: number) =>
    new WebAssembly.Instance(module, {
      other: { next: (depth: number) => downs[partner]?.(depth) },
      ...counters.imports,
    }).exports["down"] as (depth: number) => void;
  downs.push(open(1), open(0));
  meter.set(1_000_000);
  expect(() => downs[0]?.(20)).not.toThrow();
  expect(() => downs[0]?.(200)).toThrow(WebAssembly.RuntimeError);
  expect(meter.trapReason).toBe("stack");
});

test("sealExports() leaves a guest's own exports alone when counters are imported", () => {
  const { bytes, meta } = instrument(library, { share: "import" });
  expect(meta.shared).toBe(true);
  const names = WebAssembly.Module.exports(new WebAssembly.Module(bytes)).map(({ name }) => name);
  expect(names).toEqual(["memory", "fixed", "__fuel_left", "double", "sum"]);
  const exports = Object.fromEntries(
    names.map((name) => [name, new WebAssembly.Table({ element: "anyfunc", initial: 0 })]),
  );
  expect(Object.keys(sealExports(exports, meta))).toEqual(names);
});

test("instrument() imports counters behind the module's own imports, into modules without any, too", () => {
  const imports = (bytes: Uint8Array<ArrayBuffer>) =>
    WebAssembly.Module.imports(
      new WebAssembly.Module(instrument(bytes, { share: "import", stack: { bytes: 1000 } }).bytes),
    ).map(({ module, name }) => `${module}.${name}`);
  const counters = ["__fuel.__fuel_left", "__fuel.__fuel_trap", "__fuel.__fuel_stack"];
  expect(imports(library)).toEqual(["env.base", "env.table", ...counters]);
  expect(imports(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))).toEqual(counters);
});
