import { expect, test } from "vitest";
import { createFileSystem, FsError, type JournalRecord, type SyncFileSystem } from "./index.ts";

const text = (content: string) => new TextEncoder().encode(content);
const read = (fs: SyncFileSystem, path: string) => new TextDecoder().decode(fs.readFile(path));
const long = (length: number) => "x".repeat(length);

/** `/d/f` "data", `/d/e` empty directory, `/d/s` → f, `/d/up` → .., `/d/abs` → /d/f, a loop and a dangling link. */
function sample(): SyncFileSystem {
  const fs = createFileSystem({ now: () => 5n }).sync;
  fs.mkdir("/d");
  fs.mkdir("/d/e");
  fs.mkdir("/d/full");
  fs.writeFile("/d/full/x", text("x"));
  fs.writeFile("/d/f", text("data"));
  fs.symlink("f", "/d/s");
  fs.symlink("..", "/d/up");
  fs.symlink("/d/f", "/d/abs");
  fs.symlink("loop", "/d/loop");
  fs.symlink("nothing", "/d/dangling");
  fs.symlink("/d/new-file", "/d/to-new");
  return fs;
}

/** The code, call and path of the error that `action` throws. */
function failureOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return `${error.code} ${error.syscall} ${error.path ?? "-"}`;
    throw error;
  }
  return "no error";
}

test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["a missing name", (fs) => fs.stat("/d/no"), "ENOENT stat /d/no"],
  ["an empty path", (fs) => fs.stat(""), "ENOENT stat "],
  ["a missing directory", (fs) => fs.stat("/no/f"), "ENOENT stat /no/f"],
  ["a file as directory", (fs) => fs.stat("/d/f/x"), "ENOTDIR stat /d/f/x"],
  ["a file with a slash", (fs) => fs.lstat("/d/f/"), "ENOTDIR lstat /d/f/"],
  ["a file, then ..", (fs) => fs.stat("/d/f/.."), "ENOTDIR stat /d/f/.."],
  ["a loop", (fs) => fs.stat("/d/loop"), "ELOOP stat /d/loop"],
  ["a dangling link", (fs) => fs.stat("/d/dangling"), "ENOENT stat /d/dangling"],
  ["NUL", (fs) => fs.stat("/d\0"), "EINVAL stat /d\0"],
  ["a lone surrogate", (fs) => fs.stat("/\ud800"), "EILSEQ stat /\ud800"],
  ["a long name", (fs) => fs.stat(`/${long(256)}`), `ENAMETOOLONG stat /${long(256)}`],
  ["a long path", (fs) => fs.stat(long(5000)), `ENAMETOOLONG stat ${long(4095)}`],
])("stat() and lstat() throw when given %s", (_, action, expected) => {
  expect(failureOf(() => action(sample()))).toBe(expected);
});

test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["open: missing", (fs) => fs.open("/d/no", {}), "ENOENT open /d/no"],
  ["open: exists", (fs) => fs.open("/d/f", { create: true, exclusive: true }), "EEXIST open /d/f"],
  [
    "open: exclusive on a dangling link",
    (fs) => fs.open("/d/dangling", { create: true, exclusive: true }),
    "EEXIST open /d/dangling",
  ],
  ["open: write a directory", (fs) => fs.open("/d", { write: true }), "EISDIR open /d"],
  ["open: create a directory", (fs) => fs.open("/d", { create: true }), "EISDIR open /d"],
  ["open: truncate a directory", (fs) => fs.open("/d", { truncate: true }), "EISDIR open /d"],
  ["open: create with a slash", (fs) => fs.open("/d/n/", { create: true }), "EISDIR open /d/n/"],
  ["open: file as directory", (fs) => fs.open("/d/f", { directory: true }), "ENOTDIR open /d/f"],
  [
    "open: create a directory by open",
    (fs) => fs.open("/d/n", { create: true, directory: true }),
    "EINVAL open /d/n",
  ],
  [
    "open: a link unfollowed",
    (fs) => fs.open("/d/s", { read: true }, 0, { follow: false }),
    "ELOOP open /d/s",
  ],
  [
    "open: a link unfollowed as directory",
    (fs) => fs.open("/d/up", { directory: true }, 0, { follow: false }),
    "ENOTDIR open /d/up",
  ],
  ["mkdir: exists", (fs) => fs.mkdir("/d"), "EEXIST mkdir /d"],
  ["mkdir: root", (fs) => fs.mkdir("/"), "EEXIST mkdir /"],
  ["mkdir: dot", (fs) => fs.mkdir("/d/."), "EEXIST mkdir /d/."],
  ["mkdir: parent missing", (fs) => fs.mkdir("/no/x"), "ENOENT mkdir /no/x"],
  ["mkdir: parent is a file", (fs) => fs.mkdir("/d/f/x"), "ENOTDIR mkdir /d/f/x"],
  ["rmdir: not empty", (fs) => fs.rmdir("/d"), "ENOTEMPTY rmdir /d"],
  ["rmdir: file", (fs) => fs.rmdir("/d/f"), "ENOTDIR rmdir /d/f"],
  ["rmdir: symlink to a directory", (fs) => fs.rmdir("/d/up"), "ENOTDIR rmdir /d/up"],
  ["rmdir: root", (fs) => fs.rmdir("/"), "EBUSY rmdir /"],
  ["rmdir: dot", (fs) => fs.rmdir("/d/e/."), "EINVAL rmdir /d/e/."],
  ["rmdir: dotdot", (fs) => fs.rmdir("/d/e/.."), "ENOTEMPTY rmdir /d/e/.."],
  ["rmdir: missing", (fs) => fs.rmdir("/no"), "ENOENT rmdir /no"],
  ["unlink: directory", (fs) => fs.unlink("/d/e"), "EISDIR unlink /d/e"],
  ["unlink: dot", (fs) => fs.unlink("/d/."), "EISDIR unlink /d/."],
  ["unlink: slash", (fs) => fs.unlink("/d/f/"), "ENOTDIR unlink /d/f/"],
  ["unlink: missing", (fs) => fs.unlink("/d/no"), "ENOENT unlink /d/no"],
  ["rename: missing", (fs) => fs.rename("/d/no", "/x"), "ENOENT rename /d/no"],
  ["rename: no parent", (fs) => fs.rename("/d/f", "/no/x"), "ENOENT rename /no/x"],
  ["rename: directory over file", (fs) => fs.rename("/d/e", "/d/f"), "ENOTDIR rename /d/e"],
  ["rename: file over directory", (fs) => fs.rename("/d/f", "/d/e"), "EISDIR rename /d/f"],
  ["rename: over non-empty", (fs) => fs.rename("/d/e", "/d/full"), "ENOTEMPTY rename /d/e"],
  ["rename: over its own parent", (fs) => fs.rename("/d/f", "/d"), "ENOTEMPTY rename /d/f"],
  ["rename: into itself", (fs) => fs.rename("/d", "/d/e/d"), "EINVAL rename /d"],
  ["rename: onto its own child", (fs) => fs.rename("/d", "/d/e"), "EINVAL rename /d"],
  ["rename: root", (fs) => fs.rename("/", "/x"), "EBUSY rename /"],
  ["rename: to dot", (fs) => fs.rename("/d/e", "/d/."), "EBUSY rename /d/e"],
  ["rename: file with slash", (fs) => fs.rename("/d/f/", "/x"), "ENOTDIR rename /d/f/"],
  ["rename: file to slash", (fs) => fs.rename("/d/f", "/x/"), "ENOTDIR rename /d/f"],
  ["link: exists", (fs) => fs.link("/d/f", "/d/s"), "EEXIST link /d/s"],
  ["link: directory", (fs) => fs.link("/d/e", "/x"), "EPERM link /d/e"],
  ["link: missing", (fs) => fs.link("/no", "/x"), "ENOENT link /no"],
  ["link: slash", (fs) => fs.link("/d/f", "/x/"), "ENOENT link /x/"],
  ["symlink: exists", (fs) => fs.symlink("a", "/d/s"), "EEXIST symlink /d/s"],
  ["symlink: empty target", (fs) => fs.symlink("", "/x"), "ENOENT symlink /x"],
  ["symlink: NUL in target", (fs) => fs.symlink("a\0", "/x"), "EINVAL symlink /x"],
  ["symlink: long target", (fs) => fs.symlink(long(4096), "/x"), "ENAMETOOLONG symlink /x"],
  ["readlink: file", (fs) => fs.readlink("/d/f"), "EINVAL readlink /d/f"],
  ["readdir: file", (fs) => fs.readdir("/d/f"), "ENOTDIR scandir /d/f"],
  ["readFile: directory", (fs) => fs.readFile("/d"), "EISDIR read /d"],
  ["readFile: link unfollowed", (fs) => fs.readFile("/d/s", { follow: false }), "ELOOP read /d/s"],
  ["writeFile: directory", (fs) => fs.writeFile("/d", text("")), "EISDIR open /d"],
  ["truncate: directory", (fs) => fs.truncate("/d", 0), "EISDIR truncate /d"],
  ["truncate: below zero", (fs) => fs.truncate("/d/f", -1), "EINVAL truncate -"],
  [
    "truncate: link unfollowed",
    (fs) => fs.truncate("/d/s", 0, { follow: false }),
    "EINVAL truncate /d/s",
  ],
  ["chmod: missing", (fs) => fs.chmod("/no", 0), "ENOENT chmod /no"],
  ["utimes: too late", (fs) => fs.utimes("/d/f", { atimeNs: 2n ** 63n }), "EINVAL utimes /d/f"],
  ["realpath: missing", (fs) => fs.realpath("/d/no"), "ENOENT realpath /d/no"],
  ["setReadOnly: missing", (fs) => fs.setReadOnly("/no", true), "ENOENT setReadOnly /no"],
])("%s throws and changes nothing", (_, action, expected) => {
  const fs = sample();
  const before = fs.snapshot();
  const image = [...fs.image()];
  expect(failureOf(() => action(fs))).toBe(expected);
  expect([...fs.image()]).toEqual(image);
  expect(fs.usage()).toMatchObject({ bytes: before.bytes, nodes: before.nodes, openFiles: 0 });
});

test.each<[string, Parameters<SyncFileSystem["stat"]>[1], string]>([
  ["..", {}, "ENOTCAPABLE stat .."],
  ["e/../..", {}, "ENOTCAPABLE stat e/../.."],
  ["/d/f", {}, "ENOTCAPABLE stat /d/f"],
  ["up", {}, "ENOTCAPABLE stat up"],
  ["up/d/f", {}, "ENOTCAPABLE stat up/d/f"],
  ["abs", {}, "ENOTCAPABLE stat abs"],
  ["up", { follow: false }, "no error"],
  ["abs", { follow: false }, "no error"],
  ["e/../f", {}, "no error"],
  ["s", {}, "no error"],
  ["e/..", {}, "no error"],
  [".", {}, "no error"],
  ["e/../../d/f", {}, "ENOTCAPABLE stat e/../../d/f"],
])("stat(%o) beneath a directory with %o gives %s", (path, at, expected) => {
  const fs = sample();
  const base = fs.open("/d", { directory: true });
  expect(failureOf(() => fs.stat(path, { ...at, base, beneath: true }))).toBe(expected);
});

test.each<[string, (fs: SyncFileSystem, at: object) => unknown]>([
  ["mkdir", (fs, at) => fs.mkdir("../x", 0o777, at)],
  ["unlink", (fs, at) => fs.unlink("up/d/f", at)],
  ["rename", (fs, at) => fs.rename("f", "../x", at, at)],
  ["open through a link", (fs, at) => fs.open("to-new", { create: true }, 0, at)],
  ["symlink", (fs, at) => fs.symlink("x", "/x", at)],
  ["link", (fs, at) => fs.link("f", "up/x", at, at)],
])("%s refuses to leave the directory it is beneath", (_, action) => {
  const fs = sample();
  const base = fs.open("/d", { directory: true });
  expect(failureOf(() => action(fs, { base, beneath: true }))).toMatch(/^ENOTCAPABLE/);
  expect(fs.readdir("/").map((entry) => entry.name)).toEqual(["d"]);
});

test("a base directory is where relative paths start, also after it has moved", () => {
  const fs = sample();
  const base = fs.open("/d", { directory: true });
  fs.rename("/d", "/moved");
  fs.writeFile("new", text("n"), { base });
  expect(read(fs, "/moved/new")).toBe("n");
  expect(fs.pathOf(base)).toBe("/moved");
  expect(fs.exists("/d", { base })).toBe(false);
  expect(fs.parentIno(base)).toBe(fs.stat("/").ino);
});

test("a removed directory that is open is empty and takes nothing", () => {
  const fs = sample();
  const base = fs.open("/d/e", { directory: true });
  fs.rmdir("/d/e");
  expect(fs.fstat(base).nlink).toBe(0);
  expect([...fs.entries(base)]).toEqual([]);
  expect(failureOf(() => fs.mkdir("x", 0, { base }))).toBe("ENOENT mkdir x");
  expect(failureOf(() => fs.rename("/d/f", "x", {}, { base }))).toBe("ENOENT rename /d/f");
  expect(failureOf(() => fs.pathOf(base))).toBe("ENOENT getcwd -");
  const { nodes } = fs.usage();
  fs.close(base);
  expect(fs.usage().nodes).toBe(nodes - 1);
});

test.each<[string, string]>([
  ["/d/s", "/d/f"],
  ["/d/up/d/./e/../s", "/d/f"],
  ["/../d/abs", "/d/f"],
  ["/d/up", "/"],
  ["/d//e/", "/d/e"],
])("realpath(%o) is %o", (path, expected) => {
  expect(sample().realpath(path)).toBe(expected);
});

test("symlinks are followed 40 deep and no deeper", () => {
  const fs = createFileSystem().sync;
  fs.writeFile("/0", text("end"));
  for (let at = 1; at <= 41; at++) fs.symlink(`${at - 1}`, `/${at}`);
  expect(read(fs, "/40")).toBe("end");
  expect(failureOf(() => fs.stat("/41"))).toBe("ELOOP stat /41");
});

test.each([
  ["a name of 255 bytes", long(255), undefined],
  ["a name of 256 bytes", long(256), "ENAMETOOLONG"],
  ["a name of 255 bytes in UTF-8", `${"é".repeat(127)}x`, undefined],
  ["a name of 256 bytes in UTF-8", "é".repeat(128), "ENAMETOOLONG"],
  ["a line feed and a quote", "a\n'\"", undefined],
  ["the name of an object's property", "__proto__", undefined],
  ["another of them", "constructor", undefined],
  ["text that looks like an escape", "%2e%2e%2f", undefined],
  ["a backslash", "..\\..\\etc", undefined],
  ["two normal forms of one letter", "\u00e9", undefined],
  ["a lone surrogate", "a\udfff", "EILSEQ"],
  ["NUL", "a\0b", "EINVAL"],
])("writeFile() keeps the name as it is, or refuses it, when it is %s", (_, name, code) => {
  const fs = createFileSystem().sync;
  const failure = failureOf(() => fs.writeFile(`/${name}`, text("x")));
  if (code !== undefined) {
    expect(failure.startsWith(code)).toBe(true);
    expect(fs.readdir("/")).toEqual([]);
    return;
  }
  expect(failure).toBe("no error");
  expect(fs.readdir("/").map((entry) => entry.name)).toEqual([name]);
  expect(fs.exists("/e\u0301")).toBe(false);
});

test("rename() replaces a file, an empty directory and nothing else", () => {
  const fs = sample();
  fs.rename("/d/f", "/d/s");
  expect(fs.lstat("/d/s").type).toBe("file");
  fs.rename("/d/full", "/d/e");
  expect(read(fs, "/d/e/x")).toBe("x");
  expect(fs.exists("/d/full")).toBe(false);
  expect(fs.lstat("/d").nlink).toBe(3);
  fs.rename("/d/e/", "/moved/");
  expect(fs.lstat("/d").nlink).toBe(2);
  expect(fs.lstat("/").nlink).toBe(4);
});

test("rename() does nothing when both names are the same file", () => {
  const fs = sample();
  fs.link("/d/f", "/d/g");
  const records: JournalRecord[] = [];
  fs.onChange((record) => records.push(record));
  fs.rename("/d/f", "/d/g");
  fs.rename("/d/f", "/d/f");
  fs.rename("/d/e", "/d/e");
  expect(records).toEqual([]);
  expect(fs.stat("/d/f")).toEqual(fs.stat("/d/g"));
});

test("link() counts names, and unlink() frees the last one", () => {
  const fs = sample();
  const { bytes, nodes } = fs.usage();
  fs.link("/d/f", "/d/g");
  fs.link("/d/s", "/l");
  fs.link("/d/s", "/followed", { follow: true });
  expect(fs.lstat("/l").type).toBe("symlink");
  expect(fs.stat("/followed").nlink).toBe(3);
  expect(fs.usage()).toMatchObject({ bytes: bytes + 1 + 1 + 8, nodes: nodes + 3 });
  for (const path of ["/d/g", "/l", "/followed"]) fs.unlink(path);
  expect(fs.usage()).toMatchObject({ bytes, nodes });
  expect(fs.stat("/d/f").nlink).toBe(1);
  fs.unlink("/d/f");
  expect(fs.usage()).toMatchObject({ bytes: bytes - 4 - 1, nodes: nodes - 1 });
});

test("every change sets the times that POSIX names", () => {
  let now = 0n;
  const fs = createFileSystem({ now: () => now }).sync;
  const times = (path: string) => {
    const { atimeNs, mtimeNs, ctimeNs, birthtimeNs } = fs.lstat(path);
    return [birthtimeNs, atimeNs, mtimeNs, ctimeNs].map(Number);
  };
  const at = (time: bigint, action: () => void) => {
    now = time;
    action();
  };
  at(1n, () => fs.mkdir("/d"));
  at(2n, () => fs.writeFile("/d/f", text("abc")));
  expect(times("/d")).toEqual([1, 1, 2, 2]);
  at(3n, () => fs.writeFile("/d/f", text("a")));
  expect(times("/d/f")).toEqual([2, 2, 3, 3]);
  at(4n, () => fs.truncate("/d/f", 9));
  expect(times("/d/f")).toEqual([2, 2, 4, 4]);
  at(5n, () => fs.chmod("/d/f", 0o600));
  expect(times("/d/f")).toEqual([2, 2, 4, 5]);
  at(6n, () => fs.link("/d/f", "/g"));
  expect(times("/d/f")).toEqual([2, 2, 4, 6]);
  expect(times("/d")).toEqual([1, 1, 2, 2]);
  at(7n, () => fs.unlink("/g"));
  expect(times("/d/f")).toEqual([2, 2, 4, 7]);
  expect(times("/")).toEqual([0, 0, 7, 7]);
  at(8n, () => fs.rename("/d/f", "/f"));
  expect(times("/f")).toEqual([2, 2, 4, 8]);
  expect(times("/d")).toEqual([1, 1, 8, 8]);
  at(9n, () => fs.utimes("/f", { atimeNs: 77n, mtimeNs: "now" }));
  expect(times("/f")).toEqual([2, 77, 9, 9]);
  at(10n, () => fs.utimes("/f", {}));
  expect(times("/f")).toEqual([2, 77, 9, 10]);
  at(11n, () => fs.readFile("/f"));
  expect(times("/f")).toEqual([2, 77, 9, 10]);
  at(12n, () => fs.writeFile("/f", text("")));
  at(13n, () => fs.writeFile("/f", text("")));
  expect(times("/f")).toEqual([2, 77, 13, 13]);
});

test("modes keep the permission bits that are set, with the usual umask for what is new", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/d");
  fs.close(fs.open("/f", { create: true }));
  fs.close(fs.open("/x", { create: true }, 0o7777));
  fs.symlink("f", "/l");
  const mode = (path: string) => fs.lstat(path).mode.toString(8);
  expect(["/", "/d", "/f", "/x", "/l"].map(mode)).toEqual([
    "40755",
    "40755",
    "100644",
    "107755",
    "120777",
  ]);
  fs.chmod("/l", 0o100777);
  expect(mode("/f")).toBe("100777");
  const file = fs.open("/f", {});
  fs.fchmod(file, 0o1234);
  fs.futimes(file, { mtimeNs: 3n });
  expect(fs.fstat(file)).toMatchObject({ mode: 0o101234, mtimeNs: 3n, ino: file.ino });
  fs.chmod("/l", 0o700, { follow: false });
  expect([mode("/l"), mode("/f")]).toEqual(["120700", "101234"]);
});

test("setReadOnly() refuses every change to what is below, and to the path itself", () => {
  const fs = sample();
  const open = fs.open("/d/f", { read: true, write: true });
  fs.setReadOnly("/d", true);
  const changes: (() => unknown)[] = [
    () => fs.writeFile("/d/f", text("x")),
    () => fs.writeFile("/d/new", text("x")),
    () => fs.writeFile("/d/full/x", text("x")),
    () => fs.write(open, text("x")),
    () => fs.ftruncate(open, 0),
    () => fs.truncate("/d/f", 0),
    () => fs.open("/d/f", { write: true }),
    () => fs.open("/d/f", { truncate: true }),
    () => fs.mkdir("/d/new"),
    () => fs.symlink("x", "/d/new"),
    () => fs.link("/d/f", "/new"),
    () => fs.unlink("/d/f"),
    () => fs.unlink("/d/s"),
    () => fs.rmdir("/d/e"),
    () => fs.rename("/d/f", "/f"),
    () => fs.rename("/d", "/x"),
    () => fs.chmod("/d", 0),
    () => fs.fchmod(open, 0),
    () => fs.utimes("/d/f", {}),
  ];
  const image = [...fs.image()];
  for (const change of changes) expect(failureOf(change)).toMatch(/^EROFS/);
  expect([...fs.image()]).toEqual(image);
  fs.writeFile("/elsewhere", text("x"));
  expect(failureOf(() => fs.rename("/elsewhere", "/d/f"))).toMatch(/^EROFS/);
  expect(fs.write(fs.open("/elsewhere", { write: true }), text("y"))).toBe(1);
  fs.close(fs.open("/d/f", { read: true, create: true }));
  fs.setReadOnly("/d", false);
  for (const change of changes.slice(0, 5)) expect(failureOf(change)).toBe("no error");
});

test("restore() is refused while files are open and for another filesystem's snapshot", () => {
  const fs = sample();
  const snapshot = fs.snapshot();
  const open = fs.open("/d/f", {});
  expect(failureOf(() => fs.restore(snapshot))).toBe("EBUSY restore -");
  fs.close(open);
  expect(failureOf(() => sample().restore(snapshot))).toBe("EINVAL snapshot -");
  expect(failureOf(() => fs.restore({ bytes: 0, nodes: 0 }))).toBe("EINVAL snapshot -");
  expect(fs.generation).toBe(0);
  fs.restore(snapshot);
  expect(fs.generation).toBe(1);
});

test("restore() gives new files the numbers that they would have had", () => {
  const fs = sample();
  const snapshot = fs.snapshot();
  fs.writeFile("/one", text("1"));
  const { ino } = fs.stat("/one");
  fs.restore(snapshot);
  fs.writeFile("/other", text("2"));
  expect(fs.stat("/other").ino).toBe(ino);
});

test("restore() frees what was open without a name when the snapshot was taken", () => {
  const fs = sample();
  const file = fs.open("/d/f", { read: true });
  fs.unlink("/d/f");
  const snapshot = fs.snapshot();
  const { bytes, nodes } = fs.usage();
  fs.close(file);
  fs.restore(snapshot);
  expect(fs.usage()).toMatchObject({ bytes: bytes - 4, nodes: nodes - 1 });
});

test("restore() tells listeners nothing", () => {
  const fs = sample();
  const snapshot = fs.snapshot();
  fs.unlink("/d/f");
  const records: JournalRecord[] = [];
  fs.onChange((record) => records.push(record));
  fs.restore(snapshot);
  expect(records).toEqual([]);
});

test("onChange() tells each change in order until it is ended", () => {
  const fs = createFileSystem({ now: () => 9n }).sync;
  const records: JournalRecord[] = [];
  const end = fs.onChange((record) => records.push(record));
  fs.mkdir("/d");
  fs.writeFile("/d/f", text("abc"));
  fs.rename("/d/f", "/g");
  end();
  fs.unlink("/g");
  const timeNs = 9n;
  expect(records).toEqual([
    { op: "create", ino: 2, parent: 1, name: "d", mode: 0o40755, timeNs },
    { op: "create", ino: 3, parent: 2, name: "f", mode: 0o100644, timeNs },
    { op: "write", ino: 3, offset: 0, bytes: text("abc"), timeNs },
    { op: "rename", parent: 2, name: "f", newParent: 1, newName: "g", timeNs },
  ]);
});

test("onChange() splits a large write into records of a chunk", () => {
  const fs = createFileSystem().sync;
  const records: JournalRecord[] = [];
  fs.onChange((record) => records.push(record));
  const content = new Uint8Array(150_000).map((_, at) => at % 253);
  fs.writeFile("/f", content);
  const writes = records.filter((record) => record.op === "write");
  expect(writes.map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
    [0, 65_536],
    [65_536, 65_536],
    [131_072, 18_928],
  ]);
  expect(Buffer.concat(writes.map(({ bytes }) => bytes)).equals(content)).toBe(true);
});

test("a file without a name is told about no more", () => {
  const fs = sample();
  const file = fs.open("/d/f", { read: true, write: true });
  fs.unlink("/d/f");
  const records: JournalRecord[] = [];
  fs.onChange((record) => records.push(record));
  fs.write(file, text("more"));
  fs.ftruncate(file, 2);
  fs.fchmod(file, 0);
  expect(records).toEqual([]);
  expect(fs.fstat(file).size).toBe(2);
});
