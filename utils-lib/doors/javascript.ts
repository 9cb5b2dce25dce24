/** The JavaScript door: the source of the module `sandbox_utils` that guests import. */
import { dataFunctions } from "../data/data-function.ts";
import { utilities } from "../registry.ts";
import type { UtilityRow } from "../utility.ts";
import { javascriptData } from "./javascript-data.ts";
import { javascriptFunction } from "./javascript-function.ts";
import { modules } from "./modules.ts";

/** How the module reaches its host. */
export interface JavascriptModuleOptions {
  /** Source text of a function `(operation: string, args: unknown[]) => unknown`. */
  readonly call: string;
}

/**
 * The source text of an ES module that exports every utility in camelCase and in snake_case, and an
 * object for each topic. Each utility takes its parameters by position, an options object in place of
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
  const topics = [
    `export const data = { ${entries(dataFunctions)} };`,
    ...modules.map((module) => {
      const members = rows.filter((row) => row.module === module);
      return `export const ${module} = { ${entries(members)} };`;
    }),
  ];
  const all: readonly Named[] = [...rows, ...dataFunctions];
  return [
    `const call = ${call};`,
    ...rows.map(javascriptFunction),
    javascriptData,
    ...all
      .filter(hasAlias)
      .map(({ name, camelCaseName }) => `export { ${camelCaseName} as ${name} };`),
    ...topics,
    `export default { ${[entries(all), "data", ...modules].join(", ")} };`,
    "",
  ].join("\n");
}

/** What has a name in both spellings. */
type Named = Pick<UtilityRow, "name" | "camelCaseName">;

function entries(rows: readonly Named[]): string {
  return rows
    .map(({ name, camelCaseName }) =>
      name === camelCaseName ? name : `${camelCaseName}, ${name}: ${camelCaseName}`,
    )
    .join(", ");
}

function hasAlias({ name, camelCaseName }: Named): boolean {
  return name !== camelCaseName;
}
