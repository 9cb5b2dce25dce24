/** One utility as the source of a JavaScript function. */
import { camelCase } from "../arguments.ts";
import type { Parameter, UtilityRow } from "../utility.ts";

/** The source of the function, exported under its camelCase name. It calls `call(operation, args)`. */
export function javascriptFunction(row: UtilityRow): string {
  const { name, camelCaseName, summary, takesFilter } = row;
  return [
    `/** ${summary} */`,
    `export function ${camelCaseName}(${parameterList(row).join(", ")}) {`,
    ...(takesFilter === true ? filteredBody(name) : plainBody(row)),
    "}",
  ].join("\n");
}

/** For whoever asks the function; it takes options too. */
function parameterList({ parameters, takesFilter }: UtilityRow): readonly string[] {
  const rest = parameters.findIndex(({ variadic }) => variadic === true);
  const listed = rest === -1 ? parameters : parameters.slice(0, rest + 1);
  const names = listed.map((parameter) =>
    parameter.variadic === true ? `...${shownName(parameter)}` : shownName(parameter),
  );
  return takesFilter === true ? [...names, "filterFunc"] : names;
}

function shownName({ name }: Parameter): string {
  return reserved.has(name) ? `${name}_` : camelCase(name);
}

/** Words that a parameter can have for a name in Python but not in JavaScript. */
const reserved: ReadonlySet<string> = new Set([
  ...["case", "catch", "const", "default", "delete", "do", "enum", "export", "extends", "function"],
  ...["new", "null", "super", "switch", "this", "throw", "typeof", "var", "void"],
]);

/**
 * The arguments as they are, options among them. To spread them takes a guest longer than the rest
 * of the call, so that is for more of them than are given mostly.
 */
function plainBody({ name, parameters }: UtilityRow): readonly string[] {
  const [first, second] = parameters;
  if (first?.variadic === true) return [`  return call("${name}", ${shownName(first)});`];
  const one = first && shownName(first);
  const two = second && second.variadic !== true ? `${one}, ${shownName(second)}` : undefined;
  return [
    ...(one === undefined
      ? []
      : [`  if (arguments.length === 1) return call("${name}", [${one}]);`]),
    ...(two === undefined
      ? []
      : [`  if (arguments.length === 2) return call("${name}", [${two}]);`]),
    `  return call("${name}", [...arguments]);`,
  ];
}

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
