/** The Python door: the source of the module `sandbox_utils` that guests import. */
import { dataFunctions } from "../data/data-function.ts";
import { utilities } from "../registry.ts";
import type { UtilityModule, UtilityRow } from "../utility.ts";
import { modules } from "./modules.ts";
import { pythonData } from "./python-data.ts";
import { pythonFunction } from "./python-function.ts";
import { pythonHeader } from "./python-header.ts";

/**
 * The source text of a Python package that offers every utility by its snake_case name, in
 * itself and in the submodule of its topic. It asks for them over the descriptor whose number is in
 * the environment variable `SANDBOX_RPC_FD`. For Python 3.10 and later.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { pythonModule } from "fuelbox/utils";
 *
 * const source = pythonModule();
 * assert.ok(source.includes("def head(file: PathText, lines: int = 10) -> str:"));
 * ```
 */
export function pythonModule(): string {
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const data = dataFunctions.map(({ name }) => name);
  const names = [...rows.map(({ name }) => name), ...data].map((name) => `"${name}"`);
  return [
    pythonHeader,
    ...rows.map(pythonFunction),
    pythonData,
    "",
    `__all__ = [${names.join(", ")}]`,
    "",
    `_submodule("data", [${data.join(", ")}])`,
    ...modules.map((module) => submodule(module, rows)),
    "",
  ].join("\n");
}

function submodule(module: UtilityModule, rows: readonly UtilityRow[]): string {
  const members = rows.filter((row) => row.module === module).map(({ name }) => name);
  return `_submodule("${module}", [${members.join(", ")}])`;
}
