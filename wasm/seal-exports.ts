/** What a guest's own glue code may see of an instrumented instance. */
import type { InstrumentMeta } from "./meta.ts";

/**
 * The exports without those that instrumentation added (counters and the module's inner globals), for code that hands them on to a guest,
 * which could otherwise give itself fuel. Frozen and without a prototype, as an instance's own.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { instrument, sealExports } from "fuelbox/wasm";
 *
 * // (module (func (export "f")))
 * const module = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
 *   7, 5, 1, 1, 102, 0, 0, 10, 4, 1, 2, 0, 11);
 * const { bytes, meta } = instrument(module);
 * const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
 * assert.deepEqual(Object.keys(sealExports(exports, meta)), ["f"]);
 * ```
 */
export function sealExports(
  exports: WebAssembly.Exports,
  meta: InstrumentMeta,
): Readonly<WebAssembly.Exports> {
  const { start, ...counters } = meta.exports;
  const added = new Set(meta.globals);
  if (start !== undefined) added.add(start);
  if (!meta.shared) for (const name of Object.values(counters)) added.add(name);
  const sealed: WebAssembly.Exports = Object.create(null);
  for (const [name, value] of Object.entries(exports)) {
    if (!added.has(name)) sealed[name] = value;
  }
  return Object.freeze(sealed);
}
