import { expect, test } from "vitest";
import { createFileSystem, FsError, type JournalRecord, type SyncFileSystem } from "./index.ts";

const timeNs = 7n;
const bytes = (length: number) => new Uint8Array(length).fill(1);
const file = (ino: number, name: string, parent = 1): JournalRecord => ({
  op: "create",
  ino,
  parent,
  name,
  mode: 0o100644,
  timeNs,
});
const directory = (ino: number, name: string, parent = 1): JournalRecord => ({
  op: "create",
  ino,
  parent,
  name,
  mode: 0o40755,
  timeNs,
});

/** `/f` is 2, `/d` is 3, `/d/e` is 4, `/d/e/g` is 5. */
function sample(options = {}): SyncFileSystem {
  const fs = createFileSystem(options).sync;
  for (const record of [file(2, "f"), directory(3, "d"), directory(4, "e", 3), file(5, "g", 4)]) {
    fs.apply(record);
  }
  return fs;
}

function xattr(ino: number, name: string, length = 1): JournalRecord {
  return { op: "xattr", ino, name, value: bytes(length), timeNs };
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
  return "none";
}

test.each<[string, JournalRecord]>([
  ["an inode that is there", file(2, "other")],
  ["a name that is taken", file(9, "f")],
  ["a parent that is gone", file(9, "x", 77)],
  [
    "a write to an inode that is gone",
    { op: "write", ino: 77, offset: 0, bytes: bytes(1), timeNs },
  ],
  ["a write of nothing", { op: "write", ino: 2, offset: 9, bytes: bytes(0), timeNs }],
  ["a cut of an inode that is gone", { op: "truncate", ino: 77, size: 1, timeNs }],
  ["a link to an inode that is gone", { op: "link", ino: 77, parent: 1, name: "x", timeNs }],
  ["a link in a directory that is gone", { op: "link", ino: 2, parent: 77, name: "x", timeNs }],
  ["a link that is there", { op: "link", ino: 2, parent: 1, name: "f", timeNs }],
  ["a removal of a name that is gone", { op: "unlink", parent: 1, name: "x", timeNs }],
  ["a removal in a directory that is gone", { op: "unlink", parent: 77, name: "f", timeNs }],
  ["a move of a name that is gone", rename(1, "x", 1, "y")],
  ["a move to a directory that is gone", rename(1, "f", 77, "y")],
  ["a move to where it is", rename(1, "f", 1, "f")],
  ["an extended attribute of an inode that is gone", xattr(77, "a")],
  ["the removal of an extended attribute that is gone", { op: "xattr", ino: 2, name: "a", timeNs }],
  ["attributes of an inode that is gone", { op: "attributes", ino: 77, mode: 0 }],
])("apply() skips %s", (_, record) => {
  const fs = sample();
  const image = [...fs.image()];
  const usage = fs.usage();
  fs.apply(record);
  expect([...fs.image()]).toEqual(image);
  expect(fs.usage()).toEqual(usage);
});

function rename(parent: number, name: string, newParent: number, newName: string): JournalRecord {
  return { op: "rename", parent, name, newParent, newName, timeNs };
}

const hostile = (record: object) => record as JournalRecord;
test.each<[string, JournalRecord, string]>([
  ["an unknown operation", hostile({ op: "format" }), "EINVAL"],
  ["a name with a slash", file(9, "a/b"), "EINVAL"],
  ["the name ..", file(9, ".."), "EINVAL"],
  ["the name .", directory(9, "."), "EINVAL"],
  ["an empty name", file(9, ""), "ENOENT"],
  ["a name with NUL", file(9, "a\0"), "EINVAL"],
  ["a name with a lone surrogate", file(9, "\ud800"), "EILSEQ"],
  ["a long name", file(9, "x".repeat(256)), "ENAMETOOLONG"],
  ["inode zero", file(0, "x"), "EINVAL"],
  ["an inode that is no whole number", file(9.5, "x"), "EINVAL"],
  ["an inode past the table", file(2 ** 32, "x"), "EINVAL"],
  ["a file as parent", file(9, "x", 2), "ENOTDIR"],
  ["an unknown type", hostile({ ...file(9, "x"), mode: 0o644 }), "EINVAL"],
  ["a mode past 16 bits", hostile({ ...file(9, "x"), mode: 0o1100644 }), "EINVAL"],
  ["a file with a target", hostile({ ...file(9, "x"), target: "a" }), "EINVAL"],
  ["a symlink without target", hostile({ ...file(9, "x"), mode: 0o120777 }), "EINVAL"],
  ["an empty target", hostile({ ...file(9, "x"), mode: 0o120777, target: "" }), "ENOENT"],
  ["a time past 64 bits", hostile({ ...file(9, "x"), timeNs: 2n ** 63n }), "EINVAL"],
  ["a time that is a number", hostile({ ...file(9, "x"), timeNs: 5 }), "EINVAL"],
  ["a write to a directory", { op: "write", ino: 3, offset: 0, bytes: bytes(1), timeNs }, "EINVAL"],
  [
    "a write before the start",
    { op: "write", ino: 2, offset: -1, bytes: bytes(1), timeNs },
    "EINVAL",
  ],
  ["a write of text", hostile({ op: "write", ino: 2, offset: 0, bytes: "x", timeNs }), "EINVAL"],
  [
    "a write past 2^53",
    { op: "write", ino: 2, offset: 2 ** 53 - 1, bytes: bytes(1), timeNs },
    "EFBIG",
  ],
  ["a huge size", { op: "truncate", ino: 2, size: 2 ** 40, timeNs }, "EDQUOT"],
  ["a size below zero", { op: "truncate", ino: 2, size: -1, timeNs }, "EINVAL"],
  ["a link to a directory", { op: "link", ino: 3, parent: 1, name: "x", timeNs }, "EPERM"],
  ["a link named ..", { op: "link", ino: 2, parent: 1, name: "..", timeNs }, "EINVAL"],
  ["removing what is not empty", { op: "unlink", parent: 1, name: "d", timeNs }, "ENOTEMPTY"],
  ["moving a directory into itself", rename(1, "d", 4, "d"), "EINVAL"],
  ["moving over what is not empty", rename(3, "e", 1, "d"), "ENOTEMPTY"],
  ["moving a file over a directory", rename(1, "f", 3, "e"), "EISDIR"],
  ["moving a directory over a file", rename(1, "d", 1, "f"), "ENOTDIR"],
  ["moving to a name with a slash", rename(1, "f", 1, "a/b"), "EINVAL"],
  ["an extended attribute without a name", xattr(2, ""), "EINVAL"],
  ["an extended attribute that is too large", xattr(2, "a", 65_537), "EFBIG"],
  ["an extended attribute of text", hostile({ ...xattr(2, "a"), value: "x" }), "EINVAL"],
  ["attributes with a time past 64 bits", hostile(attributes({ atimeNs: 2n ** 64n })), "EINVAL"],
])("apply() refuses %s and changes nothing", (_, record, code) => {
  const fs = sample();
  const image = [...fs.image()];
  const usage = fs.usage();
  expect(codeOf(() => fs.apply(record))).toBe(code);
  expect([...fs.image()]).toEqual(image);
  expect(fs.usage()).toEqual(usage);
});

function attributes(fields: object): object {
  return { op: "attributes", ino: 2, ...fields };
}

test.each<[string, object, JournalRecord]>([
  ["nodes", { maxNodes: 5 }, file(9, "x")],
  ["hard links", { maxNodes: 5 }, { op: "link", ino: 2, parent: 1, name: "x", timeNs }],
  ["bytes of names", { maxBytes: 10 }, file(9, "1234567")],
  ["bytes", { maxBytes: 10 }, { op: "write", ino: 2, offset: 0, bytes: bytes(7), timeNs }],
  ["depth", { maxDepth: 3 }, file(9, "x", 6)],
  ["depth by moving", { maxDepth: 3 }, rename(1, "d", 7, "d")],
])("apply() keeps the limit of %s", (_, options, record) => {
  const fs = sample(options);
  if ("maxDepth" in options) {
    fs.apply(directory(6, "h", 4));
    fs.apply(directory(7, "k"));
  }
  expect(codeOf(() => fs.apply(record))).toBe("EDQUOT");
});

test("apply() changes what is read-only, because it was not where the record was made", () => {
  const fs = sample();
  fs.setReadOnly("/d", true);
  fs.apply(file(9, "new", 3));
  fs.apply({ op: "write", ino: 5, offset: 0, bytes: bytes(3), timeNs });
  expect(fs.readFile("/d/e/g")).toEqual(bytes(3));
  expect(codeOf(() => fs.writeFile("/d/e/g", bytes(1)))).toBe("EROFS");
});

test("apply() sets read-only flags, and image() keeps them", () => {
  const fs = sample();
  fs.apply({ op: "attributes", ino: 2, readOnly: true });
  const copy = createFileSystem().sync;
  for (const record of fs.image()) copy.apply(record);
  // The flag must survive the copy that a snapshot makes necessary.
  copy.snapshot();
  copy.apply({ op: "attributes", ino: 2, mtimeNs: 1n });
  for (const one of [fs, copy]) expect(codeOf(() => one.truncate("/f", 0))).toBe("EROFS");
  copy.apply({ op: "attributes", ino: 2, readOnly: false });
  expect(codeOf(() => copy.truncate("/f", 0))).toBe("none");
});

test("apply() tells listeners what it changed, and nothing of what it skipped", () => {
  const fs = sample();
  const records: JournalRecord[] = [];
  fs.onChange((record) => records.push(record));
  fs.apply(file(9, "x"));
  fs.apply(file(9, "x"));
  expect(records).toEqual([file(9, "x")]);
});

test("files made after a replay get numbers of their own", () => {
  const fs = sample();
  fs.apply(file(50, "x"));
  fs.mkdir("/new");
  expect(fs.stat("/new").ino).toBe(51);
});

test("files can no longer be made when inode numbers have run out", () => {
  const fs = sample();
  fs.apply(file(2 ** 32 - 2, "last"));
  expect(codeOf(() => fs.mkdir("/new"))).toBe("ENOSPC");
  expect(fs.readdir("/").map((entry) => entry.name)).toEqual(["d", "f", "last"]);
});

test("apply() leaves an unlinked file to those who have it open, outside the quota of the journal", () => {
  const fs = sample({ maxBytes: 20 });
  fs.apply({ op: "write", ino: 2, offset: 0, bytes: bytes(10), timeNs });
  const open = fs.open("/f", { read: true });
  fs.apply({ op: "unlink", parent: 1, name: "f", timeNs });
  fs.apply({ op: "write", ino: 5, offset: 0, bytes: bytes(15), timeNs });
  expect(fs.readFile("/d/e/g")).toEqual(bytes(15));
  const target = new Uint8Array(10);
  expect(fs.read(open, target)).toBe(10);
  expect(target).toEqual(bytes(10));
  // The name of a removed file cannot come back by a late record.
  fs.apply({ op: "link", ino: 2, parent: 1, name: "f", timeNs });
  expect(fs.exists("/f")).toBe(false);
  fs.close(open);
  expect(fs.usage()).toMatchObject({ bytes: 15 + 3, nodes: 4 });
});
