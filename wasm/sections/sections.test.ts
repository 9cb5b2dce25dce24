/** Sections that hold memories, tables and types: what is copied, what is replaced. */
import { expect, test } from "vitest";
import { ByteReader } from "../byte-reader.ts";
import { ByteWriter } from "../byte-writer.ts";
import type { IndexMap } from "../const-expression.ts";
import { indexModule } from "../module-index.ts";
import { AppendedTypes } from "./appended-types.ts";
import type { Caps } from "./caps.ts";
import { rewriteExports } from "./exports.ts";
import { rewriteGlobals } from "./globals.ts";
import { rewriteImports } from "./imports.ts";
import { rewriteMemories } from "./memories.ts";
import { rewriteTables } from "./tables.ts";
import { readTypes } from "./types.ts";

const caps: Caps = { nextMemoryMax: () => 7, nextTableMax: () => 9 };
const map: IndexMap = { function: (index) => index + 200, global: (index) => index + 100 };

function rewritten(
  content: readonly number[],
  rewrite: (reader: ByteReader, writer: ByteWriter) => void,
): number[] {
  const reader = new ByteReader(Uint8Array.from(content));
  const writer = new ByteWriter();
  rewrite(reader, writer);
  expect(reader.offset).toBe(reader.end);
  return [...writer.done()];
}

const name = [1, 0x6d, 1, 0x6e];

test("rewriteImports() gives memories and tables a maximum and copies the rest", () => {
  const functions = [...name, 0, 0x80, 0x01];
  const globals = [...name, 3, 0x7f, 1, ...name, 3, 0x63, 5, 0];
  const tags = [...name, 4, 0, 0];
  const content = [
    6,
    ...functions,
    ...name,
    1,
    0x70,
    0,
    1,
    ...globals,
    ...name,
    2,
    1,
    2,
    3,
    ...tags,
  ];
  expect(rewritten(content, (reader, writer) => rewriteImports(reader, writer, caps))).toEqual([
    ...[6, ...functions],
    ...[...name, 1, 0x70, 1, 1, 9],
    ...globals,
    ...[...name, 2, 1, 2, 7],
    ...tags,
  ]);
});

test("indexModule() counts what is imported and defined", () => {
  const imports = [
    ...[5, ...name, 0, 0, ...name, 1, 0x70, 0, 1, ...name, 2, 1, 2, 3],
    ...[...name, 3, 0x7f, 1, ...name, 4, 0, 0],
  ];
  const index = indexModule(
    Uint8Array.from([
      ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, imports.length, ...imports],
      ...[
        3, 3, 2, 0, 0, 4, 12, 2, 0x6f, 0, 5, 0x40, 0, 0x70, 0, 6, 0xd0, 0x70, 0x0b, 5, 3, 1, 0, 1,
        13, 3, 1, 0, 0,
      ],
      ...[6, 6, 1, 0x7f, 0, 0x41, 0, 0x0b, 8, 1, 2],
    ]),
  );
  expect(index).toMatchObject({
    functions: [0, 0, 0],
    importedFunctions: 1,
    globals: 2,
    tags: [0, 0],
    start: 2,
  });
  expect(index.tables.map(({ min }) => min)).toEqual([1, 5, 6]);
  expect(index.memories.map(({ min, max }) => [min, max])).toEqual([
    [2, 3],
    [1, Number.POSITIVE_INFINITY],
  ]);
});

test.each([
  ["an import of an unknown kind", [2, 6, 1, ...name, 9], 'import of kind "9"'],
  ["an unknown section", [14, 0], 'section "14" is not supported (at byte 8)'],
  ["a section longer than the module", [1, 100, 0], "unexpected end"],
  ["an unknown type form", [1, 2, 1, 0x5d], 'type form "0x5d" is not supported'],
  ["shared types", [1, 3, 1, 0x65, 0x60], 'type form "0x65" is not supported'],
])("indexModule() refuses %s", (_case, sections, message) => {
  expect(() => indexModule(Uint8Array.from([0, 97, 115, 109, 1, 0, 0, 0, ...sections]))).toThrow(
    message,
  );
});

test("rewriteMemories() and rewriteTables() give a maximum", () => {
  expect(
    rewritten([2, 0, 1, 4, 0], (reader, writer) => rewriteMemories(reader, writer, caps)),
  ).toEqual([2, 1, 1, 7, 5, 0, 7]);
  const tables = [2, 0x70, 0, 1, 0x40, 0, 0x64, 0x70, 1, 1, 5, 0xd2, 3, 0x0b];
  expect(rewritten(tables, (reader, writer) => rewriteTables(reader, writer, caps, map))).toEqual([
    2, 0x70, 1, 1, 9, 0x40, 0, 0x64, 0x70, 1, 1, 9, 0xd2, 0xcb, 0x01, 0x0b,
  ]);
});

test("rewriteGlobals() replaces functions and appends counters", () => {
  const counters = [
    { name: "left", type: 0x7e, initial: 1n << 40n },
    { name: "trap", type: 0x7f, initial: -1n },
  ] as const;
  const appended = [
    ...[0x7e, 1, 0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0x0b],
    ...[0x7f, 1, 0x41, 0x7f, 0x0b],
  ];
  const one = [0x7f, 0, 0x41, 5, 0x41, 6, 0x6a, 0x0b];
  expect(
    rewritten([2, ...one, 0x70, 0, 0xd2, 3, 0x0b], (reader, writer) =>
      rewriteGlobals(reader, writer, map, counters),
    ),
  ).toEqual([4, ...one, 0x70, 0, 0xd2, 0xcb, 0x01, 0x0b, ...appended]);
  const writer = new ByteWriter();
  rewriteGlobals(undefined, writer, map, counters);
  expect([...writer.done()]).toEqual([2, ...appended]);
});

test("rewriteExports() replaces functions only and appends", () => {
  const extra = [{ name: "x", kind: 3, index: 130 }];
  expect(
    rewritten([2, 1, 0x66, 0, 3, 1, 0x6d, 2, 3], (reader, writer) =>
      rewriteExports(reader, writer, { map, keep: undefined, extra }),
    ),
  ).toEqual([3, 1, 0x66, 0, 0xcb, 0x01, 1, 0x6d, 2, 3, 1, 0x78, 3, 0x82, 0x01]);
  expect(
    rewritten([2, 1, 0x66, 0, 3, 1, 0x6d, 2, 3], (reader, writer) =>
      rewriteExports(reader, writer, { map, keep: new Set(["m"]), extra: [] }),
    ),
  ).toEqual([1, 1, 0x6d, 2, 3]);
});

/** Types: (func (param i32) (result i64 f32)), a group of a struct and an array, a subtype (func). */
const types = [
  ...[3, 0x60, 1, 0x7f, 2, 0x7e, 0x7d],
  ...[0x4e, 2, 0x5f, 2, 0x78, 1, 0x63, 1, 0, 0x5e, 0x7f, 1],
  ...[0x50, 1, 0, 0x60, 0, 0],
];

test("readTypes() reads types of every form", () => {
  const read = readTypes(new ByteReader(Uint8Array.from(types)));
  expect(read.map(({ parameters, results, fields }) => [parameters, results, fields])).toEqual([
    [1, 2, 0],
    [-1, 0, 2],
    [-1, 0, 0],
    [0, 0, 0],
  ]);
});

test("AppendedTypes appends each type once, after those of the module", () => {
  const bytes = Uint8Array.from(types);
  const appended = new AppendedTypes(bytes, readTypes(new ByteReader(bytes)), true);
  expect([appended.metered(0), appended.metered(3), appended.metered(0)]).toEqual([4, 5, 4]);
  const writer = new ByteWriter();
  for (const typeIndex of [0, 3, 0]) appended.writeResultBlockType(writer, typeIndex);
  expect([...writer.done()]).toEqual([6, 0x40, 6]);
  expect(appended.count).toBe(3);
  expect([...appended.bytes]).toEqual([
    ...[0x60, 3, 0x7f, 0x7e, 0x7f, 3, 0x7e, 0x7d, 0x7e],
    ...[0x60, 2, 0x7e, 0x7f, 1, 0x7e],
    ...[0x60, 0, 2, 0x7e, 0x7d],
  ]);
  expect(() => appended.metered(4)).toThrow(expect.objectContaining({ code: "WASM_MALFORMED" }));
});
