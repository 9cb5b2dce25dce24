/** The one dispatcher behind every door: finds the utility, checks the arguments, runs it. */
import { type ArgumentRecord, bindArguments } from "./arguments.ts";
import { cost } from "./cost.ts";
import { utilities } from "./registry.ts";
import type { Utility, UtilityContext, UtilityRow } from "./utility.ts";
import { UtilityError } from "./utility-error.ts";

/** A utility whose types have been forgotten; {@link bindArguments} stands in for them. */
type AnyUtility = UtilityRow & Pick<Utility<ArgumentRecord, [], [], unknown>, "run">;

const byName: ReadonlyMap<string, AnyUtility> = new Map(
  Object.values(utilities).map((utility) => [utility.name, forgetTypes(utility)]),
);

/**
 * Runs the utility `name` (snake_case) with untrusted arguments and returns plain data, as
 * JSON has it. A plain object as the last of `args`, and `keywords`, give
 * arguments by name.
 *
 * @throws {UtilityError} `UNKNOWN_UTILITY`, and what the utility itself reports.
 * @throws {TypeError} when an argument is missing, unknown or of the wrong type.
 * @throws {PathEscapeError} when a path leads out of `context.root`.
 * @throws {FsError} as the filesystem reports it, such as `ENOENT`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { callUtility } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/notes.txt", new TextEncoder().encode("one\ntwo\n"));
 *
 * let fuel = 0;
 * const charge = (amount: number): void => void (fuel += amount);
 * const context = { fs, cwd: "/app", root: "/app", charge };
 *
 * assert.deepEqual(callUtility(context, "find", ["*.txt"]), ["/app/notes.txt"]);
 * assert.equal(callUtility(context, "head", ["notes.txt", { lines: 1 }]), "one\n");
 * assert.throws(() => callUtility(context, "head", ["/etc/passwd"]), {
 *   code: "PATH_ESCAPE_ATTEMPT",
 *   message: "Path must be within /app: /etc/passwd",
 * });
 * assert.ok(fuel > 0);
 * ```
 */
export function callUtility(
  context: UtilityContext,
  name: string,
  args: readonly unknown[],
  keywords?: ArgumentRecord,
): unknown {
  context.charge(cost.call);
  const utility = byName.get(name);
  if (utility === undefined) {
    throw new UtilityError("UNKNOWN_UTILITY", `There is no utility ${JSON.stringify(name)}`);
  }
  return utility.run(
    context,
    bindArguments(utility, args, keywords, (fuel) => context.charge(fuel)),
  );
}

function forgetTypes<Args extends object>(
  utility: UtilityRow & { run(context: UtilityContext, args: Readonly<Args>): unknown },
): AnyUtility {
  return { ...utility, run: (context, args) => utility.run(context, args as unknown as Args) };
}
