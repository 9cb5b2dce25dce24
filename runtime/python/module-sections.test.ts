import { expect, test } from "vitest";
import { concat, joinSections, readSections, SectionReader, unsigned } from "./module-sections.ts";

test.each([
  [0, [0]],
  [127, [0x7f]],
  [128, [0x80, 0x01]],
  [624_485, [0xe5, 0x8e, 0x26]],
  [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
])("unsigned() writes %i, and SectionReader reads it", (value, bytes) => {
  expect(unsigned(value)).toEqual(bytes);
  expect(new SectionReader(Uint8Array.from(bytes)).unsigned()).toBe(value);
});

test("joinSections() writes what readSections() reads", () => {
  const sections = [
    { id: 1, bytes: Uint8Array.of(0) },
    { id: 0, bytes: new Uint8Array(200).fill(7) },
  ];
  const module = joinSections(sections);
  expect(module.slice(0, 11)).toEqual(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 1, 0));
  expect(readSections(module)).toEqual(sections);
});

test.each([[[1, 5, 0]], [[1, 0x80]], [[1]]])(
  "readSections() throws when %j ends too early",
  (bytes) => {
    const module = concat([joinSections([]), Uint8Array.from(bytes)]);
    expect(() => readSections(module)).toThrow("Cannot read the module: it is cut short");
  },
);

test("SectionReader reads names, numbers and bytes in turn", () => {
  const reader = new SectionReader(Uint8Array.of(2, 0xc3, 0xa9, 0x80, 0x01, 9, 8, 7));
  expect(reader.name()).toBe("é");
  reader.skipNumber();
  expect(reader.byte()).toBe(9);
  expect([...reader.take(2)]).toEqual([8, 7]);
  expect(reader.atEnd).toBe(true);
  expect(() => reader.byte()).toThrow("cut short");
});
