import fc from "fast-check";
import { expect, test } from "vitest";
import { CsvTransform, maxBlockBytes, maxHeaderBytes } from "./csv-transform.ts";

/** Converts `text`, given in blocks of `blockBytes`. */
function convert(text: string | Uint8Array, blockBytes: number = maxBlockBytes): string {
  const input = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  let json = "";
  const transform = new CsvTransform((chunk) => {
    json += decoder.decode(chunk, { stream: true });
  }, input.length);
  for (let start = 0; start < input.length; start += blockBytes) {
    transform.push(input.subarray(start, start + blockBytes));
  }
  transform.end();
  return json + decoder.decode();
}

test.each([
  ["", "[]"],
  ["\n\n", "[]"],
  ["a,b\n", "[]"],
  ["name,age\nAda,36\n", '[{"name": "Ada", "age": "36"}]'],
  ["name,age\nAda,36", '[{"name": "Ada", "age": "36"}]'],
  ["a,b\r\n1,2\r\n3,4\r\n", '[{"a": "1", "b": "2"}, {"a": "3", "b": "4"}]'],
  ["a,b\r1,2\r", '[{"a": "1", "b": "2"}]'],
  ["\r\n\na\n\n1\n\r\n2\n\n", '[{"a": "1"}, {"a": "2"}]'],
  ['a\n""\n', '[{"a": ""}]'],
  ["a,b\n,\n", '[{"a": "", "b": ""}]'],
  ["a,b\n1,", '[{"a": "1", "b": ""}]'],
  ['a\n"x,y"\n', '[{"a": "x,y"}]'],
  ['a\n"x""y"\n', '[{"a": "x\\"y"}]'],
  ['a\n"x\r\ny\nz"\n', '[{"a": "x\\r\\ny\\nz"}]'],
  ['a\nx"y"z\n', '[{"a": "x\\"y\\"z"}]'],
  ['a\n"x"y"z"\n', '[{"a": "xy\\"z\\""}]'],
  ['a\n"x', '[{"a": "x"}]'],
  ['a\n"x"', '[{"a": "x"}]'],
  ['a\n"', '[{"a": ""}]'],
  ['"a ""b""",c\n1,2\n', '[{"a \\"b\\"": "1", "c": "2"}]'],
  ["a\n\\\t\u0001\u007f\b\f\n", '[{"a": "\\\\\\t\\u0001\u007f\\b\\f"}]'],
  ["größe,名\n1,😀\n", '[{"größe": "1", "名": "😀"}]'],
  ["a,b,c\n1\n", '[{"a": "1", "b": null, "c": null}]'],
  ["a,b\n1,2,3,4\n", '[{"a": "1", "b": "2", "null": ["3", "4"]}]'],
  ["a,b\n1,2,\n", '[{"a": "1", "b": "2", "null": [""]}]'],
  ["a,b,a\n1,2,3\n", '[{"b": "2", "a": "3"}]'],
  ["a,a,b\n1,2,3\n", '[{"a": "2", "b": "3"}]'],
  ["a,b,a\n1\n2,3\n", '[{"b": null, "a": null}, {"b": "3", "a": null}]'],
  [",\n1,2\n", '[{"": "2"}]'],
])("CsvTransform turns %j into %s", (csv, json) => {
  expect(convert(csv)).toBe(json);
  expect(convert(csv, 1)).toBe(json);
  JSON.parse(json);
});

test("CsvTransform writes JSON even when the input is not UTF-8", () => {
  const csv = Uint8Array.of(0x61, 0x0a, 0xc3, 0x0a, 0xff, 0x22, 0xe2, 0x82, 0x0a);
  expect(JSON.parse(convert(csv))).toEqual([{ a: "\ufffd" }, { a: '\ufffd"\ufffd' }]);
});

/** A parser that follows the grammar one character at a time, for comparison. */
function reference(csv: string): string {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let isQuoted = false;
  let isEmptyRow = true;
  const endRow = (): void => {
    if (!isEmptyRow) rows.push([...row, field]);
    row = [];
    field = "";
    isEmptyRow = true;
  };
  for (let index = 0; index < csv.length; index++) {
    const character = csv.charAt(index);
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (csv.charAt(index + 1) === '"') {
        field += '"';
        index++;
      } else isQuoted = false;
      continue;
    }
    if (character === "\n" || character === "\r") {
      endRow();
      continue;
    }
    const isStart = field === "" && ["", ",", "\n", "\r"].includes(csv.charAt(index - 1));
    isEmptyRow = false;
    if (character === '"' && isStart) isQuoted = true;
    else if (character === ",") {
      row.push(field);
      field = "";
    } else field += character;
  }
  endRow();
  const [names = [], ...records] = rows;
  return `[${records.map((values) => referenceObject(names, values)).join(", ")}]`;
}

// As text, and not parsed back: V8 13.6 and later can mistake the key "\u0000" for one parsed before.
function referenceObject(names: readonly string[], values: readonly string[]): string {
  const members = names.flatMap((name, at) => {
    const value = values[at];
    const text = value === undefined ? "null" : JSON.stringify(value);
    return names.lastIndexOf(name) === at ? [`${JSON.stringify(name)}: ${text}`] : [];
  });
  const extra = values.slice(names.length).map((value) => JSON.stringify(value));
  if (extra.length > 0) members.push(`"null": [${extra.join(", ")}]`);
  return `{${members.join(", ")}}`;
}

test("CsvTransform agrees with a reference parser whatever the blocks", () => {
  const csv = fc.string({
    unit: fc.constantFrom("a", "b", ",", ",", '"', '"', "\n", "\n", "\r", "é", "\\", "\u0000"),
    maxLength: 60,
  });
  fc.assert(
    fc.property(csv, fc.integer({ min: 1, max: 20 }), (text, blockBytes) => {
      expect(convert(text, blockBytes)).toBe(reference(text));
    }),
    { numRuns: 3_000 },
  );
});

test("CsvTransform hands its output over in chunks of bounded size", () => {
  const chunks: number[] = [];
  const transform = new CsvTransform((chunk) => chunks.push(chunk.length));
  transform.push(new TextEncoder().encode(`${"k".repeat(60_000)},a,a\n`));
  for (let block = 0; block < 4; block++) transform.push(new Uint8Array(65_536).fill(0x01));
  transform.push(new TextEncoder().encode(`\n${"x\n".repeat(1_000)}`));
  transform.end();
  const total = chunks.reduce((sum, length) => sum + length, 0);
  expect(Math.max(...chunks)).toBeLessThanOrEqual(2 * maxHeaderBytes);
  expect(total).toBe(
    "[]".length +
      1_000 * ", ".length +
      1_001 * (60_000 + '{"": "", "a": null}'.length) +
      4 * 65_536 * 6 +
      1_000,
  );
});

test("CsvTransform drops a hidden column whose value spans many blocks", () => {
  const value = "v".repeat(3_000_000);
  expect(convert(`a,a\n${value},2\n`)).toBe('[{"a": "2"}]');
  expect(convert(`a,b\n1,2\n${value}`)).toBe(
    `[{"a": "1", "b": "2"}, {"a": "${value}", "b": null}]`,
  );
});

test("CsvTransform takes no time for hidden columns that a row does not have", () => {
  const started = performance.now();
  const json = convert(`${",".repeat(250_000)}\n${"x\n".repeat(30_000)}`);
  expect(json.startsWith('[{"": null}, ')).toBe(true);
  expect(performance.now() - started).toBeLessThan(3_000);
});

test.each([
  ["one long name", "n".repeat(maxHeaderBytes + 1)],
  ["a quote that never ends", `"${"n".repeat(2 * maxHeaderBytes)}`],
  ["a long name and a row", `${"n".repeat(maxHeaderBytes + 1)}\nx\n`],
])("CsvTransform refuses a header with %s", (_, csv) => {
  expect(() => convert(csv)).toThrow(expect.objectContaining({ code: "INVALID_CSV" }));
});
