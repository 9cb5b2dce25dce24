import { expect, test } from "vitest";
import { utilities } from "../registry.ts";
import type { UtilityRow } from "../utility.ts";
import { pythonModule } from "./python.ts";

const source = pythonModule();

test.each([
  'def find(pattern: str, path: PathText = "/app", recursive: bool = True) -> list[Path]:',
  "def grep(pattern: str, files: PathText | Iterable[PathText], regex: bool = True) -> list[tuple[str, int, str]]:",
  "def head(file: PathText, lines: int = 10) -> str:",
  "def csv_to_json(csv_file: PathText, output: PathText | None = None) -> str | None:",
])("pythonModule() declares %s", (declaration) => {
  expect(source.split("\n")).toContain(declaration);
});

test("pythonModule() has every utility once, and in one submodule", () => {
  const rows: readonly UtilityRow[] = Object.values(utilities);
  const members = [...source.matchAll(/^_submodule\("\w+", \[(.*)\]\)$/gm)].flatMap(
    ([, list = ""]) => (list === "" ? [] : list.split(", ")),
  );
  expect(members.toSorted()).toEqual(rows.map(({ name }) => name).sort());
  for (const { name, summary } of rows) {
    expect(source.split(`\ndef ${name}(`)).toHaveLength(2);
    expect(source).toContain(`    """${summary}\n`);
  }
});

test("pythonModule() converts results and paths", () => {
  expect(source).toContain(
    'return [Path(path) for path in _call("find", pattern, _text(path), recursive)]',
  );
  expect(source).toContain(
    'return [tuple(item) for item in _call("grep", pattern, _texts(files), regex)]',
  );
  expect(source).toContain('return _call("head", _text(file), lines)');
});

test("pythonModule() documents parameters and results", () => {
  const { parameters, result } = utilities.csvToJson;
  for (const { name, doc } of parameters) expect(source).toContain(`        ${name}: ${doc}\n`);
  expect(source).toContain(`        ${result.doc.replace("null", "None")}\n`);
});
