/**
 * What operators cost. The numbers are wasmtime's, frozen under the version they came with.
 * https://docs.rs/wasmtime/49/wasmtime/struct.Config.html#method.consume_fuel
 */
import { operatorCount, operatorsByName } from "./operators.ts";

/** The built-in counting rules. */
export type ProfileName = "wasmtime-49" | "wasmtime-43";

/** Counting rules of one's own; what is absent is as in `wasmtime-49`. */
export interface Costs {
  /** What `meta.profile` reports. */
  readonly name: string;
  /** Fuel by operator name as the text format spells it, `select_t` for the typed select. Whole numbers from 0 to 255. */
  readonly operators?: Readonly<Record<string, number>>;
  /** Whether bulk operators and growing pay 1 per byte, element or page. */
  readonly bulk?: boolean;
}

/** Counting rules, ready for the decoder. */
export interface CostTable {
  readonly name: string;
  /** Fuel by operator number. */
  readonly byOperator: Uint8Array;
  readonly bulk: boolean;
}

/** Fuel for entering a function. */
export const ENTRY_COST = 1;

/** wasmtime charges constant lengths up to this one without a check, growth even when it fails. */
export const MAX_UNCHECKED_LENGTH = 128;

/** Operators that only shape the code cost nothing. */
const freeOperators = [
  "unreachable",
  "nop",
  "block",
  "loop",
  "else",
  "end",
  "return",
  "drop",
  "catch",
  "catch_all",
  "delegate",
];

/** Builds the table of a profile. Throws `RangeError` for an unknown profile, operator or a cost that is no byte. */
export function createCostTable(profile: ProfileName | Costs): CostTable {
  const byOperator = new Uint8Array(operatorCount).fill(1);
  for (const name of freeOperators) byOperator[numberOf(name)] = 0;
  if (profile === "wasmtime-49") return { name: profile, byOperator, bulk: true };
  if (profile === "wasmtime-43") return { name: profile, byOperator, bulk: false };
  if (typeof profile !== "object") {
    throw new RangeError(
      `Cannot use fuel profile "${profile}": it must be "wasmtime-49", "wasmtime-43" or costs`,
    );
  }
  for (const [name, cost] of Object.entries(profile.operators ?? {})) {
    if (!Number.isInteger(cost) || cost < 0 || cost > 255) {
      throw new RangeError(
        `Cannot use cost "${cost}" for "${name}": it must be a whole number from 0 to 255`,
      );
    }
    byOperator[numberOf(name)] = cost;
  }
  return { name: profile.name, byOperator, bulk: profile.bulk ?? true };
}

function numberOf(name: string): number {
  const number = operatorsByName.get(name);
  if (number === undefined) {
    throw new RangeError(`Cannot use cost of "${name}": no operator has that name`);
  }
  return number;
}
