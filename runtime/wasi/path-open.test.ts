import { expect, test } from "vitest";
import { createWasiBench, preopen, type WasiBench } from "../../test/support/wasi-bench.ts";
import { open, path, tryOpen } from "../../test/support/wasi-open.ts";
import { right } from "./abi.ts";
import { errno } from "./errno.ts";
import { directoryRights } from "./rights.ts";

const creat = 1;
const directory = 2;
const excl = 4;
const trunc = 8;

function bench(): WasiBench {
  const made = createWasiBench({ files: { f: "abc" } });
  const { fs } = made;
  fs.mkdir("/app/d");
  fs.mkdir("/etc");
  fs.writeFile("/etc/passwd", new Uint8Array(1));
  fs.symlink("f", "/app/to-file");
  fs.symlink("d", "/app/to-directory");
  fs.symlink("missing", "/app/dangling");
  fs.symlink("loop", "/app/loop");
  fs.symlink("../etc/passwd", "/app/escape");
  fs.symlink("/app/f", "/app/absolute");
  fs.symlink("..", "/app/d/up");
  return made;
}

test.each([
  ["f", 0, 4],
  ["d", 0, 3],
  ["d", directory, 3],
  ["d/", 0, 3],
  ["d/../f", 0, 4],
  ["to-file", 0, 4],
  ["to-directory", directory, 3],
  ["to-directory/", 0, 3],
  ["d/up/f", 0, 4],
  ["new", creat, 4],
  ["new", creat | excl, 4],
  ["dangling", creat, 4],
  ["f", trunc, 4],
  ["f", creat, 4],
  [".", directory, 3],
])("path_open(%s, oflags %i) opens", (name, oflags, type) => {
  const made = bench();
  // Every right but to write: a directory opens with it only when it is not asked for.
  const fd = open(made, name, { oflags, base: directoryRights });
  made.call("fd_filestat_get", fd, 0);
  expect(made.bytes(16, 1)).toEqual([type]);
});

test.each([
  ["missing", {}, "ENOENT"],
  ["", {}, "ENOENT"],
  ["f/", {}, "ENOTDIR"],
  ["f/x", {}, "ENOTDIR"],
  ["f", { oflags: directory }, "ENOTDIR"],
  ["f", { oflags: creat | excl }, "EEXIST"],
  ["d", { oflags: creat }, "EISDIR"],
  ["d", { oflags: trunc }, "EISDIR"],
  ["d", { base: right.fdWrite }, "EISDIR"],
  ["new", { oflags: creat | directory }, "EINVAL"],
  ["f", { oflags: 16 }, "EINVAL"],
  ["f", { fdflags: 32 }, "EINVAL"],
  ["to-file", { lookup: 0 }, "ELOOP"],
  ["loop", {}, "ELOOP"],
  ["dangling", {}, "ENOENT"],
  ["dangling", { oflags: creat | excl }, "EEXIST"],
  ["a\0b", {}, "EINVAL"],
  ["/app/f", {}, "EPERM"],
  ["..", {}, "EPERM"],
  ["../app/f", {}, "EPERM"],
  ["d/../../app/f", {}, "EPERM"],
  ["d/up/../etc/passwd", {}, "EPERM"],
  ["escape", {}, "EPERM"],
  ["absolute", {}, "EPERM"],
  ["f", { fd: 99 }, "EBADF"],
  ["f", { fd: 0 }, "ENOTDIR"],
] as const)("path_open(%s, %o) fails with %s", (name, request, expected) => {
  const made = bench();
  const before = made.fs.usage().openFiles;
  expect(tryOpen(made, name, request)).toBe(errno[expected]);
  expect(made.fs.usage().openFiles).toBe(before);
  expect(made.bytes(65_000, 4)).toEqual([0x3f, 0x3f, 0x3f, 0x3f]);
});

test.each([
  ["an overlong form", [0xc0, 0xaf]],
  ["a lone surrogate", [0xed, 0xa0, 0x80]],
  ["a cut character", [0xe2, 0x82]],
])("path_open() fails with EILSEQ when the path holds %s", (_name, bytes) => {
  const made = bench();
  const length = made.put(60_000, bytes);
  expect(made.call("path_open", preopen, 1, 60_000, length, creat, -1n, -1n, 0, 65_000)).toBe(
    errno.EILSEQ,
  );
});

test("path_open() keeps a byte order mark in a name", () => {
  const made = bench();
  open(made, "\ufefff", { oflags: creat });
  expect(made.fs.exists("/app/\ufefff")).toBe(true);
});

test.each([
  [65_530, 10, 65_000],
  [-1, 1, 65_000],
  [60_000, -1, 65_000],
  [60_000, 1, 65_534],
])(
  "path_open(path %i, length %i, result %i) fails with EFAULT and opens nothing",
  (at, length, result) => {
    const made = bench();
    path(made, "f");
    const before = made.fs.usage().openFiles;
    expect(made.call("path_open", preopen, 1, at, length, 0, -1n, -1n, 0, result)).toBe(
      errno.EFAULT,
    );
    expect(made.fs.usage().openFiles).toBe(before);
  },
);

test("path_open() truncates without the right to write through the descriptor", () => {
  const made = bench();
  open(made, "f", { oflags: trunc, base: 0n });
  expect(made.fs.stat("/app/f").size).toBe(0);
});

test.each([
  [right.pathOpen, {}],
  [right.pathCreateFile, { oflags: creat }],
  [right.pathFilestatSetSize, { oflags: trunc }],
])("path_open() fails with ENOTCAPABLE when the directory lacks right %s", (lacking, request) => {
  const made = bench();
  made.call("fd_fdstat_set_rights", preopen, directoryRights & ~lacking, 0n);
  expect(tryOpen(made, "f", request)).toBe(errno.ENOTCAPABLE);
});

test("path_open() fails with EMFILE when the numbers are used up, and leaks no open file", () => {
  const made = createWasiBench({ files: { f: "" }, maxFds: 5 });
  open(made, "f");
  const before = made.fs.usage().openFiles;
  expect(tryOpen(made, "f")).toBe(errno.EMFILE);
  expect(made.fs.usage().openFiles).toBe(before);
});

test("path_open() starts at the directory it is given", () => {
  const made = bench();
  made.fs.writeFile("/app/d/inner", new Uint8Array());
  const fd = open(made, "d", { oflags: directory, base: directoryRights });
  expect(tryOpen(made, "inner", { fd })).toBe(0);
  expect(tryOpen(made, "f", { fd })).toBe(errno.ENOENT);
  expect(tryOpen(made, "../f", { fd })).toBe(errno.EPERM);
  expect(tryOpen(made, "up/f", { fd })).toBe(errno.EPERM);
});

test.each([
  ["name of 256 bytes", "x".repeat(256)],
  ["name of 86 three-byte characters", "€".repeat(86)],
  ["path of 4096 bytes", "x/".repeat(2048)],
  ["path of 4098 bytes", "x/".repeat(2049)],
])("path_open() fails with ENAMETOOLONG for a %s", (_name, long) => {
  expect(tryOpen(bench(), long)).toBe(errno.ENAMETOOLONG);
});
