/** The host's hand on a metered instance: its budget, what is left of it, why it trapped. */
import { ENTRY_COST } from "./costs.ts";
import type { InstrumentMeta } from "./meta.ts";
import { MAX_STACK_BYTES } from "./options.ts";
import { setHandler } from "./soft-limit.ts";
import { trap } from "./trap.ts";
import { trapReasons } from "./trap-reasons.ts";

/**
 * Why a metered guest trapped.
 * - `fuel`: the budget is spent.
 * - `stack`: the stack limit was reached.
 * - `memory`: a memory was refused to grow, the guest went on and then trapped.
 * - `host-memory`: the engine had no memory to give although the limit allows it.
 * - `gc`: the objects that the guest has made are more than it may make.
 * - `stopped`: `onSoftLimit` said so.
 * - `other`: noted by someone else than the code this version writes.
 */
export type TrapReason = "fuel" | "stack" | "memory" | "host-memory" | "gc" | "stopped" | "other";

/** The largest budget: what an i64 holds. */
const MAX_FUEL = (1n << 63n) - 1n;

/** What is left when a function entry finds no fuel. */
const HARD_LIMIT = BigInt(ENTRY_COST);

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
  #stackBytes: number;
  readonly #memory: { value: bigint } | undefined;
  readonly #gc: { value: bigint } | undefined;
  readonly #soft: { value: bigint } | undefined;
  #budget: bigint;
  #softLimitError: unknown;

  /**
   * What to do when a function is entered at the soft limit, or a round of a loop begins; for modules
   * instrumented with `resume: "entry"`, or `"loop"`. Answers whether the guest may go on. It may
   * {@link add} fuel, in time: with `"entry"`, loops stop at the end of the budget without asking.
   * What it throws stops the guest, too. It must not call the guest's exports.
   */
  onSoftLimit: ((meter: FuelMeter) => boolean) | undefined;

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
    this.#memory = names.memory === undefined ? undefined : global64(exports, names.memory);
    this.#gc = names.gc === undefined ? undefined : global64(exports, names.gc);
    this.#budget = this.remaining;
    this.#soft = names.soft === undefined ? undefined : global64(exports, names.soft);
    if (names.slow !== undefined) {
      const table = exports[names.slow];
      if (!(table instanceof WebAssembly.Table)) refuseExport(names.slow, "funcref", "table");
      setHandler(table, () => this.#reachSoftLimit());
    }
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

  /** Gives more fuel on top of the budget. */
  add(fuel: bigint | number): void {
    const more = BigInt(fuel);
    const budget = this.#budget + more;
    if (more < 0n || budget > MAX_FUEL) {
      throw new RangeError(`Cannot add fuel "${fuel}": the budget must stay below ${MAX_FUEL}`);
    }
    this.#budget = budget;
    this.#left.value = this.remaining + more;
  }

  /**
   * Has the guest call {@link onSoftLimit} at the next function entry at which `remaining` fuel or
   * less is left. Once: the handler may set the next limit. Throws `TypeError` for a module that
   * was not instrumented with `resume: "entry"`.
   */
  setSoftLimit(remaining: bigint | number): void {
    const limit = BigInt(remaining);
    if (this.#soft === undefined) {
      throw new TypeError('Cannot set a soft limit: instrument the module with resume "entry"');
    }
    if (limit < 0n || limit > MAX_FUEL) {
      throw new RangeError(`Cannot set soft limit "${limit}": it must be from 0 to ${MAX_FUEL}`);
    }
    this.#soft.value = limit > HARD_LIMIT ? limit : HARD_LIMIT;
  }

  /** What {@link onSoftLimit} has thrown. */
  get softLimitError(): unknown {
    return this.#softLimitError;
  }

  /** Ends in a trap, never in an exception, which the guest could catch. */
  #reachSoftLimit(): void {
    if (this.#soft !== undefined) this.#soft.value = HARD_LIMIT;
    let goesOn = false;
    try {
      goesOn = this.onSoftLimit?.(this) ?? true;
    } catch (error) {
      this.#softLimitError = error;
    }
    if (goesOn) return;
    this.#trap.value = trapReasons.stopped;
    trap();
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
   * As {@link consume}, but returns whether `fuel` was left. Reading the counter takes longer than
   * adding it up, so this is for those who charge often.
   */
  pay(fuel: bigint | number): boolean {
    if (fuel < 0) throw new RangeError(`Cannot pay fuel "${fuel}": it must not be negative`);
    const left = this.#left.value - BigInt(fuel);
    this.#left.value = left > 0n ? left : 0n;
    return left >= 0n;
  }

  /**
   * Bytes that all memories together may still grow by; undefined when one memory alone is held by
   * its own maximum, or none is limited.
   */
  get memoryRemaining(): number | undefined {
    return this.#memory && Number(this.#memory.value);
  }

  /**
   * Takes `bytes`, a whole number from 0 on, from what memories may grow by: for memories and
   * growth that the host adds, and its own buffers. Returns false, and takes nothing, when that is
   * more than there is. Without a common limit there is nothing to take from, and it returns true.
   */
  takeMemory(bytes: number): boolean {
    const taken = BigInt(bytes);
    if (taken < 0n) {
      throw new RangeError(`Cannot take memory "${bytes}": it must not be negative`);
    }
    if (this.#memory === undefined) return true;
    if (taken > this.#memory.value) return false;
    this.#memory.value -= taken;
    return true;
  }

  /** Bytes of objects that the guest may still make, never below zero; undefined when they are not counted. */
  get gcRemaining(): number | undefined {
    return this.#gc && Math.max(0, Number(this.#gc.value));
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
      case trapReasons.hostMemory:
        return "host-memory";
      case trapReasons.gc:
        return "gc";
      case trapReasons.stopped:
        return "stopped";
      default:
        return "other";
    }
  }

  /**
   * Bytes of the frame model that calls of the guest's exports may still use, never below zero;
   * undefined when the stack is not limited. Within an import: what the guest has left then.
   */
  get stackRemaining(): number | undefined {
    return this.#stack && Math.max(0, this.#stack.value);
  }

  /**
   * Makes `bytes`, a whole number from 0 to 2^31 - 1, the stack limit from now on, such as what is
   * left to the guest that starts this one. Only for when no guest frame is on the stack. Throws
   * `TypeError` for a module that was instrumented without a stack limit.
   */
  limitStack(bytes: number): void {
    if (this.#stack === undefined) {
      throw new TypeError('Cannot limit stack: instrument the module with option "stack"');
    }
    if (!Number.isInteger(bytes) || bytes < 0 || bytes > MAX_STACK_BYTES) {
      throw new RangeError(
        `Cannot limit stack to "${bytes}": it must be a whole number from 0 to ${MAX_STACK_BYTES}`,
      );
    }
    this.#stackBytes = bytes;
    this.#stack.value = bytes;
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

function refuseExport(name: string, type: string, kind = "global"): never {
  throw new TypeError(
    `Cannot attach fuel meter: export "${name}" must be a ${kind} of type ${type}, as the instrumented module has it`,
  );
}
