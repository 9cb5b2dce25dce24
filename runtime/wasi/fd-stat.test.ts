import { expect, test } from "vitest";
import { createWasiBench, preopen } from "../../test/support/wasi-bench.ts";
import { open } from "../../test/support/wasi-open.ts";
import { right } from "./abi.ts";
import { errno } from "./errno.ts";
import { directoryRights, fileRights } from "./rights.ts";

const streamRights =
  right.fdDatasync |
  right.fdFdstatSetFlags |
  right.fdSync |
  right.fdFilestatGet |
  right.pollFdReadwrite;

test.each([
  ["stdin", 0, 0, streamRights | right.fdRead, 0n],
  ["stdout", 1, 0, streamRights | right.fdWrite, 0n],
  ["stderr", 2, 0, streamRights | right.fdWrite, 0n],
  ["the preopen", preopen, 3, directoryRights, directoryRights | fileRights],
])("fd_fdstat_get() of %s", (_name, fd, type, base, inheriting) => {
  const bench = createWasiBench();
  expect(bench.call("fd_fdstat_get", fd, 32)).toBe(0);
  expect(bench.bytes(31, 9)).toEqual([0x3f, type, 0, 0, 0, 0, 0, 0, 0]);
  expect([bench.u64(40), bench.u64(48)]).toEqual([base, inheriting]);
  expect(bench.bytes(56, 1)).toEqual([0x3f]);
});

test("fd_fdstat_get() shows type, flags and rights of an open file", () => {
  const bench = createWasiBench({ files: { f: "" } });
  const fd = open(bench, "f", { base: right.fdRead | right.pathOpen, fdflags: 1 });
  expect(bench.call("fd_fdstat_get", fd, 32)).toBe(0);
  expect(bench.bytes(32, 8)).toEqual([4, 0, 1, 0, 0, 0, 0, 0]);
  expect([bench.u64(40), bench.u64(48)]).toEqual([right.fdRead, 0n]);
});

test.each([
  [1, 0],
  [31, 0],
  [32, errno.EINVAL],
  [-1, errno.EINVAL],
])("fd_fdstat_set_flags(%i) answers %i", (flags, expected) => {
  const bench = createWasiBench({ files: { f: "" } });
  const fd = open(bench, "f");
  expect(bench.call("fd_fdstat_set_flags", fd, flags)).toBe(expected);
  bench.call("fd_fdstat_get", fd, 32);
  expect(bench.bytes(34, 2)).toEqual([expected === 0 ? flags : 0, 0]);
});

test("fd_fdstat_set_flags() of a directory, without the right, and of nothing", () => {
  const bench = createWasiBench({ files: { f: "" } });
  expect(bench.call("fd_fdstat_set_flags", preopen, 1)).toBe(errno.EBADF);
  const fd = open(bench, "f", { base: right.fdRead });
  expect(bench.call("fd_fdstat_set_flags", fd, 1)).toBe(errno.ENOTCAPABLE);
  expect(bench.call("fd_fdstat_set_flags", 99, 1)).toBe(errno.EBADF);
});

test("fd_fdstat_set_rights() takes rights away and never gives them", () => {
  const bench = createWasiBench({ files: { f: "" } });
  const fd = open(bench, "f", { base: right.fdRead | right.fdWrite });
  expect(bench.call("fd_fdstat_set_rights", fd, right.fdRead, 0n)).toBe(0);
  expect(bench.call("fd_fdstat_set_rights", fd, right.fdRead | right.fdWrite, 0n)).toBe(
    errno.ENOTCAPABLE,
  );
  expect(bench.call("fd_fdstat_set_rights", fd, right.fdRead, right.fdRead)).toBe(
    errno.ENOTCAPABLE,
  );
  expect(bench.call("fd_fdstat_set_rights", fd, -1n, 0n)).toBe(errno.ENOTCAPABLE);
  bench.call("fd_fdstat_get", fd, 32);
  expect(bench.u64(40)).toBe(right.fdRead);
});

test("what a directory no longer passes on, files opened through it do not have", () => {
  const bench = createWasiBench({ files: { f: "" } });
  expect(bench.call("fd_fdstat_set_rights", preopen, directoryRights, right.fdRead)).toBe(0);
  const fd = open(bench, "f");
  bench.call("fd_fdstat_get", fd, 32);
  expect(bench.u64(40)).toBe(right.fdRead);
});

test("fd_filestat_get() writes 64 bytes", () => {
  const bench = createWasiBench({ files: { f: "abcde" } });
  const { ino } = bench.fs.stat("/app/f");
  bench.fs.utimes("/app/f", { atimeNs: 0x11n, mtimeNs: 0x22n });
  const fd = open(bench, "f");
  expect(bench.call("fd_filestat_get", fd, 32)).toBe(0);
  const words = [0, 1, 2, 3, 4, 5, 6].map((index) => bench.u64(32 + 8 * index));
  expect(words).toEqual([1n, BigInt(ino), 4n, 1n, 5n, 0x11n, 0x22n]);
  expect(bench.u64(88)).toBe(bench.fs.stat("/app/f").ctimeNs);
  expect([bench.bytes(31, 1), bench.bytes(96, 1)]).toEqual([[0x3f], [0x3f]]);
});

test("fd_filestat_get() of a stream shows no type, size or times", () => {
  const bench = createWasiBench();
  expect(bench.call("fd_filestat_get", 0, 32)).toBe(0);
  expect(bench.bytes(32, 65)).toEqual([
    ...Array.from({ length: 24 }, () => 0),
    ...[1, 0, 0, 0, 0, 0, 0, 0],
    ...Array.from({ length: 32 }, () => 0),
    0x3f,
  ]);
});

test.each(["fd_fdstat_get", "fd_filestat_get", "fd_prestat_get"] as const)(
  "%s() fails with EFAULT when the result does not fit, and writes nothing",
  (name) => {
    const bench = createWasiBench();
    for (const pointer of [65530, -4]) {
      expect(bench.call(name, preopen, pointer)).toBe(errno.EFAULT);
    }
    expect(bench.touched()).toEqual([]);
  },
);

test.each([
  [2n, 2, 0],
  [9n, 9, 0],
  [-1n, 5, errno.EFBIG],
  [2n ** 60n, 5, errno.EFBIG],
  [5_000_000n, 5, errno.EDQUOT],
])("fd_filestat_set_size(%s) makes the size %i", (size, expectedSize, expected) => {
  const bench = createWasiBench({ files: { f: "abcde" }, maxBytes: 1_000_000 });
  expect(bench.call("fd_filestat_set_size", open(bench, "f"), size)).toBe(expected);
  expect(bench.fs.stat("/app/f").size).toBe(expectedSize);
});

test.each([
  [1 | 4, 7n, 8n],
  [1, 7n, 1_000n],
  [4, 1_000n, 8n],
  [2 | 8, 1_000n, 1_000n],
  [2 | 4, 1_000n, 8n],
  [0, 1_000n, 1_000n],
])("fd_filestat_set_times(flags %i) sets %s and %s", (flags, atimeNs, mtimeNs) => {
  const bench = createWasiBench({ files: { f: "" } });
  expect(bench.call("fd_filestat_set_times", open(bench, "f"), 7n, 8n, flags)).toBe(0);
  expect(bench.fs.stat("/app/f")).toMatchObject({ atimeNs, mtimeNs });
});

test.each([1 | 2, 4 | 8, 16, -1])("fd_filestat_set_times(flags %i) fails with EINVAL", (flags) => {
  const bench = createWasiBench({ files: { f: "" } });
  expect(bench.call("fd_filestat_set_times", open(bench, "f"), 7n, 8n, flags)).toBe(errno.EINVAL);
  expect(bench.fs.stat("/app/f").mtimeNs).toBe(1_000n);
});

test("fd_prestat_get() and fd_prestat_dir_name() tell a preopen's path", () => {
  const bench = createWasiBench();
  expect(bench.call("fd_prestat_get", preopen, 32)).toBe(0);
  expect(bench.bytes(31, 10)).toEqual([0x3f, 0, 0, 0, 0, 4, 0, 0, 0, 0x3f]);
  expect(bench.call("fd_prestat_dir_name", preopen, 64, 5)).toBe(0);
  expect(bench.text(63, 6)).toBe("?/app?");
  bench.wipe();
  expect(bench.call("fd_prestat_dir_name", preopen, 64, 3)).toBe(errno.ENAMETOOLONG);
  expect(bench.call("fd_prestat_dir_name", preopen, 65533, 4)).toBe(errno.EFAULT);
  expect(bench.touched()).toEqual([]);
});

test("an opened directory is no preopen", () => {
  const bench = createWasiBench({});
  bench.fs.mkdir("/app/d");
  expect(bench.call("fd_prestat_get", open(bench, "d", { base: directoryRights }), 32)).toBe(
    errno.EBADF,
  );
});
