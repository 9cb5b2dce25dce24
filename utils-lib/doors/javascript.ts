/** The JavaScript door: the source of the module `sandbox_utils` that guests import. */
import { camelCase } from "../arguments.ts";
import { utilities } from "../registry.ts";
import type { UtilityRow } from "../utility.ts";

/** How the module reaches its host. */
export interface JavascriptModuleOptions {
  /** Source text of a function `(operation: string, args: unknown[]) => unknown`. */
  readonly call: string;
}

/**
 * The source text of an ES module that exports every utility in camelCase and in snake_case. Each
 * takes its parameters by position, an options object in place of trailing optional ones, or both.
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
 * assert.equal(guest.csv_to_json, guest.csvToJson);
 * ```
 */
export function javascriptModule({ call }: JavascriptModuleOptions): string {
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const names = rows.map(({ camelCaseName }) => camelCaseName);
  const aliases = rows
    .filter(({ name, camelCaseName }) => name !== camelCaseName)
    .map(({ name, camelCaseName }) => `export { ${camelCaseName} as ${name} };`);
  return [
    `const call = ${call};`,
    ...rows.map(functionSource),
    ...aliases,
    `export default { ${[...names, ...rows.filter(hasAlias).map(aliasEntry)].join(", ")} };`,
    "",
  ].join("\n");
}

function functionSource({ name, camelCaseName, summary, parameters }: UtilityRow): string {
  const list = parameters.map((parameter) => camelCase(parameter.name)).join(", ");
  return [
    `/** ${summary} */`,
    `export function ${camelCaseName}(${list}) {`,
    `  return call("${name}", [...arguments]);`,
    "}",
  ].join("\n");
}

function hasAlias({ name, camelCaseName }: UtilityRow): boolean {
  return name !== camelCaseName;
}

function aliasEntry({ name, camelCaseName }: UtilityRow): string {
  return `${name}: ${camelCaseName}`;
}
