/** Ends a guest from inside one of its imports, so that nothing of the guest runs again. */

/** (module (func (export "trap") unreachable)) */
const trapModule = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x07, 0x08, 0x01, 0x04, 0x74, 0x72, 0x61, 0x70, 0x00, 0x00],
  ...[0x0a, 0x05, 0x01, 0x03, 0x00, 0x00, 0x0b],
);

let executeUnreachable: (() => unknown) | undefined;

/**
 * Traps as the `unreachable` operator does. Thrown by an import, any JavaScript error, even a
 * `WebAssembly.RuntimeError`, can be caught by the guest (`catch_all`); a trap cannot.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { trap } from "fuelbox/wasm";
 *
 * assert.throws(() => trap(), WebAssembly.RuntimeError);
 * ```
 */
export function trap(): never {
  executeUnreachable ??= openTrap();
  executeUnreachable();
  throw new Error("Cannot trap: the engine went on after unreachable");
}

function openTrap(): () => unknown {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(trapModule));
  const { trap: exported } = exports;
  if (typeof exported !== "function") throw new TypeError("Cannot trap: export is missing");
  return () => exported();
}
