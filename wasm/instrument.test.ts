import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { FuelMeter, type InstrumentOptions, instrument, sealExports } from "./index.ts";

const golden = new URL("../test/golden/fuel/wat/", import.meta.url);
const quickjs = readFileSync(new URL("../node_modules/quickjs-wasi/quickjs.wasm", import.meta.url));

/** Node 20 has only the older exceptions. */
const hasExceptionReferences = WebAssembly.validate(
  readFileSync(new URL("try_table-no-throw.wasm", golden)),
);

const abis = ["register", "local"] as const;

/** An instrumented instance on a budget, and a way to call its functions. */
function run(
  bytes: BufferSource,
  options: InstrumentOptions & { readonly fuel?: number } = {},
  imports: WebAssembly.Imports = {},
): {
  readonly meter: FuelMeter;
  readonly exports: WebAssembly.Exports;
  readonly call: (name: string, ...args: readonly unknown[]) => unknown;
} {
  const { fuel = 1_000_000_000, ...rest } = options;
  const module = instrument(bytes, rest);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes), imports);
  const meter = FuelMeter.attach({ exports }, module.meta);
  meter.set(fuel);
  const call = (name: string, ...args: readonly unknown[]): unknown => {
    const callee = exports[name];
    if (typeof callee !== "function") throw new TypeError(`no function "${name}"`);
    return callee(...args);
  };
  return { meter, exports, call };
}

const loops = assemble(`(module
  (func (export "spin") (loop (br 0)))
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1))))`);

describe("output", () => {
  test.each(abis)("imports what the input does and exports two globals more with %s", (abi) => {
    const { bytes, meta } = instrument(quickjs, { abi });
    const before = new WebAssembly.Module(quickjs);
    const after = new WebAssembly.Module(bytes);
    expect(WebAssembly.Module.imports(after)).toEqual(WebAssembly.Module.imports(before));
    expect(WebAssembly.Module.exports(after)).toEqual([
      ...WebAssembly.Module.exports(before),
      { name: "__fuel_left", kind: "global" },
      { name: "__fuel_trap", kind: "global" },
    ]);
    expect(meta).toMatchObject({ version: 9, profile: "wasmtime-49", abi, startupFuel: 0 });
    expect(meta.stats).toEqual({
      functions: 1698,
      registerFunctions: abi === "register" ? 1698 : 0,
      wrappers: abi === "register" ? 940 : 0,
      inputBytes: quickjs.length,
      outputBytes: bytes.length,
    });
    expect(JSON.parse(JSON.stringify(meta))).toEqual(meta);
  });

  test("is the same twice, and the input is not changed", () => {
    const copy = quickjs.slice();
    expect(Buffer.from(instrument(quickjs).bytes).equals(instrument(quickjs).bytes)).toBe(true);
    expect(quickjs.equals(copy)).toBe(true);
  });

  test("fills its buffer exactly", () => {
    const { bytes } = instrument(quickjs);
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  });

  test("does not depend on how the bytes are given", () => {
    const { bytes } = instrument(loops);
    const padded = new Uint8Array(loops.length + 20);
    padded.set(loops, 10);
    expect(instrument(padded.subarray(10, 10 + loops.length)).bytes).toEqual(bytes);
    expect(instrument(loops.slice().buffer).bytes).toEqual(bytes);
    expect(instrument(new DataView(padded.buffer, 10, loops.length)).bytes).toEqual(bytes);
  });

  test("names its exports so that they do not collide", () => {
    const { meta } = instrument(
      assemble(`(module (func (export "__fuel_left")) (func (export "__fuel1_trap")))`),
    );
    expect(meta.exports).toEqual({ left: "__fuel2_left", trap: "__fuel2_trap" });
  });

  test("of an empty module has counters", () => {
    const { meter, exports } = run(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0), { fuel: 5 });
    expect(meter.remaining).toBe(5n);
    expect(Object.keys(exports)).toEqual(["__fuel_left", "__fuel_trap"]);
  });
});

describe.each(abis)("counting with %s", (abi) => {
  test("stops a loop exactly, and again when it is entered again", () => {
    const { meter, call } = run(loops, { abi, fuel: 1000 });
    expect(() => call("spin")).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, meter.remaining, meter.consumed]).toEqual(["fuel", 0n, 1000n]);
    expect(() => call("add", 1, 2)).toThrow(WebAssembly.RuntimeError);
    meter.set(100);
    expect(meter.trapReason).toBeUndefined();
    expect(call("add", 1, 2)).toBe(3);
    expect(meter.consumed).toBe(4n);
  });

  test("starts with no fuel, or with initialFuel", () => {
    const { bytes, meta } = instrument(loops, { abi, initialFuel: 4n });
    const start = FuelMeter.attach(new WebAssembly.Instance(new WebAssembly.Module(bytes)), meta);
    expect(start.remaining).toBe(4n);
    const { exports } = new WebAssembly.Instance(
      new WebAssembly.Module(instrument(loops, { abi }).bytes),
    );
    expect(() => (exports["add"] as (a: number, b: number) => number)(1, 2)).toThrow(
      WebAssembly.RuntimeError,
    );
  });

  test("follows a profile", () => {
    const memory = assemble(`(module (memory 1)
      (func (export "f") (memory.fill (i32.const 0) (i32.const 7) (i32.const 100))))`);
    const fuel = (profile: InstrumentOptions["profile"]): bigint => {
      const { meter, call } = run(memory, { abi, ...(profile === undefined ? {} : { profile }) });
      call("f");
      return meter.consumed;
    };
    expect(fuel(undefined)).toBe(105n);
    expect(fuel("wasmtime-49")).toBe(105n);
    expect(fuel("wasmtime-43")).toBe(5n);
    expect(fuel({ name: "mine", operators: { "i32.const": 10, end: 3 }, bulk: false })).toBe(35n);
  });

  test("gives imports an exact counter and takes what they consumed", () => {
    const seen: bigint[] = [];
    const { meter, call } = run(
      assemble(`(module (import "env" "host" (func $host (param i32)))
        (func (export "f") (call $host (i32.const 1)) (call $host (i32.const 2))))`),
      { abi, fuel: 1000 },
      {
        env: {
          host: () => {
            seen.push(meter.consumed);
            meter.consume(100);
          },
        },
      },
    );
    call("f");
    expect(seen).toEqual([3n, 105n]);
    expect(meter.consumed).toBe(205n);
  });

  test("keeps the identity of functions that are seen from outside", () => {
    const { exports } = run(
      assemble(`(module
        (table (export "t") 1 funcref) (elem (i32.const 0) $f) (elem declare func $f)
        (global (export "g") funcref (ref.func $f))
        (func $f (export "f") (result i32) (i32.const 7))
        (func (export "same") (result funcref) (ref.func $f)))`),
      { abi },
    );
    const { t, g, f, same } = exports;
    if (!(t instanceof WebAssembly.Table && g instanceof WebAssembly.Global)) throw new TypeError();
    expect(t.get(0)).toBe(f);
    expect(g.value).toBe(f);
    expect((same as () => unknown)()).toBe(f);
  });

  test("leaves with several results, by falling and by jumping", () => {
    const { meter, call } = run(
      assemble(`(module (func (export "f") (param i32) (result i32 i64)
        (br_if 0 (i32.const 1) (i64.const 2) (local.get 0))
        (br_table 0 0 (i32.const 3))))`),
      { abi },
    );
    expect(call("f", 1)).toEqual([1, 2n]);
    expect(call("f", 0)).toEqual([1, 2n]);
    expect(meter.consumed).toBe(5n + 7n);
  });

  test("moves the start function to an export, or leaves it", () => {
    const module = assemble(`(module (global $g (mut i32) (i32.const 0))
      (func $s (global.set $g (i32.const 5))) (start $s)
      (func (export "f") (result i32) (global.get $g)))`);
    const moved = run(module, { abi });
    expect(instrument(module, { abi }).meta).toMatchObject({
      startupFuel: 2,
      exports: { start: "__fuel_start" },
    });
    expect(moved.call("f")).toBe(0);
    moved.call("__fuel_start");
    expect(moved.call("f")).toBe(5);
    const kept = { abi, start: "keep", initialFuel: 100n } as const;
    expect(run(module, kept).call("f")).toBe(5);
    expect(instrument(module, kept).meta.exports).not.toHaveProperty("start");
    expect(() => run(module, { abi, start: "keep" })).toThrow(WebAssembly.RuntimeError);
  });

  test("counts what follows a caught exception", () => {
    const { meter, call } = run(
      assemble(`(module (tag $e (param i32))
        (func $throws (param i32) (throw $e (local.get 0)))
        (func (export "f") (param i32) (result i32)
          (try (result i32)
            (do (call $throws (local.get 0)) (i32.const 0))
            (catch $e (i32.const 1) (i32.add)))))`),
      { abi },
    );
    expect(call("f", 41)).toBe(42);
    // Entry, try, local.get, call; entry, local.get, throw; i32.const, i32.add.
    expect(meter.consumed).toBe(9n);
  });

  test("counts what follows a try_table that catches to the function's own label", () => {
    // (func $throw (throw $t)) (func (export "f") (try_table (catch_all 0) (call $throw)))
    const module = Uint8Array.from([
      ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 3, 2, 0, 0, 13, 3, 1, 0, 0],
      ...[7, 5, 1, 1, 102, 0, 1, 10, 17, 2, 4, 0, 8, 0, 11],
      ...[10, 0, 0x1f, 0x40, 1, 2, 0, 16, 0, 11, 11],
    ]);
    expect(WebAssembly.validate(module)).toBe(hasExceptionReferences);
    if (!hasExceptionReferences) return;
    const { meter, call } = run(module, { abi });
    call("f");
    expect(meter.consumed).toBe(5n);
  });
});

describe("tail calls that fuel cannot take in a register", () => {
  // The text assembler of the tests has none, so: the golden cases.
  test("leave only the functions that need it without", () => {
    const module = readFileSync(new URL("return_call_indirect.wasm", golden));
    const { meta } = instrument(module);
    expect(meta.stats.registerFunctions).toBeLessThan(meta.stats.functions);
    expect(meta.stats.registerFunctions).toBeGreaterThan(0);
    expect(instrument(readFileSync(new URL("return_call.wasm", golden))).meta.stats).toMatchObject({
      registerFunctions: 2,
      functions: 2,
    });
  });
});

describe.each(abis)("limits with %s", (abi) => {
  const grows = assemble(`(module (memory (export "m") 1)
    (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
    (func (export "grow1") (result i32) (memory.grow (i32.const 1)))
    (func (export "crash") unreachable)
    (func (export "spin") (loop (br 0))))`);

  test("memory stops growing at the cap, the guest goes on, and a trap tells", () => {
    const { meter, call } = run(grows, { abi, memory: { maxBytes: 4 * 65_536 + 1 } });
    expect(call("grow", 3)).toBe(1);
    expect(meter.trapReason).toBeUndefined();
    expect(call("grow1")).toBe(-1);
    expect(meter.trapReason).toBe("memory");
    expect(() => call("crash")).toThrow(WebAssembly.RuntimeError);
    expect(meter.trapReason).toBe("memory");
    meter.set(100);
    expect(call("grow", 1)).toBe(-1);
    expect(() => call("spin")).toThrow(WebAssembly.RuntimeError);
    expect(meter.trapReason).toBe("fuel");
  });

  test("memory that grows is charged the same with and without a cap", () => {
    const consumed = (options: InstrumentOptions): bigint => {
      const { meter, call } = run(grows, { abi, ...options });
      call("grow", 3);
      call("grow1");
      call("grow", 200);
      return meter.consumed;
    };
    const free = consumed({});
    expect(consumed({ memory: { maxBytes: 2 ** 40 } })).toBe(free);
    expect(free).toBe(6n + 4n + 203n);
    expect(consumed({ memory: { maxBytes: 5 * 65_536 } })).toBe(free - 200n);
  });

  test("nothing is capped or noted without the option", () => {
    const { exports, meter, call } = run(grows, { abi });
    expect(call("grow", 70_000)).toBe(-1);
    expect(meter.trapReason).toBeUndefined();
    expect(call("grow", 5000)).toBe(1);
    expect(exports["m"]).toBeInstanceOf(WebAssembly.Memory);
  });

  test("an imported memory must come capped", () => {
    const module = assemble(`(module (import "env" "m" (memory 1)) (func (export "f")))`);
    const options = { abi, memory: { maxBytes: 131_072 } };
    const with_ = (maximum?: number): WebAssembly.Imports => ({
      env: {
        m: new WebAssembly.Memory({ initial: 1, ...(maximum === undefined ? {} : { maximum }) }),
      },
    });
    expect(() => run(module, options, with_())).toThrow(WebAssembly.LinkError);
    expect(() => run(module, options, with_(3))).toThrow(WebAssembly.LinkError);
    run(module, options, with_(2)).call("f");
  });

  test("tables stop growing at the cap", () => {
    const { call } = run(
      assemble(`(module (table 1 funcref)
        (func (export "grow") (param i32) (result i32)
          (table.grow (ref.null func) (local.get 0))))`),
      { abi, tables: { maxElements: 10 } },
    );
    expect(call("grow", 9)).toBe(1);
    expect(call("grow", 1)).toBe(-1);
  });

  test("recursion stops at the stack limit, at the same depth each time", () => {
    const module = assemble(`(module (global $d (mut i32) (i32.const 0))
      (func $f (export "f") (param i32 i64)
        (global.set $d (i32.add (global.get $d) (i32.const 1)))
        (call $f (local.get 0) (local.get 1)))
      (func (export "depth") (result i32) (global.get $d)))`);
    const { meter, call } = run(module, { abi, stack: { bytes: 100_000 } });
    expect(() => call("f", 1, 2n)).toThrow(WebAssembly.RuntimeError);
    expect(meter.trapReason).toBe("stack");
    meter.set(1_000_000);
    // 128 + 8 × (2 locals + 2 operands) + 16 × 2 parameters; a wrapper's frame comes first.
    const frame = 192;
    const wrapper = abi === "register" ? 128 + 24 * 2 : 0;
    expect(call("depth")).toBe(Math.floor((100_000 - wrapper) / frame));
  });

  test("calls in both directions give the stack back", () => {
    const { exports, meter, call } = run(
      assemble(`(module (import "env" "host" (func $host))
        (table 1 funcref) (elem (i32.const 0) $g)
        (func $g (call $host))
        (func (export "f") (call $host) (call $g) (call_indirect (i32.const 0))))`),
      { abi, stack: { bytes: 10_000 } },
      { env: { host: () => undefined } },
    );
    const stack = exports["__fuel_stack"];
    if (!(stack instanceof WebAssembly.Global)) throw new TypeError();
    call("f");
    expect(stack.value).toBe(10_000);
    expect(meter.trapReason).toBeUndefined();
  });

  test("functions with many parameters give back what those that they call have left", () => {
    const { exports, call } = run(
      assemble(`(module (import "env" "host" (func $host)) (func $g (call $host))
        (table 1 funcref) (elem (i32.const 0) $g)
        (func (export "direct") (param ${"i32 ".repeat(33)}) (call $g))
        (func (export "indirect") (param ${"i32 ".repeat(33)}) (call_indirect (i32.const 0))))`),
      { abi, stack: { bytes: 10_000 } },
      { env: { host: () => undefined } },
    );
    const stack = exports["__fuel_stack"];
    if (!(stack instanceof WebAssembly.Global)) throw new TypeError();
    for (const name of ["direct", "indirect"]) {
      call(name);
      expect(stack.value, name).toBe(10_000);
    }
  });

  test.each([
    ["call", "(call $host)", 128],
    ["call through a table", "(call_indirect (i32.const 0))", 128 + 8],
  ])(
    "a %s of the host leaves a kilobyte less, which can limit another guest",
    (_case, code, frame) => {
      const left: unknown[] = [];
      const { meter, call } = run(
        assemble(`(module (import "env" "host" (func $host))
        (table 1 funcref) (elem (i32.const 0) $host)
        (func (export "f") ${code}))`),
        { abi, stack: { bytes: 10_000 } },
        { env: { host: () => left.push(meter.stackRemaining) } },
      );
      call("f");
      // A function that takes fuel in a register has a wrapper for the host.
      const wrapper = abi === "register" ? 128 : 0;
      const isThunked = abi === "register" && code !== "(call $host)";
      const host = abi === "local" && code !== "(call $host)" ? 0 : 1024;
      expect(left).toEqual([10_000 - wrapper - frame - (isThunked ? 128 : 0) - host]);
      meter.limitStack(100);
      expect(() => call("f")).toThrow(WebAssembly.RuntimeError);
      expect(meter.trapReason).toBe("stack");
      meter.limitStack(10_000);
      call("f");
      expect(left[1]).toBe(left[0]);
    },
  );

  test("resetStack() gives back what an exception has skipped", () => {
    const { exports, meter, call } = run(
      assemble(`(module (import "env" "host" (func $host)) (func $g (call $host) (call $host))
        (func (export "f") (call $g) (call $g)))`),
      { abi, stack: { bytes: 10_000 } },
      {
        env: {
          host: () => {
            throw new Error("from the host");
          },
        },
      },
    );
    const stack = exports["__fuel_stack"];
    if (!(stack instanceof WebAssembly.Global)) throw new TypeError();
    expect(() => call("f")).toThrow("from the host");
    expect(stack.value).toBeLessThan(10_000);
    meter.resetStack();
    expect(stack.value).toBe(10_000);
  });
});

describe("what is refused", () => {
  const shared = assemble.bind(undefined, "(module (memory 1))");
  const memory = assemble("(module (memory 2 5) (table 3 funcref))");
  const twoFunctions = loops;

  test.each<[string, BufferSource, InstrumentOptions, string, string]>([
    ["nothing", new Uint8Array(), {}, "WASM_MALFORMED", "does not accept"],
    ["text", new TextEncoder().encode("(module)"), {}, "WASM_MALFORMED", "does not accept"],
    ["half a module", loops.subarray(0, 30), {}, "WASM_MALFORMED", "does not accept"],
    ["too many bytes", loops, { limits: { maxBytes: 10 } }, "WASM_LIMIT", 'the limit is "10"'],
    [
      "too many functions",
      twoFunctions,
      { limits: { maxFunctions: 1 } },
      "WASM_LIMIT",
      'it has "2" functions, the limit is "1"',
    ],
    [
      "too long a body",
      loops,
      { limits: { maxBodyBytes: 6 } },
      "WASM_LIMIT",
      'function "0" has "7" bytes, the limit is "6"',
    ],
    [
      "too much memory",
      memory,
      { memory: { maxBytes: 131_071 } },
      "WASM_LIMIT",
      'memories start with "131072", the limit is "131071"',
    ],
    [
      "too large a table",
      memory,
      { tables: { maxElements: 2 } },
      "WASM_LIMIT",
      'tables start with "3", the limit is "2"',
    ],
    [
      "an import that is not allowed",
      assemble(
        `(module (import "env" "a" (func)) (import "env" "b" (func)) (import "x" "c" (func)))`,
      ),
      { imports: { allow: ["env.a", "x.*"] } },
      "WASM_IMPORT_DENIED",
      'it imports "env.b", which is not allowed',
    ],
    [
      "sharing and resuming",
      loops,
      { share: "import", resume: "entry" },
      "WASM_UNSUPPORTED",
      'option resume "entry" is not supported with share "import"',
    ],
    [
      "imports of the counters' own module",
      assemble(`(module (import "__fuel" "__fuel_left" (global (mut i64))))`),
      { share: "import" },
      "WASM_IMPORT_DENIED",
      'it imports from "__fuel", where its counters are',
    ],
    [
      "an object file",
      withCustom(shared(), "linking"),
      {},
      "WASM_UNSUPPORTED",
      'an object file, with section "linking", must be linked first',
    ],
    [
      "shared memory",
      Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 4, 1, 3, 1, 2),
      {},
      "WASM_UNSUPPORTED",
      "shared memory is not allowed",
    ],
  ])("%s", (_case, bytes, options, code, message) => {
    let error: unknown;
    try {
      instrument(bytes, options);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: "WasmError", code });
    expect(String(error)).toContain(message);
  });

  test("imports are let through when they are allowed", () => {
    const importing = assemble(`(module (import "env" "a" (func)) (import "x" "c" (func)))`);
    const { bytes } = instrument(importing, { imports: { allow: ["env.a", "x.*"] } });
    expect(WebAssembly.Module.imports(new WebAssembly.Module(bytes))).toHaveLength(2);
    expect(instrument(importing).bytes).toEqual(bytes);
  });

  test("shared memory and relaxed SIMD are let through when they are allowed", () => {
    const sharedModule = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 5, 4, 1, 3, 1, 2);
    const { bytes } = instrument(sharedModule, { features: { sharedMemory: true } });
    expect(WebAssembly.validate(bytes)).toBe(true);
    const relaxed = readFileSync(new URL("relaxed-simd.wasm", golden));
    if (!WebAssembly.validate(relaxed)) return;
    expect(() => instrument(relaxed)).toThrow("relaxed SIMD is not allowed");
    expect(instrument(relaxed, { features: { relaxedSimd: true } }).bytes.length).toBeGreaterThan(
      0,
    );
  });
});

/** `module` with an empty custom section at its end. */
function withCustom(module: Uint8Array, name: string): Uint8Array<ArrayBuffer> {
  const encoded = new TextEncoder().encode(name);
  return Uint8Array.from([...module, 0, encoded.length + 1, encoded.length, ...encoded]);
}

test("sealExports() shows the module's own exports only", () => {
  const { bytes, meta } = instrument(loops, { stack: { bytes: 1000 } });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const sealed = sealExports(exports, meta);
  expect(Object.keys(sealed)).toEqual(["spin", "add"]);
  expect(sealed["add"]).toBe(exports["add"]);
  expect(Object.getPrototypeOf(sealed)).toBeNull();
  expect(Object.isFrozen(sealed)).toBe(true);
});

test("custom sections about the old code are dropped, others kept", () => {
  const names = ["producers", ".debug_info", "metadata.code.branch_hint", "sourceMappingURL"];
  const input = names.reduce(withCustom, assemble("(module (func $f))"));
  const { bytes } = instrument(input);
  const module = new WebAssembly.Module(bytes);
  const kept = names.filter((name) => WebAssembly.Module.customSections(module, name).length > 0);
  expect(kept).toEqual(["producers"]);
});
