/** Mistakes that rewriting modules invites, each by its name. */
import { expect, test } from "vitest";
import { assemble, disassemble } from "../test/support/wat.ts";
import { createSharedCounters, FuelMeter, type InstrumentOptions, instrument } from "./index.ts";

const header = [0, 97, 115, 109, 1, 0, 0, 0];

const everything: readonly InstrumentOptions[] = [
  { resume: "entry", stack: { bytes: 1000 }, exports: { keep: [], globals: "g" } },
  { share: "import", stack: { bytes: 1000 }, exports: { keep: [], globals: "g" } },
  { abi: "local", memory: { maxBytes: 1e6 }, tables: { maxElements: 10 }, debugNames: false },
];

// Sections that are absent must be made, and put in their places.
test.each<[string, number[]]>([
  ["nothing", []],
  ["types only", [1, 4, 1, 96, 0, 0]],
  ["an empty code section", [1, 4, 1, 96, 0, 0, 3, 1, 0, 10, 1, 0]],
  ["an empty type section", [1, 1, 0, 3, 1, 0, 10, 1, 0]],
  ["a function without exports", [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0b]],
  ["a memory and data", [5, 3, 1, 0, 1, 11, 7, 1, 0, 0x41, 0, 0x0b, 1, 65]],
  ["a data count without code", [5, 3, 1, 0, 1, 12, 1, 0]],
  ["a tag between memory and export", [1, 4, 1, 96, 0, 0, 5, 3, 1, 0, 1, 13, 3, 1, 0, 0]],
  [
    "custom sections all over",
    [0, 2, 1, 97, 1, 4, 1, 96, 0, 0, 0, 2, 1, 98, 3, 2, 1, 0, 0, 2, 1, 99, 10, 4, 1, 2, 0, 0x0b],
  ],
])("a module of %s is rewritten to a valid one", (_case, sections) => {
  const bytes = Uint8Array.from([...header, ...sections]);
  expect(WebAssembly.validate(bytes)).toBe(true);
  for (const options of everything) {
    const output = instrument(bytes, options).bytes;
    expect(WebAssembly.validate(output), JSON.stringify(options)).toBe(true);
  }
});

test("functions of an instance that failed to start find the shared budget, not an empty counter of their own", () => {
  const failing = assemble(`(module (import "env" "table" (table 1 funcref))
    (func $f (result i32) (i32.const 42)) (elem (i32.const 0) $f)
    (memory 1) (data (i32.const 65536) "x"))`);
  const { bytes, meta } = instrument(failing, { share: "import" });
  const counters = createSharedCounters(meta);
  const table = new WebAssembly.Table({ element: "anyfunc", initial: 1 });
  const imports = { env: { table }, ...counters.imports };
  const module = new WebAssembly.Module(bytes);
  expect(() => new WebAssembly.Instance(module, imports)).toThrow(WebAssembly.RuntimeError);
  FuelMeter.attach(counters, meta).set(100);
  expect(table.get(0)()).toBe(42);
});

test.each(["register", "local"] as const)(
  "what JavaScript throws through guest frames leaves the counter right, with ABI %s",
  (abi) => {
    const source = assemble(`(module (import "env" "fail" (func $fail))
      (func $inner (nop) (drop (i32.const 1)) (call $fail))
      (func (export "f") (drop (i32.const 1)) (call $inner)))`);
    const { bytes, meta } = instrument(source, { abi });
    const failure = new Error("a jump out of everything");
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
      env: {
        fail: () => {
          throw failure;
        },
      },
    });
    const meter = FuelMeter.attach({ exports }, meta);
    meter.set(100);
    expect(() => (exports["f"] as () => void)()).toThrow(failure);
    // Two entries, two constants, two calls.
    expect(meter.consumed).toBe(6n);
    expect(meter.trapReason).toBeUndefined();
  },
);

test.each(["register", "local"] as const)(
  "calling again after a trap is not free, with ABI %s",
  (abi) => {
    const source = assemble(`(module (func $work (param i32)
        (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
      (func (export "f") (call $work (i32.const 100)) unreachable))`);
    const { bytes, meta } = instrument(source, { abi });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    const meter = FuelMeter.attach({ exports }, meta);
    meter.set(2000);
    const reasons: unknown[] = [];
    for (let i = 0; i < 6; i++) {
      expect(() => (exports["f"] as () => void)()).toThrow(WebAssembly.RuntimeError);
      reasons.push(meter.trapReason);
    }
    // 504 for each call; the fourth has no more.
    expect(reasons).toEqual([undefined, undefined, undefined, "fuel", "fuel", "fuel"]);
    expect(meter.remaining).toBe(0n);
  },
);

test("a memory of 64-bit addresses cannot mint fuel by huge lengths", () => {
  // (memory i64 1) (func (export "f") (param i64) (memory.fill (i64.const 0) (i32.const 0) (local.get 0)))
  const wide = Uint8Array.of(
    ...[...header, 1, 5, 1, 96, 1, 0x7e, 0, 3, 2, 1, 0, 5, 3, 1, 4, 1, 7, 5, 1, 1, 102, 0, 0],
    ...[10, 13, 1, 11, 0, 0x42, 0, 0x41, 0, 0x20, 0, 0xfc, 11, 0, 0x0b],
  );
  // Node before version 24 has no such memories.
  if (!WebAssembly.validate(wide)) {
    expect(() => instrument(wide)).toThrow("this engine does not accept it");
    return;
  }
  const { bytes, meta } = instrument(wide);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const meter = FuelMeter.attach({ exports }, meta);
  meter.set(1000);
  for (const length of [-1n, 1n << 62n, -(1n << 63n)]) {
    expect(() => (exports["f"] as (n: bigint) => void)(length)).toThrow(WebAssembly.RuntimeError);
    expect(meter.remaining).toBeLessThanOrEqual(1000n);
  }
  (exports["f"] as (n: bigint) => void)(500n);
  expect(meter.remaining).toBeLessThan(500n);
});

const abis = ["register", "local"] as const;

/** What a call of `f` takes, with each ABI. */
function fuelOf(bytes: Uint8Array<ArrayBuffer>, args: readonly number[]): readonly bigint[] {
  return abis.map((abi) => {
    const { bytes: output, meta } = instrument(bytes, { abi });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(output));
    const meter = FuelMeter.attach({ exports }, meta);
    meter.set(1_000_000);
    (exports["f"] as (...args: readonly number[]) => unknown)(...args);
    return meter.consumed;
  });
}

test.each<[string, string, number[], bigint]>([
  [
    "the work before an if is paid by both arms",
    `(func (export "f") (param i32)
      (if (local.get 0) (then (nop)) (else (drop (i32.const 1)))))`,
    [0],
    4n,
  ],
  [
    "an if without else has an edge past it",
    `(func (export "f") (param i32) (if (local.get 0) (then (drop (i32.const 1)))))`,
    [0],
    3n,
  ],
  [
    "a jump to the function's own label that is not taken is not paid twice",
    `(func (export "f") (param i32) (br_if 0 (local.get 0)) (br_if 0 (local.get 0)))`,
    [0],
    5n,
  ],
  [
    "a jump to the function's own label pays what is pending there",
    `(func (export "f") (param i32) (result i32)
      (br_if 0 (i32.const 7) (local.get 0)) (drop) (i32.const 8))`,
    [1],
    4n,
  ],
  [
    "a br_table to labels of different costs pays for the one it takes",
    `(func (export "f") (param i32)
      (block $a (block $b (br_table $a $b 2 (local.get 0))) (drop (i32.const 1))) (nop))`,
    [2],
    3n,
  ],
  [
    "growth by a small constant is paid for although it fails",
    `(memory 1 1) (func (export "f") (drop (memory.grow (i32.const 5))))`,
    [],
    1n + 2n + 5n,
  ],
  [
    "growth by a large constant is not",
    `(memory 1 1) (func (export "f") (drop (memory.grow (i32.const 129))))`,
    [],
    1n + 2n,
  ],
])("%s", (_case, source, args, fuel) => {
  expect(fuelOf(assemble(`(module ${source})`), args)).toEqual([fuel, fuel]);
});

test.each([
  '(func (export "f") (return) (drop (call $g)) (br 0))(func $g (result i32) (i32.const 1))',
  '(func (export "f") (unreachable) (call $g) (drop))(func $g (result i32) (unreachable))',
  '(func (export "f") (result i64) (loop (result i64) (br 0)))',
  '(func (export "f") (result f32) (block (result f32) (br 1 (f32.const 1)) (f32.const 2)))',
  '(func (export "f") (param i32) (result i32) (if (result i32) (local.get 0) (then (return (i32.const 1))) (else (unreachable))))',
  '(func (export "f") (block (br_table 0 1 (i32.const 0)) (i32.add) (drop)))',
  '(table 1 funcref)(func (export "f") (unreachable) (call_indirect (param i64) (result i32)) (drop))',
])("code that can never run stays valid: %s", (source) => {
  const bytes = assemble(`(module ${source})`);
  for (const options of everything) {
    expect(
      WebAssembly.validate(instrument(bytes, { ...options, exports: { keep: [] } }).bytes),
    ).toBe(true);
  }
});

test("a copy between memories of 32 and 64 bits takes a 32-bit length", () => {
  // (memory i64 1) (memory 1) (func (export "f") (param i32) (memory.copy 0 1 (i64.const 0) (i32.const 0) (local.get 0)))
  const mixed = Uint8Array.of(
    ...[...header, 1, 5, 1, 0x60, 1, 0x7f, 0, 3, 2, 1, 0, 5, 5, 2, 4, 1, 0, 1],
    ...[7, 5, 1, 1, 102, 0, 0, 10, 14, 1, 12, 0, 0x42, 0, 0x41, 0, 0x20, 0, 0xfc, 10, 0, 1, 0x0b],
  );
  // Node before version 24 has no such copies.
  if (!WebAssembly.validate(mixed)) {
    expect(() => instrument(mixed)).toThrow("this engine does not accept it");
    return;
  }
  expect(fuelOf(mixed, [300])).toEqual([305n, 305n]);
});

test("the section about dynamic linking stays the first", () => {
  const bytes = Uint8Array.of(
    ...[...header, 0, 10, 8, 100, 121, 108, 105, 110, 107, 46, 48, 1],
    ...[1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 4, 1, 2, 0, 0x0b],
  );
  for (const options of everything) {
    expect([
      ...instrument(bytes, { ...options, exports: { keep: [] } }).bytes.subarray(8, 20),
    ]).toEqual([...bytes.subarray(8, 20)]);
  }
});

test("as many locals as engines allow leave no room for the counters, and are refused", () => {
  // (func (local i32 ×count))
  const locals = (count: number) =>
    Uint8Array.of(
      ...[...header, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 1],
      ...[(count & 0x7f) | 0x80, ((count >> 7) & 0x7f) | 0x80, count >> 14, 0x7f, 0x0b],
    );
  expect(WebAssembly.validate(instrument(locals(49_992)).bytes)).toBe(true);
  expect(() => instrument(locals(50_000))).toThrow(
    expect.objectContaining({ code: "WASM_LIMIT", offset: expect.any(Number) }),
  );
});

test("a trap behind a label of handlers and jumps reports the work up to the jump, with every ABI", () => {
  // (func (export "f") (block (try_table (catch_all 0) (nop))) (drop (i32.div_s (i32.const 1) (i32.const 0))))
  const dividing = Uint8Array.of(
    ...[...header, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0],
    ...[10, 20, 1, 18, 0, 0x02, 0x40, 0x1f, 0x40, 1, 2, 0, 0x01, 0x0b, 0x0b],
    ...[0x41, 1, 0x41, 0, 0x6d, 0x1a, 0x0b],
  );
  // Node before version 22 has the older exceptions only.
  if (!WebAssembly.validate(dividing)) {
    expect(() => instrument(dividing)).toThrow("this engine does not accept it");
    return;
  }
  for (const options of [{ abi: "register" }, { abi: "local" }, { share: "import" }] as const) {
    const { bytes, meta } = instrument(dividing, options);
    const counters = meta.shared ? createSharedCounters(meta) : undefined;
    const module = new WebAssembly.Module(bytes);
    const { exports } = new WebAssembly.Instance(module, counters?.imports);
    const meter = FuelMeter.attach(counters ?? { exports }, meta);
    meter.set(100);
    expect(() => (exports["f"] as () => void)()).toThrow(WebAssembly.RuntimeError);
    // Entry and try_table; not the operators behind the block.
    expect(meter.consumed).toBe(2n);
  }
});

// JavaScriptCore takes none but a `try`, or the function, for the target of a `delegate`.
test.each<[string, string, number]>([
  ["of a body that jumps to its end", "(br_if 0 (local.get 0))", 2],
  ["of another body", "", 1],
])("a delegate %s still leads to the caller", (_case, jump, depth) => {
  const source = assemble(`(module (tag $e)
    (func $inner (param i32) ${jump} try try throw $e delegate 0 catch_all end
      try throw $e delegate 0)
    (func (export "f") (result i32) try (result i32)
      (call $inner (i32.const 0)) (i32.const 1) catch_all (i32.const 5) end))`);
  const { bytes, meta } = instrument(source);
  const targets = [...disassemble(bytes).matchAll(/delegate (\d+)/g)].map((match) => match[1]);
  expect(targets).toEqual(["0", String(depth)]);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  FuelMeter.attach({ exports }, meta).set(100);
  expect(typeof exports["f"] === "function" && exports["f"]()).toBe(5);
});
