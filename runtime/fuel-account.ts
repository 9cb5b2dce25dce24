/** The one account that everything a run does is charged to: instructions and host work. */
import type { FuelMeter } from "../wasm/index.ts";

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
  attach(meter: FuelMeter): () => void;
  /** Empties the attached meter, so that the guest traps at its next check, without counting the rest as used. */
  halt(): void;
}
