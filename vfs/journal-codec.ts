/**
 * Journal records as bytes. A record is its length in four bytes (little-endian, without itself), a
 * version byte, an operation byte and the fields in the order of the type; texts and byte arrays
 * carry their length.
 */
import { chunkBytes } from "./inode.ts";
import type { JournalRecord, RecordOf } from "./journal.ts";
import { ByteReader, ByteWriter } from "./journal-bytes.ts";
import { maxPathBytes } from "./name-rules.ts";
import type { SyncFileSystem } from "./sync-file-system.ts";

const version = 1;

/** The most bytes of one record: a chunk of content or two long texts, and the other fields. */
export const maxRecordBytes: number = chunkBytes + 2 * maxPathBytes;

/** The operation byte is the place in this list; it only ever grows at its end. */
const operations: readonly JournalRecord["op"][] = [
  "create",
  "write",
  "truncate",
  "link",
  "unlink",
  "rename",
  "attributes",
  "xattr",
];

/** Which of its fields an attributes record has. */
const attribute = { mode: 1, atimeNs: 2, mtimeNs: 4, ctimeNs: 8, readOnly: 16, isReadOnly: 32 };

/**
 * One record as bytes, such as a listener of `onChange` sends to where it is applied.
 *
 * @throws RangeError for a record longer than {@link maxRecordBytes}; the core makes none.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, encodeRecord, replay } from "fuelbox/vfs";
 *
 * const [fs, follower] = [createFileSystem(), createFileSystem()];
 * fs.sync.onChange((record) => replay(follower.sync, encodeRecord(record)));
 * await fs.writeFile("/app/a.txt", "a");
 * assert.equal(await follower.readText("/app/a.txt"), "a");
 * ```
 */
export function encodeRecord(record: JournalRecord): Uint8Array<ArrayBuffer> {
  return encodeRecords([record]);
}

/**
 * Records as bytes, one after the other: what is encoded apart may be joined.
 *
 * @throws RangeError for a record longer than {@link maxRecordBytes}; the core makes none.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, encodeRecords, replay } from "fuelbox/vfs";
 *
 * const fs = createFileSystem();
 * await fs.writeFile("/app/a.txt", "a");
 * const copy = createFileSystem();
 * replay(copy.sync, encodeRecords(fs.sync.image()));
 * assert.equal(await copy.readText("/app/a.txt"), "a");
 * ```
 */
export function encodeRecords(records: Iterable<JournalRecord>): Uint8Array<ArrayBuffer> {
  const to = new ByteWriter();
  for (const record of records) {
    const start = to.length;
    to.word(0);
    to.byte(version);
    to.byte(operations.indexOf(record.op));
    writeFields(to, record);
    const length = to.length - start;
    if (length > maxRecordBytes) {
      throw new RangeError(
        `Cannot encode a record of "${length}" bytes: expected at most "${maxRecordBytes}"`,
      );
    }
    to.wordAt(start, length - 4);
  }
  return to.take();
}

/**
 * The records in bytes that may come from anywhere.
 *
 * @throws RangeError that says where, for bytes that are not whole records.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { decodeRecords, encodeRecord } from "fuelbox/vfs";
 *
 * const record = { op: "truncate", ino: 2, size: 0, timeNs: 5n } as const;
 * assert.deepEqual(decodeRecords(encodeRecord(record)), [record]);
 * assert.throws(() => decodeRecords(new Uint8Array([1, 0])), RangeError);
 * ```
 */
export function decodeRecords(bytes: Uint8Array): readonly JournalRecord[] {
  return readRecords(new ByteReader(new Uint8Array(bytes)));
}

function readRecords(from: ByteReader): readonly JournalRecord[] {
  const records: JournalRecord[] = [];
  while (!from.isAtEnd) {
    const length = from.word();
    if (length + 4 > maxRecordBytes) throw from.fault(`a record says "${length}" bytes`);
    from.open(length);
    const found = from.byte();
    if (found !== version) throw from.fault(`version "${found}" is not "${version}"`);
    records.push(readFields(from, from.byte()));
    from.close();
  }
  return records;
}

/**
 * Applies encoded records in their order and returns how many there were. All are decoded before
 * the first is applied.
 *
 * @throws RangeError as {@link decodeRecords}; `FsError` for a record that no filesystem of the same
 * limits made, after those before it have been applied.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { createFileSystem, encodeRecords, replay } from "fuelbox/vfs";
 *
 * const fs = createFileSystem();
 * await fs.mkdir("/app/data");
 * const image = encodeRecords(fs.sync.image());
 * const copy = createFileSystem();
 * replay(copy.sync, image);
 * assert.deepEqual(encodeRecords(copy.sync.image()), image);
 * ```
 */
export function replay(fs: SyncFileSystem, bytes: Uint8Array): number {
  // Shared memory could change between a check and its use.
  const records = readRecords(new ByteReader(isUnshared(bytes) ? bytes : new Uint8Array(bytes)));
  for (const record of records) fs.apply(record);
  return records.length;
}

function isUnshared(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}

function writeFields(to: ByteWriter, record: JournalRecord): void {
  if (record.op === "attributes") {
    writeAttributes(to, record);
  } else if (record.op === "xattr") {
    to.count(record.ino);
    to.text(record.name);
    to.time(record.timeNs);
    to.byte(record.value === undefined ? 0 : 1);
    if (record.value !== undefined) to.bytes(record.value);
  } else if (record.op === "unlink") {
    to.count(record.parent);
    to.text(record.name);
    to.time(record.timeNs);
  } else if (record.op === "rename") {
    to.count(record.parent);
    to.text(record.name);
    to.count(record.newParent);
    to.text(record.newName);
    to.time(record.timeNs);
  } else {
    to.count(record.ino);
    if (record.op === "write") {
      to.count(record.offset);
      to.bytes(record.bytes);
    } else if (record.op === "truncate") {
      to.count(record.size);
    } else {
      to.count(record.parent);
      to.text(record.name);
    }
    to.time(record.timeNs);
    if (record.op === "create") {
      to.count(record.mode);
      to.byte(record.target === undefined ? 0 : 1);
      if (record.target !== undefined) to.text(record.target);
    }
  }
}

function writeAttributes(to: ByteWriter, record: RecordOf<"attributes">): void {
  const { ino, mode, atimeNs, mtimeNs, ctimeNs, readOnly } = record;
  to.count(ino);
  to.byte(
    (mode === undefined ? 0 : attribute.mode) |
      (atimeNs === undefined ? 0 : attribute.atimeNs) |
      (mtimeNs === undefined ? 0 : attribute.mtimeNs) |
      (ctimeNs === undefined ? 0 : attribute.ctimeNs) |
      (readOnly === undefined ? 0 : attribute.readOnly) |
      (readOnly === true ? attribute.isReadOnly : 0),
  );
  if (mode !== undefined) to.count(mode);
  if (atimeNs !== undefined) to.time(atimeNs);
  if (mtimeNs !== undefined) to.time(mtimeNs);
  if (ctimeNs !== undefined) to.time(ctimeNs);
}

function readFields(from: ByteReader, operation: number): JournalRecord {
  // Fields are read in the order in which an object literal names them.
  switch (operations[operation]) {
    case "create":
      return readCreate(from);
    case "write":
      return {
        op: "write",
        ino: from.count(),
        offset: from.count(),
        // Files copy what is written to them.
        bytes: from.view(),
        timeNs: from.time(),
      };
    case "truncate":
      return { op: "truncate", ino: from.count(), size: from.count(), timeNs: from.time() };
    case "link": {
      const ino = from.count();
      return { op: "link", ino, parent: from.count(), name: from.text(), timeNs: from.time() };
    }
    case "unlink":
      return { op: "unlink", parent: from.count(), name: from.text(), timeNs: from.time() };
    case "rename":
      return {
        op: "rename",
        parent: from.count(),
        name: from.text(),
        newParent: from.count(),
        newName: from.text(),
        timeNs: from.time(),
      };
    case "attributes":
      return readAttributes(from);
    case "xattr":
      return readXattr(from);
    default:
      throw from.fault(`operation "${operation}" is unknown`);
  }
}

function readCreate(from: ByteReader): RecordOf<"create"> {
  const ino = from.count();
  const parent = from.count();
  const name = from.text();
  const timeNs = from.time();
  const record = { op: "create", ino, parent, name, mode: from.count(), timeNs } as const;
  return readFlag(from) ? { ...record, target: from.text() } : record;
}

function readXattr(from: ByteReader): RecordOf<"xattr"> {
  const ino = from.count();
  const record = { op: "xattr", ino, name: from.text(), timeNs: from.time() } as const;
  return readFlag(from) ? { ...record, value: from.bytes() } : record;
}

function readFlag(from: ByteReader): boolean {
  const flag = from.byte();
  if (flag > 1) throw from.fault(`flag "${flag}" is neither "0" nor "1"`);
  return flag === 1;
}

function readAttributes(from: ByteReader): RecordOf<"attributes"> {
  const ino = from.count();
  const flags = from.byte();
  if (flags > 63) throw from.fault(`flags "${flags}" are unknown`);
  const has = (flag: number) => (flags & flag) !== 0;
  return {
    op: "attributes",
    ino,
    ...(has(attribute.mode) ? { mode: from.count() } : {}),
    ...(has(attribute.atimeNs) ? { atimeNs: from.time() } : {}),
    ...(has(attribute.mtimeNs) ? { mtimeNs: from.time() } : {}),
    ...(has(attribute.ctimeNs) ? { ctimeNs: from.time() } : {}),
    ...(has(attribute.readOnly) ? { readOnly: has(attribute.isReadOnly) } : {}),
  };
}
