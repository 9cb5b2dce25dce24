/** Ways around a meter, each by its name, with every ABI: none gives a guest work that it does not pay for. */
import { describe, expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import {
  createSharedCounters,
  FuelMeter,
  type InstrumentOptions,
  instrument,
  sealExports,
  trap,
  withFuel,
} from "./index.ts";

const all: readonly InstrumentOptions[] = [
  { abi: "register" },
  { abi: "local" },
  { abi: "register", trapFuel: "boundary", stack: { bytes: 200_000 } },
  { abi: "register", resume: "entry" },
  { abi: "local", resume: "loop" },
  { abi: "register", share: "import" },
];

type Exports = Record<string, (...args: unknown[]) => unknown>;

function open(
  source: string | Uint8Array<ArrayBuffer>,
  options: InstrumentOptions,
  imports: (meter: () => FuelMeter, exports: () => Exports) => WebAssembly.Imports = () => ({}),
) {
  const bytes = typeof source === "string" ? assemble(source) : source;
  const { bytes: metered, meta } = instrument(bytes, options);
  const shared = meta.shared ? createSharedCounters(meta) : undefined;
  let meter: FuelMeter | undefined;
  let exports: WebAssembly.Exports = {};
  const current = (): FuelMeter => {
    if (meter === undefined) throw new Error("There is no meter yet");
    return meter;
  };
  const offered = imports(current, () => exports as Exports);
  exports = new WebAssembly.Instance(new WebAssembly.Module(metered), {
    ...offered,
    ...shared?.imports,
  }).exports;
  meter = FuelMeter.attach(shared ?? { exports }, meta);
  meter.set(10_000);
  const call = (name: string, ...args: unknown[]): unknown => (exports as Exports)[name]?.(...args);
  return { meter, meta, exports, call };
}

/** Functions named `f` that never end by themselves. */
const endless: readonly (readonly [string, string])[] = [
  ["a loop", `(module (func (export "f") (loop (br 0))))`],
  ["br_if", `(module (func (export "f") (loop (br_if 0 (i32.const 1)))))`],
  ["br_table", `(module (func (export "f") (loop (br_table 0 0 (i32.const 5)))))`],
  [
    "a loop entered by a jump out of a block",
    `(module (func (export "f") (loop (block (br 0)) (br 0))))`,
  ],
  [
    "a loop with values",
    `(module (func (export "f") (i32.const 0)
      (loop (param i32) (br 0 (i32.const 1)))))`,
  ],
  ["recursion", `(module (func $f (export "f") (call $f)))`],
  [
    "mutual recursion",
    `(module (func $f (export "f") (call $g)) (func $g (if (i32.const 1) (then (call $f)))))`,
  ],
  [
    "call_indirect",
    `(module (table 2 funcref) (func $g) (elem (i32.const 1) $g)
      (func (export "f") (loop (call_indirect (i32.const 1)) (br 0))))`,
  ],
  [
    "an exception thrown and caught again and again",
    `(module (tag $e) (func $t (throw $e)) (func (export "f")
      (loop (try (do (call $t)) (catch $e)) (br 0))))`,
  ],
  [
    "rethrowing",
    `(module (tag $e) (func (export "f") (loop
      (try (do (try $inner (do (throw $e)) (catch $e (rethrow $inner)))) (catch_all)) (br 0))))`,
  ],
  [
    "filling nothing",
    `(module (memory 1) (func (export "f") (loop
      (memory.fill (i32.const 0) (i32.const 0) (i32.const 0)) (br 0))))`,
  ],
  [
    "growing by nothing",
    `(module (memory 1) (func (export "f") (loop (drop (memory.grow (i32.const 0))) (br 0))))`,
  ],
];

/** The stack ends earlier than fuel where a guest recurses and both are limited. */
const recursing = /recursion/;

describe.each(all)("with %j", (options) => {
  test.each(endless)("%s ends", (name, source) => {
    const { meter, call } = open(source, options);
    expect(() => call("f")).toThrow(WebAssembly.RuntimeError);
    const byStack = options.stack !== undefined && recursing.test(name);
    expect(meter.trapReason).toBe(byStack ? "stack" : "fuel");
    if (!byStack) expect(meter.remaining).toBe(0n);
  });

  test("tail calls end", () => {
    // (func $f (export "f") return_call $f), (func $g (export "g") return_call_indirect)
    const tails = Uint8Array.of(
      ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 3, 2, 0, 0],
      ...[4, 4, 1, 0x70, 0, 1, 7, 9, 2, 1, 102, 0, 0, 1, 103, 0, 1],
      ...[9, 7, 1, 0, 0x41, 0, 0x0b, 1, 1],
      ...[10, 14, 2, 4, 0, 0x12, 0, 0x0b, 7, 0, 0x41, 0, 0x13, 0, 0, 0x0b],
    );
    for (const name of ["f", "g"]) {
      const { meter, call } = open(tails, options);
      expect(() => call(name)).toThrow(WebAssembly.RuntimeError);
      expect([meter.trapReason, meter.remaining]).toEqual(["fuel", 0n]);
    }
  });

  test("being out of fuel cannot be caught, nor survived", () => {
    const { meter, call } = open(
      `(module (memory (export "m") 1)
        (func $spin (loop (br 0)))
        (func (export "f") (try (do (call $spin)) (catch_all))
          (i32.store (i32.const 0) (i32.const 1))))`,
      options,
    );
    for (let i = 0; i < 3; i++) {
      expect(() => call("f")).toThrow(WebAssembly.RuntimeError);
      expect(meter.remaining).toBe(0n);
    }
  });

  test("bulk work costs what it moves", () => {
    const { meter, call } = open(
      `(module (memory 1) (func (export "f") (param i32)
        (memory.fill (i32.const 0) (i32.const 7) (local.get 0))))`,
      options,
    );
    call("f", 5000);
    expect(meter.consumed).toBe(5005n);
    // 2^32 - 1 bytes: it traps before it is charged, and gives nothing back.
    expect(() => call("f", -1)).toThrow(WebAssembly.RuntimeError);
    expect(meter.remaining).toBeLessThanOrEqual(4995n);
    meter.set(4000);
    expect(() => call("f", 5000)).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, meter.remaining]).toEqual(["fuel", 0n]);
  });

  test("a host that calls back counts all of it, and what it consumes is gone", () => {
    const { meter, call } = open(
      `(module (import "env" "again" (func $again (param i32)))
        (func (export "f") (param i32)
          (if (local.get 0) (then (call $again (i32.sub (local.get 0) (i32.const 1)))))))`,
      options,
      (current, exports) => ({
        env: {
          again: (depth: number) => {
            current().consume(100);
            exports()["f"]?.(depth);
          },
        },
      }),
    );
    call("f", 3);
    // Entry, local.get, if for the last call; local.get, const, sub, call besides for the others.
    expect(meter.consumed).toBe(3n * 7n + 3n + 300n);
    meter.set(250);
    expect(() => call("f", 50)).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, meter.remaining]).toEqual(["fuel", 0n]);
  });

  test("a stop from an import leaves no guest code behind it to run", () => {
    let after = 0;
    const { call } = open(
      `(module (import "env" "stop" (func $stop)) (import "env" "after" (func $after))
        (func (export "f") (try (do (call $stop)) (catch_all (call $after))) (call $after)))`,
      options,
      () => ({ env: { stop: () => trap(), after: () => after++ } }),
    );
    expect(() => call("f")).toThrow(WebAssembly.RuntimeError);
    expect(after).toBe(0);
  });

  test("a guest's own glue finds no counter among the exports", () => {
    const { exports, meta } = open(`(module (func (export "f")) (func $s) (start $s))`, options);
    expect(Object.keys(sealExports(exports, meta))).toEqual(["f"]);
  });

  test("the start function is paid for", () => {
    const source = `(module (func $s (loop (br 0))) (start $s))`;
    const { call, meta, meter } = open(source, options);
    expect(() => call(meta.exports.start ?? "")).toThrow(WebAssembly.RuntimeError);
    expect(meter.trapReason).toBe("fuel");
    const kept = instrument(assemble(source), { ...options, start: "keep" });
    const imports = kept.meta.shared ? createSharedCounters(kept.meta).imports : {};
    const module = new WebAssembly.Module(kept.bytes);
    expect(() => new WebAssembly.Instance(module, imports)).toThrow(WebAssembly.RuntimeError);
  });
});

test("a guest that imports a counter by its name gets what its host offers, not the counter", () => {
  const source = assemble(`(module
    (import "env" "__fuel_left" (global $mine (mut i64)))
    (func (export "f") (global.set $mine (i64.const 1000000)) (loop (br 0))))`);
  const { bytes, meta } = instrument(source);
  const mine = new WebAssembly.Global({ value: "i64", mutable: true }, 0n);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    env: { __fuel_left: mine },
  });
  const meter = FuelMeter.attach({ exports }, meta);
  meter.set(100);
  expect(() => (exports as unknown as Exports)["f"]?.()).toThrow(WebAssembly.RuntimeError);
  expect([mine.value, meter.remaining, meter.trapReason]).toEqual([1_000_000n, 0n, "fuel"]);
});

test("a guest that exports a counter's name keeps it, and the counter gets another", () => {
  const { meter, meta, exports } = open(
    `(module (global (export "__fuel_left") (mut i64) (i64.const 7)) (func (export "f")))`,
    {},
  );
  expect(meta.exports.left).toBe("__fuel1_left");
  expect((exports["__fuel_left"] as WebAssembly.Global).value).toBe(7n);
  expect(meter.remaining).toBe(10_000n);
});

test("a guest's saved and restored state does not bring fuel back", () => {
  const { meter, call, exports, meta } = open(
    `(module (memory (export "memory") 1) (global $g (mut i32) (i32.const 1))
      (func (export "f") (global.set $g (i32.add (global.get $g) (i32.const 1)))))`,
    { exports: { keep: ["f", "memory"], globals: "state" } },
  );
  const saved = meta.globals.map((name) => (exports[name] as WebAssembly.Global).value);
  call("f");
  for (const [i, name] of meta.globals.entries()) {
    (exports[name] as WebAssembly.Global).value = saved[i];
  }
  expect(saved).toEqual([1]);
  expect(meter.consumed).toBe(5n);
});

test("a budget at the top of its range cannot overflow", () => {
  const { meter, call } = open(
    `(module (memory 1) (func (export "f") (param i32)
      (memory.fill (i32.const 0) (i32.const 0) (local.get 0))))`,
    {},
  );
  meter.set((1n << 63n) - 1n);
  call("f", 65_536);
  expect(meter.consumed).toBe(65_541n);
  meter.consume((1n << 63n) - 1n);
  expect(meter.remaining).toBe(0n);
});

test.each([
  ["growing past the end", [0x7f, 0xff, 0xff]],
  ["names that are no text", [0, 4, 3, 0xff, 0xfe, 0xfd]],
])("a name section with %s changes nothing", (_case, content) => {
  const plain = assemble(`(module (func (export "f") (loop (br 0))))`);
  const named = Uint8Array.of(
    ...plain,
    ...[0, content.length + 5, 4, 0x6e, 0x61, 0x6d, 0x65],
    ...content,
  );
  const { meter, call } = open(named, {});
  expect(() => call("f")).toThrow(WebAssembly.RuntimeError);
  expect(meter.trapReason).toBe("fuel");
});

const header = [0, 97, 115, 109, 1, 0, 0, 0];

/** A module of one exported function `f` of the type, with a page of memory. `code` without `end`. */
function withCode(type: readonly number[], code: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(
    ...[...header, 1, type.length + 1, 1, ...type, 3, 2, 1, 0, 5, 3, 1, 0, 1],
    ...[7, 5, 1, 1, 102, 0, 0, 10, code.length + 4, 1, code.length + 2, 0, ...code, 0x0b],
  );
}

test.each<[string, number[], bigint]>([
  ["a constant", [0x41, 0x80, 0x80, 0x80, 0x80, 0x00, 0x1a], 2n],
  ["a prefixed operator", [0x43, 0, 0, 0, 0, 0xfc, 0x81, 0x80, 0x00, 0x1a], 3n],
  [
    "a bulk operator and its length",
    [0x41, 0, 0x41, 0, 0x41, 0xe4, 0x80, 0x80, 0x00, 0xfc, 0x8b, 0x80, 0x80, 0x00, 0],
    105n,
  ],
  ["a local", [0x20, 0x80, 0x80, 0x00, 0x1a], 2n],
  ["a call of itself", [0x20, 0, 0x04, 0x40, 0x41, 0, 0x10, 0x80, 0x80, 0x00, 0x0b], 3n],
  ["a label", [0x02, 0x40, 0x0c, 0x80, 0x80, 0x80, 0x00, 0x0b], 2n],
])("%s in a longer encoding than it needs costs what it does", (_case, code, fuel) => {
  const bytes = withCode([0x60, 1, 0x7f, 0], code);
  expect(WebAssembly.validate(bytes)).toBe(true);
  for (const options of all) {
    const { meter, call } = open(bytes, options);
    call("f", 0);
    expect(meter.consumed, JSON.stringify(options)).toBe(fuel);
  }
});

test("operators on vectors cost 1 each", () => {
  // i32.const 1; i32x4.splat; i32.const 2; i32x4.splat; i32x4.add; i32x4.extract_lane 0; drop
  const code = [0x41, 1, 0xfd, 17, 0x41, 2, 0xfd, 17, 0xfd, 0xae, 0x01, 0xfd, 27, 0, 0x1a];
  const { meter, call } = open(withCode([0x60, 0, 0], code), {});
  call("f");
  expect(meter.consumed).toBe(7n);
});

test("what a module's data places for free is no more than its bytes; to place it again costs", () => {
  const { meter, call, exports } = open(
    `(module (memory (export "m") 1) (data (i32.const 8) "0123456789") (data $later "0123456789")
      (func (export "f") (memory.init $later (i32.const 0) (i32.const 0) (i32.const 10))))`,
    {},
  );
  expect(meter.consumed).toBe(0n);
  expect(new Uint8Array((exports["m"] as WebAssembly.Memory).buffer)[8]).toBe(0x30);
  call("f");
  expect(meter.consumed).toBe(1n + 4n + 10n);
});

test("bulk work between two memories is paid for", () => {
  // memory.copy from the second memory to the first; length by parameter.
  const copy = Uint8Array.of(
    ...[...header, 1, 5, 1, 0x60, 1, 0x7f, 0, 3, 2, 1, 0, 5, 5, 2, 0, 1, 0, 1],
    ...[7, 5, 1, 1, 102, 0, 0, 10, 14, 1, 12, 0, 0x41, 0, 0x41, 0, 0x20, 0, 0xfc, 10, 0, 1, 0x0b],
  );
  // Node before version 22 has one memory only.
  if (!WebAssembly.validate(copy)) {
    expect(() => instrument(copy)).toThrow("this engine does not accept it");
    return;
  }
  for (const options of all) {
    const { meter, call } = open(copy, options);
    call("f", 5000);
    expect(meter.consumed).toBe(5005n);
    meter.set(4000);
    expect(() => call("f", 5000)).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, meter.remaining]).toEqual(["fuel", 0n]);
  }
});

test("being out of fuel cannot be caught by try_table", () => {
  // (func $spin (loop (br 0))) (func (export "f") (block (try_table (catch_all 0) (call $spin))) (global.set 0 (i32.const 1)))
  const catching = Uint8Array.of(
    ...[...header, 1, 4, 1, 0x60, 0, 0, 3, 3, 2, 0, 0, 6, 6, 1, 0x7f, 1, 0x41, 0, 0x0b],
    ...[7, 9, 2, 1, 102, 0, 1, 1, 103, 3, 0],
    ...[10, 28, 2, 7, 0, 0x03, 0x40, 0x0c, 0, 0x0b, 0x0b],
    ...[18, 0, 0x02, 0x40, 0x1f, 0x40, 1, 2, 0, 0x10, 0, 0x0b, 0x0b, 0x41, 1, 0x24, 0, 0x0b],
  );
  // Node before version 22 has the older exceptions only.
  if (!WebAssembly.validate(catching)) {
    expect(() => instrument(catching)).toThrow("this engine does not accept it");
    return;
  }
  for (const options of all) {
    const { meter, call, exports } = open(catching, options);
    expect(() => call("f")).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, meter.remaining]).toEqual(["fuel", 0n]);
    expect((exports["g"] as WebAssembly.Global).value).toBe(0);
  }
});

test("a module that imports from where shared counters are is refused", () => {
  const source = assemble(
    `(module (import "__fuel" "__fuel_left" (global $left (mut i64)))
      (func (export "f") (global.set $left (i64.const 1000))))`,
  );
  expect(() => instrument(source, { share: "import" })).toThrow(
    expect.objectContaining({ code: "WASM_IMPORT_DENIED" }),
  );
});

test("modules that a guest's glue compiles are metered as well", async () => {
  const spin = assemble(`(module (func (export "f") (loop (br 0))))`);
  const { value, instances } = await withFuel(async () => {
    const { instance } = await WebAssembly.instantiate(spin);
    const inner = new WebAssembly.Instance(new WebAssembly.Module(spin));
    return [instance.exports, inner.exports] as const;
  });
  expect(instances).toHaveLength(2);
  for (const [i, exports] of value.entries()) {
    instances[i]?.meter.set(1000);
    expect(Object.keys(exports)).toEqual(["f"]);
    expect(() => (exports["f"] as () => void)()).toThrow(WebAssembly.RuntimeError);
    expect(instances[i]?.meter.trapReason).toBe("fuel");
  }
});

test.each([-1, -1n, Number.NaN, Number.POSITIVE_INFINITY, 1.5, 1n << 63n])(
  "%s is no budget, nor anything to add",
  (budget) => {
    const { meter } = open(`(module (func (export "f")))`, {});
    meter.set(7);
    expect(() => meter.set(budget)).toThrow(RangeError);
    expect(() => meter.add(budget)).toThrow(RangeError);
    expect([meter.remaining, meter.trapReason]).toEqual([7n, undefined]);
  },
);

test.each([-1, -1n, Number.NaN])("a host cannot consume %s, and so give fuel", (fuel) => {
  const { meter } = open(`(module (func (export "f")))`, {});
  meter.set(7);
  expect(() => meter.consume(fuel)).toThrow(RangeError);
  expect(meter.remaining).toBe(7n);
});
