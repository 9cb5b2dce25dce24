/** The TypeScript door: the utilities as typed functions that return promises. */

import { bindArguments } from "../arguments.ts";
import { callUtility } from "../call-utility.ts";
import { utilities } from "../registry.ts";
import type { GrepMatch } from "../text/grep.ts";
import type { UtilityContext, UtilityRow } from "../utility.ts";

/**
 * The utilities, bound to a filesystem. Each takes its parameters by position, an options object
 * in place of trailing optional ones, or both; each rejects with what the utility throws.
 */
export interface BoundUtilities {
  /** Lists the files whose name, or path below `path`, matches a glob. */
  find(pattern: string, path?: string, recursive?: boolean): Promise<string[]>;
  find(pattern: string, path: string, options: Pick<FindOptions, "recursive">): Promise<string[]>;
  find(pattern: string, options: FindOptions): Promise<string[]>;

  /** Finds the lines of files that match a regular expression or contain a text. */
  grep(pattern: string, files: string | readonly string[], regex?: boolean): Promise<GrepMatch[]>;
  grep(
    pattern: string,
    files: string | readonly string[],
    options: GrepOptions,
  ): Promise<GrepMatch[]>;

  /** Returns the first lines of a file. */
  head(file: string, lines?: number): Promise<string>;
  head(file: string, options: HeadOptions): Promise<string>;

  /** Converts a CSV file with a header to JSON text, or writes it to a file and gives `null`. */
  csvToJson(csvFile: string, output?: string | null): Promise<string | null>;
  csvToJson(csvFile: string, options: CsvToJsonOptions): Promise<string | null>;
}

/** Options of {@link BoundUtilities.find}. */
export interface FindOptions {
  /** Directory to start at. @default "/app" */
  readonly path?: string | undefined;
  /** Whether to look below it too. @default true */
  readonly recursive?: boolean | undefined;
}

/** Options of {@link BoundUtilities.grep}. */
export interface GrepOptions {
  /** Whether the pattern is a regular expression; if not, it is text. @default true */
  readonly regex?: boolean | undefined;
}

/** Options of {@link BoundUtilities.head}. */
export interface HeadOptions {
  /** How many lines. @default 10 */
  readonly lines?: number | undefined;
}

/** Options of {@link BoundUtilities.csvToJson}. */
export interface CsvToJsonOptions {
  /** File to write the JSON to, replaced as a whole. */
  readonly output?: string | null | undefined;
}

/** Decides when a utility runs; `writes` says whether this call changes files. */
export type Gate = <Result>(work: () => Result, writes: boolean) => Promise<Result>;

/**
 * Binds every utility to the context that `createContext` makes for each call. `gate`, if given,
 * runs each call in its turn, so that writes can wait for whoever else is writing.
 *
 * @throws Each function rejects with what the utility throws.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/log", new TextEncoder().encode("ready\n"));
 *
 * const utils = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await utils.find("*"), ["/app/log"]);
 * assert.deepEqual(await utils.grep("ready", "log"), [["/app/log", 1, "ready"]]);
 * ```
 */
export function bindUtilities(
  createContext: () => UtilityContext,
  gate: Gate = async (work) => work(),
): BoundUtilities {
  const bind =
    (row: UtilityRow) =>
    async (...args: readonly unknown[]): Promise<unknown> => {
      return gate(() => callUtility(createContext(), row.name, args), writes(row, args));
    };
  return Object.fromEntries(
    Object.entries(utilities).map(([name, row]) => [name, bind(row)]),
  ) as unknown as BoundUtilities;
}

/** Whether a call would change files. Throws when its arguments are wrong. */
function writes(row: UtilityRow, args: readonly unknown[]): boolean {
  const { writesTo } = row;
  return writesTo !== undefined && bindArguments(row, args)[writesTo] !== null;
}
