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
