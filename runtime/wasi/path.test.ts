import { expect, test } from "vitest";
import { createWasiBench, preopen, type WasiBench } from "../../test/support/wasi-bench.ts";
import { open, path } from "../../test/support/wasi-open.ts";
import type { CallName } from "./abi.ts";
import { errno } from "./errno.ts";
import { directoryRights } from "./rights.ts";

function bench(): WasiBench {
  const made = createWasiBench({ files: { f: "abc", g: "" } });
  const { fs } = made;
  fs.mkdir("/app/d");
  fs.mkdir("/app/full");
  fs.writeFile("/app/full/x", new Uint8Array());
  fs.symlink("f", "/app/to-file");
  fs.symlink("missing", "/app/dangling");
  return made;
}

/** A path, the answer, a name that is there afterwards and one that is not. */
type Row = [path: string, expected: number, exists: string | undefined, gone: string | undefined];

const row = (path: string, expected: number, exists?: string, gone?: string): Row => [
  path,
  expected,
  exists,
  gone,
];

function check(made: WasiBench, exists: string | undefined, gone: string | undefined): void {
  const names = made.fs.readdir("/app").map(({ name }) => name);
  if (exists !== undefined) expect(names).toContain(exists);
  if (gone !== undefined) expect(names).not.toContain(gone);
}

test.each([
  row("new", 0, "new"),
  row("new/", 0, "new"),
  row("d/../new", 0, "new"),
  row("d", errno.EEXIST),
  row("f", errno.EEXIST),
  row("dangling", errno.EEXIST),
  row("missing/new", errno.ENOENT),
  row("f/new", errno.ENOTDIR),
  row("../new", errno.EPERM),
  row("/app/new", errno.EPERM),
])("path_create_directory(%s) answers %i", (name, expected, exists, gone) => {
  const made = bench();
  expect(made.call("path_create_directory", preopen, ...path(made, name))).toBe(expected);
  check(made, exists, gone);
});

test.each([
  row("d", 0, undefined, "d"),
  row("d/", 0, undefined, "d"),
  row("full", errno.ENOTEMPTY, "full"),
  row("f", errno.ENOTDIR, "f"),
  row("to-file", errno.ENOTDIR, "to-file"),
  row("missing", errno.ENOENT),
  row(".", errno.EINVAL),
  row("..", errno.EPERM),
])("path_remove_directory(%s) answers %i", (name, expected, exists, gone) => {
  const made = bench();
  expect(made.call("path_remove_directory", preopen, ...path(made, name))).toBe(expected);
  check(made, exists, gone);
});

test.each([
  row("f", 0, undefined, "f"),
  row("to-file", 0, "f", "to-file"),
  row("dangling", 0, undefined, "dangling"),
  row("d", errno.EISDIR, "d"),
  row("f/", errno.ENOTDIR, "f"),
  row("missing", errno.ENOENT),
  row("../app/f", errno.EPERM, "f"),
])("path_unlink_file(%s) answers %i", (name, expected, exists, gone) => {
  const made = bench();
  expect(made.call("path_unlink_file", preopen, ...path(made, name))).toBe(expected);
  check(made, exists, gone);
});

test.each([
  ["f", 0, 0, 4],
  ["to-file", 1, 0, 4],
  ["to-file", 0, 0, 7],
  ["d", 0, 0, 3],
  ["dangling", 0, 0, 7],
  ["dangling", 1, errno.ENOENT, 0x3f],
  ["missing", 0, errno.ENOENT, 0x3f],
  ["../etc", 1, errno.EPERM, 0x3f],
])("path_filestat_get(%s, flags %i) answers %i", (name, flags, expected, type) => {
  const made = bench();
  const args = path(made, name);
  expect(made.call("path_filestat_get", preopen, flags, ...args, 32)).toBe(expected);
  expect(made.bytes(48, 1)).toEqual([type]);
  expect([made.bytes(31, 1), made.bytes(96, 1)]).toEqual([[0x3f], [0x3f]]);
});

test("path_filestat_set_times() sets those of a link or of what it leads to", () => {
  const made = bench();
  const args = path(made, "to-file");
  expect(made.call("path_filestat_set_times", preopen, 1, ...args, 5n, 6n, 5)).toBe(0);
  expect(made.fs.stat("/app/f")).toMatchObject({ atimeNs: 5n, mtimeNs: 6n });
  expect(made.call("path_filestat_set_times", preopen, 0, ...args, 7n, 8n, 5)).toBe(0);
  expect(made.fs.lstat("/app/to-file")).toMatchObject({ atimeNs: 7n, mtimeNs: 8n });
  expect(made.fs.stat("/app/f")).toMatchObject({ atimeNs: 5n, mtimeNs: 6n });
  expect(made.call("path_filestat_set_times", preopen, 0, ...args, 7n, 8n, 3)).toBe(errno.EINVAL);
});

test.each([
  ["f", "new", 0],
  ["f", "g", errno.EEXIST],
  ["f", "f", errno.EEXIST],
  ["d", "new", errno.EPERM],
  ["missing", "new", errno.ENOENT],
  ["f", "new/", errno.ENOENT],
  ["f", "../new", errno.EPERM],
  ["../f", "new", errno.EPERM],
  ["dangling", "new", 0],
])("path_link(%s, %s) answers %i", (from, to, expected) => {
  const made = bench();
  const before = made.fs.lstat("/app/f").nlink;
  const args = [preopen, 0, ...path(made, from), preopen, ...path(made, to, 61_000)] as const;
  expect(made.call("path_link", ...args)).toBe(expected);
  if (expected === 0) {
    expect(made.fs.lstat("/app/new").ino).toBe(made.fs.lstat(`/app/${from}`).ino);
  } else expect(made.fs.lstat("/app/f").nlink).toBe(before);
});

test("path_link() does not follow symlinks", () => {
  const made = bench();
  const args = [preopen, 1, ...path(made, "to-file"), preopen, ...path(made, "n", 61_000)] as const;
  expect(made.call("path_link", ...args)).toBe(errno.EINVAL);
});

test.each([
  ["f", "new", 0],
  ["f", "g", 0],
  ["d", "new", 0],
  ["d", "full", errno.ENOTEMPTY],
  ["d", "f", errno.ENOTDIR],
  ["f", "d", errno.EISDIR],
  ["f", "new/", errno.ENOTDIR],
  ["d", "d/inner", errno.EINVAL],
  ["missing", "new", errno.ENOENT],
  ["f", "../new", errno.EPERM],
  ["../app/f", "new", errno.EPERM],
])("path_rename(%s, %s) answers %i", (from, to, expected) => {
  const made = bench();
  const { ino } = made.fs.lstat(from === "missing" ? "/app/f" : `/app/${from}`);
  const args = [preopen, ...path(made, from), preopen, ...path(made, to, 61_000)] as const;
  expect(made.call("path_rename", ...args)).toBe(expected);
  const names = made.fs.readdir("/app").map(({ name }) => name);
  if (expected === 0) {
    expect(made.fs.lstat(`/app/${to}`).ino).toBe(ino);
    expect(names).not.toContain(from);
  } else expect(names).toEqual(["d", "dangling", "f", "full", "g", "to-file"]);
});

test.each([
  ["target", "new", 0],
  ["../outside", "new", 0],
  ["/etc/passwd", "new", errno.EPERM],
  ["", "new", errno.ENOENT],
  ["target", "f", errno.EEXIST],
  ["target", "new/", errno.ENOENT],
  ["target", "../new", errno.EPERM],
])("path_symlink(%s, %s) answers %i", (target, name, expected) => {
  const made = bench();
  const args = [...path(made, target, 61_000), preopen, ...path(made, name)] as const;
  expect(made.call("path_symlink", ...args)).toBe(expected);
  if (expected === 0) expect(made.fs.readlink(`/app/${name}`)).toBe(target);
});

test.each([
  [10, "target-é"],
  [9, "target-é"],
  [8, "target-\ufffd"],
  [2, "ta"],
  [0, ""],
])("path_readlink() into %i bytes writes what fits", (length, text) => {
  const made = bench();
  made.fs.symlink("target-é", "/app/s");
  expect(made.call("path_readlink", preopen, ...path(made, "s"), 100, length, 200)).toBe(0);
  const used = made.u32(200);
  expect(used).toBe(Math.min(9, length));
  expect(made.text(100, used)).toBe(text);
  expect(made.bytes(99, 1)).toEqual([0x3f]);
  expect(made.bytes(100 + used, 20)).toEqual(Array.from({ length: 20 }, () => 0x3f));
});

test.each([
  ["f", 100, 10, 200, errno.EINVAL],
  ["missing", 100, 10, 200, errno.ENOENT],
  ["to-file", 65_530, 10, 200, errno.EFAULT],
  ["to-file", 100, -1, 200, errno.EFAULT],
  ["to-file", 100, 10, 65_533, errno.EFAULT],
])("path_readlink(%s, %i, %i, %i) answers %i", (name, pointer, length, result, expected) => {
  const made = bench();
  expect(made.call("path_readlink", preopen, ...path(made, name), pointer, length, result)).toBe(
    expected,
  );
  expect(made.touched().filter((at) => at < 60_000)).toEqual([]);
});

/** Every call, with its descriptors at the given number and its paths at the given pointer. */
const calls: readonly (readonly [CallName, (fd: number, at: number) => (number | bigint)[]])[] = [
  ["path_create_directory", (fd, at) => [fd, at, 3]],
  ["path_filestat_get", (fd, at) => [fd, 0, at, 3, 32]],
  ["path_filestat_set_times", (fd, at) => [fd, 0, at, 3, 0n, 0n, 0]],
  ["path_link", (fd, at) => [fd, 0, at, 3, fd, at, 3]],
  ["path_open", (fd, at) => [fd, 0, at, 3, 0, 0n, 0n, 0, 32]],
  ["path_readlink", (fd, at) => [fd, at, 3, 32, 8, 16]],
  ["path_remove_directory", (fd, at) => [fd, at, 3]],
  ["path_rename", (fd, at) => [fd, at, 3, fd, at, 3]],
  ["path_symlink", (fd, at) => [at, 3, fd, at, 3]],
  ["path_unlink_file", (fd, at) => [fd, at, 3]],
];

test.each(calls)("%s() checks its descriptor, its rights and its pointer", (name, args) => {
  const made = bench();
  const file = open(made, "f");
  const powerless = open(made, "d", { base: 0n });
  expect(made.call(name, ...args(99, 60_000))).toBe(errno.EBADF);
  expect(made.call(name, ...args(1, 60_000))).toBe(errno.ENOTDIR);
  expect(made.call(name, ...args(file, 60_000))).toBe(errno.ENOTDIR);
  expect(made.call(name, ...args(powerless, 60_000))).toBe(errno.ENOTCAPABLE);
  expect(made.call(name, ...args(preopen, 65_534))).toBe(errno.EFAULT);
  expect(made.call(name, ...args(preopen, -2))).toBe(errno.EFAULT);
  expect(made.touched()).toEqual([]);
});

test("a directory opened below is a root of its own", () => {
  const made = bench();
  const fd = open(made, "d", { base: directoryRights });
  expect(made.call("path_create_directory", fd, ...path(made, "inner"))).toBe(0);
  expect(made.fs.exists("/app/d/inner")).toBe(true);
  expect(made.call("path_unlink_file", fd, ...path(made, "../f"))).toBe(errno.EPERM);
  expect(made.fs.exists("/app/f")).toBe(true);
});

test("what is read-only answers EROFS", () => {
  const made = bench();
  made.fs.setReadOnly("/app", true);
  expect(made.call("path_create_directory", preopen, ...path(made, "new"))).toBe(errno.EROFS);
  expect(made.call("path_unlink_file", preopen, ...path(made, "f"))).toBe(errno.EROFS);
});
