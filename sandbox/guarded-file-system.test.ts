import { expect, test } from "vitest";
import { createFileSystem, type SyncFileSystem } from "../vfs/index.ts";
import { guardFileSystem } from "./guarded-file-system.ts";

const content = Uint8Array.of(1);

function guarded(): { readonly fs: SyncFileSystem; readonly busy: { now: boolean } } {
  const tree = createFileSystem().sync;
  tree.mkdir("/app");
  tree.writeFile("/app/a", content);
  const busy = { now: false };
  return { fs: guardFileSystem(tree, () => busy.now), busy };
}

test.each<[string, (fs: SyncFileSystem) => unknown]>([
  ["writeFile", (fs) => fs.writeFile("/app/b", content)],
  ["mkdir", (fs) => fs.mkdir("/app/d")],
  ["unlink", (fs) => fs.unlink("/app/a")],
  ["rename", (fs) => fs.rename("/app/a", "/app/b")],
  ["link", (fs) => fs.link("/app/a", "/app/b")],
  ["symlink", (fs) => fs.symlink("/app/a", "/app/b")],
  ["chmod", (fs) => fs.chmod("/app/a", 0o600)],
  ["utimes", (fs) => fs.utimes("/app/a", { mtimeNs: 5n })],
  ["truncate", (fs) => fs.truncate("/app/a", 0)],
  ["open", (fs) => fs.close(fs.open("/app/a", { write: true }))],
  ["open", (fs) => fs.close(fs.open("/app/b", { read: true, create: true }))],
  ["setReadOnly", (fs) => fs.setReadOnly("/app", true)],
  ["setxattr", (fs) => fs.setxattr("/app/a", "user.tag", content)],
  ["removexattr", (fs) => fs.removexattr("/app/a", "user.tag")],
  ["mount", (fs) => fs.mount("/app/m", createFileSystem().sync)],
])("guardFileSystem() refuses %s while a guest runs", (syscall, change) => {
  const { fs, busy } = guarded();
  busy.now = true;
  expect(() => change(fs)).toThrow(expect.objectContaining({ code: "EBUSY", syscall }));
  busy.now = false;
  expect(() => change(fs)).not.toThrow();
});

test("guardFileSystem() lets reads through while a guest runs", () => {
  const { fs, busy } = guarded();
  busy.now = true;
  expect(fs.readFile("/app/a")).toEqual(content);
  expect(fs.readdir("/app").length).toBe(1);
  const file = fs.open("/app/a", { read: true });
  expect(fs.read(file, new Uint8Array(4))).toBe(1);
  expect(() => fs.write(file, content)).toThrow(expect.objectContaining({ code: "EBUSY" }));
  fs.close(file);
});
