/** The functions and lines of a profile while it is being made: a bounded number of each. */
import type { FunctionRow, LineRow, ProfileTable } from "../../profile/profile.ts";

/** What all counts have: fuel, and the last look at the program in which it was met. */
export interface Count {
  self: number;
  total: number;
  seen: number;
}

/** A function's count. */
export interface FunctionCount extends Count {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

/** A line's count. */
export interface LineCount extends Count {
  readonly file: string;
  readonly line: number;
}

/** Functions and lines that are told apart. */
const maxFunctions = 8_192;
const maxLines = 32_768;
/** Rows that are shown. */
const shownFunctions = 100;
const shownLines = 200;
/** What stands for all that could not be told apart. */
const other = "(other)";

/** The counts of one run. */
export class ProfileCounts {
  readonly #functions = new Map<string, FunctionCount>();
  readonly #lines = new Map<string, LineCount>();

  /** The count of a function; past the bound, that of all others. */
  function(file: string, name: string, line: number): FunctionCount {
    const key = `${line} ${file}\0${name}`;
    const known = this.#functions.get(key);
    if (known !== undefined) return known;
    if (this.#functions.size >= maxFunctions && name !== other) return this.function("", other, 0);
    const count = { name, file, line, self: 0, total: 0, seen: 0 };
    this.#functions.set(key, count);
    return count;
  }

  /** The count of a line; past the bound, that of all others. */
  line(file: string, line: number): LineCount {
    const key = `${line} ${file}`;
    const known = this.#lines.get(key);
    if (known !== undefined) return known;
    if (this.#lines.size >= maxLines && file !== other) return this.line(other, 0);
    const count = { file, line, self: 0, total: 0, seen: 0 };
    this.#lines.set(key, count);
    return count;
  }

  /** The functions with the most fuel of their own. */
  functions(): ProfileTable<FunctionRow> {
    const counts = [...this.#functions.values()].sort(
      (a, b) => b.self - a.self || b.total - a.total || compare(a, b) || (a.name < b.name ? -1 : 1),
    );
    return cut(counts, shownFunctions, ({ name, file, line, self, total }) => {
      return { name, file, line, self, total };
    });
  }

  /** The lines with the most fuel from their calls to their ends. */
  lines(): ProfileTable<LineRow> {
    const counts = [...this.#lines.values()].sort(
      (a, b) => b.total - a.total || b.self - a.self || compare(a, b),
    );
    return cut(counts, shownLines, ({ file, line, self, total }) => ({ file, line, self, total }));
  }
}

function compare(a: LineCount, b: LineCount): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line;
}

function cut<C extends Count, Row>(
  counts: readonly C[],
  shown: number,
  toRow: (count: C) => Row,
): ProfileTable<Row> {
  const used = counts.filter(({ total }) => total > 0);
  const hidden = used.slice(shown);
  return {
    rows: used.slice(0, shown).map(toRow),
    others: hidden.length,
    othersFuel: hidden.reduce((sum, { self }) => sum + self, 0),
  };
}
