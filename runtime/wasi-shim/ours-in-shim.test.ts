import { ConsoleStdout, type Fd, File, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";
import { describe, expect, test } from "vitest";
import { type CallBench, openCallBench } from "../../test/support/wasi-call-bench.ts";
import { prelude } from "../../test/support/wasi-prelude.ts";
import { assemble, dataString } from "../../test/support/wat.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { VfsDirectory } from "./vfs-directory.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** The shim with `/app` of ours as 3 and a directory of its own as 4. */
function open(): { fs: SyncFileSystem; bench: CallBench; own: PreopenDirectory } {
  const { sync: fs } = createFileSystem({ now: () => 5_000n });
  fs.mkdir("/app");
  fs.writeFile("/app/a.txt", encode("hello"));
  fs.mkdir("/app/sub");
  fs.writeFile("/app/sub/deep.txt", encode("deep"));
  const own = new PreopenDirectory("own", new Map([["theirs.txt", new File(encode("theirs"))]]));
  const streams = [0, 1, 2].map(() => new ConsoleStdout(() => {}));
  const fds: Fd[] = [...streams, new VfsDirectory("/app", fs, "/app"), own];
  return { fs, own, bench: openCallBench(new WASI([], [], fds, { debug: false })) };
}

test("a program on the shim works on our files", () => {
  const { sync: fs } = createFileSystem();
  fs.mkdir("/data");
  fs.writeFile("/data/in.txt", encode("some text"));
  const fds = [0, 1, 2].map(() => new ConsoleStdout(() => {}));
  const wasi = new WASI(
    [],
    [],
    // The prelude opens beneath 4.
    [...fds, new VfsDirectory("/x", fs, "/"), new VfsDirectory("/data", fs, "/data")],
    { debug: false },
  );
  const text = `(module ${prelude} (data (i32.const 1024) ${dataString("in.txtout.txt")})
    (func (export "_start") (local $fd i32) (local $n i32)
      (local.set $fd (call $open (i32.const 1024) (i32.const 6) (i32.const 0) (i32.const 0)))
      (local.set $n (call $read (local.get $fd) (i32.const 4096) (i32.const 4096)))
      (local.set $fd (call $open (i32.const 1030) (i32.const 7) (i32.const 1) (i32.const 0)))
      (drop (call $write (local.get $fd) (i32.const 4096) (local.get $n)))
      (drop (call $fd_close (local.get $fd)))))`;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assemble(text)), {
    wasi_snapshot_preview1: wasi.wasiImport as WebAssembly.ModuleImports,
  });
  const { memory, _start } = exports;
  if (!(memory instanceof WebAssembly.Memory) || typeof _start !== "function") {
    throw new Error("There is no program");
  }
  expect(wasi.start({ exports: { memory, _start: () => _start() } })).toBe(0);
  expect(decode(fs.readFile("/data/out.txt"))).toBe("some text");
});

describe("VfsDirectory", () => {
  test("is a preopen", () => {
    const { bench } = open();
    expect(bench.call("fd_prestat_get", 3, 64)).toBe(0);
    expect([bench.u32(64), bench.u32(68)]).toEqual([0, 4]);
    expect(bench.call("fd_prestat_dir_name", 3, 64, 4)).toBe(0);
    expect(bench.text(64, 4)).toBe("/app");
    expect(bench.call("fd_prestat_get", bench.open(3, "sub", 2), 64)).toBe(8);
  });

  test("reads, writes, positions and sizes files", () => {
    const { bench, fs } = open();
    const fd = bench.open(3, "a.txt");
    expect(bench.read(fd, 3)).toBe("hel");
    expect(bench.call("fd_tell", fd, 64)).toBe(0);
    expect(bench.u64(64)).toBe(3n);
    expect(bench.read(fd, 60_000)).toBe("lo");
    expect(bench.read(fd, 9)).toBe("");
    expect(bench.call("fd_seek", fd, -4n, 2, 64)).toBe(0);
    expect(bench.write(fd, "ELL")).toBe(3);
    expect(bench.pwrite(fd, "!", 5n)).toBe(1);
    expect(bench.pread(fd, 9, 1n)).toBe("ELLo!");
    expect(bench.pread(fd, 9, 100n)).toBe("");
    expect(bench.call("fd_filestat_set_size", fd, 2n)).toBe(0);
    expect(bench.call("fd_allocate", fd, 0n, 4n)).toBe(0);
    expect(bench.call("fd_allocate", fd, 0n, 0n)).toBe(28);
    expect(bench.call("fd_sync", fd)).toBe(0);
    expect(bench.call("fd_seek", fd, -1n, 0, 64)).toBe(28);
    expect(bench.call("fd_seek", fd, 2n ** 62n, 0, 64)).toBe(28);
    expect(bench.call("fd_seek", fd, 0n, 3, 64)).toBe(28);
    expect(decode(fs.readFile("/app/a.txt"))).toBe("hE\0\0");
    expect(bench.call("fd_close", fd)).toBe(0);
    expect(fs.usage().openFiles).toBe(1);
  });

  test("appends, from the start or when a program asks for it", () => {
    const { bench, fs } = open();
    const fd = bench.open(3, "a.txt", 0, 1);
    expect(bench.write(fd, "1")).toBe(1);
    expect(bench.call("fd_seek", fd, 0n, 0, 64)).toBe(0);
    expect(bench.write(fd, "2")).toBe(1);
    expect(bench.call("fd_fdstat_get", fd, 64)).toBe(0);
    expect(bench.bytes(64, 4)).toEqual([4, 0, 1, 0]);
    expect(bench.call("fd_fdstat_set_flags", fd, 0)).toBe(0);
    expect(bench.pwrite(fd, "J", 0n)).toBe(1);
    expect(bench.call("fd_fdstat_set_flags", fd, 1)).toBe(0);
    expect(bench.pwrite(fd, "3", 0n)).toBe(1);
    expect(bench.call("fd_fdstat_set_flags", fd, 64)).toBe(28);
    expect(decode(fs.readFile("/app/a.txt"))).toBe("Jello123");
  });

  test("tells metadata at the offsets of preview1", () => {
    const { bench, fs } = open();
    const at = 512;
    expect(bench.call("fd_filestat_get", bench.open(3, "a.txt"), at)).toBe(0);
    const { dev, ino, size, mtimeNs } = fs.stat("/app/a.txt");
    expect([0, 8, 16, 24, 32, 40, 48, 56].map((offset) => bench.u64(at + offset))).toEqual([
      ...[BigInt(dev), BigInt(ino), 4n, 1n, BigInt(size), mtimeNs, mtimeNs, mtimeNs],
    ]);
    expect(bench.stat(3, "sub")).toMatchObject({ errno: 0, filetype: 3 });
    expect(bench.stat(3, "none")).toEqual({ errno: 44 });
    expect(bench.call("fd_filestat_get", 3, at)).toBe(0);
    expect(bench.u64(at + 8)).toBe(BigInt(fs.stat("/app").ino));
  });

  test("sets times", () => {
    const { bench, fs } = open();
    const fd = bench.open(3, "a.txt");
    expect(bench.call("fd_filestat_set_times", fd, 11n, 22n, 5)).toBe(0);
    expect(fs.stat("/app/a.txt")).toMatchObject({ atimeNs: 11n, mtimeNs: 22n });
    const [at, length] = [4000, bench.put(4000, "sub")];
    expect(bench.call("path_filestat_set_times", 3, 0, at, length, 33n, 44n, 4)).toBe(0);
    expect(fs.stat("/app/sub").mtimeNs).toBe(44n);
    expect(bench.call("fd_filestat_set_times", 3, 1n, 2n, 3)).toBe(28);
    expect(bench.call("fd_filestat_set_times", 3, 1n, 2n, 1)).toBe(0);
    expect(fs.stat("/app").atimeNs).toBe(1n);
  });

  test("lists, also in small pieces and again, and each name once while names go", () => {
    const { bench, fs } = open();
    const names = [".", "..", "a.txt", "sub"];
    expect([bench.list(3, 4096), bench.list(3, 60), bench.list(3, 4096)]).toEqual([
      ...[names, names, names],
    ]);
    const many = Array.from({ length: 300 }, (_, index) => `f${index}`);
    for (const name of many) fs.writeFile(`/app/sub/${name}`, encode(""));
    expect(bench.list(bench.open(3, "sub", 2), 500)).toEqual([".", "..", "deep.txt", ...many]);
  });

  test("creates, moves, links and removes names", () => {
    const { bench, fs } = open();
    expect(bench.path("path_create_directory", 3, "new")).toBe(0);
    expect(bench.path("path_create_directory", 3, "new")).toBe(20);
    expect(bench.rename(3, "a.txt", 3, "new/b.txt")).toBe(0);
    expect(bench.rename(3, "none", 3, "c")).toBe(44);
    expect(bench.rename(3, "sub", 3, "sub/in/itself")).toBe(44);
    expect(bench.rename(3, "sub", 3, "new")).toBe(55);
    expect(bench.link(3, "new/b.txt", 3, "c.txt")).toBe(0);
    expect(bench.link(3, "new/b.txt", 3, "c.txt")).toBe(20);
    expect(bench.link(3, "sub", 3, "d")).toBe(63);
    expect(bench.path("path_remove_directory", 3, "new")).toBe(55);
    expect(bench.path("path_unlink_file", 3, "new/b.txt")).toBe(0);
    expect(bench.path("path_unlink_file", 3, "sub")).toBe(31);
    expect(bench.path("path_remove_directory", 3, "new")).toBe(0);
    expect(fs.readdir("/app").map(({ name }) => name)).toEqual(["c.txt", "sub"]);
    expect(fs.stat("/app/c.txt").nlink).toBe(1);
  });

  test("follows symlinks, and answers where they lead", () => {
    const { bench, fs } = open();
    fs.symlink("sub/deep.txt", "/app/link");
    expect(bench.read(bench.open(3, "link"), 9)).toBe("deep");
    expect(bench.openErrno(3, "link", 0, 2n, 0)).toBe(32);
    const length = bench.put(4000, "link");
    expect(bench.call("path_readlink", 3, 4000, length, 5000, 99, 64)).toBe(0);
    expect(bench.text(5000, bench.u32(64))).toBe("sub/deep.txt");
  });

  test.each([
    ["/etc/passwd", 63],
    ["../x", 63],
    ["sub/../../x", 63],
    ["out/x", 63],
    ["a.txt/x", 54],
    ["none/x", 44],
    ["", 44],
    ["a\0b", 28],
  ])("answers %j with error %i, whatever is above it", (path, expected) => {
    const { bench, fs } = open();
    fs.symlink("/", "/app/out");
    expect(bench.openErrno(3, path)).toBe(expected);
    expect(fs.usage().openFiles).toBe(1);
  });

  test("holds programs to what they opened a file for, and to quotas", () => {
    const { sync: fs } = createFileSystem({ maxBytes: 100 });
    const directory = new VfsDirectory("/", fs, "/");
    const bench = openCallBench(new WASI([], [], [directory], { debug: false }));
    expect(bench.write(bench.open(0, "x", 1), "y".repeat(200))).toBe(-19);
    expect(bench.openErrno(0, "x", 0, 2n)).toBe(0);
    expect(bench.write(bench.u32(16), "z")).toBe(-8);
    expect(bench.openErrno(0, "x", 0, 0x40n)).toBe(0);
    expect(bench.read(bench.u32(16), 1)).toBe(8);
    expect(bench.openErrno(0, "x", 5)).toBe(20);
    expect(bench.openErrno(0, "x", 2)).toBe(54);
    expect(bench.openErrno(0, "x", 64)).toBe(28);
  });

  test("answers what a descriptor of the wrong kind does", () => {
    const { bench } = open();
    const fd = bench.open(3, "a.txt");
    expect([bench.read(3, 1), bench.pread(3, 1, 0n)]).toEqual([8, 8]);
    expect([bench.write(3, "x"), bench.pwrite(3, "x", 0n)]).toEqual([-8, -8]);
    expect(bench.call("fd_seek", 3, 0n, 0, 64)).toBe(8);
    expect(bench.call("fd_tell", 3, 64)).toBe(8);
    expect(bench.call("fd_allocate", 3, 0n, 1n)).toBe(8);
    expect(bench.call("fd_filestat_set_size", 3, 1n)).toBe(28);
    expect(bench.call("fd_fdstat_set_flags", 3, 0)).toBe(8);
    expect(bench.call("fd_fdstat_set_rights", 3, 0n, 0n)).toBe(0);
    expect(bench.call("fd_sync", 3)).toBe(0);
    expect(bench.list(fd, 99)).toBe(54);
    expect(bench.openErrno(fd, "x")).toBe(54);
    expect(bench.stat(fd, "x").errno).toBe(54);
    expect([bench.link(fd, "x", 3, "y"), bench.link(3, "a.txt", fd, "y")]).toEqual([54, 54]);
    expect(bench.rename(fd, "x", 3, "y")).toBe(54);
    for (const name of [
      "path_create_directory",
      "path_remove_directory",
      "path_unlink_file",
    ] as const) {
      expect(bench.path(name, fd, "x")).toBe(54);
    }
    expect(bench.call("path_filestat_set_times", fd, 0, 64, 1, 0n, 0n, 0)).toBe(54);
    expect(bench.call("path_readlink", fd, 64, 1, 64, 1, 64)).toBe(54);
  });

  test("takes no name of the shim's own directories", () => {
    const { bench, own, fs } = open();
    expect(bench.rename(4, "theirs.txt", 3, "moved.txt")).toBe(75);
    expect([...own.dir.contents.keys()]).toEqual(["theirs.txt"]);
    expect(bench.link(4, "theirs.txt", 3, "linked.txt")).toBe(75);
    expect(fs.readdir("/app").map(({ name }) => name)).toEqual(["a.txt", "sub"]);
  });

  test("lends a file to the shim's own directories, by a link", () => {
    const { bench } = open();
    expect(bench.link(3, "a.txt", 4, "lent.txt")).toBe(0);
    expect(bench.read(bench.open(4, "lent.txt"), 9)).toBe("hello");
    expect(bench.stat(4, "lent.txt")).toMatchObject({ errno: 0, filetype: 4, size: 5n });
    expect(bench.list(4, 999)).toEqual([".", "..", "theirs.txt", "lent.txt"]);
  });

  test("refuses what is no directory", () => {
    const { fs } = open();
    const make = (path: string) => () => new VfsDirectory("x", fs, path);
    expect(make("/app/a.txt")).toThrow(expect.objectContaining({ code: "ENOTDIR" }));
    expect(make("/none")).toThrow(expect.objectContaining({ code: "ENOENT" }));
  });
});
