import { expect, test } from "vitest";
import { createFileSystem, FsError, type JournalRecord, type SyncFileSystem } from "./index.ts";

const bytes = (length: number, value = 1) => new Uint8Array(length).fill(value);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
  return "none";
}

/** `/f` has `user.b` and `user.a`; `/s` leads to it. */
function sample(options = {}): SyncFileSystem {
  let now = 0n;
  const fs = createFileSystem({ now: () => now++, ...options }).sync;
  fs.writeFile("/f", bytes(3));
  fs.symlink("f", "/s");
  fs.setxattr("/f", "user.b", bytes(2));
  fs.setxattr("/f", "user.a", bytes(4));
  return fs;
}

test("getxattr() gives what setxattr() was given, and copies both ways", () => {
  const fs = sample();
  const given = bytes(3, 7);
  fs.setxattr("/f", "user.c", given);
  given.fill(9);
  fs.getxattr("/f", "user.c")?.fill(8);
  expect(fs.getxattr("/f", "user.c")).toEqual(bytes(3, 7));
  expect(fs.getxattr("/f", "user.x")).toBeUndefined();
  expect(fs.listxattr("/f")).toEqual(["user.a", "user.b", "user.c"]);
});

test("setxattr() replaces a value and sets ctime alone", () => {
  const fs = sample();
  const before = fs.stat("/f");
  fs.setxattr("/f", "user.a", bytes(0));
  const after = fs.stat("/f");
  expect(fs.getxattr("/f", "user.a")).toEqual(bytes(0));
  expect(after.ctimeNs > before.ctimeNs).toBe(true);
  expect(after.mtimeNs).toBe(before.mtimeNs);
});

test("removexattr() tells whether there was an attribute", () => {
  const fs = sample();
  const { ctimeNs } = fs.stat("/f");
  expect(fs.removexattr("/f", "user.x")).toBe(false);
  expect(fs.stat("/f").ctimeNs).toBe(ctimeNs);
  expect(fs.removexattr("/f", "user.a")).toBe(true);
  expect(fs.listxattr("/f")).toEqual(["user.b"]);
});

test("the calls follow a last symlink unless follow is false", () => {
  const fs = sample();
  fs.setxattr("/s", "user.own", bytes(1), { follow: false });
  expect(fs.listxattr("/s")).toEqual(["user.a", "user.b"]);
  expect(fs.listxattr("/s", { follow: false })).toEqual(["user.own"]);
});

const setting = (name: string, length = 0) => [name, length] as const;

test.each<[string, readonly [string, number], string]>([
  ["a name without user.", setting("é"), "none"],
  ["__proto__", setting("__proto__"), "none"],
  ["the longest name", setting("x".repeat(255)), "none"],
  ["a longer name", setting("x".repeat(256)), "ENAMETOOLONG"],
  ["no name", setting(""), "EINVAL"],
  ["a NUL", setting("a\0"), "EINVAL"],
  ["a lone surrogate", setting("\ud800"), "EILSEQ"],
  ["the largest value", setting("a", 65_535), "none"],
  ["more than an inode has room for", setting("a", 65_536), "ENOSPC"],
  ["a value that is too large", setting("a", 65_537), "EFBIG"],
])("setxattr() checks %s", (_, [name, length], code) => {
  const fs = sample();
  fs.writeFile("/other", bytes(0));
  expect(codeOf(() => fs.setxattr("/other", name, bytes(length)))).toBe(code);
  expect(fs.listxattr("/other")).toEqual(code === "none" ? [name] : []);
});

test("setxattr() refuses the 129th attribute of an inode, but not to replace one", () => {
  const fs = sample();
  for (let at = 2; at < 128; at++) fs.setxattr("/f", `n${at}`, bytes(1));
  expect(codeOf(() => fs.setxattr("/f", "more", bytes(0)))).toBe("ENOSPC");
  expect(codeOf(() => fs.setxattr("/f", "n2", bytes(9)))).toBe("none");
});

test("names and values count towards maxBytes until they are gone", () => {
  const fs = sample({ maxBytes: 40 });
  const { bytes: before } = fs.usage();
  fs.setxattr("/f", "user.c", bytes(5));
  expect(fs.usage().bytes).toBe(before + 11);
  expect(codeOf(() => fs.setxattr("/f", "user.c", bytes(30)))).toBe("EDQUOT");
  expect(fs.getxattr("/f", "user.c")).toEqual(bytes(5));
  fs.setxattr("/f", "user.c", bytes(1));
  expect(fs.usage().bytes).toBe(before + 7);
  fs.removexattr("/f", "user.c");
  expect(fs.usage().bytes).toBe(before);
  fs.unlink("/f");
  expect(fs.usage().bytes).toBe(before - 4 - 8 - 10);
});

test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["getxattr() of nothing", (fs) => fs.getxattr("/x", "a"), "ENOENT"],
  ["listxattr() of nothing", (fs) => fs.listxattr("/x"), "ENOENT"],
  ["setxattr() of nothing", (fs) => fs.setxattr("/x", "a", bytes(1)), "ENOENT"],
  ["removexattr() of nothing", (fs) => fs.removexattr("/x", "a"), "ENOENT"],
  ["setxattr() of what is read-only", (fs) => fs.setxattr("/ro", "a", bytes(1)), "EROFS"],
  ["removexattr() of what is read-only", (fs) => fs.removexattr("/ro", "a"), "EROFS"],
  ["setxattr() in a read-only mount", (fs) => fs.setxattr("/m", "a", bytes(1)), "EROFS"],
])("%s answers an error", (_, action, code) => {
  const fs = sample();
  fs.mkdir("/ro");
  fs.setReadOnly("/ro", true);
  fs.mount("/m", createFileSystem().sync, { readOnly: true });
  expect(codeOf(() => action(fs))).toBe(code);
});

test("attributes follow the journal, the image, snapshots and differences", () => {
  const fs = sample();
  const follower = createFileSystem().sync;
  for (const record of fs.image()) follower.apply(record);
  expect([...follower.image()]).toEqual([...fs.image()]);
  const records: JournalRecord[] = [];
  fs.onChange((record) => records.push(record));
  const before = fs.snapshot();
  fs.setxattr("/", "root", bytes(1));
  fs.setxattr("/f", "user.a", bytes(4, 2));
  fs.removexattr("/f", "user.b");
  expect(records.map(({ op }) => op)).toEqual(["xattr", "xattr", "xattr"]);
  for (const record of records) {
    follower.apply(record);
    follower.apply(record);
  }
  expect([...follower.image()]).toEqual([...fs.image()]);
  expect(fs.diff(before)).toEqual({ created: [], modified: ["/f"], deleted: [] });
  fs.setxattr("/f", "user.a", bytes(4));
  fs.setxattr("/f", "user.b", bytes(2));
  expect(fs.diff(before).modified).toEqual([]);
  fs.restore(before);
  expect(fs.listxattr("/")).toEqual([]);
});

test("a record's value is not the tree's, and the other way round", () => {
  const fs = sample();
  let seen: JournalRecord | undefined;
  fs.onChange((record) => {
    seen = record;
  });
  fs.setxattr("/f", "a", bytes(1));
  if (seen?.op === "xattr") seen.value?.fill(9);
  expect(fs.getxattr("/f", "a")).toEqual(bytes(1));
  const value = bytes(1);
  fs.apply({ op: "xattr", ino: fs.stat("/f").ino, name: "b", value, timeNs: 0n });
  value.fill(9);
  expect(fs.getxattr("/f", "b")).toEqual(bytes(1));
});
