/** One utility as the source of a Python function, with type hints and a docstring. */
import type { Parameter, UtilityRow } from "../utility.ts";

/** The source of the function. */
export function pythonFunction(row: UtilityRow): string {
  const { name, summary, parameters, result } = row;
  return [
    "",
    `${pythonSignature(row)}:`,
    `    """${summary}`,
    "",
    "    Args:",
    ...parameters.map((parameter) => `        ${parameter.name}: ${inPython(parameter.doc)}`),
    ...(row.takesFilter === true
      ? ["        filter_func: Called with each item; those stay for which it gives true."]
      : []),
    "",
    "    Returns:",
    `        ${inPython(result.doc)}`,
    "",
    "    Raises:",
    ...(parameters.some(({ path }) => path === true)
      ? ["        ValueError: When a path leads out of /app, or a file or text is not understood."]
      : ["        ValueError: When a text is not understood."]),
    "        OSError: When a file cannot be used, such as FileNotFoundError.",
    '    """',
    `    return ${filtered(row, converted(result.python, `_call(${callArguments(name, parameters)})`))}`,
    "",
  ].join("\n");
}

/** The line that a function begins with, without its colon. */
export function pythonSignature({ name, parameters, result, takesFilter }: UtilityRow): string {
  const list = parameters.map(parameterSource);
  if (takesFilter === true) list.push("filter_func: Callable[[Path], bool] | None = None");
  return `def ${name}(${list.join(", ")}) -> ${result.python}`;
}

/** A value of JSON as Python writes it. */
export function pythonLiteral(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const entries = Object.entries(value ?? {});
  const members = entries.map(([key, item]) => `${JSON.stringify(key)}: ${pythonLiteral(item)}`);
  return `{${members.join(", ")}}`;
}

/** Sentences of the registry speak of JSON. */
function inPython(sentence: string): string {
  return sentence.replace(/\bnull\b/g, "None").replace(/\btrue\b/g, "True");
}

/** What makes a result of JSON into one of its Python type. */
function converted(type: string, call: string): string {
  if (type === "Path") return `Path(${call})`;
  if (type === "list[Path]") return `[Path(path) for path in ${call}]`;
  if (type === "Iterator[Path]") return `map(Path, ${call})`;
  return type.startsWith("list[tuple[") ? `[tuple(item) for item in ${call}]` : call;
}

function filtered({ takesFilter }: UtilityRow, items: string): string {
  // filter(None, …) would take what is true of itself; all paths are.
  return takesFilter === true ? `filter(filter_func, ${items})` : items;
}

function parameterSource(parameter: Parameter): string {
  const { name, default: value, variadic } = parameter;
  if (variadic === true) return `*${name}: ${variadicType(parameter)}`;
  const type = value === null ? `${pythonType(parameter)} | None` : pythonType(parameter);
  return value === undefined ? `${name}: ${type}` : `${name}: ${type} = ${pythonLiteral(value)}`;
}

function variadicType({ path }: Parameter): string {
  return path === true ? "PathText | Iterable[PathText]" : "str | Iterable[str]";
}

function pythonType(parameter: Parameter): string {
  switch (parameter.type) {
    case "string":
      return parameter.path === true ? "PathText" : "str";
    case "strings":
      return variadicType(parameter);
    case "integer":
      return "int";
    case "number":
      return "float";
    case "boolean":
      return "bool";
    case "choice":
      return `Literal[${(parameter.choices ?? []).map(pythonLiteral).join(", ")}]`;
    case "value":
      return "Any";
    case "record":
      return "dict[str, Any]";
  }
}

/** By position; what stands after a variadic parameter, by name. */
function callArguments(name: string, parameters: readonly Parameter[]): string {
  const end = parameters.findIndex(({ variadic }) => variadic === true) + 1;
  const positional = end === 0 ? parameters : parameters.slice(0, end);
  const named = end === 0 ? [] : parameters.slice(end);
  const list = [`"${name}"`, ...positional.map(argumentSource)];
  if (named.length > 0) {
    list.push(`{${named.map((one) => `"${one.name}": ${argumentSource(one)}`).join(", ")}}`);
  }
  return list.join(", ");
}

function argumentSource({ name, type, path, variadic }: Parameter): string {
  if (variadic === true) return `_flat(${name})`;
  if (type === "strings") return `_texts(${name})`;
  return type === "string" && path === true ? `_text(${name})` : name;
}
