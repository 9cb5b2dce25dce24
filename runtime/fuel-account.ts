/** The one account that everything a run does is charged to: instructions and host work. */
import type { FuelMeter } from "../wasm/index.ts";
import { GuestStop } from "./guest-stop.ts";
import { outcomeExitCodes } from "./outcome.ts";

/** What the account needs of a meter. */
export type FuelGauge = Pick<FuelMeter, "remaining" | "set" | "pay">;

/** A budget of fuel. While a meter is attached, the balance lives in its Wasm global. */
export interface FuelAccount {
  readonly limit: bigint;
  /** Spent so far; never more than `limit`. */
  readonly used: bigint;
  /** Left to spend; never below zero. */
  readonly remaining: bigint;
  /** Pays for host work before it is done. Throws `GuestStop` `out-of-fuel` when the balance does not cover it. */
  charge(fuel: number): void;
  /** Puts the balance into `meter`; the returned function takes it back. Attachments nest, for programs that start programs. */
  attach(meter: FuelGauge): () => void;
  /** Empties the attached meter, so that the guest traps at its next check, without counting the rest as used. */
  halt(): void;
}

/** The largest budget: a meter counts in a signed 64-bit global. */
const maxLimit = 2n ** 63n - 1n;

/** Opens an account of `limit` units of fuel. Throws RangeError when `limit` is negative or above 2^63 - 1. */
export function createFuelAccount(limit: bigint): FuelAccount {
  if (limit < 0n || limit > maxLimit) {
    throw new RangeError(
      `Cannot create a fuel account: limit "${limit}" is not between 0 and ${maxLimit}`,
    );
  }
  return new Account(limit);
}

class Account implements FuelAccount {
  readonly limit: bigint;
  /** The balance, unless an attached meter holds it. */
  #held: bigint;
  /** The meter of the program that runs now, and whether it has been halted (then `#held` is the balance). */
  #meter: FuelGauge | undefined;
  #isHalted = false;

  constructor(limit: bigint) {
    this.limit = limit;
    this.#held = limit;
  }

  get remaining(): bigint {
    if (this.#meter === undefined || this.#isHalted) return this.#held;
    const left = this.#meter.remaining;
    return left > 0n ? left : 0n;
  }

  get used(): bigint {
    return this.limit - this.remaining;
  }

  charge(fuel: number): void {
    if (fuel <= 0) return;
    if (!this.#pay(Math.ceil(fuel))) {
      throw new GuestStop("out-of-fuel", outcomeExitCodes["out-of-fuel"]);
    }
  }

  /** Takes all that is left when it does not cover the cost, and returns whether it does. */
  #pay(fuel: number): boolean {
    // Not `set`: a meter that gets a new budget forgets what it noted about its guest.
    if (this.#meter !== undefined && !this.#isHalted) return this.#meter.pay(fuel);
    const left = this.#held - BigInt(fuel);
    this.#held = left > 0n ? left : 0n;
    return left >= 0n;
  }

  attach(meter: FuelGauge): () => void {
    const outer = this.#meter;
    const outerIsHalted = this.#isHalted;
    const balance = this.remaining;
    this.#meter = meter;
    this.#isHalted = false;
    meter.set(balance);
    return () => {
      if (this.#meter !== meter) throw new Error("Cannot detach a meter: it is not attached last");
      const left = this.remaining;
      this.#meter = outer;
      this.#isHalted = outerIsHalted;
      if (outer === undefined || outerIsHalted) this.#held = left;
      else outer.set(left);
    };
  }

  halt(): void {
    if (this.#meter === undefined || this.#isHalted) return;
    this.#held = this.remaining;
    this.#isHalted = true;
    this.#meter.set(0n);
  }
}
