import { expect, test, vi } from "vitest";
import { contextOf, type TestContext } from "../../test/support/utility-context.ts";
import { treeText } from "../../test/support/utility-sweep.ts";
import { FsError } from "../../vfs/index.ts";
import { callUtility } from "../call-utility.ts";
import { cost } from "../cost.ts";

function call(context: TestContext, name: string, ...args: readonly unknown[]): unknown {
  return callUtility(context, name, args);
}

const names = [
  "-rf",
  "--help",
  "*",
  "a b",
  "new\nline",
  "quote'\"",
  "$(reboot)",
  "back\\slash",
  "…",
  "__proto__",
  "constructor",
  "\u202etxt",
  "\ud83d\ude00",
  ".partial-0",
];

test.each(names)("a file called %j is a file like any other", (name) => {
  const context = contextOf();
  call(context, "mkdir", name);
  call(context, "echo", "content", `${name}/${name}`);
  call(context, "cp", name, "copy", true);
  call(context, "mv", `copy/${name}`, "moved");
  expect(call(context, "cat", "moved")).toBe("content\n");
  expect(call(context, "ls", name)).toEqual(name.startsWith(".") ? [] : [name]);
  expect(call(context, "ls", name, true)).toEqual([name]);
  expect(call(context, "du", name)).toEqual({ [`/app/${name}`]: 8 });
  expect(call(context, "walk", name)).toEqual([`/app/${name}/${name}`]);
  expect(call(context, "tree", name)).toBe(`/app/${name}\n└── ${name}\n`);
  call(context, "rm", name, true);
  call(context, "remove_tree", "copy");
  expect(Object.keys(treeText(context.fs))).toEqual(["/app/moved"]);
});

test.each([
  ["cat", "\0"],
  ["touch", "a\0b"],
  ["mkdir", "a\0"],
  ["rm", "\0"],
  ["stat", "\0"],
])("%s(%j) is an error and no crash", (name, path) => {
  expect(() => call(contextOf(), name, path)).toThrow(expect.objectContaining({ code: "EINVAL" }));
});

test.each([
  ["touch", "n".repeat(256)],
  ["mkdir", `${"d/".repeat(2_100)}x`],
  ["cat", "x/".repeat(5_000)],
])("%s() of too long a path is an error", (name, path) => {
  const context = contextOf();
  expect(() => call(context, name, path)).toThrow();
  expect(treeText(context.fs)).toEqual({});
});

test("symlinks in a circle end lists and raise where content is asked for", () => {
  const context = contextOf({
    "/app/a": { link: "b" },
    "/app/b": { link: "a" },
    "/app/d/up": { link: ".." },
  });
  expect(call(context, "find", "*")).toEqual([]);
  expect(call(context, "walk")).toEqual(["/app/a", "/app/b", "/app/d", "/app/d/up"]);
  expect(call(context, "tree", "d/up/d/up", 1)).toBe(
    "/app/d/up/d/up\n├── a -> b\n├── b -> a\n└── d/\n",
  );
  for (const name of ["cat", "ls", "du", "touch"]) {
    expect(() => call(context, name, "a"), name).toThrow(
      expect.objectContaining({ code: "ELOOP" }),
    );
  }
  call(context, "cp", "d", "e", true);
  call(context, "rm", "a");
  expect(call(context, "ls")).toEqual(["b", "d", "e"]);
});

test.each([
  ["find", ["*", "d"], []],
  ["walk", ["d"], []],
  ["ls", ["d"], []],
  ["tree", ["d"], "/app/d\n"],
])("%s() has nothing of a directory that is denied", (name, args, expected) => {
  const context = contextOf({ "/app/d/f": "" });
  vi.spyOn(context.fs, "open").mockImplementation((path) => {
    throw new FsError("EACCES", "open", path);
  });
  expect(call(context, name, ...args)).toEqual(expected);
});

test("cat() refuses more than a result may hold, and many names of one file cost each time", () => {
  const context = contextOf({ "/app/f": "x".repeat(600) }, { maxResultBytes: 1_000 });
  expect(() => call(context, "cat", "f", "f")).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
  const [once, thrice] = [["f"], ["f", "f", "f"]].map((files) => {
    const fresh = contextOf({ "/app/f": "x" });
    call(fresh, "cat", ...files);
    return fresh.spent() - cost.call;
  });
  expect(thrice).toBe(3 * (once ?? 0));
});

test("ls() with long pays for each description, and refuses too many", () => {
  const files = Object.fromEntries(
    Array.from({ length: 100 }, (_, index) => [`/app/${index}`, ""]),
  );
  const [short, long] = [false, true].map((isLong) => {
    const context = contextOf(files);
    call(context, "ls", { long: isLong });
    return context.spent();
  });
  expect(long).toBeGreaterThan(short ?? 0);
  const small = contextOf(files, { maxResultBytes: 20_000 });
  expect(call(small, "ls")).toHaveLength(100);
  expect(() => call(small, "ls", { long: true })).toThrow(
    expect.objectContaining({ code: "RESULT_TOO_LARGE" }),
  );
});

test("ls() sorts by code unit, names and descriptions alike", () => {
  const context = contextOf({ "/app/b": "", "/app/B": "", "/app/10": "", "/app/9": "" });
  expect(call(context, "ls")).toEqual(["10", "9", "B", "b"]);
  expect(call(context, "ls", { long: true })).toMatchObject(
    ["10", "9", "B", "b"].map((name) => ({ name })),
  );
});

test("touch() sets both times to now and leaves the content", () => {
  const context = contextOf({ "/app/f": "content" });
  context.fs.utimes("/app/f", { atimeNs: 1n, mtimeNs: 1n });
  call(context, "touch", "f");
  const { atimeNs, mtimeNs } = context.fs.stat("/app/f");
  expect([atimeNs > 1n, mtimeNs > 1n]).toEqual([true, true]);
});

test("echo() keeps mode and names of a file that it writes to", () => {
  const context = contextOf({ "/app/run.sh": "old, and longer" });
  const { fs } = context;
  fs.chmod("/app/run.sh", 0o755);
  fs.link("/app/run.sh", "/app/other");
  call(context, "echo", "new", "run.sh");
  expect(treeText(fs)).toEqual({ "/app/other": "755 new\n", "/app/run.sh": "755 new\n" });
});

test("cp() gives a file the mode of its source, and a time of its own", () => {
  const context = contextOf({ "/app/a": "a", "/app/b": "b" });
  const { fs } = context;
  fs.chmod("/app/a", 0o777);
  fs.utimes("/app/a", { mtimeNs: 5n });
  call(context, "cp", "a", "b");
  expect(treeText(fs)).toMatchObject({ "/app/b": "777 a" });
  expect(fs.stat("/app/b").mtimeNs).toBeGreaterThan(5n);
});

test("base64() keeps the mode of a file that it replaces", () => {
  const context = contextOf({ "/app/f": "f", "/app/out": { link: "g" }, "/app/g": "old" });
  context.fs.chmod("/app/g", 0o600);
  call(context, "base64", "f", { output: "out" });
  expect(treeText(context.fs)).toMatchObject({ "/app/g": "600 Zg==", "/app/out@": "g" });
});

test.each([
  ["cp", "f", "f/x"],
  ["base64", "f", false, "f/x"],
  ["copy_tree", "d", "f/x"],
  ["echo", "text", "f/x"],
  ["mv", "d", "f/x"],
  ["ln", "f", "f/x"],
])("%s() below a file names the path that it was given", (name, ...args) => {
  const context = contextOf({ "/app/f": "f", "/app/d": null });
  expect(() => call(context, name, ...args)).toThrow(
    expect.objectContaining({ code: "ENOTDIR", message: expect.not.stringContaining("partial") }),
  );
  expect(treeText(context.fs)).toEqual({ "/app/d/": "755", "/app/f": "644 f" });
});

test("cp() with recursive copies a symlink as it is", () => {
  const context = contextOf({ "/app/l": { link: "gone" }, "/app/d": null });
  call(context, "cp", "l", "d", true);
  expect(context.fs.readlink("/app/d/l")).toBe("gone");
});

test("ln() makes names of one file, symlinks as they are written, and replaces when forced", () => {
  const context = contextOf({ "/app/f": "f", "/app/g": "g", "/app/d/e": null });
  const { fs } = context;
  call(context, "ln", "f", "h");
  call(context, "ln", "g", "h", { force: true });
  expect(fs.stat("/app/h").ino).toBe(fs.stat("/app/g").ino);
  expect(fs.stat("/app/g").nlink).toBe(2);
  call(context, "ln", "g", "h", { force: true });
  call(context, "ln", "../../f", "d/e", { symbolic: true });
  expect(fs.readlink("/app/d/e/f")).toBe("../../f");
  expect(() => call(context, "ln", "f", "d", { force: true, symbolic: true })).not.toThrow();
  expect(() => call(context, "ln", "e", "d", { force: true, symbolic: true })).toThrow(
    expect.objectContaining({ code: "EISDIR" }),
  );
  expect(fs.readdir("/app").map(({ name }) => name)).toEqual(["d", "f", "g", "h"]);
});

test("everything works at / when that is the root", () => {
  const context = contextOf({ "/app/f": "f" }, { root: "/", cwd: "/" });
  call(context, "cp", "app", "copy", true);
  call(context, "cp", "app/f", "/");
  call(context, "mv", "f", "g");
  call(context, "ln", "g", "h", { force: true });
  call(context, "ln", "g", "h", { force: true });
  call(context, "mkdir", "/new/dir");
  call(context, "copy_tree", "app", "/new/dir/copy");
  expect(call(context, "ls", "/")).toEqual(["app", "copy", "g", "h", "new"]);
  expect(call(context, "walk", "/new")).toEqual(["/new/dir", "/new/dir/copy", "/new/dir/copy/f"]);
  expect(call(context, "tree", "/", 1)).toBe("/\n├── app/\n├── copy/\n├── g\n├── h\n└── new/\n");
  expect(() => call(context, "rm", "/", true)).toThrow(expect.objectContaining({ code: "EBUSY" }));
  expect(() => call(context, "cp", "/", "/x", true)).toThrow(
    expect.objectContaining({ code: "EINVAL" }),
  );
});
