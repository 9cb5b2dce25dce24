import { expect, test } from "vitest";
import { createFileSystem, type FileSystemOptions, FsError, type SyncFileSystem } from "./index.ts";

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
  return "none";
}

const bytes = (length: number) => new Uint8Array(length).fill(1);
const writing = { write: true, create: true };

/** `/f` of 10 bytes and `/d`: 12 bytes with the names, 3 nodes with the root. */
function limited(options: FileSystemOptions): SyncFileSystem {
  const fs = createFileSystem(options).sync;
  fs.writeFile("/f", bytes(10));
  fs.mkdir("/d");
  return fs;
}

test.each<[string, FileSystemOptions, (fs: SyncFileSystem) => unknown, string]>([
  ["the last byte", { maxBytes: 22 }, (fs) => fs.truncate("/f", 20), "none"],
  ["one byte more", { maxBytes: 22 }, (fs) => fs.truncate("/f", 21), "EDQUOT"],
  ["a hole", { maxBytes: 22 }, (fs) => fs.write(fs.open("/f", writing), bytes(1), 20), "EDQUOT"],
  ["a name", { maxBytes: 22 }, (fs) => fs.mkdir("/0123456789"), "none"],
  ["a longer name", { maxBytes: 22 }, (fs) => fs.mkdir("/0123456789a"), "EDQUOT"],
  ["a name in UTF-8", { maxBytes: 22 }, (fs) => fs.mkdir("/éééééé"), "EDQUOT"],
  ["a target", { maxBytes: 22 }, (fs) => fs.symlink("123456789", "/s"), "none"],
  ["a longer target", { maxBytes: 22 }, (fs) => fs.symlink("1234567890", "/s"), "EDQUOT"],
  ["a link's name", { maxBytes: 22 }, (fs) => fs.link("/f", "/0123456789a"), "EDQUOT"],
  ["a longer name by rename", { maxBytes: 22 }, (fs) => fs.rename("/f", "/0123456789a"), "none"],
  ["too long a name", { maxBytes: 22 }, (fs) => fs.rename("/f", "/0123456789abc"), "EDQUOT"],
  ["new content in place of old", { maxBytes: 12 }, (fs) => fs.writeFile("/f", bytes(10)), "none"],
  ["too much new content", { maxBytes: 12 }, (fs) => fs.writeFile("/f", bytes(11)), "EDQUOT"],
  ["less content at the limit", { maxBytes: 12 }, (fs) => fs.truncate("/f", 3), "none"],
  ["a replacing rename at the limit", { maxBytes: 13 }, replaceAtLimit, "none"],
  ["a node", { maxNodes: 4 }, (fs) => fs.mkdir("/x"), "none"],
  ["a directory too many", { maxNodes: 3 }, (fs) => fs.mkdir("/x"), "EDQUOT"],
  ["a file too many", { maxNodes: 3 }, (fs) => fs.open("/x", writing), "EDQUOT"],
  ["a symlink too many", { maxNodes: 3 }, (fs) => fs.symlink("a", "/x"), "EDQUOT"],
  ["a hard link too many", { maxNodes: 3 }, (fs) => fs.link("/f", "/x"), "EDQUOT"],
  ["a second open file", { maxOpenFiles: 1 }, openTwice, "EMFILE"],
  ["a file of the limit", { maxFileBytes: 20 }, (fs) => fs.truncate("/f", 20), "none"],
  ["a larger file", { maxFileBytes: 20 }, (fs) => fs.truncate("/f", 21), "EFBIG"],
  [
    "a write past it",
    { maxFileBytes: 20 },
    (fs) => fs.write(fs.open("/f", writing), bytes(2), 19),
    "EFBIG",
  ],
  ["the deepest path", { maxDepth: 2 }, (fs) => fs.mkdir("/d/x"), "none"],
  ["a deeper path", { maxDepth: 1 }, (fs) => fs.mkdir("/d/x"), "EDQUOT"],
  ["a deeper file", { maxDepth: 1 }, (fs) => fs.writeFile("/d/x", bytes(0)), "EDQUOT"],
  ["a deeper name by rename", { maxDepth: 1 }, (fs) => fs.rename("/f", "/d/f"), "EDQUOT"],
  ["a deeper name by link", { maxDepth: 1 }, (fs) => fs.link("/f", "/d/f"), "EDQUOT"],
])("the quota is asked before a change, and holds, for %s", (_, options, action, code) => {
  const fs = limited(options);
  const before = JSON.stringify([fs.usage().bytes, fs.usage().nodes, [...fs.readdir("/")]]);
  expect(codeOf(() => action(fs))).toBe(code);
  const after = JSON.stringify([fs.usage().bytes, fs.usage().nodes, [...fs.readdir("/")]]);
  if (code === "EDQUOT") expect(after).toBe(before);
  expect(fs.usage().bytes).toBeLessThanOrEqual(fs.usage().maxBytes);
});

function replaceAtLimit(fs: SyncFileSystem): void {
  fs.mkdir("/e");
  fs.rename("/e", "/d");
}

function openTwice(fs: SyncFileSystem): void {
  fs.open("/f", {});
  fs.open("/new", writing);
}

test.each([
  ["a tree of files", 3, ["/d/x/", "/d/x/f"], "EDQUOT"],
  ["the same where it fits", 4, ["/d/x/", "/d/x/f"], "none"],
  ["empty directories", 3, ["/d/x/", "/d/x/y/"], "EDQUOT"],
  ["the same where they fit", 4, ["/d/x/", "/d/x/y/"], "none"],
  ["one empty directory", 2, [], "none"],
])("rename() looks at the depth of all below when it moves %s", (_, maxDepth, paths, code) => {
  const fs = createFileSystem({ maxDepth }).sync;
  fs.mkdir("/d");
  fs.mkdir("/to");
  for (const path of paths) {
    if (path.endsWith("/")) fs.mkdir(path);
    else fs.writeFile(path, bytes(0));
  }
  expect(codeOf(() => fs.rename("/d", "/to/d"))).toBe(code);
});

test.each<[string, FileSystemOptions, string]>([
  ["too many bytes", { maxBytes: 40 }, "EDQUOT"],
  ["too large a file", { maxFileBytes: 20 }, "EFBIG"],
])("a refused writeFile() makes no file when it has %s", (_, options, code) => {
  const fs = limited(options);
  const { mtimeNs } = fs.stat("/");
  expect(codeOf(() => fs.writeFile("/x", bytes(30)))).toBe(code);
  expect(fs.exists("/x")).toBe(false);
  expect(fs.stat("/").mtimeNs).toBe(mtimeNs);
  expect(fs.usage()).toMatchObject({ bytes: 12, nodes: 3 });
});

test("a refused writeFile() leaves the old content", () => {
  const fs = limited({ maxBytes: 15 });
  expect(codeOf(() => fs.writeFile("/f", new Uint8Array(20)))).toBe("EDQUOT");
  expect(fs.readFile("/f")).toEqual(bytes(10));
  expect(fs.usage().openFiles).toBe(0);
});

test.each([
  [{ maxBytes: 0 }, '"maxBytes" is "0"'],
  [{ maxNodes: -1 }, '"maxNodes" is "-1"'],
  [{ maxDepth: 1.5 }, '"maxDepth" is "1.5"'],
  [{ maxOpenFiles: Number.NaN }, '"maxOpenFiles" is "NaN"'],
  [{ maxFileBytes: Number.POSITIVE_INFINITY }, '"maxFileBytes" is "Infinity"'],
  [{ fullCode: "EIO" as "EDQUOT" }, '"fullCode" is "EIO"'],
])("createFileSystem() throws when given %o", (options, message) => {
  expect(() => createFileSystem(options)).toThrow(RangeError);
  expect(() => createFileSystem(options)).toThrow(message);
});

test("createFileSystem() gives an empty, writable root with the default limits", () => {
  const fs = createFileSystem().sync;
  expect(fs.readdir("/")).toEqual([]);
  expect(fs.stat("/")).toMatchObject({ ino: 1, type: "directory", mode: 0o40755, nlink: 2 });
  expect(fs.usage()).toEqual({
    bytes: 0,
    snapshotBytes: 0,
    maxBytes: 268_435_456,
    nodes: 1,
    maxNodes: 100_000,
    openFiles: 0,
    maxOpenFiles: 256,
  });
  const before = BigInt(Date.now()) * 1_000_000n;
  fs.mkdir("/a");
  expect(fs.stat("/a").mtimeNs).toBeGreaterThanOrEqual(before);
});

const limits: readonly [string, FileSystemOptions, (fs: SyncFileSystem) => unknown, string][] = [
  ["maxBytes", { maxBytes: 22 }, (fs) => fs.writeFile("/x", bytes(10)), "EDQUOT"],
  ["maxNodes", { maxNodes: 3 }, (fs) => fs.mkdir("/x"), "EDQUOT"],
  ["maxOpenFiles", { maxOpenFiles: 1 }, openTwice, "EMFILE"],
  ["maxDepth", { maxDepth: 1 }, (fs) => fs.mkdir("/d/x"), "EDQUOT"],
  ["maxFileBytes", { maxFileBytes: 20 }, (fs) => fs.truncate("/f", 21), "EFBIG"],
  ["fullCode", { maxNodes: 3, fullCode: "ENOSPC" }, (fs) => fs.mkdir("/x"), "ENOSPC"],
  [
    "names of attributes",
    { maxBytes: 20 },
    (fs) => fs.setxattr("/f", "12345678", bytes(1)),
    "EDQUOT",
  ],
  ["values of attributes", { maxBytes: 20 }, (fs) => fs.setxattr("/f", "1", bytes(8)), "EDQUOT"],
];
const ways: readonly [string, (fs: SyncFileSystem) => SyncFileSystem][] = [
  ["a fork", (fs) => fs.fork()],
  ["a fork of a fork", (fs) => fs.fork().fork()],
  ["a fork of a snapshot", (fs) => fs.fork(fs.snapshot())],
  [
    "what is restored",
    (fs) => {
      const snapshot = fs.snapshot();
      fs.unlink("/f");
      fs.restore(snapshot);
      return fs;
    },
  ],
  [
    "what a named snapshot restores",
    (fs) => {
      fs.snapshot("full");
      fs.rmdir("/d");
      fs.restore("full");
      return fs;
    },
  ],
];

test.each(
  limits.flatMap(([limit, options, action, code]) =>
    ways.map(([way, go]) => ({ limit, options, action, code, way, go })),
  ),
)("$limit holds in $way", ({ options, action, code, go }) => {
  const fs = go(limited(options));
  expect(fs.usage()).toMatchObject({ bytes: 12, nodes: 3, openFiles: 0, snapshotBytes: 0 });
  expect(codeOf(() => action(fs))).toBe(code);
  expect(fs.usage().bytes).toBeLessThanOrEqual(fs.usage().maxBytes);
});

test.each<[string, (fs: SyncFileSystem) => unknown]>([
  ["content", (fs) => fs.writeFile("/f", bytes(10))],
  ["content of a larger file", (fs) => fs.writeFile("/big", bytes(400))],
  ["the end of a file", (fs) => fs.truncate("/f", 0)],
  ["room for more, made by a copy", (fs) => fs.truncate("/f", 11)],
  ["a file", (fs) => fs.unlink("/f")],
  ["an attribute", (fs) => fs.removexattr("/f", "x")],
])("bytes that only a snapshot holds leave no room for others: %s", (_, change) => {
  const fs = createFileSystem({ maxBytes: 1000 }).sync;
  fs.writeFile("/f", bytes(10));
  fs.setxattr("/f", "x", bytes(3));
  fs.writeFile("/big", bytes(400));
  fs.snapshot("kept");
  change(fs);
  const { bytes: held, snapshotBytes, maxBytes } = fs.usage();
  expect(snapshotBytes).toBeGreaterThan(0);
  const room = maxBytes - held - snapshotBytes;
  expect(codeOf(() => fs.writeFile("/n", bytes(room)))).toBe("EDQUOT");
  expect(codeOf(() => fs.writeFile("/n", bytes(room - 1)))).toBe("none");
  fs.deleteSnapshot("kept");
  expect(fs.usage().snapshotBytes).toBe(0);
});
