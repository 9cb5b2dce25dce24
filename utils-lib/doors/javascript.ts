/** The JavaScript door: the source of the module `sandbox_utils` that guests import. */
import { camelCase } from "../arguments.ts";
import { utilities } from "../registry.ts";
import type { UtilityModule, UtilityRow } from "../utility.ts";

/** How the module reaches its host. */
export interface JavascriptModuleOptions {
  /** Source text of a function `(operation: string, args: unknown[]) => unknown`. */
  readonly call: string;
}

/** The topics, each an object with its utilities. */
const modules: readonly UtilityModule[] = ["files", "text", "formats", "shell", "state"];

/**
 * The source text of an ES module that exports every utility in camelCase and in snake_case, and an
 * object for each topic. Each takes its parameters by position, an options object in place of
 * trailing optional ones, or both.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { javascriptModule } from "fuelbox/utils";
 *
 * const source = javascriptModule({ call: "(operation, args) => [operation, ...args]" });
 * const guest = await import(`data:text/javascript,${encodeURIComponent(source)}`);
 *
 * assert.deepEqual(guest.csvToJson("people.csv"), ["csv_to_json", "people.csv"]);
 * assert.equal(guest.formats.csv_to_json, guest.csvToJson);
 * ```
 */
export function javascriptModule({ call }: JavascriptModuleOptions): string {
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const topics = modules.map((module) => {
    const members = rows.filter((row) => row.module === module);
    return `export const ${module} = { ${entries(members)} };`;
  });
  return [
    `const call = ${call};`,
    ...rows.map(functionSource),
    ...rows
      .filter(hasAlias)
      .map(({ name, camelCaseName }) => `export { ${camelCaseName} as ${name} };`),
    ...topics,
    `export default { ${[entries(rows), ...modules].join(", ")} };`,
    "",
  ].join("\n");
}

function functionSource(row: UtilityRow): string {
  const { name, camelCaseName, summary, parameters, guestFilter } = row;
  const names = parameters.map((parameter) => {
    const shown = camelCase(parameter.name);
    return parameter.variadic === true ? `...${shown}` : shown;
  });
  const rest = parameters.findIndex(({ variadic }) => variadic === true);
  const list = rest === -1 ? names : names.slice(0, rest + 1);
  if (guestFilter === true) return filteredSource(row, [...list, "filterFunc"]);
  return [
    `/** ${summary} */`,
    `export function ${camelCaseName}(${list.join(", ")}) {`,
    `  return call("${name}", [...arguments]);`,
    "}",
  ].join("\n");
}

/** The filter is the last parameter, or the first function that stands in place of an optional one. */
function filteredSource(
  { name, camelCaseName, summary }: UtilityRow,
  list: readonly string[],
): string {
  return [
    `/** ${summary} */`,
    `export function ${camelCaseName}(${list.join(", ")}) {`,
    "  const args = [...arguments];",
    '  const at = args.findIndex((argument) => typeof argument === "function");',
    "  const found = call(",
    `    "${name}",`,
    "    at === -1 ? args : args.filter((_, index) => index !== at),",
    "  );",
    "  return at === -1 ? found : found.filter((item) => args[at](item));",
    "}",
  ].join("\n");
}

function entries(rows: readonly UtilityRow[]): string {
  return rows
    .map(({ name, camelCaseName }) =>
      name === camelCaseName ? name : `${camelCaseName}, ${name}: ${camelCaseName}`,
    )
    .join(", ");
}

function hasAlias({ name, camelCaseName }: UtilityRow): boolean {
  return name !== camelCaseName;
}
