import { expect, test } from "vitest";
import { contextOf } from "../../test/support/utility-context.ts";
import { createFileSystem, FsError, type OpenFile, type SyncFileSystem } from "../../vfs/index.ts";
import { namingPath, traverse } from "./traverse.ts";

function below(fs: SyncFileSystem, directory: OpenFile): string[] {
  return Array.from(fs.entries(directory))
    .filter(({ type }) => type === "directory")
    .map(({ name }) => name);
}

test("traverse() enters each directory once and leaves it from its parent", () => {
  const { fs } = contextOf({ "/app/a/b/f": "", "/app/c/f": "", "/app/l": { link: "c" } });
  const seen: string[] = [];
  traverse(fs, "/app", {
    enter(directory, prefix, name) {
      seen.push(`+${prefix} ${name}`);
      expect(fs.pathOf(directory)).toBe(`/app/${prefix}`.replace(/\/$/, ""));
      return below(fs, directory);
    },
    leave(parent, prefix, name) {
      seen.push(`-${prefix}${name}`);
      expect(fs.lstat(name, { base: parent }).type).toBe("directory");
    },
  });
  expect(seen).toEqual(["+ ", "+c/ c", "-c", "+a/ a", "+a/b/ b", "-a/b", "-a"]);
  expect(fs.usage().openFiles).toBe(0);
});

test("traverse() goes a thousand levels deep with two open files, where no path reaches", () => {
  const { sync: fs } = createFileSystem({ maxDepth: 2_000, maxOpenFiles: 3 });
  let base = fs.open("/", { directory: true });
  for (let depth = 0; depth < 1_000; depth++) {
    fs.mkdir("some-name", undefined, { base });
    const next = fs.open("some-name", { directory: true }, undefined, { base });
    fs.close(base);
    base = next;
  }
  fs.close(base);
  let entered = 0;
  let left = 0;
  traverse(fs, "/", {
    enter(directory) {
      entered++;
      return below(fs, directory);
    },
    leave: () => void left++,
  });
  expect([entered, left, fs.usage().openFiles]).toEqual([1_001, 1_000, 0]);
});

test.each([
  ["/app/l", "ENOTDIR"],
  ["/app/f", "ENOTDIR"],
  ["/app/missing", "ENOENT"],
])("traverse(%j) raises %s", (path, code) => {
  const { fs } = contextOf({ "/app/f": "", "/app/l": { link: "/app" } });
  expect(() => traverse(fs, path, { enter: () => [] })).toThrow(expect.objectContaining({ code }));
});

test("traverse() closes what it opened when the visitor throws", () => {
  const { fs } = contextOf({ "/app/a/b": null });
  const enter = (directory: OpenFile, prefix: string): string[] => {
    if (prefix === "a/b/") throw new Error("Enough");
    return below(fs, directory);
  };
  expect(() => traverse(fs, "/app", { enter })).toThrow("Enough");
  expect(fs.usage().openFiles).toBe(0);
});

test("namingPath() makes errors of the filesystem name the path, and passes on others", () => {
  const fail = (error: Error) => () => {
    throw error;
  };
  expect(() => namingPath(() => "/app/x", fail(new FsError("EROFS", "unlink", "x")))).toThrow(
    "EROFS: read-only file system, unlink '/app/x'",
  );
  expect(() => namingPath(() => "/app/x", fail(new RangeError("Other")))).toThrow(RangeError);
});
