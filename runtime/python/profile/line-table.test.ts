import { expect, test } from "vitest";
import { pythonOutput } from "../../../test/support/run-python.ts";
import { readLineTable } from "./line-table.ts";

const all = 1_000_000;

/** Prints of each code object its table, its first line, and the line of each code unit as CPython says; 0 for none. */
const program = `import inspect, json, re, textwrap, statistics

def lines_of(code):
    units = [0] * (len(code.co_code) // 2)
    for start, end, line in code.co_lines():
        for unit in range(start // 2, end // 2):
            units[unit] = line or 0
    return units

def codes_of(code):
    yield code
    for const in code.co_consts:
        if inspect.iscode(const):
            yield from codes_of(const)

long_source = "x = (" + "1 +\\\\\\n" * 300 + "2)\\n" + "\\n" * 5000 + "y = f(x,\\n\\n  x)\\n" + "z = " + "[" * 40 + "]" * 40
sources = [long_source, "async def f():\\n  async with a as b:\\n    return [x async for x in b]\\n"]
codes = [compile(source.replace("\\\\\\n", "\\n"), "made", "exec") for source in sources]
for module in (textwrap, statistics, re, json):
    for _, function in inspect.getmembers(module, inspect.isfunction):
        codes.append(function.__code__)
codes.append((lambda: 0).__code__.replace(co_linetable=b"", co_firstlineno=7))
for code in codes:
    for each in codes_of(code):
        if each.co_linetable:
            print(json.dumps([each.co_linetable.hex(), each.co_firstlineno, lines_of(each)]))
`;

test("readLineTable() finds the lines that CPython finds", async () => {
  const rows = (await pythonOutput(program)).trim().split("\n");
  expect(rows.length).toBeGreaterThan(80);
  for (const row of rows) {
    const [table, firstLine, lines] = JSON.parse(row) as [string, number, number[]];
    const bytes = Uint8Array.from(Buffer.from(table, "hex"));
    expect([...readLineTable(bytes, firstLine, all)]).toEqual(lines);
  }
});

test.each([
  ["an empty table", [], 5, []],
  ["an entry without end", [0x80 | (13 << 3), 0x40], 5, [5]],
  ["columns that are missing", [0x80 | (10 << 3) | 2], 5, [5, 5, 5]],
  ["no line", [0x80 | (15 << 3) | 1], 5, [0, 0]],
  ["a line before the first", [0x80 | (13 << 3), 0x21], 5, [0]],
  ["a number without end", [0x80 | (13 << 3), ...Array<number>(99).fill(0x40)], 5, [5]],
])("readLineTable() reads %s", (_, table, firstLine, lines) => {
  expect([...readLineTable(Uint8Array.from(table), firstLine, all)]).toEqual(lines);
});

test("readLineTable() reads no more code units than it may", () => {
  const table = new Uint8Array(1_000).fill(0x80 | (15 << 3) | 7);
  expect(readLineTable(table, 1, all)).toHaveLength(8_000);
  expect(readLineTable(table, 1, 100)).toHaveLength(100);
  expect(readLineTable(table, 1, 0)).toHaveLength(0);
});
