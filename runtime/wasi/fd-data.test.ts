import { expect, test } from "vitest";
import { createWasiBench, preopen, type WasiBench } from "../../test/support/wasi-bench.ts";
import { open } from "../../test/support/wasi-open.ts";
import { GuestStop } from "../guest-stop.ts";
import { right } from "./abi.ts";
import { errno } from "./errno.ts";

/** Puts iovecs at 0. */
function putIovecs(bench: WasiBench, ...buffers: readonly (readonly [number, number])[]): number {
  const view = new DataView(bench.memory.buffer);
  buffers.forEach(([pointer, length], index) => {
    view.setUint32(index * 8, pointer, true);
    view.setUint32(index * 8 + 4, length, true);
  });
  return buffers.length;
}

function content(bench: WasiBench): string {
  return new TextDecoder().decode(bench.fs.readFile("/app/f"));
}

test("fd_read() fills buffers in order and moves the offset", () => {
  const bench = createWasiBench({ files: { f: "abcdefgh" } });
  const fd = open(bench, "f");
  const count = putIovecs(bench, [100, 2], [0xffff, 0], [110, 3]);
  expect(bench.call("fd_read", fd, 0, count, 200)).toBe(0);
  expect(bench.text(99, 4)).toBe("?ab?");
  expect(bench.text(109, 5)).toBe("?cde?");
  expect(bench.bytes(199, 6)).toEqual([0x3f, 5, 0, 0, 0, 0x3f]);
  expect(bench.call("fd_read", fd, 0, count, 200)).toBe(0);
  expect(bench.text(100, 2)).toBe("fg");
  expect(bench.text(109, 5)).toBe("?hde?");
  expect(bench.u32(200)).toBe(3);
  expect(bench.call("fd_read", fd, 0, count, 200)).toBe(0);
  expect(bench.u32(200)).toBe(0);
});

test("fd_read() reads what the buffers overlap: the list is taken over before", () => {
  const bench = createWasiBench({ files: { f: "\x64\0\0\0\x01\0\0\0XYZ" } });
  const fd = open(bench, "f");
  const count = putIovecs(bench, [8, 8], [100, 2]);
  expect(bench.call("fd_read", fd, 0, count, 200)).toBe(0);
  expect(bench.text(99, 4)).toBe("?XY?");
});

test("fd_pread() reads at a position and leaves the offset", () => {
  const bench = createWasiBench({ files: { f: "abcdefgh" } });
  const fd = open(bench, "f");
  const count = putIovecs(bench, [100, 2], [110, 2]);
  expect(bench.call("fd_pread", fd, 0, count, 3n, 200)).toBe(0);
  expect([bench.text(99, 4), bench.text(109, 4), bench.u32(200)]).toEqual(["?de?", "?fg?", 4]);
  expect(bench.call("fd_pread", fd, 0, count, 100n, 200)).toBe(0);
  expect(bench.u32(200)).toBe(0);
  expect(bench.call("fd_tell", fd, 300)).toBe(0);
  expect(bench.u64(300)).toBe(0n);
});

test("fd_write() writes buffers in order and moves the offset", () => {
  const bench = createWasiBench({ files: { f: "0123456789" } });
  const fd = open(bench, "f");
  bench.put(100, "ab");
  bench.put(110, "cd");
  const count = putIovecs(bench, [100, 2], [120, 0], [110, 2]);
  expect(bench.call("fd_write", fd, 0, count, 200)).toBe(0);
  expect(bench.bytes(199, 6)).toEqual([0x3f, 4, 0, 0, 0, 0x3f]);
  expect(bench.call("fd_write", fd, 0, count, 200)).toBe(0);
  expect(content(bench)).toBe("abcdabcd89");
});

test("fd_pwrite() writes at a position and leaves the offset", () => {
  const bench = createWasiBench({ files: { f: "0123456789" } });
  const fd = open(bench, "f");
  bench.put(100, "ab");
  const count = putIovecs(bench, [100, 1], [101, 1]);
  expect(bench.call("fd_pwrite", fd, 0, count, 3n, 200)).toBe(0);
  expect(content(bench)).toBe("012ab56789");
  expect(bench.call("fd_write", fd, 0, count, 200)).toBe(0);
  expect(content(bench)).toBe("ab2ab56789");
});

test("writes go to the end when the descriptor appends", () => {
  const bench = createWasiBench({ files: { f: "0123" } });
  const fd = open(bench, "f", { fdflags: 1 });
  bench.put(100, "x");
  const count = putIovecs(bench, [100, 1]);
  expect(bench.call("fd_write", fd, 0, count, 200)).toBe(0);
  expect(bench.call("fd_pwrite", fd, 0, count, 0n, 200)).toBe(0);
  expect(content(bench)).toBe("0123xx");
  expect(bench.call("fd_fdstat_set_flags", fd, 0)).toBe(0);
  expect(bench.call("fd_seek", fd, 1n, 0, 208)).toBe(0);
  expect(bench.call("fd_write", fd, 0, count, 200)).toBe(0);
  expect(content(bench)).toBe("0x23xx");
});

test("fd_write() answers what is written when the quota ends in the middle", () => {
  const bench = createWasiBench({ files: { f: "" }, maxBytes: 300_000 });
  const fd = open(bench, "f");
  const buffers = Array.from({ length: 10 }, () => [0x1000, 40_000] as const);
  const count = putIovecs(bench, ...buffers);
  expect(bench.call("fd_write", fd, 0, count, 0x800)).toBe(0);
  const written = bench.u32(0x800);
  expect(written).toBeGreaterThan(0);
  expect(written).toBeLessThan(400_000);
  expect(bench.fs.stat("/app/f").size).toBe(written);
  let result = 0;
  for (let index = 0; index < 10 && result === 0; index += 1) {
    result = bench.call("fd_write", fd, 0, 1, 0x800);
  }
  expect(result).toBe(errno.EDQUOT);
});

test("streams are read and written", () => {
  const chunks: string[] = [];
  const bench = createWasiBench({
    stdin: new TextEncoder().encode("abcdef"),
    stdout: (chunk) => chunks.push(new TextDecoder().decode(chunk)),
  });
  const count = putIovecs(bench, [100, 0], [110, 2], [120, 2]);
  expect(bench.call("fd_read", 0, 0, count, 200)).toBe(0);
  expect([bench.text(109, 4), bench.text(119, 4), bench.u32(200)]).toEqual(["?ab?", "????", 2]);
  expect(bench.call("fd_write", 1, 0, count, 200)).toBe(0);
  expect([chunks, bench.u32(200)]).toEqual([["ab", "??"], 4]);
  expect(bench.call("fd_read", 0, 0, 0, 200)).toBe(0);
  expect(bench.u32(200)).toBe(0);
});

test("a stop of the guest passes through a write", () => {
  const bench = createWasiBench({ maxStdoutBytes: 1, onOutputLimit: "stop" });
  const count = putIovecs(bench, [100, 2]);
  expect(() => bench.call("fd_write", 1, 0, count, 200)).toThrow(GuestStop);
});

const calls = [
  ["fd_read", []],
  ["fd_write", []],
  ["fd_pread", [0n]],
  ["fd_pwrite", [0n]],
] as const;

test.each(calls)(
  "%s() fails with EFAULT, and moves and writes nothing, for bad memory",
  (name, extra) => {
    const bench = createWasiBench({ files: { f: "abc" } });
    const fd = open(bench, "f");
    const attempts: (readonly [number, number, number])[] = [
      [65533, 1, 200], // list outside
      [-8, 1, 200],
      [0, 2, 200], // second buffer outside
      [0, 1, 65533], // result outside
      [0, 1, -1],
    ];
    putIovecs(bench, [100, 2], [65535, 2]);
    for (const [list, count, result] of attempts) {
      expect(bench.call(name, fd, list, count, ...extra, result)).toBe(errno.EFAULT);
    }
    putIovecs(bench, [0xffff_ffff, 2]);
    expect(bench.call(name, fd, 0, 1, ...extra, 200)).toBe(errno.EFAULT);
    expect(bench.touched().filter((at) => at >= 16)).toEqual([]);
    expect(content(bench)).toBe("abc");
    expect(bench.call("fd_tell", fd, 300)).toBe(0);
    expect(bench.u64(300)).toBe(0n);
  },
);

test.each(calls)("%s() fails with EINVAL for too many buffers", (name, extra) => {
  const bench = createWasiBench({ files: { f: "abc" } });
  const fd = open(bench, "f");
  expect(bench.call(name, fd, 0, 1025, ...extra, 200)).toBe(errno.EINVAL);
  expect(bench.call(name, fd, 0, -1, ...extra, 200)).toBe(errno.EINVAL);
  expect(bench.touched()).toEqual([]);
});

test.each(calls)("%s() fails for descriptors that it does not suit", (name, extra) => {
  const bench = createWasiBench({ files: { f: "abc" } });
  const count = putIovecs(bench, [100, 1]);
  const answer = (fd: number): number => bench.call(name, fd, 0, count, ...extra, 200);
  expect(answer(99)).toBe(errno.EBADF);
  expect(answer(-1)).toBe(errno.EBADF);
  expect(answer(preopen)).toBe(errno.EBADF);
  expect(answer(open(bench, "f", { base: 0n }))).toBe(errno.ENOTCAPABLE);
});

test.each([
  ["fd_read", 1],
  ["fd_write", 0],
] as const)("%s(%i) fails with ENOTCAPABLE: the stream goes the other way", (name, fd) => {
  const bench = createWasiBench();
  const count = putIovecs(bench, [100, 1]);
  expect(bench.call(name, fd, 0, count, 200)).toBe(errno.ENOTCAPABLE);
});

test.each(["fd_pread", "fd_pwrite"] as const)("%s() checks its position", (name) => {
  const bench = createWasiBench({ files: { f: "abc" } });
  const fd = open(bench, "f");
  const count = putIovecs(bench, [100, 1]);
  expect(bench.call(name, 0, 0, count, 0n, 200)).toBe(errno.ESPIPE);
  expect(bench.call(name, fd, 0, count, -1n, 200)).toBe(errno.EINVAL);
  expect(bench.call(name, fd, 0, count, 2n ** 62n, 200)).toBe(errno.EFBIG);
});

test("reading and writing need their rights", () => {
  const bench = createWasiBench({ files: { f: "abc" } });
  const reader = open(bench, "f", { base: right.fdRead });
  const writer = open(bench, "f", { base: right.fdWrite });
  const count = putIovecs(bench, [100, 1]);
  expect(bench.call("fd_read", reader, 0, count, 200)).toBe(0);
  expect(bench.call("fd_write", reader, 0, count, 200)).toBe(errno.ENOTCAPABLE);
  expect(bench.call("fd_write", writer, 0, count, 200)).toBe(0);
  expect(bench.call("fd_read", writer, 0, count, 200)).toBe(errno.ENOTCAPABLE);
  expect(bench.call("fd_pread", reader, 0, count, 0n, 200)).toBe(errno.ENOTCAPABLE);
});
