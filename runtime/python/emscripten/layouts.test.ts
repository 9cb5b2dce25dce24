import { expect, test } from "vitest";
import { openGuest, sentinel } from "../../../test/support/emscripten-guest.ts";

const untouched = (length: number): number[] => new Array<number>(length).fill(sentinel);

/** Little-endian bytes of numbers with their widths. */
function le(...fields: readonly (readonly [value: number | bigint, bytes: number])[]): number[] {
  return fields.flatMap(([value, bytes]) =>
    Array.from({ length: bytes }, (_, index) =>
      Number((BigInt(value) >> BigInt(8 * index)) & 255n),
    ),
  );
}

function time(
  seconds: number | bigint,
  nanoseconds: number,
): (readonly [number | bigint, number])[] {
  return [
    [seconds, 8],
    [nanoseconds, 4],
    [0, 4],
  ];
}

test("__syscall_stat64() writes struct stat, and only that", () => {
  const guest = openGuest();
  guest.fs.writeFile("/app/a", new Uint8Array(1000));
  guest.fs.chmod("/app/a", 0o640);
  guest.fs.utimes("/app/a", { atimeNs: 5_000_000_007n, mtimeNs: -1n });
  const { ino, dev } = guest.fs.stat("/app/a");
  expect(guest.call("__syscall_stat64", guest.text("a"), 200)).toBe(0);
  expect(guest.bytes(192, 304)).toEqual([
    ...untouched(8),
    ...le(
      [dev, 4],
      [0o100640, 4],
      [1, 4],
      [1000, 4],
      [1000, 4],
      [0, 4],
      [1000, 8],
      [4096, 4],
      [2, 4],
    ),
    ...le(...time(5, 7), ...time(-1n, 999_999_999), ...time(1, 500_000_000), [ino, 8]),
    ...untouched(8),
  ]);
});

test.each([
  ["__syscall_stat64", 0o100644, "l"],
  ["__syscall_lstat64", 0o120777, "l"],
  ["__syscall_stat64", 0o040755, "/app"],
  ["__syscall_stat64", 0o020666, "/dev/null"],
])("%s() answers mode %o for %s", (name, mode, path) => {
  const guest = openGuest();
  guest.fs.writeFile("/app/a", new Uint8Array());
  guest.fs.symlink("a", "/app/l");
  expect(guest.call(name, guest.text(path), 200)).toBe(0);
  expect(guest.view().getUint32(204, true)).toBe(mode);
});

test("__syscall_fstat64() shows streams as pipes", () => {
  const guest = openGuest();
  expect(guest.call("__syscall_fstat64", 1, 200)).toBe(0);
  expect(guest.view().getUint32(204, true)).toBe(0o010600);
});

test("__syscall_getdents64() writes sorted entries, and only those", () => {
  const guest = openGuest();
  guest.fs.mkdir("/app/é");
  guest.fs.symlink("x", "/app/bb");
  guest.fs.writeFile("/app/a", new Uint8Array());
  const fd = guest.call("__syscall_openat", -100, guest.text("/app"), 0o200000, 0);
  expect(fd).toBe(3);
  expect(guest.call("__syscall_getdents64", 3, 400, 1000)).toBe(120);
  const ino = (path: string): number => guest.fs.lstat(path).ino;
  const entry = (at: number, number: number, type: number, name: readonly number[]): number[] => [
    ...le([number, 8], [at, 8], [24, 2], [type, 1]),
    ...name,
    ...new Array<number>(5 - name.length).fill(0),
  ];
  expect(guest.bytes(392, 528)).toEqual([
    ...untouched(8),
    ...entry(1, ino("/app"), 4, [0x2e]),
    ...entry(2, ino("/"), 4, [0x2e, 0x2e]),
    ...entry(3, ino("/app/a"), 8, [0x61]),
    ...entry(4, ino("/app/bb"), 10, [0x62, 0x62]),
    ...entry(5, ino("/app/é"), 4, [0xc3, 0xa9]),
    ...untouched(8),
  ]);
  expect(guest.call("__syscall_getdents64", 3, 400, 1000)).toBe(0);
});

test("__syscall_getdents64() goes on where a small buffer ended, and starts anew after a seek", () => {
  const guest = openGuest();
  for (const name of ["a", "b", "c"]) guest.fs.writeFile(`/app/${name}`, new Uint8Array());
  guest.call("__syscall_openat", -100, guest.text("/app"), 0, 0);
  const names = (): string[] => {
    const seen: string[] = [];
    while (true) {
      const length = Number(guest.call("__syscall_getdents64", 3, 400, 50));
      if (length <= 0) return seen;
      for (let at = 400; at < 400 + length; at += 24) {
        seen.push(String.fromCharCode(...guest.bytes(at + 19, at + 21)).replaceAll("\0", ""));
      }
    }
  };
  expect(names()).toEqual([".", "..", "a", "b", "c"]);
  expect(guest.call("fd_seek", 3, 0n, 0, 300)).toBe(0);
  guest.fs.unlink("/app/b");
  expect(names()).toEqual([".", "..", "a", "c"]);
  expect(guest.call("fd_seek", 3, 0n, 0, 300)).toBe(0);
  expect(guest.call("__syscall_getdents64", 3, 400, 23)).toBe(-28);
});

test("__syscall_getdents64() goes on in many directories at once, for fuel", () => {
  const guest = openGuest();
  for (const name of ["a", "c", "e"]) guest.fs.writeFile(`/app/${name}`, new Uint8Array());
  const open = (): number => Number(guest.call("__syscall_openat", -100, guest.text("/app"), 0, 0));
  const fds = Array.from({ length: 6 }, open);
  const nextName = (fd: number): string => {
    const bytes = Number(guest.call("__syscall_getdents64", fd, 400, 24));
    return bytes === 0 ? "" : String.fromCharCode(...guest.bytes(419, 421)).replaceAll("\0", "");
  };
  for (const name of [".", "..", "a"]) {
    for (const fd of fds) expect(nextName(fd)).toBe(name);
  }
  guest.fs.writeFile("/app/b", new Uint8Array());
  guest.fs.unlink("/app/a");
  for (const name of ["b", "c", "e", "", ""]) {
    for (const fd of fds) expect(nextName(fd)).toBe(name);
  }
  const before = guest.kernel.fuel.used;
  nextName(open());
  expect(guest.kernel.fuel.used - before).toBe(48n);
});

test("__syscall_statfs64() writes struct statfs, and only that", () => {
  const guest = openGuest();
  expect(guest.call("__syscall_statfs64", guest.text("/app"), 72, 200)).toBe(0);
  const usage = guest.fs.usage();
  const blocks = Math.floor(usage.maxBytes / 4096);
  const free = Math.floor((usage.maxBytes - usage.bytes) / 4096);
  expect(guest.bytes(192, 280)).toEqual([
    ...untouched(8),
    ...le([0, 4], [4096, 4], [blocks, 8], [free, 8], [free, 8]),
    ...le([usage.maxNodes, 8], [usage.maxNodes - usage.nodes, 8]),
    ...le([0, 8], [255, 4], [4096, 4], [0, 8]),
    ...untouched(8),
  ]);
});

test.each([
  // seconds, then sec, min, hour, mday, mon, year - 1900, wday, yday
  [0n, [0, 0, 0, 1, 0, 70, 4, 0]],
  [951_782_400n, [0, 0, 0, 29, 1, 100, 2, 59]],
  [-1n, [59, 59, 23, 31, 11, 69, 3, 364]],
  [4_102_444_799n, [59, 59, 23, 31, 11, 199, 4, 364]],
])("_gmtime_js() writes struct tm for %s, and mktime reads it back", (seconds, fields) => {
  const guest = openGuest();
  guest.call("_gmtime_js", seconds, 200);
  expect(guest.bytes(192, 248)).toEqual([
    ...untouched(8),
    ...le(...[...fields, 0, 0].map((value) => [value, 4] as const)),
    ...untouched(8),
  ]);
  expect(guest.call("_timegm_js", 200)).toBe(seconds);
});

test("_mktime_js() puts fields in order", () => {
  const guest = openGuest();
  [90, 59, 23, 31, 13, 119, 0, 0, 0, 0].forEach((value, index) => {
    guest.view().setInt32(200 + 4 * index, value, true);
  });
  expect(guest.call("_mktime_js", 200)).toBe(BigInt(Date.UTC(2020, 1, 31, 23, 59, 90)) / 1000n);
  expect(guest.view().getInt32(200, true)).toBe(30);
  expect(guest.call("_mktime_js", 65_530)).toBe(-1n);
});

test("_tzset_js() tells of UTC", () => {
  const guest = openGuest();
  guest.call("_tzset_js", 200, 204, 208, 224);
  expect(guest.bytes(196, 236)).toEqual([
    ...untouched(4),
    ...le([0, 8]),
    ...[0x55, 0x54, 0x43, 0],
    ...untouched(12),
    ...[0x55, 0x54, 0x43, 0],
    ...untouched(8),
  ]);
});

test("environ_get() writes pointers and strings", () => {
  const guest = openGuest({ env: { A: "1", B: "é" } });
  expect(guest.call("environ_sizes_get", 200, 204)).toBe(0);
  expect(guest.bytes(200, 208)).toEqual(le([2, 4], [9, 4]));
  expect(guest.call("environ_get", 208, 220)).toBe(0);
  expect(guest.bytes(208, 232)).toEqual([
    ...le([220, 4], [224, 4]),
    ...untouched(4),
    ...[0x41, 0x3d, 0x31, 0, 0x42, 0x3d, 0xc3, 0xa9, 0],
    ...untouched(3),
  ]);
});

/** A pointer at which nothing of more than `bytes` bytes fits. */
const end = 65_536;

test.each([
  ["__syscall_stat64", ["/app", end - 95], -21],
  ["__syscall_fstat64", [1, end - 95], -21],
  ["__syscall_newfstatat", [-100, "/app", end - 95, 0], -21],
  ["__syscall_statfs64", ["/app", 72, end - 71], -21],
  ["__syscall_getcwd", [end - 2, 100], -21],
  ["__syscall_readlinkat", [-100, "/app/l", end, 1], -21],
  ["__syscall_openat", [-100, end, 0, 0], -21],
  ["__syscall_openat", [-100, -1, 0, 0], -21],
  ["__syscall_openat", [-100, "/app/new", 0o101, end - 3], -21],
  ["__syscall_poll", [end - 7, 1, 0], -21],
  ["__syscall_utimensat", [-100, "/app", end - 31, 0], -21],
  ["__syscall_fcntl64", [1, 0, end - 3], -21],
  ["__syscall_stat64", [end - 1, 200], -21],
  ["fd_read", [0, end - 7, 1, 200], 21],
  ["fd_write", [1, 200, 1, end - 3], 21],
  ["random_get", [end - 3, 4], 21],
  ["clock_time_get", [0, 0n, end - 7], 21],
  ["environ_sizes_get", [end - 3, 200], 21],
] as const)("%s(%s) answers EFAULT and writes nothing", (name, args, errno) => {
  const guest = openGuest();
  guest.fs.symlink("target", "/app/l");
  const given = args.map((arg) => (typeof arg === "string" ? guest.text(arg) : arg));
  const before = guest.bytes(end - 128, end);
  expect(guest.call(name, ...given)).toBe(errno);
  expect(guest.bytes(end - 128, end)).toEqual(before);
  expect(guest.kernel.stopped).toBeUndefined();
});
