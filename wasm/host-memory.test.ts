/** Growth that the engine refuses although the limit allows it. */
import { setFlagsFromString } from "node:v8";
import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { FuelMeter, instrument } from "./index.ts";

// What V8 has to give: 1.25 MiB.
setFlagsFromString("--wasm-max-mem-pages=20");

const module = assemble(`(module
  (memory (export "memory") 1)
  (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "grow100") (result i32) (memory.grow (i32.const 100)))
  (func (export "caught") (result i32)
    (try (result i32) (do (memory.grow (i32.const 30))) (catch_all (i32.const 7)))))`);

test.each(["register", "local"] as const)(
  "a metered guest sees a refusal by its limit, and is stopped at one by the engine, with ABI %s",
  (abi) => {
    const { bytes, meta } = instrument(module, { abi, memory: { maxBytes: 40 * 65_536 } });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    const meter = FuelMeter.attach({ exports }, meta);
    const call = (name: string, ...args: number[]): unknown =>
      (exports[name] as (...args: number[]) => unknown)(...args);
    meter.set(1000);
    expect(call("grow", 2)).toBe(1);
    // Beyond the limit: by one page, by as much as there can be, by a constant.
    expect(call("grow", 38)).toBe(-1);
    expect(call("grow", -1)).toBe(-1);
    expect(call("grow100")).toBe(-1);
    expect(meter.trapReason).toBe("memory");
    for (const [name, ...args] of [["grow", 37], ["caught"]] as const) {
      meter.set(1000);
      expect(() => call(name, ...args)).toThrow(WebAssembly.RuntimeError);
      expect(meter.trapReason).toBe("host-memory");
      expect(meter.consumed).toBe(name === "grow" ? 3n : 4n);
    }
  },
);

test("a budget of several memories is left as it is by what the engine refuses", () => {
  // Two memories; (func (export "grow") (param i32) (result i32) (memory.grow 1 (local.get 0)))
  const several = Uint8Array.of(
    ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 0x60, 1, 0x7f, 1, 0x7f, 3, 2, 1, 0],
    ...[5, 5, 2, 0, 1, 0, 1, 7, 8, 1, 4, 103, 114, 111, 119, 0, 0],
    ...[10, 8, 1, 6, 0, 0x20, 0, 0x40, 1, 0x0b],
  );
  // Node before version 22 has one memory only.
  if (!WebAssembly.validate(several)) {
    expect(() => instrument(several)).toThrow("this engine does not accept it");
    return;
  }
  const { bytes, meta } = instrument(several, { memory: { maxBytes: 40 * 65_536 } });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const meter = FuelMeter.attach({ exports }, meta);
  const grow = (pages: number): unknown => (exports["grow"] as (pages: number) => unknown)(pages);
  meter.set(1000);
  expect(grow(39)).toBe(-1);
  expect([meter.trapReason, meter.memoryRemaining]).toEqual(["memory", 38 * 65_536]);
  expect(() => grow(30)).toThrow(WebAssembly.RuntimeError);
  expect([meter.trapReason, meter.memoryRemaining]).toEqual(["host-memory", 38 * 65_536]);
});
