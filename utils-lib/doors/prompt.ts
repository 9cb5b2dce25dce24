/** The utilities as a language model is told about them: all of them, in few words. */
import { dataFunctions } from "../data/data-function.ts";
import { utilities } from "../registry.ts";
import type { Parameter, UtilityRow } from "../utility.ts";
import { modules } from "./modules.ts";
import { pythonLiteral } from "./python-function.ts";

/**
 * One line for each utility, by topic, in Python's notation, and how JavaScript's differs.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { describeUtilities } from "fuelbox/utils";
 *
 * assert.ok(describeUtilities().includes("\nhead(file, lines=10) -> str\n"));
 * ```
 */
export function describeUtilities(): string {
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const topics = modules.flatMap((module) => [
    `# ${module}`,
    ...rows.filter((row) => row.module === module).map(signature),
  ]);
  return [introduction, ...topics, "# data", ...dataFunctions.map(({ short }) => short), ""].join(
    "\n",
  );
}

const introduction = `Utilities, faster and cheaper than loops: Python \`from sandbox_utils import find\`,
JavaScript \`import { find, csvToJson } from "sandbox_utils"\` (camelCase, options in an object at the
end: find("*.py", { maxDepth: 2 }); paths are strings). Paths must lie in /app, else ValueError, in
JavaScript code "PATH_ESCAPE_ATTEMPT". Lists are empty where nothing is; reading a missing file raises
FileNotFoundError (ENOENT). grep and sed take RE2 expressions (no lookaround); grep gives path, line
number and line. wc has the keys lines, words and chars; ls(long=True) has name, size, type, modified,
permissions and is_dir. save_state keeps plain data for later runs. Signatures as in Python:`;

function signature({ name, parameters, result, takesFilter }: UtilityRow): string {
  const list = parameters.map(parameterText);
  if (takesFilter === true) list.push("filter_func=None");
  return `${name}(${list.join(", ")}) -> ${result.python}`;
}

function parameterText({ name, default: value, choices = [], variadic }: Parameter): string {
  if (variadic === true) return `*${name}`;
  if (value === undefined) return name;
  const others = choices.filter((choice) => choice !== value);
  return `${name}=${[value, ...others].map(pythonLiteral).join("|")}`;
}
