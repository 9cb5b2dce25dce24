import { expect, test } from "vitest";
import { createFileSystem, type DirectoryEntry, FsError, type SyncFileSystem } from "./index.ts";

const text = (content: string) => new TextEncoder().encode(content);
const both = { read: true, write: true, create: true };

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
  return "none";
}

test.each<[string, number, number | undefined, string, number]>([
  ["at the offset", 3, undefined, "?abc?", 3],
  ["at a position, without moving", 2, 4, "?ef?", 0],
  ["up to the end", 8, 4, "?ef??????" + "?", 0],
  ["past the end", 2, 100, "????", 0],
  ["at the very end", 2, 6, "????", 0],
])(
  "read() writes only the bytes it returns when it reads %s",
  (_, length, at, expected, offset) => {
    const fs = createFileSystem().sync;
    fs.writeFile("/f", text("abcdef"));
    const file = fs.open("/f", { read: true });
    const memory = new Uint8Array(length + 2).fill(63);
    fs.read(file, memory.subarray(1, length + 1), at);
    expect(new TextDecoder().decode(memory)).toBe(expected);
    expect(file.offset).toBe(offset);
  },
);

test("read() gives zeros for holes, also over what the target held", () => {
  const fs = createFileSystem().sync;
  const file = fs.open("/f", both);
  fs.write(file, text("end"), 200_000);
  const target = new Uint8Array(200_010).fill(63);
  expect(fs.read(file, target, 0)).toBe(200_003);
  expect(target.subarray(0, 200_000).every((byte) => byte === 0)).toBe(true);
  expect([...target.subarray(200_000)]).toEqual([...text("end"), ...Array(7).fill(63)]);
});

test.each([65_530, 65_536, 131_071])("write() and read() meet across chunks at %i", (offset) => {
  const fs = createFileSystem().sync;
  const file = fs.open("/f", both);
  const content = new Uint8Array(140_000).map((_, at) => (at * 31) % 251);
  expect(fs.write(file, content, offset)).toBe(140_000);
  const target = new Uint8Array(140_000);
  expect(fs.read(file, target, offset)).toBe(140_000);
  expect(Buffer.compare(target, content)).toBe(0);
  expect(fs.fstat(file).size).toBe(offset + 140_000);
});

test("content is copied in and out, never kept", () => {
  const fs = createFileSystem().sync;
  const source = text("secret");
  fs.writeFile("/f", source);
  source.fill(0);
  const copy = fs.readFile("/f");
  expect(copy).toEqual(text("secret"));
  copy.fill(0);
  expect(fs.readFile("/f")).toEqual(text("secret"));
});

test("a file that is cut and extended again holds zeros where it held content", () => {
  const fs = createFileSystem().sync;
  fs.writeFile("/f", new Uint8Array(100_000).fill(7));
  const snapshot = fs.snapshot();
  fs.truncate("/f", 70_000);
  fs.truncate("/f", 10);
  fs.truncate("/f", 100_000);
  const content = fs.readFile("/f");
  expect(content.subarray(0, 10).every((byte) => byte === 7)).toBe(true);
  expect(content.subarray(10).every((byte) => byte === 0)).toBe(true);
  fs.restore(snapshot);
  expect(fs.readFile("/f").every((byte) => byte === 7)).toBe(true);
});

test("write() goes to the end of a file opened to append, wherever else it is asked to go", () => {
  const fs = createFileSystem().sync;
  fs.writeFile("/f", text("ab"));
  const file = fs.open("/f", { read: true, write: true, append: true });
  fs.write(file, text("c"));
  expect(file.offset).toBe(3);
  fs.write(file, text("d"), 0);
  expect(file.offset).toBe(3);
  fs.seek(file, 0, "set");
  fs.write(file, text(""));
  expect(file.offset).toBe(0);
  fs.write(file, text("e"));
  expect(fs.readFile("/f")).toEqual(text("abcde"));
});

test.each<["set" | "current" | "end", number, number | "EINVAL"]>([
  ["set", 2, 2],
  ["current", 1, 5],
  ["current", -4, 0],
  ["end", 0, 6],
  ["end", 10, 16],
  ["end", -6, 0],
  ["set", -1, "EINVAL"],
  ["current", -5, "EINVAL"],
  ["set", 0.5, "EINVAL"],
  ["end", Number.MAX_SAFE_INTEGER, "EINVAL"],
])("seek() from %s by %d gives %o", (whence, offset, expected) => {
  const fs = createFileSystem().sync;
  fs.writeFile("/f", text("abcdef"));
  const file = fs.open("/f", { read: true });
  fs.seek(file, 4, "set");
  if (expected === "EINVAL") {
    expect(codeOf(() => fs.seek(file, offset, whence))).toBe("EINVAL");
    expect(file.offset).toBe(4);
  } else {
    expect(fs.seek(file, offset, whence)).toBe(expected);
    expect(file.offset).toBe(expected);
  }
});

test("a gap between the old end and a write is zeros, and writing nothing leaves no gap", () => {
  const fs = createFileSystem().sync;
  const file = fs.open("/f", both);
  fs.seek(file, 4, "set");
  expect(fs.write(file, new Uint8Array(0))).toBe(0);
  expect(fs.fstat(file).size).toBe(0);
  fs.write(file, text("x"));
  expect([...fs.readFile("/f")]).toEqual([0, 0, 0, 0, 120]);
});

test("open() empties a file when asked to truncate it, and only then", () => {
  const fs = createFileSystem().sync;
  fs.writeFile("/f", text("abc"));
  fs.close(fs.open("/f", both));
  expect(fs.stat("/f").size).toBe(3);
  fs.close(fs.open("/f", { ...both, truncate: true }));
  expect(fs.stat("/f").size).toBe(0);
});

const other = createFileSystem().sync;
test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["read without the flag", (fs) => fs.read(fs.open("/f", {}), new Uint8Array(1)), "EBADF"],
  ["read a directory", (fs) => fs.read(fs.open("/", { read: true }), new Uint8Array(1)), "EISDIR"],
  ["write without the flag", (fs) => fs.write(fs.open("/f", { read: true }), text("x")), "EBADF"],
  ["cut without the flag", (fs) => fs.ftruncate(fs.open("/f", { read: true }), 0), "EBADF"],
  ["cut below zero", (fs) => fs.ftruncate(fs.open("/f", both), -1), "EINVAL"],
  ["read before the start", (fs) => fs.read(fs.open("/f", both), text("x"), -1), "EINVAL"],
  ["read at a fraction", (fs) => fs.read(fs.open("/f", both), text("x"), 0.5), "EINVAL"],
  ["read at NaN", (fs) => fs.read(fs.open("/f", both), text("x"), Number.NaN), "EINVAL"],
  ["write before the start", (fs) => fs.write(fs.open("/f", both), text("x"), -1), "EINVAL"],
  [
    "write past 2^53",
    (fs) => fs.write(fs.open("/f", both), text("xx"), Number.MAX_SAFE_INTEGER),
    "EFBIG",
  ],
  ["list a file", (fs) => fs.entries(fs.open("/f", {})), "ENOTDIR"],
  ["a file's path", (fs) => fs.pathOf(fs.open("/f", {})), "ENOTDIR"],
  ["start at a file", (fs) => fs.stat("x", { base: fs.open("/f", {}) }), "ENOTDIR"],
  ["another filesystem's file", (fs) => fs.fstat(other.open("/", {})), "EBADF"],
  ["another filesystem's base", (fs) => fs.stat("x", { base: other.open("/", {}) }), "EBADF"],
  ["what is no file", (fs) => fs.fstat({ ino: 1, flags: {}, offset: 0 }), "EBADF"],
])("open files refuse to %s", (_, action, code) => {
  const fs = createFileSystem().sync;
  fs.writeFile("/f", text("abc"));
  expect(codeOf(() => action(fs))).toBe(code);
});

test("a closed file answers EBADF to every call", () => {
  const fs = createFileSystem().sync;
  const file = fs.open("/f", both);
  fs.close(file);
  const calls = [
    () => fs.close(file),
    () => fs.read(file, new Uint8Array(1)),
    () => fs.write(file, text("x")),
    () => fs.seek(file, 0, "set"),
    () => fs.ftruncate(file, 0),
    () => fs.fstat(file),
    () => fs.fchmod(file, 0),
    () => fs.futimes(file, {}),
    () => fs.entries(file),
  ];
  for (const call of calls) expect(codeOf(call)).toBe("EBADF");
  expect(fs.usage().openFiles).toBe(0);
});

test("an unlinked file lives until its last close, and counts until then", () => {
  const fs = createFileSystem().sync;
  fs.writeFile("/f", text("abc"));
  const [one, second] = [fs.open("/f", both), fs.open("/f", both)];
  fs.unlink("/f");
  expect(fs.exists("/f")).toBe(false);
  fs.writeFile("/f", text("new"));
  fs.close(one);
  expect(fs.write(second, text("de"), 3)).toBe(2);
  const target = new Uint8Array(5);
  expect(fs.read(second, target, 0)).toBe(5);
  expect(target).toEqual(text("abcde"));
  expect(fs.fstat(second).nlink).toBe(0);
  expect(fs.usage()).toMatchObject({ bytes: 5 + 4, nodes: 3, openFiles: 1 });
  fs.close(second);
  expect(fs.usage()).toMatchObject({ bytes: 4, nodes: 2, openFiles: 0 });
});

test("a file that rename() replaces lives on while it is open", () => {
  const fs = createFileSystem().sync;
  fs.writeFile("/old", text("old"));
  fs.writeFile("/new", text("new"));
  const file = fs.open("/old", { read: true });
  fs.rename("/new", "/old");
  const target = new Uint8Array(3);
  fs.read(file, target);
  expect(target).toEqual(text("old"));
  expect(fs.readFile("/old")).toEqual(text("new"));
});

test("open files see what others write, also after a snapshot", () => {
  const fs = createFileSystem().sync;
  const [one, second] = [fs.open("/f", both), fs.open("/f", both)];
  fs.write(one, text("abc"));
  fs.snapshot();
  fs.write(one, text("d"));
  const target = new Uint8Array(4);
  expect(fs.read(second, target)).toBe(4);
  expect(target).toEqual(text("abcd"));
});

test.each([5, 1000, 1200])("entries() gives each of %i names that stay exactly once", (count) => {
  const fs = createFileSystem().sync;
  for (let at = 0; at < count; at++) fs.writeFile(`/keep${at}`, text(""));
  for (let at = 0; at < count; at++) fs.writeFile(`/drop${at}`, text(""));
  const directory = fs.open("/", {});
  const found: DirectoryEntry[] = [];
  let at = 0;
  for (const entry of fs.entries(directory)) {
    found.push(entry);
    // Names go and come, the table is copied and changes its shape, all while it is listed.
    if (at < count) fs.unlink(`/drop${at}`);
    if (at === 2) fs.snapshot();
    if (at < count) fs.writeFile(`/late${at}`, text(""));
    if (at === 4) for (let more = 0; more < 1100; more++) fs.writeFile(`/more${more}`, text(""));
    if (at > 5000) break;
    at += 1;
  }
  const names = found.map((entry) => entry.name);
  expect(new Set(names).size).toBe(names.length);
  for (let kept = 0; kept < count; kept++) expect(names).toContain(`keep${kept}`);
  expect(found.map((entry) => entry.cookie)).toEqual(
    found.map((entry) => entry.cookie).sort((one, next) => one - next),
  );
});

test.each([10, 700, 1300])(
  "entries() goes on after a cookie in a directory of %i names",
  (count) => {
    const fs = createFileSystem().sync;
    for (let at = 0; at < count; at++) fs.symlink("x", `/f${at}`);
    const directory = fs.open("/", {});
    const names: string[] = [];
    for (let cookie = 0; ; ) {
      const [next] = fs.entries(directory, cookie);
      if (next === undefined) break;
      expect(next.type).toBe("symlink");
      names.push(next.name);
      cookie = next.cookie;
      fs.unlink(`/${next.name}`);
    }
    expect(names).toEqual(Array.from({ length: count }, (_, at) => `f${at}`));
  },
);

test("names that come from very long paths are whole", () => {
  const fs = createFileSystem().sync;
  const name = "a-name-of-thirty-two-characters-";
  const path = `${"/.".repeat(1800)}/${name}`;
  fs.writeFile(path, text("x"));
  fs.rename(path, `${path}2`);
  expect(fs.readdir("/").map((entry) => entry.name)).toEqual([`${name}2`]);
});
