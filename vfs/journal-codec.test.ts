import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createFileSystem,
  decodeRecords,
  encodeRecord,
  encodeRecords,
  type JournalRecord,
  maxRecordBytes,
  replay,
} from "./index.ts";

const count = fc.maxSafeNat();
const text = fc.string({ unit: "grapheme", maxLength: 20 });
const timeNs = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
const mode = fc.nat(0o177777);
const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));
const record = fc.oneof(
  fc.record({
    op: fc.constant("create"),
    ino: count,
    parent: count,
    name: text,
    mode,
    timeNs,
  }),
  fc.record({
    op: fc.constant("create"),
    ino: count,
    parent: count,
    name: text,
    mode,
    timeNs,
    target: text,
  }),
  fc.record({ op: fc.constant("write"), ino: count, offset: count, bytes, timeNs }),
  fc.record(
    { op: fc.constant("xattr"), ino: count, name: text, value: bytes, timeNs },
    { requiredKeys: ["op", "ino", "name", "timeNs"] },
  ),
  fc.record({ op: fc.constant("truncate"), ino: count, size: count, timeNs }),
  fc.record({ op: fc.constant("link"), ino: count, parent: count, name: text, timeNs }),
  fc.record({ op: fc.constant("unlink"), parent: count, name: text, timeNs }),
  fc.record({
    op: fc.constant("rename"),
    parent: count,
    name: text,
    newParent: count,
    newName: text,
    timeNs,
  }),
  fc.record(
    {
      op: fc.constant("attributes"),
      ino: count,
      mode,
      atimeNs: timeNs,
      mtimeNs: timeNs,
      ctimeNs: timeNs,
      readOnly: fc.boolean(),
    },
    { requiredKeys: ["op", "ino"] },
  ),
) as fc.Arbitrary<JournalRecord>;

test("decodeRecords() gives back what encodeRecords() was given", () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 5 }), (records) => {
      expect(decodeRecords(encodeRecords(records))).toEqual(records);
    }),
  );
});

test("encodeRecord() writes length, version, operation and fields", () => {
  const written = encodeRecord({
    op: "write",
    ino: 300,
    offset: 2 ** 32,
    bytes: new Uint8Array([7, 8]),
    timeNs: -2n,
  });
  const fields = [0xac, 0x02, 0x80, 0x80, 0x80, 0x80, 0x10, 2, 7, 8, 0xfe];
  expect([...written]).toEqual([20, 0, 0, 0, 1, 1, ...fields, ...Array(7).fill(0xff)]);
});

test("decodeRecords() gives bytes of their own when the input changes afterwards", () => {
  const shared = new Uint8Array(new SharedArrayBuffer(64));
  const encoded = encodeRecord({
    op: "write",
    ino: 2,
    offset: 0,
    bytes: new Uint8Array([1, 2, 3]),
    timeNs: 0n,
  });
  shared.set(encoded);
  const [decoded] = decodeRecords(shared.subarray(0, encoded.length));
  shared.fill(9);
  expect(decoded).toMatchObject({ bytes: new Uint8Array([1, 2, 3]) });
});

const truncate = [1, 2, 2, 5, 0, 0, 0, 0, 0, 0, 0, 0];
test.each([
  ["a length that is cut short", [1, 0, 0], "a record is cut short"],
  ["a record that is cut short", [12, 0, 0, 0, ...truncate.slice(0, 5)], "cut short"],
  ["fields that end before the record", [13, 0, 0, 0, ...truncate, 0], "longer than its fields"],
  ["fields that end after the record", [11, 0, 0, 0, ...truncate], "a record is cut short"],
  ["a record without fields", [0, 0, 0, 0], "a record is cut short"],
  ["another version", [2, 0, 0, 0, 9, 0], 'version "9" is not "1"'],
  ["an unknown operation", [2, 0, 0, 0, 1, 8], 'operation "8" is unknown'],
  ["a huge length", [255, 255, 255, 255, 1], 'a record says "4294967295" bytes'],
  ["a number that never ends", [20, 0, 0, 0, 1, 2, ...Array(18).fill(0x80)], "above 2^53 - 1"],
  [
    "a number above 2^53 - 1",
    [18, 0, 0, 0, 1, 2, ...Array(7).fill(0xff), 0x1f, ...Array(8).fill(0)],
    "above 2^53 - 1",
  ],
  ["a name longer than the record", [5, 0, 0, 0, 1, 4, 1, 200, 1], "a record is cut short"],
  ["a name that is not UTF-8", [6, 0, 0, 0, 1, 4, 1, 2, 0xc3, 0x28], "a name is not UTF-8"],
  ["unknown attribute flags", [4, 0, 0, 0, 1, 6, 2, 64], 'flags "64" are unknown'],
  [
    "a target flag that is no flag",
    [16, 0, 0, 0, 1, 0, 2, 1, 1, 97, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7],
    'flag "7" is neither "0" nor "1"',
  ],
])("decodeRecords() throws a RangeError when there is %s", (_, hostile, message) => {
  const decode = () => decodeRecords(new Uint8Array(hostile));
  expect(decode).toThrow(RangeError);
  expect(decode).toThrow(message);
});

test("replay() throws nothing but RangeError and FsError when bytes are mangled", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/d");
  fs.writeFile("/d/f", new Uint8Array(50));
  fs.symlink("f", "/d/l");
  fs.rename("/d", "/e");
  const good = encodeRecords(fs.image());
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255))), (changes) => {
      const bad = good.slice();
      for (const [at, value] of changes) bad[at] = value;
      const copy = createFileSystem({ maxBytes: 10_000, maxNodes: 20 }).sync;
      try {
        replay(copy, bad);
      } catch (error) {
        const name = error instanceof Error ? error.name : "";
        expect(["RangeError", "FsError"]).toContain(name);
      }
      const { bytes: held, maxBytes, nodes, maxNodes } = copy.usage();
      expect(held).toBeLessThanOrEqual(maxBytes);
      expect(nodes).toBeLessThanOrEqual(maxNodes);
      // The tree is whole: everything in it can be walked.
      expect(() => [...copy.image()]).not.toThrow();
    }),
    { numRuns: 500 },
  );
});

test("replay() applies nothing when a later record is malformed", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/d");
  const copy = createFileSystem().sync;
  const image = encodeRecords(fs.image());
  expect(() => replay(copy, image.subarray(0, image.length - 1))).toThrow(RangeError);
  expect(copy.exists("/d")).toBe(false);
  expect(replay(copy, image)).toBeGreaterThan(2);
  expect(copy.exists("/d")).toBe(true);
});

test("encodeRecord() throws when a record is longer than any the core makes", () => {
  const large = (length: number): JournalRecord => ({
    op: "write",
    ino: 2,
    offset: 0,
    bytes: new Uint8Array(length),
    timeNs: 0n,
  });
  expect(encodeRecord(large(65_536)).length).toBeLessThan(maxRecordBytes);
  expect(() => encodeRecord(large(maxRecordBytes))).toThrow("Cannot encode a record of");
});
