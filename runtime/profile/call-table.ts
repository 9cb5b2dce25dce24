/** Counts calls and their fuel by name, for a bounded number of names. */
import type { CallRow, ProfileTable } from "./profile.ts";

/** Names that are told apart. */
const maxNames = 256;
/** Longer names, which may be the guest's, are cut. */
const maxNameLength = 100;
/** Rows that are shown. */
const shownRows = 50;

/** What one name has come to. */
interface Count {
  calls: number;
  fuel: number;
}

/** A table that is being filled. */
export class CallTable {
  readonly #counts = new Map<string, Count>();
  readonly #others: Count = { calls: 0, fuel: 0 };

  /** Counts a call and answers where its fuel is to be added. */
  call(name: string): { fuel: number } {
    const count = this.#find(name.slice(0, maxNameLength));
    count.calls++;
    return count;
  }

  /** The fuel of all names. */
  get fuel(): number {
    let sum = this.#others.fuel;
    for (const { fuel } of this.#counts.values()) sum += fuel;
    return sum;
  }

  /** The names with the most fuel, then the most calls, then by name. */
  done(): ProfileTable<CallRow> {
    const rows = [...this.#counts].map(([name, count]) => ({ name, ...count }));
    rows.sort((a, b) => b.fuel - a.fuel || b.calls - a.calls || (a.name < b.name ? -1 : 1));
    const hidden = rows.splice(shownRows);
    return {
      rows,
      others: hidden.length + (this.#others.calls > 0 ? 1 : 0),
      othersFuel: hidden.reduce((sum, { fuel }) => sum + fuel, this.#others.fuel),
    };
  }

  #find(name: string): Count {
    const known = this.#counts.get(name);
    if (known !== undefined) return known;
    if (this.#counts.size >= maxNames) return this.#others;
    const count = { calls: 0, fuel: 0 };
    this.#counts.set(name, count);
    return count;
  }
}
