import {
  ConsoleStdout,
  Directory,
  File,
  Inode,
  OpenFile,
  PreopenDirectory,
} from "@bjorn3/browser_wasi_shim";
import { describe, expect, test } from "vitest";
import { openCallBench } from "../../test/support/wasi-call-bench.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createWasi } from "../create-wasi.ts";
import { fromShimFd } from "./shim-file.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function tree(): PreopenDirectory {
  const sub = new Directory(new Map([["deep.txt", new File(encode("deep"))]]));
  const contents: [string, Inode][] = [
    ["a.txt", new File(encode("hello"))],
    ["sub", sub],
    ["fixed", new File(encode("no"), { readonly: true })],
  ];
  return new PreopenDirectory("/shim", new Map(contents));
}

/** `/shim` of the shim as 3, `/app` of ours as 4. */
function open() {
  const fs = createFileSystem().sync;
  fs.mkdir("/app");
  fs.writeFile("/app/ours.txt", encode("ours"));
  const shim = tree();
  const wasi = createWasi({ fs, preopens: { "/shim": fromShimFd(shim), "/app": "/app" } });
  return { fs, shim, wasi, bench: openCallBench(wasi) };
}

describe("a directory of the shim", () => {
  test("is a preopen under the name that it is given", () => {
    const { bench } = open();
    expect(bench.call("fd_prestat_get", 3, 64)).toBe(0);
    expect([bench.u32(64), bench.u32(68)]).toEqual([0, 5]);
    expect(bench.call("fd_prestat_dir_name", 3, 64, 5)).toBe(0);
    expect(bench.text(64, 5)).toBe("/shim");
    expect(bench.call("fd_prestat_dir_name", 3, 64, 4)).toBe(37);
    expect(bench.call("fd_prestat_get", 5, 64)).toBe(8);
  });

  test("has files that are read, written and positioned in", () => {
    const { bench, shim } = open();
    const fd = bench.open(3, "a.txt");
    expect(bench.read(fd, 100)).toBe("hello");
    expect(bench.call("fd_seek", fd, 1n, 0, 64)).toBe(0);
    expect(bench.call("fd_tell", fd, 72)).toBe(0);
    expect([bench.u64(64), bench.u64(72)]).toEqual([1n, 1n]);
    expect(bench.write(fd, "ELLO, world")).toBe(11);
    expect(bench.pread(fd, 5, 7n)).toBe("world");
    expect(bench.pwrite(fd, "H", 0n)).toBe(1);
    expect(bench.call("fd_filestat_set_size", fd, 5n)).toBe(0);
    expect(bench.call("fd_allocate", fd, 0n, 6n)).toBe(0);
    expect(bench.call("fd_close", fd)).toBe(0);
    expect(bench.call("fd_close", fd)).toBe(8);
    const file = shim.dir.contents.get("a.txt");
    expect(file).toBeInstanceOf(File);
    expect(file instanceof File && new TextDecoder().decode(file.data)).toBe("HELLO\0");
  });

  test("is listed, in pieces that go on where the last one was cut", () => {
    const { bench } = open();
    expect(bench.list(3, 4096)).toEqual([".", "..", "a.txt", "sub", "fixed"]);
    expect(bench.list(3, 60)).toEqual([".", "..", "a.txt", "sub", "fixed"]);
  });

  test("tells type, size and inode", () => {
    const { bench, shim } = open();
    expect(bench.stat(3, "a.txt")).toMatchObject({ errno: 0, filetype: 4, size: 5n });
    expect(bench.stat(3, "sub")).toMatchObject({ errno: 0, filetype: 3 });
    expect(bench.stat(3, "none")).toMatchObject({ errno: 44 });
    expect(bench.call("fd_filestat_get", 3, 64)).toBe(0);
    expect(bench.u64(72)).toBe(shim.dir.ino);
    expect(bench.call("fd_fdstat_get", 3, 64)).toBe(0);
    expect(bench.bytes(64, 4)).toEqual([3, 0, 0, 0]);
  });

  test("creates, moves, links and removes names", () => {
    const { bench, shim } = open();
    expect(bench.path("path_create_directory", 3, "new")).toBe(0);
    const fd = bench.open(3, "new/b.txt", 1);
    expect(bench.write(fd, "b")).toBe(1);
    expect(bench.rename(3, "new/b.txt", 3, "c.txt")).toBe(0);
    expect(bench.rename(3, "none", 3, "d.txt")).toBe(44);
    expect(bench.link(3, "c.txt", 3, "e.txt")).toBe(0);
    expect(bench.link(3, "c.txt", 3, "e.txt")).toBe(20);
    expect(bench.rename(3, "a.txt", 3, "new/none/x")).toBe(44);
    expect(bench.path("path_remove_directory", 3, "new")).toBe(0);
    expect(bench.path("path_unlink_file", 3, "c.txt")).toBe(0);
    expect([...shim.dir.contents.keys()].sort()).toEqual(["a.txt", "e.txt", "fixed", "sub"]);
  });

  test.each([
    ["path_symlink", 58],
    ["path_readlink", 58],
    ["path_filestat_set_times", 58],
  ] as const)("answers %s as it does itself", (name, expected) => {
    const { bench } = open();
    const [at, length] = [256, bench.put(256, "a.txt")];
    const answers = {
      path_symlink: () => bench.call("path_symlink", at, length, 3, at, length),
      path_readlink: () => bench.call("path_readlink", 3, at, length, 512, 8, 64),
      path_filestat_set_times: () =>
        bench.call("path_filestat_set_times", 3, 0, at, length, 0n, 0n, 0),
    };
    expect(answers[name]()).toBe(expected);
  });

  test("keeps the shim's own errors", () => {
    const { bench } = open();
    expect(bench.openErrno(3, "/etc/passwd")).toBe(76);
    expect(bench.openErrno(3, "../up")).toBe(76);
    expect(bench.openErrno(3, "sub", 0, 2n)).toBe(0);
    expect(bench.openErrno(3, "fixed", 0, 0x42n)).toBe(63);
    expect(bench.call("fd_fdstat_set_flags", 3, 1)).toBe(58);
    expect(bench.call("fd_fdstat_set_rights", 3, 0n, 0n)).toBe(58);
    expect(bench.call("fd_filestat_set_times", 3, 0n, 0n, 0)).toBe(58);
    expect(bench.call("fd_seek", 3, 0n, 7, 64)).toBe(28);
    expect(bench.call("fd_sync", 3)).toBe(0);
    expect(bench.call("fd_datasync", 3)).toBe(0);
    expect(bench.call("fd_advise", 3, 0n, 0n, 0)).toBe(0);
  });

  test("shares nothing with ours: names do not move across", () => {
    const { bench, fs } = open();
    expect(bench.rename(3, "a.txt", 4, "b.txt")).toBe(75);
    expect(bench.rename(4, "ours.txt", 3, "b.txt")).toBe(75);
    expect(bench.link(4, "ours.txt", 3, "b.txt")).toBe(75);
    expect(bench.rename(9, "ours.txt", 3, "b.txt")).toBe(8);
    const fd = bench.open(4, "ours.txt");
    expect(bench.read(fd, 9)).toBe("ours");
    expect(fs.readdir("/app").map(({ name }) => name)).toEqual(["ours.txt"]);
  });

  test("is closed by fd_renumber onto it, and moves to another number", () => {
    const { bench } = open();
    const fd = bench.open(3, "a.txt");
    expect(bench.call("fd_renumber", fd, 3)).toBe(0);
    expect(bench.read(3, 9)).toBe("hello");
    expect(bench.call("fd_renumber", 3, 3)).toBe(0);
    expect(bench.call("fd_renumber", 3, 77)).toBe(8);
    expect(bench.call("fd_renumber", 77, 3)).toBe(8);
    expect(bench.call("fd_close", fd)).toBe(8);
  });

  test("never sees a pointer that leads out of memory", () => {
    const { bench } = open();
    const fd = bench.open(3, "a.txt");
    expect(bench.call("fd_read", fd, 65_530, 1, 64)).toBe(21);
    expect(bench.call("fd_filestat_get", fd, 65_530)).toBe(21);
    expect(bench.call("fd_fdstat_get", fd, -1)).toBe(21);
    expect(bench.call("fd_seek", fd, 0n, 0, 65_535)).toBe(21);
    expect(bench.call("fd_readdir", 3, 65_000, 1000, 0n, 64)).toBe(21);
    expect(bench.call("path_unlink_file", 3, 65_000, 1000)).toBe(21);
  });

  test("turns whatever it throws, and nonsense that it answers, into EIO", () => {
    class Broken extends File {
      override stat(): never {
        throw "raised";
      }
    }
    const wrong = new OpenFile(new File([]));
    wrong.fd_sync = () => 12_345;
    wrong.fd_read = () => ({ ret: 0, data: encode("much more than asked for") });
    const preopens = {
      one: fromShimFd(new PreopenDirectory(".", new Map([["x", new Broken([])]]))),
      two: fromShimFd(wrong),
    };
    const bench = openCallBench(createWasi({ preopens }));
    expect(bench.stat(3, "x").errno).toBe(29);
    expect(bench.call("fd_sync", 4)).toBe(29);
    expect(bench.read(4, 4)).toBe("much");
    // What it allocates for is more than any array can be.
    expect(bench.call("fd_filestat_set_size", bench.open(3, "y", 1), 2n ** 62n)).toBe(29);
  });

  test("may be at most as many descriptors as there are, each closed at the end", () => {
    let closed = 0;
    class Counted extends OpenFile {
      override fd_close(): number {
        closed += 1;
        return 0;
      }
    }
    class Countable extends File {
      override path_open(): { ret: number; fd_obj: OpenFile } {
        return { ret: 0, fd_obj: new Counted(this) };
      }
    }
    const contents = new Map([["x", new Countable([])]]);
    const wasi = createWasi({ preopens: { x: fromShimFd(new PreopenDirectory("x", contents)) } });
    const bench = openCallBench(wasi);
    for (let count = 4; count < 512; count += 1) bench.open(3, "x");
    expect([bench.openErrno(3, "x"), closed]).toEqual([33, 1]);
    wasi.close();
    expect(closed).toBe(509);
  });
});

describe("fromShimFd()", () => {
  test("takes what a program reads and writes", () => {
    const lines: string[] = [];
    const stdout = ConsoleStdout.lineBuffered((line) => lines.push(line));
    const input = new OpenFile(new File(encode("typed")));
    const wasi = createWasi({
      stdin: fromShimFd(input),
      stdout: fromShimFd(stdout),
      stderr: fromShimFd(stdout),
      trace: true,
    });
    const bench = openCallBench(wasi);
    expect(bench.read(0, 9)).toBe("typed");
    expect(bench.write(1, "one\ntw")).toBe(6);
    expect(bench.write(2, "o\n")).toBe(2);
    expect(lines.filter((line) => !line.startsWith("fd_"))).toContain("one");
    expect(lines.some((line) => line.includes("fd_read(0, 1 buffers) = 0 (5)"))).toBe(true);
  });

  test("opens inodes", () => {
    const wasi = createWasi({
      stdin: fromShimFd(new File(encode("abc"))),
      preopens: { d: fromShimFd(new Directory(new Map([["f", new File(encode("x"))]]))) },
    });
    const bench = openCallBench(wasi);
    expect([bench.read(0, 9), bench.list(3, 999)]).toEqual(["abc", [".", "..", "f"]]);
  });

  test("refuses an inode that does not open", () => {
    class Closed extends Inode {
      path_open(): { ret: number; fd_obj: null } {
        return { ret: 63, fd_obj: null };
      }
      stat(): never {
        throw new Error("Closed");
      }
    }
    expect(() => fromShimFd(new Closed())).toThrow(
      new TypeError("Cannot open the inode: error number 63"),
    );
  });
});
