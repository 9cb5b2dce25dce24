import { expect, test } from "vitest";
import { createFileSystem, FsError, type SyncFileSystem } from "./index.ts";
import { PathCache } from "./path-cache.ts";

const bytes = (content: string) => new TextEncoder().encode(content);

/** What `/a/b/f` holds, or the code of the error. */
function content(fs: SyncFileSystem): string {
  try {
    return new TextDecoder().decode(fs.readFile("/a/b/f"));
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
}

function library(): SyncFileSystem {
  const fs = createFileSystem().sync;
  fs.mkdir("/b");
  fs.writeFile("/b/f", bytes("mounted at /a"));
  fs.writeFile("/f", bytes("mounted at /a/b"));
  return fs;
}

test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["nothing", () => {}, "first"],
  ["a new name beside it", (fs) => fs.mkdir("/a/c"), "first"],
  ["a move of the directory", (fs) => fs.rename("/a/b", "/a/c"), "ENOENT"],
  ["a move of what is above", (fs) => fs.rename("/a", "/c"), "ENOENT"],
  [
    "another directory in its place",
    (fs) => [fs.rename("/a/b", "/c"), fs.rename("/other", "/a/b")],
    "other",
  ],
  [
    "a symlink in its place",
    (fs) => [fs.rename("/a/b", "/c"), fs.symlink("/other", "/a/b")],
    "other",
  ],
  [
    "a file in its place",
    (fs) => [fs.rename("/a/b", "/c"), fs.writeFile("/a/b", bytes(""))],
    "ENOTDIR",
  ],
  ["an exchange through a third name", exchange, "other"],
  ["its removal", (fs) => [fs.unlink("/a/b/f"), fs.rmdir("/a/b")], "ENOENT"],
  [
    "its removal and return",
    (fs) => [
      fs.unlink("/a/b/f"),
      fs.rmdir("/a/b"),
      fs.mkdir("/a/b"),
      fs.writeFile("/a/b/f", bytes("again")),
    ],
    "again",
  ],
  [
    "a record that moves it",
    (fs) =>
      fs.apply({
        op: "rename",
        parent: fs.stat("/a").ino,
        name: "b",
        newParent: 1,
        newName: "c",
        timeNs: 0n,
      }),
    "ENOENT",
  ],
  ["a mount over it", (fs) => fs.mount("/a/b", library()), "mounted at /a/b"],
  ["a mount above it", (fs) => fs.mount("/a", library()), "mounted at /a"],
  [
    "a mount that has ended",
    (fs) => [fs.mount("/a", library()), content(fs), fs.unmount("/a")],
    "first",
  ],
  ["a return to when it was not there", (fs) => fs.restore("empty"), "ENOENT"],
])("a path leads where it should after %s", (_, change, expected) => {
  const fs = createFileSystem().sync;
  fs.snapshot("empty");
  fs.mkdir("/a");
  fs.mkdir("/a/b");
  fs.writeFile("/a/b/f", bytes("first"));
  fs.mkdir("/other");
  fs.writeFile("/other/f", bytes("other"));
  expect([content(fs), content(fs)]).toEqual(["first", "first"]);
  change(fs);
  expect([content(fs), content(fs)]).toEqual([expected, expected]);
});

function exchange(fs: SyncFileSystem): void {
  fs.rename("/a/b", "/third");
  fs.rename("/other", "/a/b");
  fs.rename("/third", "/other");
}

test("a fork remembers nothing of where it comes from", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/a");
  fs.mkdir("/a/b");
  fs.writeFile("/a/b/f", bytes("first"));
  content(fs);
  const fork = fs.fork();
  fork.rename("/a/b", "/c");
  expect([content(fork), content(fs)]).toEqual(["ENOENT", "first"]);
});

test("PathCache forgets everything rather than hold more than a thousand paths", () => {
  const cache = new PathCache();
  for (let at = 0; at < 1024; at++) cache.remember(`/d${at}/f`, at);
  expect(cache.above("/d0/other")).toEqual({ ino: 0, end: 3 });
  cache.remember("/more/f", 5);
  expect(cache.above("/d0/other")).toBeUndefined();
  expect(cache.above("/more/x")).toEqual({ ino: 5, end: 5 });
  expect([cache.above("/more"), cache.above("/more/x/"), cache.above("more")]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("PathCache forgets every name rather than hold more than a thousand", () => {
  const cache = new PathCache();
  for (let at = 0; at < 1024; at++) cache.rememberName(`/d/${at}`, { parent: 2, name: `${at}` });
  expect(cache.at("/d/0")).toEqual({ parent: 2, name: "0" });
  cache.rememberName("/d/more", { parent: 2, name: "more" });
  expect([cache.at("/d/0"), cache.at("/d/more")]).toEqual([undefined, { parent: 2, name: "more" }]);
  cache.forget();
  expect(cache.at("/d/more")).toBeUndefined();
});

test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["another file in its place", (fs) => fs.rename("/other/f", "/a/b/f"), "other"],
  ["its removal", (fs) => fs.unlink("/a/b/f"), "ENOENT"],
  [
    "a new file of its name",
    (fs) => [fs.unlink("/a/b/f"), fs.writeFile("/a/b/f", bytes("new"))],
    "new",
  ],
  [
    "a symlink in its place",
    (fs) => [fs.unlink("/a/b/f"), fs.symlink("/other/f", "/a/b/f")],
    "other",
  ],
  [
    "a symlink to itself in its place",
    (fs) => [fs.unlink("/a/b/f"), fs.symlink("f", "/a/b/f")],
    "ELOOP",
  ],
  ["a directory in its place", (fs) => [fs.unlink("/a/b/f"), fs.mkdir("/a/b/f")], "EISDIR"],
  ["a mount on it", (fs) => [fs.unlink("/a/b/f"), fs.mount("/a/b/f", library())], "EISDIR"],
  ["a snapshot and a change", (fs) => [fs.snapshot(), fs.writeFile("/a/b/f", bytes("x"))], "x"],
  [
    "a return to what it was",
    (fs) => {
      const snapshot = fs.snapshot();
      fs.writeFile("/a/b/f", bytes("x"));
      content(fs);
      fs.restore(snapshot);
    },
    "first",
  ],
])("a name that is known leads where it should after %s", (_, change, expected) => {
  const fs = createFileSystem().sync;
  fs.mkdir("/a");
  fs.mkdir("/a/b");
  fs.writeFile("/a/b/f", bytes("first"));
  fs.mkdir("/other");
  fs.writeFile("/other/f", bytes("other"));
  expect([content(fs), content(fs), fs.lstat("/a/b/f").type]).toEqual(["first", "first", "file"]);
  change(fs);
  expect([content(fs), content(fs)]).toEqual([expected, expected]);
});

test("a path that is known is still not beneath a base, nor that of a closed one", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/a");
  fs.writeFile("/a/f", bytes("x"));
  expect(fs.stat("/a/f").size).toBe(1);
  const base = fs.open("/a", { directory: true });
  const codeOf = (action: () => unknown) => {
    try {
      action();
    } catch (error) {
      return error instanceof FsError ? error.code : "other";
    }
    return "none";
  };
  expect(codeOf(() => fs.stat("/a/f", { base, beneath: true }))).toBe("ENOTCAPABLE");
  expect(codeOf(() => fs.stat("/a/f", { beneath: true }))).toBe("ENOTCAPABLE");
  fs.close(base);
  expect(codeOf(() => fs.stat("/a/f", { base }))).toBe("EBADF");
  expect(codeOf(() => fs.stat("/a/f/"))).toBe("ENOTDIR");
});
