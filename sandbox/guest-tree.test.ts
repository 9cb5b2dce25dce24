import { expect, test } from "vitest";
import { createFileSystem, type SyncFileSystem } from "../vfs/index.ts";
import { restoreDirectories } from "./guest-tree.ts";

const empty = new Uint8Array();

test.each<[string, (fs: SyncFileSystem) => void]>([
  ["are missing", () => {}],
  [
    "have content",
    (fs) => {
      fs.mkdir("/tmp");
      fs.mkdir("/tmp/a");
      fs.mkdir("/tmp/a/b");
      fs.writeFile("/tmp/a/b/c", empty);
      fs.symlink("/app", "/tmp/link");
    },
  ],
  [
    "are files",
    (fs) => {
      fs.writeFile("/app", empty);
      fs.writeFile("/tmp", empty);
    },
  ],
  [
    "are dangling links",
    (fs) => {
      fs.symlink("/x", "/app");
      fs.symlink("/x", "/tmp");
    },
  ],
])("restoreDirectories() makes the directories when they %s", (_title, prepare) => {
  const fs = createFileSystem().sync;
  prepare(fs);
  restoreDirectories(fs);
  expect(fs.readdir("/").map(({ name, type }) => [name, type])).toEqual([
    ["app", "directory"],
    ["tmp", "directory"],
  ]);
  expect(fs.readdir("/tmp")).toEqual([]);
});

test("restoreDirectories() leaves what a link at /tmp leads to", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/app");
  fs.writeFile("/app/kept", empty);
  fs.symlink("/app", "/tmp");
  restoreDirectories(fs);
  expect(fs.readdir("/app").map(({ name }) => name)).toEqual(["kept"]);
  expect(fs.lstat("/tmp").type).toBe("directory");
});
