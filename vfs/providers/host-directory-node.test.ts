import { execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFileSystem } from "../create-file-system.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import { makeParents } from "../tree-calls.ts";
import {
  type HostChanges,
  hostDirectoryMount,
  hostDirectoryMounts,
  loadHostDirectory,
  MountError,
  storeHostDirectory,
} from "./host-directory-node.ts";

let area: string;
let host: string;
let fs: SyncFileSystem;

beforeEach(() => {
  area = realpathSync(mkdtempSync(join(tmpdir(), "host-directory-")));
  host = join(area, "data");
  mkdirSync(host);
  fs = createFileSystem().sync;
});

afterEach(() => rmSync(area, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (path: string) => new TextDecoder().decode(fs.readFile(path));
const names = (path: string) => fs.readdir(path).map(({ name }) => name);
const changes = (some: Partial<HostChanges>): HostChanges => {
  return { created: [], modified: [], deleted: [], ...some };
};

/** The error that `action` throws. */
function failure(action: () => unknown): MountError {
  try {
    action();
  } catch (error) {
    if (error instanceof MountError) return error;
    throw error;
  }
  throw new Error("Nothing was thrown");
}

// Loading

test("loadHostDirectory() keeps files, directories, links, modes and times", () => {
  mkdirSync(join(host, "sub"), { mode: 0o750 });
  writeFileSync(join(host, "a.txt"), "hello");
  writeFileSync(join(host, "sub", "tool.sh"), "#!/bin/sh\n");
  chmodSync(join(host, "sub", "tool.sh"), 0o755);
  chmodSync(join(host, "sub"), 0o750);
  symlinkSync("a.txt", join(host, "link"));
  symlinkSync("/etc/passwd", join(host, "outside"));
  utimesSync(join(host, "a.txt"), 1_000, 2_000);
  utimesSync(join(host, "sub"), 3_000, 4_000);

  const report = loadHostDirectory(fs, host, "/app/data");

  expect(report).toMatchObject({ files: 2, links: 2, skipped: 0 });
  expect(names("/app/data")).toEqual(["a.txt", "link", "outside", "sub"]);
  expect(read("/app/data/a.txt")).toBe("hello");
  expect(fs.stat("/app/data/a.txt").mtimeNs).toBe(2_000_000_000_000n);
  expect(fs.stat("/app/data/a.txt").atimeNs).toBe(1_000_000_000_000n);
  expect(fs.stat("/app/data/sub").mtimeNs).toBe(4_000_000_000_000n);
  expect(fs.stat("/app/data/sub").mode & 0o777).toBe(0o750);
  expect(fs.stat("/app/data/sub/tool.sh").mode & 0o777).toBe(0o755);
  expect(fs.readlink("/app/data/link")).toBe("a.txt");
  expect(read("/app/data/link")).toBe("hello");
});

test("loadHostDirectory() does not follow links that lead out of the directory", () => {
  writeFileSync(join(area, "secret.txt"), "secret");
  mkdirSync(join(area, "other"));
  writeFileSync(join(area, "other", "secret.txt"), "secret");
  symlinkSync("../secret.txt", join(host, "file"));
  symlinkSync("../other", join(host, "folder"));

  expect(loadHostDirectory(fs, host, "/app").files).toBe(0);

  expect(fs.lstat("/app/folder").type).toBe("symlink");
  expect(() => fs.readFile("/app/file")).toThrow("ENOENT");
  expect(() => fs.readdir("/app/folder")).toThrow("ENOENT");
});

test("loadHostDirectory() follows a link that the programmer named", () => {
  writeFileSync(join(host, "a.txt"), "hello");
  symlinkSync(host, join(area, "alias"));
  expect(loadHostDirectory(fs, join(area, "alias"), "/app").files).toBe(1);
});

test("loadHostDirectory() takes a single file", () => {
  writeFileSync(join(host, "a.txt"), "hello");
  writeFileSync(join(host, "b.txt"), "not asked for");
  expect(loadHostDirectory(fs, join(host, "a.txt"), "/app/in/x.txt").files).toBe(1);
  expect(names("/app/in")).toEqual(["x.txt"]);
  expect(read("/app/in/x.txt")).toBe("hello");
});

test("loadHostDirectory() copies files larger than one chunk exactly", () => {
  const content = Buffer.alloc(700_001, "0123456789abcde");
  writeFileSync(join(host, "big.bin"), content);
  loadHostDirectory(fs, host, "/app");
  expect(content.equals(fs.readFile("/app/big.bin"))).toBe(true);
});

test("loadHostDirectory() numbers inodes by name, not by the order of the host", () => {
  for (const name of ["c", "a", "b"]) writeFileSync(join(host, name), name);
  loadHostDirectory(fs, host, "/app");
  const inodes = ["a", "b", "c"].map((name) => fs.stat(`/app/${name}`).ino);
  expect(inodes).toEqual([...inodes].sort((left, right) => left - right));
});

test.runIf(process.platform !== "win32")("loadHostDirectory() skips and counts pipes", () => {
  execFileSync("mkfifo", [join(host, "pipe")]);
  writeFileSync(join(host, "a.txt"), "hello");
  expect(loadHostDirectory(fs, host, "/app")).toMatchObject({ files: 1, skipped: 1 });
  expect(names("/app")).toEqual(["a.txt"]);
});

test.runIf(process.platform === "linux")(
  "loadHostDirectory() skips names that are no UTF-8",
  () => {
    writeFileSync(Buffer.concat([Buffer.from(`${host}/a`), Buffer.from([0xff])]), "hello");
    expect(loadHostDirectory(fs, host, "/app")).toMatchObject({ files: 0, skipped: 1 });
  },
);

test("loadHostDirectory() makes a read-only tree when asked", () => {
  mkdirSync(join(host, "sub"));
  writeFileSync(join(host, "sub", "a.txt"), "hello");
  loadHostDirectory(fs, host, "/app/data", { readOnly: true });
  expect(() => fs.writeFile("/app/data/sub/a.txt", bytes("x"))).toThrow("EROFS");
  expect(() => fs.writeFile("/app/data/new.txt", bytes("x"))).toThrow("EROFS");
  fs.writeFile("/app/beside.txt", bytes("x"));
});

test.each([
  ["bytes", { maxBytes: 1_000 }, "/app/data/b.bin"],
  ["nodes", { maxNodes: 4 }, "/app/data/b.bin"],
])("loadHostDirectory() names the guest path that does not fit: %s", (_, limits, path) => {
  writeFileSync(join(host, "a.bin"), new Uint8Array(600));
  writeFileSync(join(host, "b.bin"), new Uint8Array(600));
  fs = createFileSystem(limits).sync;
  const error = failure(() => loadHostDirectory(fs, host, "/app/data"));
  expect(error.message).toBe(
    `Cannot load "${path}": it does not fit into the file limits of the sandbox`,
  );
  expect(error).toMatchObject({ code: "EDQUOT", path, host });
});

test("loadHostDirectory() refuses a file that is larger than the limit before it reads it", () => {
  writeFileSync(join(host, "huge.bin"), "");
  truncateSync(join(host, "huge.bin"), 3e12);
  expect(failure(() => loadHostDirectory(fs, host, "/app")).code).toBe("EDQUOT");
});

test("loadHostDirectory() says that the host path does not exist, without naming it", () => {
  const error = failure(() => loadHostDirectory(fs, join(area, "absent"), "/app/data"));
  expect(error.message).toBe('Cannot mount "/app/data": no such file or directory');
  expect(error).toMatchObject({ code: "ENOENT", host: join(area, "absent") });
});

test("loadHostDirectory() refuses a guest path whose parent is a link", () => {
  fs.mkdir("/app");
  fs.symlink("/", "/app/link");
  const error = failure(() => loadHostDirectory(fs, host, "/app/link/data"));
  expect(error.message).toMatch(/^Cannot load "\/app\/link\/data": /);
});

// Storing

test("storeHostDirectory() writes, replaces and deletes, and keeps permission bits", () => {
  writeFileSync(join(host, "old.txt"), "old");
  writeFileSync(join(host, "gone.txt"), "gone");
  loadHostDirectory(fs, host, "/app");
  fs.writeFile("/app/old.txt", bytes("new"));
  fs.unlink("/app/gone.txt");
  fs.mkdir("/app/deep");
  fs.mkdir("/app/deep/er");
  fs.writeFile("/app/deep/er/tool.sh", bytes("#!"));
  fs.chmod("/app/deep/er/tool.sh", 0o4755);

  const report = storeHostDirectory(
    fs,
    { created: ["/app/deep/er/tool.sh"], modified: ["/app/old.txt"], deleted: ["/app/gone.txt"] },
    { host, guest: "/app" },
  );

  expect(report).toEqual({ written: 2, deleted: 1, skippedLinks: [] });
  expect(readdirSync(host).sort()).toEqual(["deep", "old.txt"]);
  expect(readFileSync(join(host, "old.txt"), "utf8")).toBe("new");
  expect(statSync(join(host, "deep/er/tool.sh")).mode & 0o7777).toBe(0o755);
});

test("storeHostDirectory() replaces a file in one step: who has it open keeps the old one", () => {
  writeFileSync(join(host, "a.txt"), "old");
  const before = statSync(join(host, "a.txt")).ino;
  fs.mkdir("/app");
  fs.writeFile("/app/a.txt", bytes("new"));
  storeHostDirectory(fs, changes({ modified: ["/app/a.txt"] }), { host, guest: "/app" });
  expect(statSync(join(host, "a.txt")).ino).not.toBe(before);
  expect(readdirSync(host)).toEqual(["a.txt"]);
});

test("storeHostDirectory() does not write through a link in the place of a directory", () => {
  mkdirSync(join(area, "victim"));
  fs.mkdir("/app");
  fs.mkdir("/app/sub");
  fs.writeFile("/app/sub/a.txt", bytes("evil"));
  symlinkSync("../victim", join(host, "sub"));

  const store = () =>
    storeHostDirectory(fs, changes({ created: ["/app/sub/a.txt"] }), { host, guest: "/app" });

  const error = failure(store);
  expect(error.message).toMatch(
    /^Cannot write back "\/app\/sub\/a.txt": a (?:file or a )?link stands/,
  );
  expect(readdirSync(join(area, "victim"))).toEqual([]);
});

test("storeHostDirectory() replaces a link of the host, not what it points to", () => {
  writeFileSync(join(area, "victim.txt"), "safe");
  symlinkSync("../victim.txt", join(host, "a.txt"));
  fs.mkdir("/app");
  fs.writeFile("/app/a.txt", bytes("mine"));
  storeHostDirectory(fs, changes({ modified: ["/app/a.txt"] }), { host, guest: "/app" });
  expect(readFileSync(join(area, "victim.txt"), "utf8")).toBe("safe");
  expect(lstatSync(join(host, "a.txt")).isSymbolicLink()).toBe(false);
});

test("storeHostDirectory() does not delete through a link", () => {
  mkdirSync(join(area, "victim"));
  writeFileSync(join(area, "victim", "a.txt"), "safe");
  symlinkSync("../victim", join(host, "sub"));
  fs.mkdir("/app");
  const store = () =>
    storeHostDirectory(fs, changes({ deleted: ["/app/sub/a.txt"] }), { host, guest: "/app" });
  expect(store).toThrow(MountError);
  expect(readFileSync(join(area, "victim", "a.txt"), "utf8")).toBe("safe");
});

test("storeHostDirectory() writes links that stay inside and leaves the others out", () => {
  fs.mkdir("/app");
  fs.mkdir("/app/sub");
  fs.symlink("a.txt", "/app/good");
  fs.symlink("../good", "/app/sub/good");
  fs.symlink("/app/sub", "/app/absolute");
  fs.symlink("/etc/passwd", "/app/bad");
  fs.symlink("../../etc/passwd", "/app/sub/bad");
  const created = ["/app/good", "/app/sub/good", "/app/absolute", "/app/bad", "/app/sub/bad"];

  const report = storeHostDirectory(fs, changes({ created }), { host, guest: "/app" });

  expect(report.skippedLinks).toEqual(["/app/bad", "/app/sub/bad"]);
  expect(readlinkSync(join(host, "good"))).toBe("a.txt");
  expect(readlinkSync(join(host, "sub/good"))).toBe("../good");
  expect(readlinkSync(join(host, "absolute"))).toBe("sub");
  expect(existsSync(join(host, "bad"))).toBe(false);
});

test("storeHostDirectory() goes on after a failure and then names it", () => {
  mkdirSync(join(host, "b"));
  writeFileSync(join(host, "b", "mine.txt"), "of the host alone");
  fs.mkdir("/app");
  for (const name of ["a", "b", "c"]) fs.writeFile(`/app/${name}`, bytes(name));
  const created = ["/app/a", "/app/b", "/app/c"];
  const error = failure(() => {
    storeHostDirectory(fs, changes({ created }), { host, guest: "/app" });
  });
  expect(error.message).toMatch(/^Cannot write back "\/app\/b": /);
  expect(error.message).not.toContain(area);
  expect(readFileSync(join(host, "c"), "utf8")).toBe("c");
  expect(readdirSync(host).sort()).toEqual(["a", "b", "c"]);
});

test.each<[string, readonly string[], string]>([
  ["files", ["/app/a.txt", "/app/d/read.me", "/app/d/READ.ME"], "/app/d/read.me"],
  ["directories", ["/app/Sub/x", "/app/sub/y"], "/app/sub"],
  ["normal forms", ["/app/\u00e9", "/app/e\u0301"], "/app/\u00e9"],
])(
  "storeHostDirectory() writes nothing when %s would be one on the host",
  (_, created, refused) => {
    for (const path of created) {
      makeParents(fs, path);
      fs.writeFile(path, bytes(path));
    }
    const mapping = { host, guest: "/app", directories: ["/app"] };
    const store = (caseSensitive: boolean) =>
      storeHostDirectory(fs, changes({ created }), { ...mapping, caseSensitive });
    expect(failure(() => store(false))).toMatchObject({ code: "EEXIST", path: refused });
    expect(readdirSync(host)).toEqual([]);
    if (process.platform === "linux") expect(store(true).written).toBe(created.length);
  },
);

test("storeHostDirectory() lets names change in case alone", () => {
  fs.mkdir("/app");
  fs.writeFile("/app/B", bytes("b"));
  writeFileSync(join(host, "b"), "b");
  const renamed = changes({ created: ["/app/B"], deleted: ["/app/b"] });
  storeHostDirectory(fs, renamed, { host, guest: "/app", caseSensitive: false });
  expect(readdirSync(host)).toEqual(["B"]);
});

test("storeHostDirectory() ignores changes outside its mapping", () => {
  fs.mkdir("/app");
  fs.mkdir("/app/data");
  fs.mkdir("/app/data2");
  fs.writeFile("/app/data2/x", bytes("x"));
  fs.writeFile("/app/y", bytes("y"));
  const created = ["/app/data2/x", "/app/y"];
  const report = storeHostDirectory(fs, changes({ created }), { host, guest: "/app/data" });
  expect(report.written).toBe(0);
  expect(readdirSync(host)).toEqual([]);
});

// Mounts

test.each(["ro", "cow"] as const)("hostDirectoryMount() in mode %s never writes", (mode) => {
  const mount = hostDirectoryMount({ host, guest: "/app", mode });
  mount.load(fs);
  expect(mount.flush).toBeUndefined();
});

test("hostDirectoryMount() in mode rw follows directories, files and several runs", () => {
  mkdirSync(join(host, "old"));
  writeFileSync(join(host, "old", "a.txt"), "a");
  const mount = hostDirectoryMount({ host, guest: "/app", mode: "rw" });
  mount.load(fs);

  fs.unlink("/app/old/a.txt");
  fs.rmdir("/app/old");
  fs.writeFile("/app/old", bytes("now a file"));
  fs.mkdir("/app/empty");
  mount.flush?.(fs, changes({ created: ["/app/old"], deleted: ["/app/old/a.txt"] }));
  expect(readFileSync(join(host, "old"), "utf8")).toBe("now a file");
  expect(statSync(join(host, "empty")).isDirectory()).toBe(true);

  fs.rmdir("/app/empty");
  fs.unlink("/app/old");
  fs.mkdir("/app/old");
  fs.writeFile("/app/old/b.txt", bytes("b"));
  mount.flush?.(fs, changes({ created: ["/app/old/b.txt"], deleted: ["/app/old"] }));
  expect(readdirSync(host)).toEqual(["old"]);
  expect(readFileSync(join(host, "old", "b.txt"), "utf8")).toBe("b");
});

test("hostDirectoryMount() keeps a directory in which the host has something of its own", () => {
  mkdirSync(join(host, "sub"));
  const mount = hostDirectoryMount({ host, guest: "/app", mode: "rw" });
  mount.load(fs);
  writeFileSync(join(host, "sub", "later.txt"), "of the host");
  fs.rmdir("/app/sub");
  mount.flush?.(fs, changes({}));
  expect(readdirSync(join(host, "sub"))).toEqual(["later.txt"]);
});

test("hostDirectoryMount() in mode rw writes a single file back", () => {
  writeFileSync(join(host, "a.txt"), "old");
  const mount = hostDirectoryMount({ host: join(host, "a.txt"), guest: "/app/x.txt", mode: "rw" });
  mount.load(fs);
  fs.writeFile("/app/x.txt", bytes("new"));
  fs.writeFile("/app/y.txt", bytes("elsewhere"));
  mount.flush?.(fs, changes({ created: ["/app/y.txt"], modified: ["/app/x.txt"] }));
  expect(readFileSync(join(host, "a.txt"), "utf8")).toBe("new");
  expect(readdirSync(host)).toEqual(["a.txt"]);
});

test("hostDirectoryMount() refuses to write when another directory took the place", () => {
  const mount = hostDirectoryMount({ host, guest: "/app", mode: "rw" });
  mount.load(fs);
  renameSync(host, join(area, "moved"));
  mkdirSync(host);
  fs.writeFile("/app/a.txt", bytes("a"));
  const error = failure(() => mount.flush?.(fs, changes({ created: ["/app/a.txt"] })));
  expect(error).toMatchObject({ code: "ESTALE", path: "/app" });
  expect(readdirSync(host)).toEqual([]);
});

test("hostDirectoryMount() warns about what it leaves out", () => {
  const warnings: string[] = [];
  execFileSync("mkfifo", [join(host, "pipe")]);
  const onWarning = (message: string) => warnings.push(message);
  const mount = hostDirectoryMount({ host, guest: "/app", mode: "rw", onWarning });
  mount.load(fs);
  fs.symlink("/etc/passwd", "/app/bad");
  mount.flush?.(fs, changes({ created: ["/app/bad"] }));
  expect(warnings).toEqual([
    'Left out of "/app": 1 entry, which are sockets, pipes, devices or have names that are not valid Unicode',
    'Left out "/app/bad": its target could lead out of the mount',
  ]);
});

test("hostDirectoryMounts() gives each mount its own mode and its own host", () => {
  const outer = join(area, "outer");
  mkdirSync(join(outer, "in"), { recursive: true });
  writeFileSync(join(outer, "in", "hidden.txt"), "hidden by the inner mount");
  writeFileSync(join(host, "a.txt"), "a");
  const mount = hostDirectoryMounts([
    { host, guest: "/app/in", mode: "rw" },
    { host: outer, guest: "/app", mode: "ro" },
  ]);
  mount.load(fs);

  expect(names("/app/in")).toEqual(["a.txt"]);
  expect(() => fs.writeFile("/app/x.txt", bytes("x"))).toThrow("EROFS");
  fs.writeFile("/app/in/a.txt", bytes("changed"));
  mount.flush?.(fs, changes({ modified: ["/app/in/a.txt"] }));

  expect(readFileSync(join(host, "a.txt"), "utf8")).toBe("changed");
  expect(readdirSync(outer)).toEqual(["in"]);
  expect(readdirSync(join(outer, "in"))).toEqual(["hidden.txt"]);
});

test("hostDirectoryMounts() does not write an inner copy to the outer host", () => {
  const outer = join(area, "outer");
  mkdirSync(outer);
  const mount = hostDirectoryMounts([
    { host: outer, guest: "/app", mode: "rw" },
    { host, guest: "/app/deep/in", mode: "cow" },
  ]);
  mount.load(fs);
  fs.writeFile("/app/deep/in/a.txt", bytes("copy"));
  fs.writeFile("/app/b.txt", bytes("b"));
  mount.flush?.(fs, changes({ created: ["/app/b.txt", "/app/deep/in/a.txt"] }));
  expect(readdirSync(outer)).toEqual(["b.txt"]);
  expect(readdirSync(host)).toEqual([]);
});

test("hostDirectoryMounts() places what is given before anything is read-only", () => {
  const mount = hostDirectoryMounts([{ host, guest: "/app", mode: "ro" }], (tree) => {
    tree.writeFile("/app/main.mjs", bytes("1"));
  });
  mount.load(fs);
  expect(read("/app/main.mjs")).toBe("1");
  expect(() => fs.writeFile("/app/main.mjs", bytes("2"))).toThrow("EROFS");
});
