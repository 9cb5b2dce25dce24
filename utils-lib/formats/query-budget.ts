/** What a query may take: it is paid for as it runs, and stopped where it would fill the host. */
import { cost } from "../cost.ts";
import type { UtilityContext } from "../utility.ts";
import { UtilityError } from "../utility-error.ts";

/** The most fuel that one query may take, whatever is left: some seconds. */
export const maxQueryFuel = 8_000_000_000;

/** The most memory that the values may take that one query makes on its way, in bytes. */
export const maxQueryBytes: number = 128 * 2 ** 20;

/** Paid at once, so that paying is not most of the work. */
const blockFuel = 10_000;

/** What one item of a list takes, in bytes. */
const itemBytes = 16;

/** The account of one query. */
export class QueryBudget {
  readonly #context: UtilityContext;
  #prepaid = 0;
  #spent = 0;
  #bytes = 0;

  constructor(context: UtilityContext) {
    this.#context = context;
  }

  /** Pays for one part of the expression, applied to one value. */
  step(): void {
    this.#spend(cost.queryStep);
  }

  /** Pays for looking at `count` items or characters. */
  look(count: number): void {
    this.#spend(count * cost.queryItem);
  }

  /** Pays for `items` and `characters` that are about to be made. */
  make(items: number, characters = 0): void {
    this.look(items + characters);
    this.#bytes += items * itemBytes + characters * 2;
    if (this.#bytes > maxQueryBytes) {
      throw queryError(`it makes more than ${maxQueryBytes} bytes of values`);
    }
  }

  #spend(fuel: number): void {
    this.#prepaid -= fuel;
    if (this.#prepaid >= 0) return;
    const block = Math.max(blockFuel, -this.#prepaid);
    this.#context.charge(block);
    this.#prepaid += block;
    this.#spent += block;
    if (this.#spent > maxQueryFuel) throw queryError(`it takes more than ${maxQueryFuel} fuel`);
  }
}

/** A query that cannot be answered. */
export function queryError(reason: string): UtilityError {
  return new UtilityError("INVALID_QUERY", `Cannot run the query: ${reason}`);
}
