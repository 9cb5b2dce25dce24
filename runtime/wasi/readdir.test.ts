import { expect, test } from "vitest";
import { createWasiBench, preopen, type WasiBench } from "../../test/support/wasi-bench.ts";
import { open } from "../../test/support/wasi-open.ts";
import { errno } from "./errno.ts";
import { directoryRights } from "./rights.ts";

interface Entry {
  readonly name: string;
  readonly ino: bigint;
  readonly type: number;
  readonly next: bigint;
}

const buffer = 4096;

/** The entries that lie wholly in the buffer. */
function entries(bench: WasiBench, used: number): Entry[] {
  const found: Entry[] = [];
  for (let at = buffer; at + 24 <= buffer + used; ) {
    const length = bench.u32(at + 16);
    if (at + 24 + length > buffer + used) break;
    found.push({
      next: bench.u64(at),
      ino: bench.u64(at + 8),
      type: bench.u32(at + 20),
      name: bench.text(at + 24, length),
    });
    at += 24 + length;
  }
  return found;
}

function list(bench: WasiBench, fd: number, cookie = 0n, length = 4096): Entry[] {
  expect(bench.call("fd_readdir", fd, buffer, length, cookie, 16)).toBe(0);
  return entries(bench, bench.u32(16));
}

test("fd_readdir() lists names, types and inodes, with . and .. first", () => {
  const bench = createWasiBench({ files: { é: "", f: "" } });
  bench.fs.mkdir("/app/d");
  bench.fs.symlink("f", "/app/s");
  const found = list(bench, preopen);
  expect(found.slice(0, 2).map(({ name, type }) => [name, type])).toEqual([
    [".", 3],
    ["..", 3],
  ]);
  const rest = found.slice(2).map(({ name, type }) => [name, type]);
  expect(rest.sort()).toEqual([
    ["d", 3],
    ["f", 4],
    ["s", 7],
    ["é", 4],
  ]);
  for (const { name, ino } of found.slice(2)) {
    expect(ino).toBe(BigInt(bench.fs.lstat(`/app/${name}`).ino));
  }
});

test("fd_readdir() says what is above an opened directory, but not above a preopen", () => {
  const bench = createWasiBench();
  bench.fs.mkdir("/app/d");
  const app = BigInt(bench.fs.stat("/app").ino);
  expect(
    list(bench, preopen)
      .map(({ ino }) => ino)
      .slice(0, 2),
  ).toEqual([app, app]);
  const [dot, dotdot] = list(bench, open(bench, "d", { base: directoryRights }));
  expect(dot?.ino).toBe(BigInt(bench.fs.stat("/app/d").ino));
  expect(dotdot?.ino).toBe(app);
});

test("fd_readdir() continues after any cookie it gave", () => {
  const bench = createWasiBench({ files: { a: "", b: "", c: "", d: "" } });
  const all = list(bench, preopen);
  all.forEach(({ next }, index) => {
    expect(list(bench, preopen, next)).toEqual(all.slice(index + 1));
  });
});

test("fd_readdir() goes on where it was when names come and go", () => {
  const bench = createWasiBench({ files: { a: "", b: "", c: "", d: "" } });
  const all = list(bench, preopen);
  const third = all[3];
  bench.fs.unlink(`/app/${all[2]?.name}`);
  bench.fs.writeFile("/app/new", new Uint8Array());
  const rest = list(bench, preopen, third?.next).map(({ name }) => name);
  expect(rest).toEqual(expect.arrayContaining(all.slice(4).map(({ name }) => name)));
  expect(rest).not.toContain(third?.name);
});

test.each([0, 1, 23, 24, 25, 48, 49, 50, 51, 60, 75])(
  "fd_readdir() into %i bytes fills them to the last and no further",
  (length) => {
    const bench = createWasiBench({ files: { "a-file-name": "" } });
    expect(bench.call("fd_readdir", preopen, buffer, length, 0n, 16)).toBe(0);
    expect(bench.u32(16)).toBe(length);
    const touched = bench.touched().filter((at) => at > 64);
    expect(touched.every((at) => at >= buffer && at < buffer + length)).toBe(true);
    expect(bench.bytes(buffer + length, 64).every((byte) => byte === 0x3f)).toBe(true);
    expect(bench.bytes(buffer - 8, 8).every((byte) => byte === 0x3f)).toBe(true);
  },
);

test("fd_readdir() answers less than the buffer holds at the end", () => {
  const bench = createWasiBench({ files: { abc: "" } });
  expect(bench.call("fd_readdir", preopen, buffer, 4096, 0n, 16)).toBe(0);
  expect(bench.u32(16)).toBe(25 + 26 + 27);
  expect(bench.bytes(buffer + 78, 1)).toEqual([0x3f]);
});

test.each([2n ** 63n, -1n, 10n ** 15n])(
  "fd_readdir() lists nothing after the cookie %s",
  (cookie) => {
    const bench = createWasiBench({ files: { a: "" } });
    expect(list(bench, preopen, cookie)).toEqual([]);
  },
);

test("fd_readdir() of what is no directory, and to bad memory", () => {
  const bench = createWasiBench({ files: { f: "" } });
  const fd = open(bench, "f");
  expect(bench.call("fd_readdir", fd, buffer, 10, 0n, 16)).toBe(errno.ENOTDIR);
  expect(bench.call("fd_readdir", 0, buffer, 10, 0n, 16)).toBe(errno.ENOTDIR);
  expect(bench.call("fd_readdir", 99, buffer, 10, 0n, 16)).toBe(errno.EBADF);
  expect(bench.call("fd_readdir", preopen, 65530, 10, 0n, 16)).toBe(errno.EFAULT);
  expect(bench.call("fd_readdir", preopen, buffer, -1, 0n, 16)).toBe(errno.EFAULT);
  expect(bench.call("fd_readdir", preopen, buffer, 10, 0n, 65533)).toBe(errno.EFAULT);
  expect(bench.touched()).toEqual([]);
});

test.each([2_000, 4_000])("fd_readdir() of %i names takes each about once", (count) => {
  const names = Array.from({ length: count }, (_, index) => `file-${index}`);
  const bench = createWasiBench({ files: Object.fromEntries(names.map((name) => [name, ""])) });
  let taken = 0;
  const entries = bench.fs.entries.bind(bench.fs);
  bench.fs.entries = function* (directory, cookie) {
    for (const entry of entries(directory, cookie)) {
      taken += 1;
      yield entry;
    }
  };
  let calls = 0;
  let cookie = 0n;
  for (let used = 4_096; used === 4_096; calls += 1) {
    expect(bench.call("fd_readdir", preopen, 1_024, 4_096, cookie, 0)).toBe(0);
    used = bench.u32(0);
    for (let at = 0; at + 24 <= used; ) {
      const next = at + 24 + bench.u32(1_024 + at + 16);
      if (next > used) break;
      cookie = bench.u64(1_024 + at);
      at = next;
    }
  }
  // What did not fit is taken again by the next call.
  expect(taken).toBeGreaterThanOrEqual(count);
  expect(taken).toBeLessThan(count + calls);
});
