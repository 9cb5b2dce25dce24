import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createFileSystem, FsError, type SyncFileSystem } from "./index.ts";

// Random sequences take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const bytes = (length: number, value = 1) => new Uint8Array(length).fill(value);
const chunk = 65_536;

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
  return "none";
}

function clocked() {
  let now = 0n;
  return createFileSystem({ now: () => now++ }).sync;
}

test("snapshot() with a name is kept, listed newest first, and deleted by its name", () => {
  const fs = clocked();
  fs.snapshot();
  fs.snapshot("first");
  fs.writeFile("/a", bytes(5));
  fs.snapshot("second");
  const listed = fs.listSnapshots();
  expect(listed.map(({ name, bytes, nodes }) => [name, bytes, nodes])).toEqual([
    ["second", 6, 2],
    ["first", 0, 1],
  ]);
  expect((listed[0]?.timeNs ?? 0n) > (listed[1]?.timeNs ?? 0n)).toBe(true);
  fs.deleteSnapshot("first");
  expect(fs.listSnapshots().map(({ name }) => name)).toEqual(["second"]);
});

test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["snapshot() of a name that is taken", (fs) => fs.snapshot("a"), "EEXIST"],
  ["snapshot() without a name", (fs) => fs.snapshot(""), "ENOENT"],
  ["snapshot() of a path", (fs) => fs.snapshot("a/b"), "EINVAL"],
  ["snapshot() of a long name", (fs) => fs.snapshot("x".repeat(256)), "ENAMETOOLONG"],
  ["restore() of an unknown name", (fs) => fs.restore("x"), "ENOENT"],
  ["deleteSnapshot() of an unknown name", (fs) => fs.deleteSnapshot("x"), "ENOENT"],
  ["diff() from an unknown name", (fs) => fs.diff("x"), "ENOENT"],
  ["diff() to an unknown name", (fs) => fs.diff("a", "x"), "ENOENT"],
  ["fork() of an unknown name", (fs) => fs.fork("x"), "ENOENT"],
  ["restore() of another's", (fs) => fs.restore(clocked().snapshot()), "EINVAL"],
  ["fork() of another's", (fs) => fs.fork(clocked().snapshot("a")), "EINVAL"],
  ["restore() with an open file", openThenRestore, "EBUSY"],
])("%s answers an error", (_, action, code) => {
  const fs = clocked();
  fs.snapshot("a");
  expect(codeOf(() => action(fs))).toBe(code);
  expect(fs.listSnapshots()).toHaveLength(1);
});

function openThenRestore(fs: SyncFileSystem): void {
  fs.open("/", { directory: true });
  fs.restore("a");
}

test("restore() by name returns to exactly what was, and back", () => {
  const fs = clocked();
  fs.mkdir("/empty");
  fs.writeFile("/a", bytes(100_000));
  fs.link("/a", "/b");
  fs.snapshot("one");
  const one = [...fs.image()];
  fs.rmdir("/empty");
  fs.writeFile("/a", bytes(3, 2));
  fs.writeFile("/new", bytes(3));
  fs.unlink("/b");
  fs.snapshot("two");
  const two = [...fs.image()];
  fs.restore("one");
  expect([...fs.image()]).toEqual(one);
  fs.restore("two");
  expect([...fs.image()]).toEqual(two);
  expect(fs.diff("one", "two")).toEqual({
    created: ["/new"],
    modified: ["/a"],
    deleted: ["/b"],
  });
  expect(fs.diff("two")).toEqual({ created: [], modified: [], deleted: [] });
});

test.each<[string, (fs: SyncFileSystem) => void, number]>([
  ["nothing", () => {}, 0],
  ["a new file", (fs) => fs.writeFile("/new", bytes(7)), 0],
  ["an overwritten file", (fs) => fs.writeFile("/f", bytes(9, 2)), 10],
  ["the same file overwritten again", writeTwice, 10],
  ["a removed file and its name", (fs) => fs.unlink("/f"), 11],
  ["a renamed file's old name", (fs) => fs.rename("/f", "/g"), 1],
  ["a replaced file", (fs) => fs.rename("/big", "/f"), 3 + 10 + 1],
  ["a removed name of a file that has another", (fs) => fs.unlink("/hard"), 4],
  ["a removed symlink, its target and attribute", (fs) => fs.unlink("/sym"), 3 + 6 + 5],
  ["a removed directory's name", (fs) => fs.rmdir("/dir"), 3],
  ["a chunk of a big file", (fs) => writeAt(fs, "/big", chunk), chunk],
  ["two chunks of it", (fs) => writeAt(fs, "/big", chunk - 1), 2 * chunk],
  ["a cut within a chunk", (fs) => fs.truncate("/big", 2 * chunk + 1), chunk],
  ["a cut between chunks", (fs) => fs.truncate("/big", 2 * chunk), chunk],
  ["a cut to nothing", (fs) => fs.truncate("/big", 0), 3 * chunk],
  ["an extension", (fs) => fs.truncate("/big", 9 * chunk), 0],
  ["a hole that is filled", (fs) => writeAt(fs, "/hole", 5), 0],
  ["a mode", (fs) => fs.chmod("/big", 0), 0],
  ["a new extended attribute", (fs) => fs.setxattr("/f", "b", bytes(9)), 0],
  [
    "a replaced extended attribute",
    (fs) => fs.setxattr("/sym", "a", bytes(9), { follow: false }),
    5,
  ],
  ["a removed extended attribute", (fs) => fs.removexattr("/sym", "a", { follow: false }), 5],
])("a named snapshot retains what is lost by %s", (_, action, retained) => {
  const fs = clocked();
  fs.writeFile("/f", bytes(10));
  fs.writeFile("/big", bytes(3 * chunk));
  fs.writeFile("/one", bytes(1));
  fs.link("/one", "/hard");
  fs.symlink("target", "/sym");
  fs.setxattr("/sym", "a", bytes(4), { follow: false });
  fs.mkdir("/dir");
  fs.writeFile("/hole", bytes(0));
  fs.truncate("/hole", 100);
  fs.snapshot("a");
  fs.snapshot("b");
  const { bytes: before, nodes } = fs.usage();
  action(fs);
  expect(fs.usage().snapshotBytes).toBe(retained);
  fs.deleteSnapshot("a");
  expect(fs.usage().snapshotBytes).toBe(retained);
  fs.restore("b");
  expect(fs.usage()).toMatchObject({ bytes: before, nodes, snapshotBytes: 0 });
  fs.deleteSnapshot("b");
  expect(fs.usage().snapshotBytes).toBe(0);
});

function writeTwice(fs: SyncFileSystem): void {
  fs.writeFile("/f", bytes(9, 2));
  fs.writeFile("/f", bytes(8, 3));
}

function writeAt(fs: SyncFileSystem, path: string, position: number): void {
  const file = fs.open(path, { write: true });
  fs.write(file, bytes(2, 5), position);
  fs.close(file);
}

test("an open file without a name is retained when it is closed", () => {
  const fs = clocked();
  fs.writeFile("/f", bytes(10));
  fs.snapshot("a");
  const file = fs.open("/f", {});
  fs.unlink("/f");
  expect(fs.usage()).toMatchObject({ bytes: 10, snapshotBytes: 1 });
  fs.close(file);
  expect(fs.usage()).toMatchObject({ bytes: 0, snapshotBytes: 11 });
});

test.each(["EDQUOT", "ENOSPC"] as const)(
  "what snapshots retain counts towards maxBytes, and %s comes before any change",
  (fullCode) => {
    const fs = createFileSystem({ maxBytes: 30, fullCode }).sync;
    fs.writeFile("/f", bytes(10));
    fs.snapshot("a");
    fs.writeFile("/f", bytes(10, 2));
    expect(fs.usage()).toMatchObject({ bytes: 11, snapshotBytes: 10 });
    fs.snapshot("b");
    const image = [...fs.image()];
    for (const action of [
      () => fs.writeFile("/f", bytes(10, 3)),
      () => fs.writeFile("/g", bytes(9)),
      () => fs.truncate("/f", 20),
      () => fs.mkdir("/0123456789"),
      () => fs.rename("/f", "/0123456789"),
    ]) {
      expect(codeOf(action)).toBe(fullCode);
    }
    expect([...fs.image()]).toEqual(image);
    expect(fs.readFile("/f")).toEqual(bytes(10, 2));
    fs.truncate("/f", 2);
    fs.deleteSnapshot("a");
    fs.deleteSnapshot("b");
    fs.writeFile("/f", bytes(29));
    expect(codeOf(() => fs.mkdir("/d"))).toBe(fullCode);
  },
);

test("records that were admitted elsewhere are applied, whatever snapshots retain here", () => {
  const fs = createFileSystem({ maxBytes: 20 }).sync;
  fs.writeFile("/f", bytes(19));
  fs.snapshot("a");
  const ino = fs.stat("/f").ino;
  fs.apply({ op: "write", ino, offset: 0, bytes: bytes(19, 2), timeNs: 0n });
  expect(fs.usage()).toMatchObject({ bytes: 20, snapshotBytes: 19 });
  expect(codeOf(() => fs.mkdir("/d"))).toBe("EDQUOT");
});

test("fork() goes its own way with the same limits, from now or from a snapshot", () => {
  const fs = createFileSystem({ maxBytes: 40 }).sync;
  fs.writeFile("/f", bytes(10));
  fs.snapshot("a");
  fs.writeFile("/f", bytes(5, 2));
  const [now, then] = [fs.fork(), fs.fork("a")];
  expect([now, then].map((fork) => fork.usage().bytes)).toEqual([6, 11]);
  expect([now, then].map((fork) => fork.usage().snapshotBytes)).toEqual([0, 0]);
  expect(then.usage().maxBytes).toBe(40);
  expect(codeOf(() => then.writeFile("/g", bytes(29)))).toBe("EDQUOT");
  now.writeFile("/f", bytes(6, 3));
  then.mkdir("/d");
  fs.writeFile("/f", bytes(1, 4));
  expect([fs, now, then].map((each) => [...each.readFile("/f")].join(""))).toEqual([
    "4",
    "333333",
    "1111111111",
  ]);
  expect([fs, now, then].map((each) => each.exists("/d"))).toEqual([false, false, true]);
  expect(then.listSnapshots()).toEqual([]);
  expect(codeOf(() => then.restore(fs.snapshot()))).toBe("EINVAL");
});

test("fork() leaves out mounts, open files and files without a name", () => {
  const fs = clocked();
  fs.mount("/m", clocked());
  const file = fs.open("/f", { read: true, write: true, create: true });
  fs.write(file, bytes(5));
  fs.unlink("/f");
  const fork = fs.fork();
  expect(fork.readdir("/")).toEqual([]);
  expect(fork.usage()).toMatchObject({ bytes: 0, nodes: 1, openFiles: 0 });
  expect(codeOf(() => fork.fstat(file))).toBe("EBADF");
  expect(fs.fstat(file).size).toBe(5);
});

test("statfs() tells of the filesystem that a path lies in", () => {
  const fs = createFileSystem({ maxBytes: 1000, maxNodes: 10 }).sync;
  const inner = createFileSystem({ maxBytes: 50 }).sync;
  fs.mount("/m", inner, { readOnly: true });
  inner.writeFile("/f", bytes(9));
  expect(fs.statfs("/")).toMatchObject({ bytes: 0, maxBytes: 1000, maxNodes: 10, dev: 1 });
  expect(fs.statfs("/m/f")).toMatchObject({ bytes: 10, maxBytes: 50, readOnly: true, dev: 2 });
  expect(fs.statfs("/").readOnly).toBe(false);
  expect(fs.statfs("/").maxNameBytes).toBe(255);
  expect(codeOf(() => fs.statfs("/x"))).toBe("ENOENT");
});

type Step = { readonly op: string; readonly a: number; readonly b: number };
const step: fc.Arbitrary<Step> = fc.record({
  op: fc.constantFrom(
    ...[
      "write",
      "write",
      "append",
      "cut",
      "small",
      "small",
      "cutSmall",
      "mkdir",
      "unlink",
      "rmdir",
      "rename",
      "link",
      "symlink",
    ],
    ...["setxattr", "setxattr", "removexattr"],
    ...["snapshot", "snapshot", "delete", "restore", "restore"],
  ),
  a: fc.nat(4),
  b: fc.nat(4),
});

function play(fs: SyncFileSystem, { op, a, b }: Step): void {
  const [one, other] = [`/${"n".repeat(a + 1)}`, `/${"n".repeat(b + 1)}`];
  if (op === "write") writeAt(fs, one, b * 40_000);
  else if (op === "append") fs.writeFile(one, bytes(b * 40_000, a));
  else if (op === "cut") fs.truncate(one, b * 40_000);
  else if (op === "small") fs.writeFile(one, bytes(b * 90, a));
  else if (op === "cutSmall") fs.truncate(one, b * 30);
  else if (op === "mkdir") fs.mkdir(one);
  else if (op === "unlink") fs.unlink(one);
  else if (op === "rmdir") fs.rmdir(one);
  else if (op === "rename") fs.rename(one, other);
  else if (op === "link") fs.link(one, other);
  else if (op === "symlink") fs.symlink(`t${b}`, one);
  else if (op === "setxattr") fs.setxattr(one, `x${b % 2}`, bytes(b), { follow: false });
  else if (op === "removexattr") fs.removexattr(one, `x${b % 2}`, { follow: false });
  else if (op === "snapshot") fs.snapshot(`s${a}`);
  else if (op === "delete") fs.deleteSnapshot(`s${a}`);
  else if (op === "restore") fs.restore(`s${a}`);
}

test("snapshotBytes is the same counted while changing and counted anew, and images come back", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const fs = clocked();
      const images = new Map<string, unknown>();
      for (const each of steps) {
        const code = codeOf(() => play(fs, each));
        if (code !== "none") continue;
        if (each.op === "snapshot") images.set(`s${each.a}`, [...fs.image()]);
        if (each.op === "restore") expect([...fs.image()]).toEqual(images.get(`s${each.a}`));
      }
      const { snapshotBytes } = fs.usage();
      fs.snapshot("x");
      fs.deleteSnapshot("x");
      expect(fs.usage().snapshotBytes).toBe(snapshotBytes);
      for (const { name } of fs.listSnapshots()) fs.deleteSnapshot(name ?? "");
      expect(fs.usage().snapshotBytes).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test("FileSystem offers snapshots as promises", async () => {
  const fs = createFileSystem();
  await fs.writeFile("/app/a.txt", "a");
  await fs.snapshot("before");
  await fs.writeFile("/app/b.txt", "b");
  const after = await fs.snapshot();
  expect(await fs.diff("before", after, "/app")).toMatchObject({ created: ["/app/b.txt"] });
  expect(await fs.diff("before")).toMatchObject({ created: ["/app/b.txt"] });
  const fork = await fs.fork("before");
  expect(await fork.readdir("/app")).toEqual(["a.txt"]);
  await fs.restore("before");
  expect(await fs.exists("/app/b.txt")).toBe(false);
  expect((await fs.listSnapshots()).map(({ name }) => name)).toEqual(["before"]);
  await fs.deleteSnapshot("before");
  expect(await fs.listSnapshots()).toEqual([]);
  expect(await fs.statfs("/app")).toMatchObject({ nodes: 3 });
});
