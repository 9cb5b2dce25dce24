/** The TypeScript door: the utilities as typed functions that return promises. */

import { bindArguments } from "../arguments.ts";
import { callUtility } from "../call-utility.ts";
import { type Utilities, utilities } from "../registry.ts";
import type { Utility, UtilityContext, UtilityRow } from "../utility.ts";

/** The utilities, bound to a filesystem. */
export type BoundUtilities = {
  readonly [Name in keyof Utilities]: BoundUtility<Utilities[Name]>;
};

/** A utility as TypeScript calls it: by position, with an options object in place of trailing optional parameters, or both. */
export type BoundUtility<Row> =
  Row extends Utility<infer Args, infer Required, infer Optional, infer Result>
    ? (
        ...args: CallArguments<
          Values<Args, Required>,
          Values<Args, Optional>,
          CallOptions<Args, Optional[number]>
        >
      ) => Promise<Result>
    : never;

/** Decides when a utility runs; `writes` says whether this call changes files. */
export type Gate = <Result>(work: () => Result, writes: boolean) => Promise<Result>;

type Values<Args, Names extends readonly (keyof Args)[]> = {
  [Index in keyof Names]: Args[Names[Index]];
};

type CallArguments<Given extends readonly unknown[], Optional extends readonly unknown[], Options> =
  | [...Given, ...Partial<Optional>]
  | [...Given, options: Options]
  | (Optional extends readonly [infer Next, ...infer Rest]
      ? CallArguments<[...Given, Next], Rest, Options>
      : never);

type CallOptions<Args, Names extends keyof Args & string> = {
  readonly [Name in Names as CamelCase<Name>]?: Args[Name] | undefined;
};

type CamelCase<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

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

/** Whether a call would change files: false too when its arguments are wrong. */
function writes(row: UtilityRow, args: readonly unknown[]): boolean {
  const { writesTo } = row;
  return writesTo !== undefined && bindArguments(row, args)[writesTo] !== null;
}
