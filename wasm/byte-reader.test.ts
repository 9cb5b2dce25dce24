import { expect, test } from "vitest";
import { ByteReader } from "./byte-reader.ts";
import { WasmError } from "./wasm-error.ts";

test.each([
  [[0x00], 0],
  [[0x7f], 127],
  [[0x80, 0x01], 128],
  [[0xe5, 0x8e, 0x26], 624_485],
  [[0xff, 0xff, 0xff, 0xff, 0x0f], 4_294_967_295],
  [[0x80, 0x80, 0x80, 0x80, 0x00], 0],
])("u32() reads %j as %d", (bytes, value) => {
  const reader = new ByteReader(Uint8Array.from([...bytes, 0xaa]));
  expect(reader.u32()).toBe(value);
  expect(reader.offset).toBe(bytes.length);
});

test.each([
  [[0x7f], -1],
  [[0x3f], 63],
  [[0x40], -64],
  [[0xc0, 0x00], 64],
  [[0x80, 0x7f], -128],
  [[0xff, 0xff, 0xff, 0xff, 0x07], 2_147_483_647],
  [[0x80, 0x80, 0x80, 0x80, 0x78], -2_147_483_648],
  [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f], 2 ** 53 - 1],
])("s64() reads %j as %d", (bytes, value) => {
  expect(new ByteReader(Uint8Array.from(bytes)).s64()).toBe(value);
});

test.each([
  [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f], 2 ** 53 - 1],
  [[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], 2 ** 64],
])("u64() reads %j as about %d", (bytes, value) => {
  expect(new ByteReader(Uint8Array.from(bytes)).u64()).toBe(value);
});

const endless = Array.from({ length: 12 }, () => 0x80);

test.each<[string, readonly number[], (reader: ByteReader) => unknown, number]>([
  ["u8() at the end", [], (reader) => reader.u8(), 0],
  ["u32() cut short", [0x80], (reader) => reader.u32(), 1],
  ["u32() without end", endless, (reader) => reader.u32(), 5],
  ["u64() without end", endless, (reader) => reader.u64(), 10],
  ["s64() without end", endless, (reader) => reader.s64(), 10],
  ["skip() too far", [1, 2], (reader) => reader.skip(3), 2],
  ["skipInteger() cut short", [0x80, 0x80], (reader) => reader.skipInteger(), 2],
  ["name() longer than what is there", [0xff, 0xff, 0x7f, 0x61], (reader) => reader.name(), 4],
])("%s is malformed", (_case, bytes, read, offset) => {
  const reader = new ByteReader(Uint8Array.from(bytes));
  expect(() => read(reader)).toThrow(WasmError);
  expect(() => read(new ByteReader(Uint8Array.from(bytes)))).toThrow(
    expect.objectContaining({ code: "WASM_MALFORMED", offset }),
  );
});

test("u8() stops at the end of its part, not of the bytes", () => {
  const reader = new ByteReader(Uint8Array.of(1, 2, 3), 0, 1);
  expect(reader.u8()).toBe(1);
  expect(() => reader.u8()).toThrow("unexpected end (at byte 1)");
});

test.each([
  ["a number type", [0x7f], 1],
  ["the empty block type", [0x40], 1],
  ["a type index above 63", [0x80, 0x01], 2],
  ["a reference to a type", [0x63, 0x05], 2],
  ["a reference to a type with a long index", [0x64, 0x80, 0x01], 3],
])("skipType() passes over %s", (_case, bytes, length) => {
  const reader = new ByteReader(Uint8Array.from([...bytes, 0, 0]));
  reader.skipType();
  expect(reader.offset).toBe(length);
});

test("name() decodes UTF-8", () => {
  expect(new ByteReader(Uint8Array.of(3, 0x61, 0xc3, 0xa9, 0xff)).name()).toBe("aé");
});
