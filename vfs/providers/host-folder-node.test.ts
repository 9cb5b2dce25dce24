/** Where there is no /proc: paths are checked against the open descriptor before each use. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createFileSystem } from "../create-file-system.ts";
import { hostDirectoryMount } from "./host-directory-node.ts";
import { HostFolder } from "./host-folder-node.ts";

vi.mock(import("node:fs"), async (original) => {
  const fs = await original();
  return { ...fs, existsSync: (path) => !String(path).startsWith("/proc") && fs.existsSync(path) };
});

let area: string;
let host: string;

beforeEach(() => {
  area = realpathSync(mkdtempSync(join(tmpdir(), "host-folder-")));
  host = join(area, "data");
  mkdirSync(join(host, "sub"), { recursive: true });
  writeFileSync(join(host, "sub", "a.txt"), "old");
});

afterEach(() => rmSync(area, { recursive: true, force: true }));

test("HostFolder.path() names the real path, not one of /proc", () => {
  const folder = HostFolder.open(host);
  expect(folder.path("a.txt")).toBe(join(host, "a.txt"));
  folder.close();
});

test("hostDirectoryMount() loads and writes back without /proc", () => {
  const fs = createFileSystem().sync;
  const mount = hostDirectoryMount({ host, guest: "/app", mode: "rw" });
  mount.load(fs);
  fs.writeFile("/app/sub/a.txt", new TextEncoder().encode("new"));
  mount.flush?.(fs, { created: [], modified: ["/app/sub/a.txt"], deleted: [] });
  expect(readFileSync(join(host, "sub", "a.txt"), "utf8")).toBe("new");
  expect(readdirSync(join(host, "sub"))).toEqual(["a.txt"]);
});

test("HostFolder.openFolder() refuses a link", () => {
  symlinkSync(join(host, "sub"), join(host, "link"));
  const folder = HostFolder.open(host);
  expect(() => folder.openFolder("link")).toThrow("ELOOP");
  folder.close();
});

test("HostFolder.path() refuses a folder that was replaced", () => {
  const folder = HostFolder.open(host);
  renameSync(host, join(area, "moved"));
  mkdirSync(host);
  expect(() => folder.path("a.txt")).toThrow("ESTALE");
  expect(() => folder.names()).toThrow("ESTALE");
  folder.close();
});

test.each(["", ".", "..", "a/b", "a\0b"])("HostFolder.path() refuses the name %j", (name) => {
  const folder = HostFolder.open(host);
  expect(() => folder.path(name)).toThrow("EINVAL");
  folder.close();
});

test("HostFolder.open() refuses a file", () => {
  expect(() => HostFolder.open(join(host, "sub", "a.txt"))).toThrow("ENOTDIR");
});

test("HostFolder.makeFolder() is content with a folder that is there", () => {
  const folder = HostFolder.open(host);
  folder.makeFolder("sub");
  folder.makeFolder("new");
  expect(readdirSync(host)).toEqual(["new", "sub"]);
  expect(() => folder.makeFolder("new/deeper")).toThrow("EINVAL");
  folder.close();
});
