import { expect, test, vi } from "vitest";
import { contextOf, type TestContext, type Tree } from "../../test/support/utility-context.ts";
import { treeText } from "../../test/support/utility-sweep.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { callUtility } from "../call-utility.ts";
import { cost } from "../cost.ts";

function copyTree(context: TestContext, ...args: readonly unknown[]): unknown {
  return callUtility(context, "copy_tree", args);
}

test("copy_tree() keeps modes, times, extended attributes and symlinks", () => {
  const context = contextOf({
    "/app/src/run.sh": "#!",
    "/app/src/d/f": "f",
    "/app/src/d/inner": { link: "f" },
    "/app/src/outside": { link: "/etc/passwd" },
    "/app/src/loop": { link: "loop" },
    "/etc/passwd": "root",
  });
  const { fs } = context;
  fs.chmod("/app/src/run.sh", 0o777);
  fs.chmod("/app/src/d", 0o700);
  fs.setxattr("/app/src/run.sh", "user.tag", Uint8Array.of(1, 2));
  for (const path of ["/app/src/d/f", "/app/src/d", "/app/src"]) fs.utimes(path, { mtimeNs: 7n });
  fs.utimes("/app/src/d/inner", { mtimeNs: 9n }, { follow: false });
  copyTree(context, "src", "dst");
  expect(treeText(fs, "/app/dst")).toEqual({
    "/app/dst/d/": "700",
    "/app/dst/d/f": "644 f",
    "/app/dst/d/inner@": "f",
    "/app/dst/loop@": "loop",
    "/app/dst/outside@": "/etc/passwd",
    "/app/dst/run.sh": "777 #!",
  });
  expect(fs.getxattr("/app/dst/run.sh", "user.tag")).toEqual(Uint8Array.of(1, 2));
  const times = ["d/f", "d", "."].map((name) => fs.stat(`/app/dst/${name}`).mtimeNs);
  expect([...times, fs.lstat("/app/dst/d/inner").mtimeNs]).toEqual([7n, 7n, 7n, 9n]);
});

test("copy_tree() writes through no symlink of the target", () => {
  const context = contextOf({
    "/app/src/d/f": "new",
    "/app/src/link": "new",
    "/app/dst/link": { link: "/app/kept" },
    "/app/kept": "kept",
    "/app/there/f": "there",
    "/app/other/d": { link: "/app/there" },
  });
  copyTree(context, "src", "dst");
  expect(context.fs.lstat("/app/dst/link").type).toBe("file");
  expect(() => copyTree(context, "src", "other")).toThrow(
    expect.objectContaining({ code: "ENOTDIR", path: "/app/other/d" }),
  );
  expect(treeText(context.fs)).toMatchObject({
    "/app/kept": "644 kept",
    "/app/there/f": "644 there",
  });
});

test("copy_tree() follows symlinks on the way to both directories, inside the root only", () => {
  const context = contextOf({
    "/app/real/f": "f",
    "/app/from": { link: "real" },
    "/app/place/x": "",
    "/app/to": { link: "place" },
    "/app/out": { link: "/etc" },
    "/etc/passwd": "root",
  });
  copyTree(context, "from", "to/copy");
  expect(context.fs.exists("/app/place/copy/f")).toBe(true);
  expect(() => copyTree(context, "out", "stolen")).toThrow("Path must be within /app: out");
  expect(() => copyTree(context, "from", "out/copy")).toThrow("Path must be within /app: out/copy");
});

test.each([
  ["/app/a", "/app/a/b", "EINVAL"],
  ["/app", "/app/x", "EINVAL"],
  ["/app", "/app/l/x", "EINVAL"],
  ["/app/a/in", "/app/a", undefined],
])("copy_tree(%j, %j) into itself or out of itself: %s", (src, dst, code) => {
  const context = contextOf({
    "/app/a/in/a": "1",
    "/app/a/in/in/x": "2",
    "/app/l": { link: "a" },
  });
  if (code !== undefined) {
    const before = treeText(context.fs);
    expect(() => copyTree(context, src, dst)).toThrow(expect.objectContaining({ code }));
    expect(treeText(context.fs)).toEqual(before);
    return;
  }
  copyTree(context, src, dst);
  expect(treeText(context.fs)).toMatchObject({
    "/app/a/a": "644 1",
    "/app/a/in/a": "644 1",
    "/app/a/in/x": "644 2",
  });
});

test("copy_tree() knows a directory that is mounted twice for the same", () => {
  const context = contextOf({ "/app/m1": null, "/app/m2": null });
  const other = createFileSystem().sync;
  other.mkdir("/d");
  context.fs.mount("/app/m1", other);
  context.fs.mount("/app/m2", other);
  expect(() => copyTree(context, "m1", "m2/d/copy")).toThrow(
    expect.objectContaining({ code: "EINVAL" }),
  );
});

test("copy_tree() names the path in what goes wrong, and takes back what it made", () => {
  const context = contextOf({ "/app/src/d/f": "f", "/app/dst/d/f": "old" });
  context.fs.setReadOnly("/app/dst/d/f", true);
  const before = treeText(context.fs);
  expect(() => copyTree(context, "src", "dst")).toThrow(
    expect.objectContaining({ code: "EROFS", path: "/app/dst/d/f" }),
  );
  expect(treeText(context.fs)).toEqual(before);
});

test("copy_tree() copies what lies so deep that no path reaches it", () => {
  const context = contextOf({ "/app/src": null });
  const { fs } = context;
  const name = "d".repeat(250);
  inDeepest(fs, "/app/src", 20, (base) => {
    fs.mkdir(name, undefined, { base });
    return name;
  });
  copyTree(context, "src", "dst");
  let depth = 0;
  inDeepest(fs, "/app/dst", 20, () => {
    depth++;
    return name;
  });
  expect(depth).toBe(20);
  callUtility(context, "remove_tree", ["dst"]);
  callUtility(context, "rm", ["src", true]);
  expect(treeText(fs)).toEqual({});
  expect(fs.usage()).toMatchObject({ openFiles: 0, nodes: 2 });
});

test("copy_tree() charges each byte once, in blocks", () => {
  const content = (bytes: number): Tree => ({ "/app/src/f": "x".repeat(bytes) });
  const [small, large] = [1_000, 1_000_000].map((bytes) => {
    const context = contextOf(content(bytes));
    copyTree(context, "src", "dst");
    expect(Math.max(...context.charges)).toBeLessThanOrEqual(65_536 * cost.copiedByte);
    return context.spent();
  });
  expect((large ?? 0) - (small ?? 0)).toBe(999_000 * cost.copiedByte);
});

test("copy_tree() tells a host how far it has come", () => {
  const progress = vi.fn();
  const context = contextOf({ "/app/src/f": "x".repeat(100_000), "/app/src/g": "y" }, { progress });
  copyTree(context, "src", "dst");
  expect(progress).toHaveBeenLastCalledWith({ bytes: 100_001, items: 2 });
  expect(progress.mock.calls.length).toBeGreaterThan(3);
});

/** Goes down `levels` directories from `path`, each by the name that `next` gives. */
function inDeepest(
  fs: SyncFileSystem,
  path: string,
  levels: number,
  next: (base: ReturnType<SyncFileSystem["open"]>) => string,
): void {
  let base = fs.open(path, { directory: true });
  for (let level = 0; level < levels; level++) {
    const below = fs.open(next(base), { directory: true }, undefined, { base });
    fs.close(base);
    base = below;
  }
  fs.close(base);
}
