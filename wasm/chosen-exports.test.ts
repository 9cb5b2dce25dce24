import { describe, expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { FuelMeter, type InstrumentOptions, instrument, sealExports } from "./index.ts";

const module = assemble(`(module
  (import "env" "base" (global $base (mut i32)))
  (global $fixed i32 (i32.const 7))
  (global $stack (mut i32) (i32.const 1024))
  (global $total (mut i64) (i64.const 5))
  (memory (export "memory") 1)
  (func $inner (export "inner") (result i32) (i32.const 3))
  (func (export "take") (param i32) (result i32)
    (global.set $stack (i32.sub (global.get $stack) (local.get 0)))
    (global.set $total (i64.add (global.get $total) (i64.const 1)))
    (i32.add (global.get $stack) (call $inner))))`);

const imports = { env: { base: new WebAssembly.Global({ value: "i32", mutable: true }, 0) } };

function open(options: InstrumentOptions) {
  const { bytes, meta } = instrument(module, options);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
  const meter = FuelMeter.attach({ exports }, meta);
  meter.set(1000);
  return { exports, meta, meter };
}

describe.each(["register", "local"] as const)("instrument() with exports and ABI %s", (abi) => {
  test("keeps what is named, counters, and nothing else", () => {
    const { exports, meter } = open({ abi, exports: { keep: ["take"] } });
    expect(Object.keys(exports)).toEqual(["take", "__fuel_left", "__fuel_trap"]);
    expect((exports["take"] as (n: number) => number)(24)).toBe(1003);
    expect(meter.consumed).toBe(14n);
    expect(Object.keys(open({ abi, exports: { keep: [] } }).exports)).toHaveLength(2);
  });

  test("shows the module's own mutable globals under numbers", () => {
    const { exports, meta } = open({
      abi,
      exports: { keep: ["take", "memory"], globals: "state" },
    });
    expect(meta.globals).toEqual(["state0", "state1"]);
    expect(Object.keys(exports)).toEqual([
      ...["memory", "take", "state0", "state1", "__fuel_left", "__fuel_trap"],
    ]);
    expect((exports["state1"] as WebAssembly.Global).value).toBe(5n);
    (exports["state0"] as WebAssembly.Global).value = 50;
    expect((exports["take"] as (n: number) => number)(1)).toBe(52);
    expect(Object.keys(sealExports(exports, meta))).toEqual(["memory", "take"]);
  });
});

test("instrument() needs fewer wrappers when exports go", () => {
  expect(instrument(module).meta.stats.wrappers).toBe(2);
  expect(instrument(module, { exports: { keep: ["memory"] } }).meta.stats.wrappers).toBe(0);
});

test("instrument() names its counters apart from the globals shown", () => {
  const { meta } = instrument(assemble("(module (global (mut i32) (i32.const 1)))"), {
    exports: { keep: [], globals: "__fuel_left" },
  });
  expect(meta.globals).toEqual(["__fuel_left0"]);
  const twice = assemble(`(module (global (mut i32) (i32.const 1)) (func (export "g0")))`);
  expect(() => instrument(twice, { exports: { keep: ["g0"], globals: "g" } })).toThrow(
    'Cannot export a global as "g0": the module has an export of that name',
  );
});

test("instrument() refuses to keep an export that is not there", () => {
  const keep = () => instrument(module, { exports: { keep: ["absent"] } });
  expect(keep).toThrow(RangeError);
  expect(keep).toThrow('Cannot keep export "absent": the module has no export of that name');
});

// (module (func $f (export "f")) (func (export "g") (result funcref) (ref.func $f)))
const referring = Uint8Array.of(
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[1, 8, 2, 96, 0, 0, 96, 0, 1, 0x70],
  ...[3, 3, 2, 0, 1],
  ...[7, 9, 2, 1, 0x66, 0, 0, 1, 0x67, 0, 1],
  ...[10, 9, 2, 2, 0, 0x0b, 4, 0, 0xd2, 0, 0x0b],
);

test.each(["register", "local"] as const)(
  "instrument() keeps functions referable whose export goes, with ABI %s",
  (abi) => {
    const { bytes, meta } = instrument(referring, { abi, exports: { keep: ["g"] } });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    FuelMeter.attach({ exports }, meta).set(100);
    const reference = (exports["g"] as () => () => void)();
    expect(typeof reference).toBe("function");
    expect(reference()).toBeUndefined();
  },
);
