import { expect, test } from "vitest";
import { ByteReader } from "../byte-reader.ts";
import { ByteWriter } from "../byte-writer.ts";
import {
  capLimits,
  type Limits,
  maxMemoryBytes,
  memoryUnit,
  readLimits,
  tableUnit,
  writeLimits,
} from "./limits.ts";

const none = Number.POSITIVE_INFINITY;

function limits(min: number, max: number = none, rest: Partial<Limits> = {}): Limits {
  return { at: 0, flags: 0, shared: false, is64: false, min, max, pageLog2: 16, ...rest };
}

test.each<[number[], Partial<Limits>]>([
  [[0, 1], { min: 1, max: none, is64: false, shared: false, pageLog2: 16 }],
  [[1, 1, 0x80, 0x01], { min: 1, max: 128 }],
  [[3, 0, 2], { min: 0, max: 2, shared: true }],
  [[4, 5], { min: 5, is64: true }],
  [[5, 0, 0x80, 0x80, 0x80, 0x80, 0x10], { min: 0, max: 2 ** 32, is64: true }],
  [[9, 7, 8, 0], { min: 7, max: 8, pageLog2: 0 }],
])("readLimits() reads %j, and writeLimits() writes them again", (bytes, expected) => {
  const reader = new ByteReader(Uint8Array.from(bytes));
  const read = readLimits(reader);
  expect(read).toMatchObject(expected);
  expect(reader.offset).toBe(bytes.length);
  const writer = new ByteWriter();
  writeLimits(writer, read, read.max);
  expect([...writer.done()]).toEqual(bytes);
});

test("writeLimits() writes another maximum", () => {
  const writer = new ByteWriter();
  writeLimits(writer, limits(1), 300);
  expect([...writer.done()]).toEqual([1, 1, 0xac, 0x02]);
});

test("readLimits() refuses flags it does not know", () => {
  expect(() => readLimits(new ByteReader(Uint8Array.of(16, 0)))).toThrow('flags "16"');
});

test.each<[string, Limits, number]>([
  ["no maximum", limits(1), 2 ** 32],
  ["a maximum", limits(1, 2), 131_072],
  ["64 bits", limits(1, none, { is64: true }), 2 ** 64],
  ["pages of one byte", limits(1, 10, { pageLog2: 0 }), 10],
])("maxMemoryBytes() with %s", (_case, given, bytes) => {
  expect(maxMemoryBytes(given)).toBe(bytes);
});

const pages = (count: number): number => count * 65_536;

test.each<[string, Limits[], number, number[]]>([
  ["one memory gets it all", [limits(1)], pages(10), [10]],
  ["a part of a page is none", [limits(1)], pages(10) + 65_535, [10]],
  ["a smaller maximum stays", [limits(1, 3)], pages(10), [3]],
  ["two share what is left", [limits(2), limits(4)], pages(16), [7, 9]],
  ["a full one cannot grow", [limits(4), limits(0)], pages(4), [4, 0]],
  ["no more than the format has", [limits(0)], 2 ** 50, [65_536]],
  ["small pages", [limits(5, none, { pageLog2: 0 })], 100, [100]],
  ["none", [], 0, []],
])("capLimits() of memories: %s", (_case, all, cap, maxima) => {
  expect(capLimits(all, memoryUnit, cap)).toEqual(maxima);
});

test("capLimits() keeps all memories together within the cap", () => {
  const all = Array.from({ length: 100 }, () => limits(0));
  const sum = capLimits(all, memoryUnit, pages(250)).reduce((total, max) => total + max, 0);
  expect(sum).toBe(200);
});

test("capLimits() of tables counts elements", () => {
  expect(capLimits([limits(2, 5), limits(0)], tableUnit, 10)).toEqual([5, 4]);
  expect(capLimits([limits(0)], tableUnit, 2 ** 40)).toEqual([2 ** 32 - 1]);
});

test.each([
  [[limits(2), limits(3)], pages(4)],
  [[limits(2 ** 52, none, { is64: true })], Number.MAX_SAFE_INTEGER],
])("capLimits() refuses what starts beyond the cap", (all, cap) => {
  expect(() => capLimits(all, memoryUnit, cap)).toThrow(
    expect.objectContaining({ code: "WASM_LIMIT" }),
  );
});
