import { expect, test } from "vitest";
import type { Parameter, UtilityRow } from "../utility.ts";
import { pythonFunction, pythonLiteral, pythonSignature } from "./python-function.ts";

const row: UtilityRow = {
  name: "cut_up",
  camelCaseName: "cutUp",
  module: "text",
  summary: "Cuts.",
  parameters: [],
  result: { typescript: "string | null", python: "str | None", doc: "The text, or null." },
  example: { args: [], result: null },
  cost: "One call.",
};

function withParameter(parameter: Partial<Parameter> & Pick<Parameter, "type">): UtilityRow {
  return { ...row, parameters: [{ name: "a", doc: "An a, true or null.", ...parameter }] };
}

test.each<[Partial<Parameter> & Pick<Parameter, "type">, string, string]>([
  [{ type: "string" }, "a: str", "a"],
  [{ type: "string", path: true }, "a: PathText", "_text(a)"],
  [{ type: "string", default: null }, "a: str | None = None", "a"],
  [{ type: "string", default: 'x"\n' }, 'a: str = "x\\"\\n"', "a"],
  [{ type: "strings" }, "a: str | Iterable[str]", "_texts(a)"],
  [{ type: "strings", path: true }, "a: PathText | Iterable[PathText]", "_texts(a)"],
  [{ type: "strings", default: [] }, "a: str | Iterable[str] = []", "_texts(a)"],
  [{ type: "strings", default: null }, "a: str | Iterable[str] | None = None", "_texts(a)"],
  [{ type: "strings", variadic: true }, "*a: str | Iterable[str]", "_flat(a)"],
  [
    { type: "strings", variadic: true, path: true },
    "*a: PathText | Iterable[PathText]",
    "_flat(a)",
  ],
  [{ type: "integer", default: 10 }, "a: int = 10", "a"],
  [{ type: "number", default: 0.5 }, "a: float = 0.5", "a"],
  [{ type: "boolean", default: true }, "a: bool = True", "a"],
  [
    { type: "choice", choices: ["x", "y"], default: null },
    'a: Literal["x", "y"] | None = None',
    "a",
  ],
  [{ type: "value" }, "a: Any", "a"],
  [{ type: "record" }, "a: dict[str, Any]", "a"],
])("pythonFunction() declares %j as %s", (parameter, declaration, argument) => {
  const source = pythonFunction(withParameter(parameter));
  expect(source).toContain(`\ndef cut_up(${declaration}) -> str | None:\n`);
  expect(source).toContain(`\n    return _call("cut_up", ${argument})\n`);
});

test.each([
  ["Path", 'Path(_call("cut_up"))'],
  ["list[Path]", '[Path(path) for path in _call("cut_up")]'],
  ["Iterator[Path]", 'map(Path, _call("cut_up"))'],
  ["list[tuple[str, int]]", '[tuple(item) for item in _call("cut_up")]'],
  ["dict[str, int]", '_call("cut_up")'],
])("pythonFunction() makes a result of type %s", (python, expression) => {
  const source = pythonFunction({ ...row, result: { ...row.result, python } });
  expect(source).toContain(`\n    return ${expression}\n`);
});

test("pythonFunction() gives by name what stands after a variadic parameter", () => {
  const source = pythonFunction({
    ...row,
    parameters: [
      { name: "files", type: "strings", doc: "Files.", path: true, variadic: true },
      { name: "delimiter", type: "string", doc: "Between.", default: "\t" },
    ],
  });
  expect(source).toContain(
    'def cut_up(*files: PathText | Iterable[PathText], delimiter: str = "\\t") -> str | None:',
  );
  expect(source).toContain('return _call("cut_up", _flat(files), {"delimiter": delimiter})');
});

test("pythonFunction() filters in the guest", () => {
  const filtered: UtilityRow = {
    ...row,
    takesFilter: true,
    result: { ...row.result, python: "Iterator[Path]" },
  };
  expect(pythonSignature(filtered)).toBe(
    "def cut_up(filter_func: Callable[[Path], bool] | None = None) -> Iterator[Path]",
  );
  expect(pythonFunction(filtered)).toContain(
    'return filter(filter_func, map(Path, _call("cut_up")))',
  );
});

test("pythonFunction() writes a docstring", () => {
  expect(pythonFunction(withParameter({ type: "string", path: true }))).toBe(`
def cut_up(a: PathText) -> str | None:
    """Cuts.

    Args:
        a: An a, True or None.

    Returns:
        The text, or None.

    Raises:
        ValueError: When a path leads out of /app, or a file or text is not understood.
        OSError: When a file cannot be used, such as FileNotFoundError.
    """
    return _call("cut_up", _text(a))
`);
});

test.each([
  [null, "None"],
  [true, "True"],
  [1.5, "1.5"],
  ["a\n", '"a\\n"'],
  [[1, [false]], "[1, [False]]"],
  [{ a: null, b: { c: [] } }, '{"a": None, "b": {"c": []}}'],
])("pythonLiteral(%j) is %s", (value, literal) => {
  expect(pythonLiteral(value)).toBe(literal);
});
