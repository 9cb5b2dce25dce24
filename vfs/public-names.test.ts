/** The names that others build on, with what tells them apart from their neighbours. */
import { expect, test } from "vitest";
import * as vfs from "./index.ts";

const names = [
  ...["readFile", "writeFile", "appendFile", "readdir", "stat", "lstat", "exists", "mkdir", "rm"],
  ...["rename", "copy", "symlink", "link", "readlink", "chmod", "utimes", "truncate", "watch"],
  ...["snapshot", "restore", "fork", "diff", "mount", "unmount", "listMounts", "flush", "usage"],
];

test.each(names)("createFileSystem() gives %s()", (name) => {
  expect(Reflect.get(vfs.createFileSystem(), name)).toBeTypeOf("function");
});

test("fuelbox/vfs gives what makes filesystems and providers", () => {
  expect(Object.keys(vfs)).toEqual(
    expect.arrayContaining([
      ...["createFileSystem", "toNodeFs", "toJustBashFs", "FsError", "providerConformance"],
      ...["memoryProvider", "overlayProvider", "readOnlyProvider", "providerGuestMount"],
    ]),
  );
});

test("readFile() gives bytes, and text when an encoding is named", async () => {
  const fs = vfs.createFileSystem();
  await fs.writeFile("/a", "é");
  const bytes: Uint8Array = await fs.readFile("/a");
  const text: string = await fs.readFile("/a", { encoding: "utf8" });
  expect([...bytes]).toEqual([0xc3, 0xa9]);
  expect(text).toBe("é");
  expect(await fs.readFile("/a", "utf-8")).toBe("é");
  expect([...(await fs.readFile("/a", {}))]).toEqual([0xc3, 0xa9]);
  expect([...(await fs.readFile("/a", { encoding: null }))]).toEqual([0xc3, 0xa9]);
});

test("fork(), diff() and usage() speak of the tree that they are asked for", async () => {
  const fs = vfs.createFileSystem({ maxBytes: 1000 });
  await fs.writeFile("/a", "a");
  const before = await fs.snapshot("before");
  const fork = await fs.fork("before");
  await fork.writeFile("/b", "b");
  expect(await fs.exists("/b")).toBe(false);
  expect(await fs.diff(before)).toEqual({ created: [], modified: [], deleted: [] });
  expect(await fs.usage()).toMatchObject({ bytes: 2, nodes: 2, maxBytes: 1000 });
  expect(await fork.usage()).toMatchObject({ bytes: 4, nodes: 3, maxBytes: 1000 });
  expect(await fs.listMounts()).toEqual([]);
});
