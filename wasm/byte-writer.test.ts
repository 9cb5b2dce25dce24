import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter, unsignedLength } from "./byte-writer.ts";

/** What `write` wrote, through a writer that must grow at the first byte. */
function written(write: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter(0);
  write(writer);
  return writer.done();
}

test("u32() and u64() write what the reader reads", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
      const bytes = written((writer) => writer.u32(value));
      expect(bytes).toHaveLength(unsignedLength(value));
      expect(new ByteReader(bytes).u32()).toBe(value);
      expect(written((writer) => writer.u64(value))).toEqual(bytes);
    }),
  );
  fc.assert(
    fc.property(fc.maxSafeNat(), (value) => {
      expect(new ByteReader(written((writer) => writer.u64(value))).u64()).toBe(value);
    }),
  );
});

test("s64() and sBig64() write what the reader reads", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (value) => {
      const bytes = written((writer) => writer.s64(value));
      expect(new ByteReader(bytes).s64()).toBe(value);
      expect(written((writer) => writer.sBig64(BigInt(value)))).toEqual(bytes);
    }),
  );
});

test.each([
  [0n, [0x00]],
  [-1n, [0x7f]],
  [(1n << 63n) - 1n, [255, 255, 255, 255, 255, 255, 255, 255, 255, 0x00]],
  [-(1n << 63n), [128, 128, 128, 128, 128, 128, 128, 128, 128, 0x7f]],
])("sBig64() writes %s", (value, bytes) => {
  expect([...written((writer) => writer.sBig64(value))]).toEqual(bytes);
});

test.each([0, 1, 127, 128, 16_383, 16_384, 100_000])(
  "endSized() closes the gap before %d bytes",
  (length) => {
    const content = Uint8Array.from({ length }, (_, i) => i & 0xff);
    const bytes = written((writer) => {
      writer.u8(0xaa);
      const start = writer.beginSized();
      writer.write(content);
      writer.endSized(start);
      writer.u8(0xbb);
    });
    const reader = new ByteReader(bytes, 1);
    expect(reader.u32()).toBe(length);
    expect(bytes.subarray(reader.offset, reader.offset + length)).toEqual(content);
    expect([bytes[0], bytes.at(-1)]).toEqual([0xaa, 0xbb]);
    expect(bytes).toHaveLength(2 + unsignedLength(length) + length);
  },
);

test.each([0, 1, 47, 48, 49, 1000])("copy() copies %d bytes and no more", (length) => {
  const source = Uint8Array.from({ length: length + 2 }, (_, i) => (i * 7) & 0xff);
  const bytes = written((writer) => {
    writer.u8(0xaa);
    writer.copy(source, 1, 1 + length);
    writer.u8(0xbb);
  });
  expect([...bytes]).toEqual([0xaa, ...source.subarray(1, 1 + length), 0xbb]);
});

test("reserve() refuses more than engines accept, before it allocates", () => {
  expect(() => new ByteWriter(1).reserve(2 ** 30 + 1)).toThrow(
    expect.objectContaining({ code: "WASM_LIMIT" }),
  );
});

test("u8() refuses to grow beyond what the writer is allowed", () => {
  const writer = new ByteWriter(2, 5);
  for (let i = 0; i < 5; i++) writer.u8(i);
  expect(() => writer.u8(5)).toThrow('it would be larger than "5" bytes');
  expect([...writer.done()]).toEqual([0, 1, 2, 3, 4]);
});

test("name() writes length and UTF-8", () => {
  expect([...written((writer) => writer.name("aé"))]).toEqual([3, 0x61, 0xc3, 0xa9]);
});
