import { expect, test } from "vitest";
import { createFileSystem, FsError, type JournalRecord, type SyncFileSystem } from "./index.ts";

const text = (fs: SyncFileSystem, path: string) => new TextDecoder().decode(fs.readFile(path));
const bytes = (content: string) => new TextEncoder().encode(content);
const names = (fs: SyncFileSystem, path: string) => fs.readdir(path).map(({ name }) => name);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
  return "none";
}

/** `/a.txt`, `/deep/b.txt` and three symlinks. */
function library(): SyncFileSystem {
  const fs = createFileSystem().sync;
  fs.writeFile("/a.txt", bytes("a"));
  fs.mkdir("/deep");
  fs.writeFile("/deep/b.txt", bytes("b"));
  fs.symlink("/f", "/absolute");
  fs.symlink("../f", "/upward");
  fs.symlink("deep/b.txt", "/inside");
  return fs;
}

/** `/f`, `/d/g`; `/m` is a directory with a hidden file, covered by a library. */
function mounted(options: { readOnly?: boolean } = {}) {
  const fs = createFileSystem().sync;
  const inner = library();
  fs.writeFile("/f", bytes("f"));
  fs.mkdir("/d");
  fs.writeFile("/d/g", bytes("g"));
  fs.mkdir("/m");
  fs.writeFile("/m/hidden", bytes("h"));
  fs.mount("/m", inner, options);
  return { fs, inner };
}

test.each<[string, (fs: SyncFileSystem) => unknown, unknown]>([
  ["a file in it", (fs) => text(fs, "/m/a.txt"), "a"],
  ["a file deeper in it", (fs) => text(fs, "/m/deep/b.txt"), "b"],
  ["its listing", (fs) => names(fs, "/m"), ["a.txt", "absolute", "deep", "inside", "upward"]],
  ["the listing above", (fs) => names(fs, "/"), ["d", "f", "m"]],
  ["nothing of what it covers", (fs) => fs.exists("/m/hidden"), false],
  ["the root above by ..", (fs) => text(fs, "/m/../f"), "f"],
  ["the root above by .. from deeper", (fs) => text(fs, "/m/deep/../../f"), "f"],
  ["an absolute symlink, from the root of all", (fs) => text(fs, "/m/absolute"), "f"],
  ["a symlink that climbs out", (fs) => text(fs, "/m/upward"), "f"],
  ["a symlink within", (fs) => text(fs, "/m/inside"), "b"],
  ["its real path", (fs) => fs.realpath("/m/deep/../inside"), "/m/deep/b.txt"],
  ["the real path of its root", (fs) => fs.realpath("/d/../m/."), "/m"],
  ["the path of an open directory", (fs) => fs.pathOf(fs.open("/m/deep", {})), "/m/deep"],
  ["the path of its open root", (fs) => fs.pathOf(fs.open("/m", {})), "/m"],
  ["its own root's inode", (fs) => fs.stat("/m").ino, 1],
  ["another device", (fs) => fs.stat("/m").dev === fs.stat("/").dev, false],
  ["one device throughout", (fs) => fs.stat("/m/deep/b.txt").dev === fs.lstat("/m").dev, true],
  ["the parent of its root", (fs) => fs.parentIno(fs.open("/m", {})), 1],
  ["the parent within", (fs) => fs.parentIno(fs.open("/m/deep", {})), 1],
])("walk() finds %s through a mount", (_, action, expected) => {
  expect(action(mounted().fs)).toEqual(expected);
});

test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["rename out", (fs) => fs.rename("/m/a.txt", "/b.txt"), "EXDEV"],
  ["rename in", (fs) => fs.rename("/f", "/m/f"), "EXDEV"],
  ["link out", (fs) => fs.link("/m/a.txt", "/b.txt"), "EXDEV"],
  ["link in", (fs) => fs.link("/f", "/m/f"), "EXDEV"],
  ["link of the mount point", (fs) => fs.link("/m", "/n"), "EXDEV"],
  ["rename of the mount point", (fs) => fs.rename("/m", "/n"), "EBUSY"],
  ["rename onto the mount point", (fs) => fs.rename("/d", "/m"), "EBUSY"],
  ["rmdir of the mount point", (fs) => fs.rmdir("/m"), "EBUSY"],
  ["rmdir of the mount point with a slash", (fs) => fs.rmdir("/m/"), "EBUSY"],
  ["unlink of the mount point", (fs) => fs.unlink("/m"), "EISDIR"],
  ["mkdir of the mount point", (fs) => fs.mkdir("/m"), "EEXIST"],
  ["creating the mount point", (fs) => fs.open("/m", { write: true, create: true }), "EISDIR"],
  ["rename within", (fs) => fs.rename("/m/a.txt", "/m/deep/a.txt"), "none"],
  ["link within", (fs) => fs.link("/m/a.txt", "/m/b.txt"), "none"],
  ["a second mount there", (fs) => fs.mount("/m", createFileSystem().sync), "EBUSY"],
  ["a mount at the root", (fs) => fs.mount("/", createFileSystem().sync), "EBUSY"],
  ["a mount at the root by ..", (fs) => fs.mount("/m/..", createFileSystem().sync), "EBUSY"],
  ["a mount over a file", (fs) => fs.mount("/f", createFileSystem().sync), "ENOTDIR"],
  ["a mount below a file", (fs) => fs.mount("/f/x", createFileSystem().sync), "ENOTDIR"],
  ["a mount below nothing", (fs) => fs.mount("/x/y", createFileSystem().sync), "ENOENT"],
  ["a mount of something else", (fs) => fs.mount("/d", { ...fs }), "EINVAL"],
  ["unmount of a directory", (fs) => fs.unmount("/d"), "EINVAL"],
  ["unmount of a directory in it", (fs) => fs.unmount("/m/deep"), "EINVAL"],
  ["unmount of the root", (fs) => fs.unmount("/"), "EINVAL"],
  ["unmount of nothing", (fs) => fs.unmount("/x"), "ENOENT"],
])("%s answers as Linux does", (_, action, code) => {
  expect(codeOf(() => action(mounted().fs))).toBe(code);
});

const writing = { write: true, create: true };

test.each<[string, (fs: SyncFileSystem) => unknown]>([
  ["mkdir", (fs) => fs.mkdir("/m/n")],
  ["rmdir", (fs) => fs.rmdir("/m/empty")],
  ["unlink", (fs) => fs.unlink("/m/a.txt")],
  ["rename", (fs) => fs.rename("/m/a.txt", "/m/b.txt")],
  ["link", (fs) => fs.link("/m/a.txt", "/m/b.txt")],
  ["symlink", (fs) => fs.symlink("x", "/m/s")],
  ["chmod", (fs) => fs.chmod("/m/a.txt", 0)],
  ["chmod of the root", (fs) => fs.chmod("/m", 0)],
  ["utimes", (fs) => fs.utimes("/m/a.txt", { mtimeNs: 0n })],
  ["truncate", (fs) => fs.truncate("/m/a.txt", 0)],
  ["writeFile", (fs) => fs.writeFile("/m/a.txt", bytes("x"))],
  ["creating", (fs) => fs.open("/m/new", writing)],
  ["open to write", (fs) => fs.open("/m/a.txt", { write: true })],
  ["open to truncate", (fs) => fs.open("/m/a.txt", { read: true, truncate: true })],
  ["fchmod", (fs) => fs.fchmod(fs.open("/m/a.txt", { read: true }), 0)],
  ["futimes", (fs) => fs.futimes(fs.open("/m/a.txt", { read: true }), {})],
  ["setReadOnly", (fs) => fs.setReadOnly("/m/deep", true)],
])("%s answers EROFS in a read-only mount and changes nothing", (_, action) => {
  const { fs, inner } = mounted({ readOnly: true });
  inner.mkdir("/empty");
  const before = [...inner.image()];
  expect(codeOf(() => action(fs))).toBe("EROFS");
  expect([...inner.image()]).toEqual(before);
  expect(text(fs, "/m/a.txt")).toBe("a");
});

test("mount() leaves the mounted filesystem writable elsewhere when it is read-only here", () => {
  const { fs, inner } = mounted({ readOnly: true });
  inner.writeFile("/a.txt", bytes("new"));
  expect(text(fs, "/m/a.txt")).toBe("new");
});

test("mount() at a missing name shows it in listings and leaves no trace when it ends", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/b");
  const records: JournalRecord[] = [];
  fs.onChange((record) => records.push(record));
  const [before, image] = [fs.snapshot(), [...fs.image()]];
  fs.mount("/a", library(), { readOnly: true });
  fs.mount("/c", library());
  expect(names(fs, "/")).toEqual(["a", "b", "c"]);
  expect(Array.from(fs.entries(fs.open("/", {})), ({ name }) => name)).toEqual(["b", "a", "c"]);
  expect(text(fs, "/a/../c/a.txt")).toBe("a");
  expect(fs.pathOf(fs.open("/a/deep", {}))).toBe("/a/deep");
  expect(fs.parentIno(fs.open("/a", {}))).toBe(1);
  expect(codeOf(() => fs.mkdir("/a"))).toBe("EEXIST");
  expect(codeOf(() => fs.rmdir("/a"))).toBe("EBUSY");
  fs.unmount("/a", { force: true });
  fs.unmount("/c");
  expect(names(fs, "/")).toEqual(["b"]);
  expect(records).toEqual([]);
  expect(fs.diff(before, fs.snapshot())).toEqual({ created: [], modified: [], deleted: [] });
  expect([...fs.image()]).toEqual(image);
});

test("entries() goes on after a cookie when it is that of an added mount", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/b");
  for (const name of ["/x", "/y", "/z"]) fs.mount(name, createFileSystem().sync);
  const root = fs.open("/", { directory: true });
  const all = [...fs.entries(root)];
  expect(all.map(({ name }) => name)).toEqual(["b", "x", "y", "z"]);
  for (const [index, { cookie }] of all.entries()) {
    expect([...fs.entries(root, cookie)]).toEqual(all.slice(index + 1));
  }
});

test("a directory with an added mount is not empty", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/d");
  fs.mkdir("/e");
  fs.mount("/d/m", library());
  expect(codeOf(() => fs.rmdir("/d"))).toBe("ENOTEMPTY");
  expect(codeOf(() => fs.rename("/e", "/d"))).toBe("ENOTEMPTY");
  fs.rename("/d", "/moved");
  expect(text(fs, "/moved/m/a.txt")).toBe("a");
  expect(fs.listMounts().map(({ path }) => path)).toEqual(["/moved/m"]);
});

test("a name that comes by a record is hidden by a mount that had it before", () => {
  const fs = createFileSystem().sync;
  fs.mount("/m", library());
  fs.apply({ op: "create", ino: 9, parent: 1, name: "m", mode: 0o100644, timeNs: 0n });
  expect(fs.stat("/m").type).toBe("directory");
  expect(fs.readdir("/").map(({ name, type }) => [name, type])).toEqual([["m", "directory"]]);
  expect(Array.from(fs.entries(fs.open("/", {})), ({ ino }) => ino)).toEqual([1]);
});

test("mount() keeps the trees apart when inodes have the same number", () => {
  const { fs, inner } = mounted();
  const file = fs.open("/m/a.txt", { read: true, write: true });
  expect(fs.write(file, bytes("xyz"))).toBe(3);
  expect([text(inner, "/a.txt"), text(fs, "/f")]).toEqual(["xyz", "f"]);
  expect(codeOf(() => inner.fstat(file))).toBe("EBADF");
  expect(fs.fstat(file).size).toBe(3);
  fs.close(file);
  expect(codeOf(() => fs.read(file, new Uint8Array(1)))).toBe("EBADF");
});

test("each tree counts its own bytes and nodes, and open files count where they were opened", () => {
  const fs = createFileSystem({ maxOpenFiles: 2, maxBytes: 20 }).sync;
  const inner = createFileSystem({ maxBytes: 100, maxOpenFiles: 1 }).sync;
  fs.mkdir("/m");
  fs.mount("/m", inner);
  const before = fs.usage();
  fs.writeFile("/m/big", new Uint8Array(90));
  expect(fs.usage()).toEqual(before);
  expect(inner.usage()).toMatchObject({ bytes: 93, nodes: 2, openFiles: 0 });
  expect(codeOf(() => fs.writeFile("/m/more", new Uint8Array(9)))).toBe("EDQUOT");
  expect(codeOf(() => fs.writeFile("/big", new Uint8Array(90)))).toBe("EDQUOT");
  const files = [fs.open("/m/big", {}), fs.open("/m/big", {})];
  expect(codeOf(() => fs.open("/m/big", {}))).toBe("EMFILE");
  expect([fs.usage().openFiles, inner.usage().openFiles]).toEqual([2, 0]);
  for (const file of files) fs.close(file);
  expect(fs.usage().openFiles).toBe(0);
});

test("an unlinked file lives until its last close when it was opened through a mount", () => {
  const { fs, inner } = mounted();
  const file = fs.open("/m/a.txt", { read: true });
  inner.unlink("/a.txt");
  const { nodes } = inner.usage();
  const target = new Uint8Array(4);
  expect([fs.read(file, target), target[0]]).toEqual([1, 97]);
  expect(codeOf(() => inner.restore(inner.snapshot()))).toBe("EBUSY");
  fs.close(file);
  expect(inner.usage().nodes).toBe(nodes - 1);
});

test("unmount() answers EBUSY until what is open through the mount is closed", () => {
  const { fs } = mounted();
  const file = fs.open("/m/a.txt", { read: true });
  expect(codeOf(() => fs.unmount("/m"))).toBe("EBUSY");
  fs.close(file);
  fs.unmount("/m");
  expect(text(fs, "/m/hidden")).toBe("h");
  expect(fs.listMounts()).toEqual([]);
});

test("unmount() with force leaves open files usable, and their paths unknown", () => {
  const { fs } = mounted();
  const [file, directory] = [fs.open("/m/a.txt", { read: true }), fs.open("/m/deep", {})];
  fs.unmount("/m", { force: true });
  expect(fs.read(file, new Uint8Array(9))).toBe(1);
  expect(codeOf(() => fs.pathOf(directory))).toBe("ENOENT");
  expect(fs.stat("../../../deep/b.txt", { base: directory }).size).toBe(1);
  expect(fs.usage().openFiles).toBe(2);
  fs.close(file);
  fs.close(directory);
  expect(fs.usage().openFiles).toBe(0);
});

test("mounts nest, and the outer one stays until the inner one has gone", () => {
  const { fs, inner } = mounted();
  fs.mount("/m/deep", library());
  expect(text(fs, "/m/deep/a.txt")).toBe("a");
  expect(text(fs, "/m/deep/../../f")).toBe("f");
  expect(fs.realpath("/m/deep/deep/..")).toBe("/m/deep");
  expect(inner.exists("/deep/a.txt")).toBe(false);
  expect(fs.listMounts().map(({ path }) => path)).toEqual(["/m", "/m/deep"]);
  expect(codeOf(() => fs.unmount("/m"))).toBe("EBUSY");
  fs.unmount("/m", { force: true });
  expect(fs.listMounts()).toEqual([]);
});

test("mount() of a filesystem in itself shows it once more, without its mounts", () => {
  const { fs } = mounted();
  fs.mount("/self", fs);
  expect(names(fs, "/self")).toEqual(["d", "f", "m"]);
  expect(names(fs, "/self/m")).toEqual(["hidden"]);
  expect(fs.stat("/self/f")).toEqual(fs.stat("/f"));
  expect(codeOf(() => fs.rename("/f", "/self/f"))).toBe("EXDEV");
  expect(codeOf(() => fs.link("/f", "/self/h"))).toBe("EXDEV");
});

test("two mounts of one tree have one device, others have others", () => {
  const fs = createFileSystem().sync;
  const inner = library();
  fs.mount("/a", inner, { readOnly: true });
  fs.mount("/b", inner);
  fs.mount("/c", library());
  const devices = ["/", "/a", "/b", "/c"].map((path) => fs.stat(path).dev);
  expect(devices).toEqual([1, 2, 2, 4]);
  expect(codeOf(() => fs.writeFile("/a/a.txt", bytes("x")))).toBe("EROFS");
  fs.writeFile("/b/a.txt", bytes("x"));
  expect(text(fs, "/a/a.txt")).toBe("x");
});

test("journal, image, snapshot and restore of a filesystem leave out what is mounted", () => {
  const { fs, inner } = mounted();
  const records: JournalRecord[] = [];
  const before = fs.snapshot();
  const image = [...fs.image()];
  fs.onChange((record) => records.push(record));
  fs.writeFile("/m/new", bytes("n"));
  expect(records).toEqual([]);
  expect([...fs.image()]).toEqual(image);
  expect(fs.diff(before, fs.snapshot())).toEqual({ created: [], modified: [], deleted: [] });
  fs.restore(before);
  expect(text(fs, "/m/new")).toBe("n");
  expect(inner.exists("/new")).toBe(true);
});

test("restore() ends the mounts whose point is not the same directory any more", () => {
  const fs = createFileSystem().sync;
  fs.mkdir("/kept");
  const before = fs.snapshot();
  fs.mkdir("/later");
  fs.mount("/kept", library());
  fs.mount("/kept/deep", library());
  fs.mount("/later", library());
  fs.mount("/later/deep", library());
  fs.mount("/new", library());
  fs.restore(before);
  expect(fs.listMounts().map(({ path }) => path)).toEqual(["/kept", "/kept/deep", "/new"]);
  fs.mkdir("/other");
  expect(names(fs, "/other")).toEqual([]);
});

test("a mount over a directory that is removed by a record cannot be reached, and harms nothing", () => {
  const { fs } = mounted();
  const directory = fs.open("/m", {});
  const records = [{ op: "unlink", parent: fs.stat("/").ino, name: "m", timeNs: 0n }] as const;
  const hidden = { op: "unlink", parent: 5, name: "hidden", timeNs: 0n } as const;
  for (const record of [hidden, ...records]) fs.apply(record);
  expect(fs.exists("/m")).toBe(false);
  expect(fs.listMounts()).toEqual([]);
  expect(codeOf(() => fs.pathOf(directory))).toBe("ENOENT");
  expect(codeOf(() => fs.stat("..", { base: directory }))).toBe("ENOENT");
  expect(names(fs, "/")).toEqual(["d", "f"]);
});

test("beneath refuses to leave a base in a mount, and one above may be returned to", () => {
  const { fs } = mounted();
  const inside = { base: fs.open("/m/deep", {}), beneath: true };
  expect(codeOf(() => fs.stat("../a.txt", inside))).toBe("ENOTCAPABLE");
  const root = { base: fs.open("/m", {}), beneath: true };
  expect(codeOf(() => fs.stat("../f", root))).toBe("ENOTCAPABLE");
  expect(codeOf(() => fs.stat("upward", root))).toBe("ENOTCAPABLE");
  expect(codeOf(() => fs.stat("absolute", root))).toBe("ENOTCAPABLE");
  const above = { base: fs.open("/", {}), beneath: true };
  expect(fs.stat("m/deep/../../f", above).size).toBe(1);
  expect(codeOf(() => fs.stat("m/../../f", above))).toBe("ENOTCAPABLE");
});

test("listMounts() tells path, flag and filesystem, sorted", () => {
  const fs = createFileSystem().sync;
  const [one, other] = [library(), library()];
  fs.mount("/b", one, { readOnly: true });
  fs.mount("/a", other);
  expect(fs.listMounts()).toEqual([
    { path: "/a", readOnly: false, fs: other },
    { path: "/b", readOnly: true, fs: one },
  ]);
  expect(fs.listMounts()[1]?.fs).toBe(one);
});

test.each<[string, string, string, string]>([
  ["a file out", "/m/a.txt", "/d/a.txt", "none"],
  ["a file in", "/f", "/m/f", "none"],
  ["a directory out", "/m/deep", "/deep", "none"],
  ["a directory in", "/d", "/m/d", "none"],
  ["a file over a file", "/f", "/m/a.txt", "none"],
  ["a symlink", "/m/inside", "/inside", "none"],
  ["a file over a directory", "/f", "/m/deep", "EISDIR"],
  ["a directory over a full one", "/d", "/m/deep", "ENOTEMPTY"],
  ["a directory over a file", "/d", "/m/a.txt", "ENOTDIR"],
  ["the mount itself", "/m", "/n/m", "EBUSY"],
])("FileSystem.rename() moves %s across mounts", async (_, from, to, code) => {
  const fs = createFileSystem();
  await fs.writeFile("/f", "f");
  await fs.writeFile("/d/g", "g");
  await fs.mkdir("/n");
  const inner = createFileSystem();
  inner.sync.apply({ op: "attributes", ino: 1, mtimeNs: 5n });
  for (const record of library().image()) inner.sync.apply(record);
  await fs.mount("/m", inner);
  if (from === "/m") await fs.mount("/n", createFileSystem());
  const source = fs.sync.lstat(from);
  let found = "none";
  try {
    await fs.rename(from, to);
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
    found = error.code;
  }
  expect(found).toBe(code);
  expect(fs.sync.exists(from, { follow: false })).toBe(code !== "none");
  if (code !== "none") return;
  const { type, mode, size, mtimeNs } = source;
  expect(fs.sync.lstat(to)).toMatchObject({ type, mode, size, mtimeNs });
});

test("FileSystem.copy() refuses a tree that is mounted in itself under another name", async () => {
  const fs = createFileSystem();
  await fs.writeFile("/d/g", "g");
  fs.sync.setxattr("/d/g", "user.tag", bytes("t"));
  await fs.mount("/self", fs);
  await expect(fs.copy("/d", "/self/d/e")).rejects.toMatchObject({ code: "EINVAL" });
  await expect(fs.copy("/self", "/d/e")).rejects.toMatchObject({ code: "EINVAL" });
  await fs.copy("/self/d", "/e");
  expect(await fs.readText("/e/g")).toBe("g");
  expect(fs.sync.listxattr("/e/g")).toEqual(["user.tag"]);
  await fs.unmount("/self");
  expect(await fs.listMounts()).toEqual([]);
});
