import { expect, test } from "vitest";
import { createWasiBench, preopen } from "../../test/support/wasi-bench.ts";
import { open } from "../../test/support/wasi-open.ts";
import { right } from "./abi.ts";
import { errno } from "./errno.ts";

test.each([
  [3n, 0, 3n],
  [2n, 1, 3n],
  [-4n, 2, 4n],
  [0n, 2, 8n],
  [100n, 0, 100n],
])("fd_seek(%s, whence %i) from 1 answers %s", (offset, whence, position) => {
  const bench = createWasiBench({ files: { f: "abcdefgh" } });
  const fd = open(bench, "f");
  bench.call("fd_seek", fd, 1n, 0, 0);
  bench.wipe();
  expect(bench.call("fd_seek", fd, offset, whence, 16)).toBe(0);
  expect(bench.u64(16)).toBe(position);
  expect([bench.bytes(15, 1), bench.bytes(24, 1)]).toEqual([[0x3f], [0x3f]]);
  expect(bench.call("fd_tell", fd, 32)).toBe(0);
  expect(bench.u64(32)).toBe(position);
  expect(bench.bytes(40, 1)).toEqual([0x3f]);
});

test.each([
  [-1n, 0, 16, errno.EINVAL],
  [-9n, 2, 16, errno.EINVAL],
  [0n, 3, 16, errno.EINVAL],
  [0n, -1, 16, errno.EINVAL],
  [2n ** 62n, 0, 16, errno.EINVAL],
  [-(2n ** 62n), 1, 16, errno.EINVAL],
  [1n, 0, 65530, errno.EFAULT],
])("fd_seek(%s, %i, %i) fails with %i and stays", (offset, whence, result, expected) => {
  const bench = createWasiBench({ files: { f: "abcdefgh" } });
  const fd = open(bench, "f");
  expect(bench.call("fd_seek", fd, offset, whence, result)).toBe(expected);
  expect(bench.touched()).toEqual([]);
  bench.call("fd_tell", fd, 16);
  expect(bench.u64(16)).toBe(0n);
});

test("seeking needs its right, telling that or its own", () => {
  const bench = createWasiBench({ files: { f: "abc" } });
  const teller = open(bench, "f", { base: right.fdTell });
  expect(bench.call("fd_seek", teller, 0n, 1, 16)).toBe(0);
  expect(bench.call("fd_tell", teller, 16)).toBe(0);
  expect(bench.call("fd_seek", teller, 1n, 1, 16)).toBe(errno.ENOTCAPABLE);
  const seeker = open(bench, "f", { base: right.fdSeek });
  expect(bench.call("fd_seek", seeker, 1n, 1, 16)).toBe(0);
  expect(bench.call("fd_tell", seeker, 16)).toBe(0);
  const neither = open(bench, "f", { base: right.fdRead });
  expect(bench.call("fd_tell", neither, 16)).toBe(errno.ENOTCAPABLE);
  expect(bench.call("fd_seek", neither, 0n, 1, 16)).toBe(errno.ENOTCAPABLE);
});

test.each([
  ["fd_seek", [0n, 1, 16], errno.ESPIPE, errno.EBADF],
  ["fd_tell", [16], errno.ESPIPE, errno.EBADF],
  ["fd_advise", [0n, 0n, 0], errno.ESPIPE, errno.EBADF],
  ["fd_allocate", [0n, 0n], errno.EINVAL, errno.EBADF],
  ["fd_filestat_set_size", [0n], errno.EINVAL, errno.EBADF],
  ["fd_filestat_set_times", [0n, 0n, 0], errno.EBADF, 0],
  ["fd_sync", [], 0, 0],
  ["fd_datasync", [], 0, 0],
  ["fd_prestat_get", [16], errno.EBADF, 0],
] as const)("%s() of a stream, a directory and nothing", (name, args, onStream, onDirectory) => {
  const bench = createWasiBench();
  expect(bench.call(name, 1, ...args)).toBe(onStream);
  expect(bench.call(name, preopen, ...args)).toBe(onDirectory);
  expect(bench.call(name, 99, ...args)).toBe(errno.EBADF);
  expect(bench.call(name, -1, ...args)).toBe(errno.EBADF);
});

test.each([
  [0n, 0n, 0, 0],
  [0n, 100n, 5, 0],
  [0n, 0n, 6, errno.EINVAL],
  [0n, 0n, -1, errno.EINVAL],
  [-1n, 0n, 0, errno.EINVAL],
  [0n, -1n, 0, errno.EINVAL],
])("fd_advise(%s, %s, %i) answers %i", (offset, length, advice, expected) => {
  const bench = createWasiBench({ files: { f: "abc" } });
  expect(bench.call("fd_advise", open(bench, "f"), offset, length, advice)).toBe(expected);
});

test.each([
  [0n, 2n, 3, 0],
  [2n, 3n, 5, 0],
  [0n, 2n ** 62n, 3, errno.EFBIG],
  [-1n, 1n, 3, errno.EFBIG],
  [0n, -1n, 3, errno.EFBIG],
  [9n, 0n, 3, errno.EINVAL],
  [0n, 10_000_000n, 3, errno.EDQUOT],
])("fd_allocate(%s, %s) makes the size %i", (offset, length, size, expected) => {
  const bench = createWasiBench({ files: { f: "abc" }, maxBytes: 1_000_000 });
  expect(bench.call("fd_allocate", open(bench, "f"), offset, length)).toBe(expected);
  expect(bench.fs.stat("/app/f").size).toBe(size);
});

test("fd_close() frees the number and the open file", () => {
  const bench = createWasiBench({ files: { f: "" } });
  const before = bench.fs.usage().openFiles;
  const fd = open(bench, "f");
  expect(bench.call("fd_close", fd)).toBe(0);
  expect(bench.fs.usage().openFiles).toBe(before);
  expect(bench.call("fd_close", fd)).toBe(errno.EBADF);
  expect(open(bench, "f")).toBe(fd);
});

test("fd_renumber() moves a descriptor over another", () => {
  const bench = createWasiBench({ files: { f: "" } });
  const first = open(bench, "f");
  const second = open(bench, "f");
  expect(bench.call("fd_renumber", second, first)).toBe(0);
  expect(bench.call("fd_close", second)).toBe(errno.EBADF);
  expect(bench.call("fd_renumber", first, 77)).toBe(errno.EBADF);
  expect(bench.call("fd_renumber", first, first)).toBe(0);
  expect(bench.call("fd_close", first)).toBe(0);
});

test.each(["sock_accept", "sock_recv", "sock_send", "sock_shutdown"] as const)(
  "%s() answers ENOTSOCK for every open descriptor",
  (name) => {
    const bench = createWasiBench();
    expect(bench.call(name, 0, 0, 0, 0, 0, 0)).toBe(errno.ENOTSOCK);
    expect(bench.call(name, preopen, 0, 0, 0, 0, 0)).toBe(errno.ENOTSOCK);
    expect(bench.call(name, 99, 0, 0, 0, 0, 0)).toBe(errno.EBADF);
    expect(bench.touched()).toEqual([]);
  },
);
