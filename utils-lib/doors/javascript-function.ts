/** One utility as the source of a JavaScript function. */
import { camelCase } from "../arguments.ts";
import type { UtilityRow } from "../utility.ts";

/** The source of the function, exported under its camelCase name. It calls `call(operation, args)`. */
export function javascriptFunction(row: UtilityRow): string {
  const { name, camelCaseName, summary, takesFilter } = row;
  return [
    `/** ${summary} */`,
    `export function ${camelCaseName}(${parameterList(row).join(", ")}) {`,
    ...(takesFilter === true ? filteredBody(name) : [`  return call("${name}", [...arguments]);`]),
    "}",
  ].join("\n");
}

/** For whoever asks the function; it takes options too. */
function parameterList({ parameters, takesFilter }: UtilityRow): readonly string[] {
  const rest = parameters.findIndex(({ variadic }) => variadic === true);
  const listed = rest === -1 ? parameters : parameters.slice(0, rest + 1);
  const names = listed.map(({ name, variadic }) => {
    const shown = reserved.has(name) ? `${name}_` : camelCase(name);
    return variadic === true ? `...${shown}` : shown;
  });
  return takesFilter === true ? [...names, "filterFunc"] : names;
}

/** Words that a parameter can have for a name in Python but not in JavaScript. */
const reserved: ReadonlySet<string> = new Set([
  ...["case", "catch", "const", "default", "delete", "do", "enum", "export", "extends", "function"],
  ...["new", "null", "super", "switch", "this", "throw", "typeof", "var", "void"],
]);

/** The filter is the argument that is a function, by position or among the options. */
function filteredBody(name: string): readonly string[] {
  return [
    "  const args = [...arguments];",
    '  const at = args.findIndex((argument) => typeof argument === "function");',
    "  let filter = at === -1 ? undefined : args.splice(at, 1)[0];",
    "  const last = args.at(-1);",
    '  if (typeof last === "object" && last !== null) {',
    "    const { filterFunc, filter_func = filterFunc, ...options } = last;",
    "    filter ??= filter_func;",
    "    args[args.length - 1] = options;",
    "  }",
    `  const found = call("${name}", args);`,
    "  return filter ? found.filter((item) => filter(item)) : found;",
  ];
}
