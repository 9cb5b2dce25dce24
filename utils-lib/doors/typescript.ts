/** The TypeScript door: the utilities as typed functions that return promises. */
import { bindArguments } from "../arguments.ts";
import { callUtility } from "../call-utility.ts";
import { groupBy } from "../data/group-by.ts";
import { chunk, filterBy, mapItems } from "../data/list-functions.ts";
import { sortBy } from "../data/sort-by.ts";
import { unique } from "../data/unique.ts";
import { type Utilities, utilities } from "../registry.ts";
import type { FilesUtilities } from "../registry-files.ts";
import type { FormatsUtilities } from "../registry-formats.ts";
import type { ShellUtilities } from "../registry-shell.ts";
import type { StateUtilities } from "../registry-state.ts";
import type { TextUtilities } from "../registry-text.ts";
import type { UtilityContext, UtilityRow } from "../utility.ts";
import type { BoundUtility } from "./bound-utility.ts";
import { takeFunctions } from "./function-arguments.ts";
import { modules } from "./modules.ts";

/**
 * The utilities, bound to a filesystem, and the same by topic. Each takes its parameters by
 * position, an options object in place of trailing optional ones, or both; each rejects with what
 * the utility throws.
 */
export interface BoundUtilities extends Bound<Utilities> {
  /** Functions that take functions; they answer at once. */
  readonly data: DataFunctions;
  readonly files: Bound<FilesUtilities>;
  readonly text: Bound<TextUtilities>;
  readonly formats: Bound<FormatsUtilities>;
  readonly shell: Bound<ShellUtilities>;
  readonly state: Bound<StateUtilities>;
}

/** The functions of the module `data`. */
export interface DataFunctions {
  readonly groupBy: typeof groupBy;
  readonly filterBy: typeof filterBy;
  readonly mapItems: typeof mapItems;
  readonly sortBy: typeof sortBy;
  readonly unique: typeof unique;
  readonly chunk: typeof chunk;
}

/** Utilities as functions. */
export type Bound<Rows> = { readonly [Name in keyof Rows]: BoundUtility<Rows[Name]> };

/** Decides when a utility runs; `writes` says whether this call changes files. */
export type Gate = <Result>(work: () => Result, writes: boolean) => Promise<Result>;

/**
 * Binds every utility to the context that `createContext` makes for each call, a plain object.
 * `gate`, if given, runs each call in its turn, so that writes can wait for whoever else is writing.
 * A call with `onProgress` among its options tells it how far it has come.
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
 * assert.deepEqual(await utils.text.grep("ready", "log"), [["/app/log", 1, "ready"]]);
 * ```
 */
export function bindUtilities(
  createContext: () => UtilityContext,
  gate: Gate = async (work) => work(),
): BoundUtilities {
  const bind =
    (row: UtilityRow) =>
    async (...given: readonly unknown[]): Promise<unknown> => {
      const { args, onProgress, filter } = takeFunctions(row, given);
      const work = (): unknown => {
        const context = createContext();
        const heard = onProgress === undefined ? context : { ...context, progress: onProgress };
        return callUtility(heard, row.name, args);
      };
      const result = await gate(work, writes(row, args));
      if (filter === undefined || !Array.isArray(result)) return result;
      return result.filter((item) => filter(item));
    };
  const functions = Object.entries<UtilityRow>({ ...utilities }).map(
    ([name, row]) => [name, bind(row), row.module] as const,
  );
  const flat = functions.map(([name, bound]) => [name, bound] as const);
  const byTopic = modules.map((topic) => {
    const members = functions.filter(([, , module]) => module === topic);
    return [topic, Object.fromEntries(members.map(([name, bound]) => [name, bound]))] as const;
  });
  return Object.fromEntries<unknown>([
    ...flat,
    ["data", data],
    ...byTopic,
  ]) as unknown as BoundUtilities;
}

const data: DataFunctions = { groupBy, filterBy, mapItems, sortBy, unique, chunk };

/** Whether a call would change files. Throws when its arguments are wrong. */
function writes(row: UtilityRow, args: readonly unknown[]): boolean {
  if (row.writes === undefined || row.writes === true) return row.writes === true;
  const value = bindArguments(row, args)[row.writes];
  return value !== null && value !== false;
}
