/** The host's hand on a metered instance: its budget, what is left of it, why it trapped. */
import type { InstrumentMeta } from "./meta.ts";
import { trapReasons } from "./trap-reasons.ts";

/**
 * Why a metered guest trapped.
 * - `fuel`: the budget is spent.
 * - `stack`: the stack limit was reached.
 * - `memory`: a memory was refused to grow, the guest went on and then trapped.
 * - `other`: noted by someone else than the code this version writes.
 */
export type TrapReason = "fuel" | "stack" | "memory" | "other";

/** The largest budget: what an i64 holds. */
const MAX_FUEL = (1n << 63n) - 1n;

/** Whatever has the exports of an instance. */
export interface HasExports {
  readonly exports: WebAssembly.Exports;
}

/**
 * Reads and writes the counters of one instance. Between a guest's call of an import and the
 * import's return, the counter is exact: what the host takes then, the guest misses at once.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { FuelMeter, instrument } from "fuelbox/wasm";
 *
 * // (module (import "env" "host" (func)) (func (export "f") (call 0)))
 * const { bytes, meta } = instrument(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0,
 *   1, 4, 1, 96, 0, 0, 2, 12, 1, 3, 101, 110, 118, 4, 104, 111, 115, 116, 0, 0,
 *   3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 1, 10, 6, 1, 4, 0, 16, 0, 11));
 * const imports = { env: { host: () => meter.consume(50) } };
 * const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
 * const meter = FuelMeter.attach(instance, meta);
 * meter.set(100);
 * (instance.exports.f as () => void)();
 * assert.equal(meter.consumed, 52n);
 * assert.equal(meter.remaining, 48n);
 * ```
 */
export class FuelMeter {
  readonly #left: { value: bigint };
  readonly #trap: { value: number };
  readonly #stack: { value: number } | undefined;
  readonly #stackBytes: number;
  #budget: bigint;

  /**
   * Attaches to `instance`, or to any object with its exports, which must come from the module
   * that `meta` belongs to. Throws `TypeError` when it does not.
   */
  static attach(instance: HasExports, meta: InstrumentMeta): FuelMeter {
    return new FuelMeter(instance, meta);
  }

  private constructor({ exports }: HasExports, { exports: names, stackBytes }: InstrumentMeta) {
    this.#left = global64(exports, names.left);
    this.#trap = global32(exports, names.trap);
    this.#stack = names.stack === undefined ? undefined : global32(exports, names.stack);
    this.#stackBytes = stackBytes;
    this.#budget = this.remaining;
  }

  /** Sets a new budget, from which `consumed` counts, and forgets why the guest trapped. */
  set(budget: bigint | number): void {
    const fuel = BigInt(budget);
    if (fuel < 0n || fuel > MAX_FUEL) {
      throw new RangeError(`Cannot set fuel to "${fuel}": it must be from 0 to ${MAX_FUEL}`);
    }
    this.#budget = fuel;
    this.#left.value = fuel;
    this.#trap.value = trapReasons.none;
  }

  /** Fuel left; never below zero. */
  get remaining(): bigint {
    const left = this.#left.value;
    return left > 0n ? left : 0n;
  }

  /** Fuel used since the budget was set. */
  get consumed(): bigint {
    return this.#budget - this.remaining;
  }

  /**
   * Takes `fuel`, a whole number from 0 on, for work that the host does. Returns false when
   * nothing is left: the guest traps at its next check.
   */
  consume(fuel: bigint | number): boolean {
    if (fuel < 0) throw new RangeError(`Cannot consume fuel "${fuel}": it must not be negative`);
    const left = this.#left.value - BigInt(fuel);
    this.#left.value = left > 0n ? left : 0n;
    return left > 0n;
  }

  /**
   * Why the guest trapped, as far as it was noted. Undefined when it did not trap, or trapped for
   * a reason of its own, such as a division by zero. `memory` says something only after a trap:
   * a guest that was refused memory and goes on is well.
   */
  get trapReason(): TrapReason | undefined {
    switch (this.#trap.value) {
      case trapReasons.none:
        return undefined;
      case trapReasons.fuel:
        return "fuel";
      case trapReasons.stack:
        return "stack";
      case trapReasons.memory:
        return "memory";
      default:
        return "other";
    }
  }

  /**
   * Gives the whole stack limit back, after an exception has left the guest past the frames that
   * would have done so. Only for when no guest frame is on the stack.
   */
  resetStack(): void {
    if (this.#stack !== undefined) this.#stack.value = this.#stackBytes;
  }
}

function global64(exports: WebAssembly.Exports, name: string): { value: bigint } {
  const global = exports[name];
  if (global instanceof WebAssembly.Global && typeof global.value === "bigint") return global;
  return refuseExport(name, "i64");
}

function global32(exports: WebAssembly.Exports, name: string): { value: number } {
  const global = exports[name];
  if (global instanceof WebAssembly.Global && typeof global.value === "number") return global;
  return refuseExport(name, "i32");
}

function refuseExport(name: string, type: string): never {
  throw new TypeError(
    `Cannot attach fuel meter: export "${name}" must be a global of type ${type}, as the instrumented module has it`,
  );
}
