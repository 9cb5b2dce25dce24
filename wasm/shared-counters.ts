/** Counters that several instances import, so that they spend one budget. */
import type { HasExports } from "./fuel-meter.ts";
import type { InstrumentMeta } from "./meta.ts";

/** The module that shared counters are imported from. Guests must not import from it themselves. */
export const counterModule = "__fuel";

/** Counters, for `FuelMeter.attach`, and the imports that instances get them by. */
export interface SharedCounters extends HasExports {
  readonly imports: WebAssembly.Imports;
}

/**
 * Makes counters for modules instrumented with `share: "import"`. All of them must have the same
 * `stack`, `memory` and `gc` options; `meta` is that of any. A memory that an instance defines is
 * counted when it is made, and making it traps when it is too large; count one that the host makes
 * with `FuelMeter.takeMemory`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createSharedCounters, FuelMeter, instrument } from "fuelbox/wasm";
 *
 * // (module (func (export "f")))
 * const module = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
 *   7, 5, 1, 1, 102, 0, 0, 10, 4, 1, 2, 0, 11);
 * const { bytes, meta } = instrument(module, { share: "import" });
 * const counters = createSharedCounters(meta);
 * const compiled = new WebAssembly.Module(bytes);
 * const one = new WebAssembly.Instance(compiled, counters.imports);
 * const other = new WebAssembly.Instance(compiled, counters.imports);
 * const meter = FuelMeter.attach(counters, meta);
 * meter.set(100);
 * (one.exports.f as () => void)();
 * (other.exports.f as () => void)();
 * assert.equal(meter.consumed, 2n);
 * ```
 */
export function createSharedCounters({
  exports: names,
  stackBytes,
  memoryBytes,
  gcBytes,
}: InstrumentMeta): SharedCounters {
  const counter64 = (value: number): WebAssembly.Global =>
    new WebAssembly.Global({ value: "i64", mutable: true }, BigInt(value));
  const counters: Record<string, WebAssembly.Global> = {
    [names.left]: counter64(0),
    [names.trap]: new WebAssembly.Global({ value: "i32", mutable: true }, 0),
  };
  if (names.stack !== undefined) {
    counters[names.stack] = new WebAssembly.Global({ value: "i32", mutable: true }, stackBytes);
  }
  if (names.memory !== undefined) counters[names.memory] = counter64(memoryBytes);
  if (names.gc !== undefined) counters[names.gc] = counter64(gcBytes);
  return { exports: counters, imports: { [counterModule]: counters } };
}
