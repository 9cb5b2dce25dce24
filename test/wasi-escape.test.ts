/** Ways out of `/app` that have worked elsewhere, tried by every call that takes a path. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { right } from "../runtime/wasi/abi.ts";
import { errno, errnoName } from "../runtime/wasi/errno.ts";
import { createFileSystem, type SyncFileSystem } from "../vfs/index.ts";
import { createWasiBench, preopen, type WasiBench } from "./support/wasi-bench.ts";
import { runWasi } from "./support/wasi-run.ts";

const secret = "secret";
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What lies outside of `/app`, by path. */
const outside = {
  "/secret": secret,
  "/etc/passwd": secret,
  "/app2/secret": secret,
  "/appendix": secret,
  "/ap": secret,
  "/tmp/x": secret,
};

/** Symlinks in `/app` that lead out, each in its own way. */
const waysOut = {
  absolute: "/etc/passwd",
  "absolute-dir": "/etc",
  root: "/",
  up: "..",
  relative: "../etc/passwd",
  sibling: "../app2/secret",
  prefix: "../appendix",
  "d/deep": "../../etc/passwd",
  "d/up": "../..",
  first: "second",
  second: "third/..",
  third: "d/up/etc",
  dotted: "./d/./../../etc/passwd",
  slashes: "..//..///etc//passwd",
  "through-file": "f/../../etc/passwd",
  again: "../app/../etc/passwd",
};

function openBench(): WasiBench {
  const bench = createWasiBench({ files: { f: "mine" }, maxFds: 4_000 });
  const { fs } = bench;
  for (const directory of ["/app/d", "/etc", "/app2", "/tmp"]) fs.mkdir(directory);
  for (const [path, content] of Object.entries(outside)) fs.writeFile(path, encode(content));
  for (const [path, target] of Object.entries(waysOut)) fs.symlink(target, `/app/${path}`);
  return bench;
}

/** Everything outside of `/app`: names, kinds, contents, targets and numbers of links. */
function seeOutside(fs: SyncFileSystem, path = "/"): string[] {
  return fs.readdir(path).flatMap(({ name, type }) => {
    const full = path === "/" ? `/${name}` : `${path}/${name}`;
    if (full === "/app") return [];
    const { nlink, mtimeNs } = fs.lstat(full);
    const line = `${full} ${type} ${nlink} ${mtimeNs}`;
    if (type === "directory") return [line, ...seeOutside(fs, full)];
    return [`${line} ${new TextDecoder().decode(fs.readFile(full))}`];
  });
}

/** Puts a path at `at` and gives its pointer and length. */
function put(bench: WasiBench, path: string, at: number): [number, number] {
  return [at, bench.put(at, path)];
}

/** Every call that takes a path, and the path at each of its places. */
const attempts: Readonly<
  Record<string, (bench: WasiBench, path: string, fd: number, flags: number) => number>
> = {
  "open to read": (bench, path, fd, flags) =>
    bench.call("path_open", fd, flags, ...put(bench, path, 2_048), 0, right.fdRead, -1n, 0, 64),
  "open to write": (bench, path, fd, flags) =>
    bench.call("path_open", fd, flags, ...put(bench, path, 2_048), 0, -1n, -1n, 0, 64),
  "open to create": (bench, path, fd, flags) =>
    bench.call("path_open", fd, flags, ...put(bench, path, 2_048), 1, -1n, -1n, 0, 64),
  "open to create anew": (bench, path, fd, flags) =>
    bench.call("path_open", fd, flags, ...put(bench, path, 2_048), 5, -1n, -1n, 0, 64),
  "open to truncate": (bench, path, fd, flags) =>
    bench.call("path_open", fd, flags, ...put(bench, path, 2_048), 8, 0n, 0n, 0, 64),
  "open a directory": (bench, path, fd, flags) =>
    bench.call("path_open", fd, flags, ...put(bench, path, 2_048), 2, right.fdReaddir, -1n, 0, 64),
  stat: (bench, path, fd, flags) =>
    bench.call("path_filestat_get", fd, flags, ...put(bench, path, 2_048), 64),
  "set times": (bench, path, fd, flags) =>
    bench.call("path_filestat_set_times", fd, flags, ...put(bench, path, 2_048), 1n, 2n, 5),
  mkdir: (bench, path, fd) => bench.call("path_create_directory", fd, ...put(bench, path, 2_048)),
  rmdir: (bench, path, fd) => bench.call("path_remove_directory", fd, ...put(bench, path, 2_048)),
  unlink: (bench, path, fd) => bench.call("path_unlink_file", fd, ...put(bench, path, 2_048)),
  readlink: (bench, path, fd) =>
    bench.call("path_readlink", fd, ...put(bench, path, 2_048), 128, 64, 64),
  "rename from": (bench, path, fd) =>
    bench.call(
      "path_rename",
      fd,
      ...put(bench, path, 2_048),
      preopen,
      ...put(bench, "taken", 8_192),
    ),
  "rename to": (bench, path, fd) =>
    bench.call("path_rename", preopen, ...put(bench, "f", 8_192), fd, ...put(bench, path, 2_048)),
  "link from": (bench, path, fd) =>
    bench.call(
      "path_link",
      fd,
      0,
      ...put(bench, path, 2_048),
      preopen,
      ...put(bench, "planted", 8_192),
    ),
  "link to": (bench, path, fd) =>
    bench.call("path_link", preopen, 0, ...put(bench, "f", 8_192), fd, ...put(bench, path, 2_048)),
  "symlink at": (bench, path, fd) =>
    bench.call("path_symlink", ...put(bench, "x", 8_192), fd, ...put(bench, path, 2_048)),
};

/** Paths that lead out, or would where a path is put together by text. */
const leadingOut = [
  ...["..", "../", "../.", "/", "//", "/.", "/app/f", "/etc/passwd", "//etc/passwd", "/app/../etc"],
  ...["../etc/passwd", "../app/f", "../app2/secret", "../appendix", "d/../../etc/passwd"],
  ...["d/../d/../../secret", "././../secret", ".//..//secret", "d/./.././../ap"],
  ...["absolute-dir/passwd", "root/etc/passwd", "up/etc/passwd", "up/app/f", "d/up/secret"],
  ...["d/up/app2/secret", "third/passwd", "second/secret", "up/up/secret", "root/app/../secret"],
];

/** Names that lead nowhere here, but are ways out elsewhere: of Windows, of URLs, of terminals. */
const onlyNames = [
  ...["C:\\secret", "C:/secret", "C:secret", "\\\\host\\share\\x", "\\\\?\\C:\\x", "..\\secret"],
  ...["d\\..\\..\\secret", "%2e%2e/secret", "%2e%2e%2fsecret", "..%2fsecret", "..%00/secret"],
  ...["...", "....//secret", ".. /secret", " ..", "..;/secret", "file:///etc/passwd", "~", "~/x"],
  ...["․․/secret", "\uff0e\uff0e/secret", "\uff0e\uff0e\uff0fsecret", "\u202e../secret"],
  ...["CON", "NUL", "x:stream", "$HOME", "`id`", "a\nb", "__proto__", "con.txt", "aux"],
  ...[".\u200d./secret", "..\u0000x".replace("\u0000", "\u0001"), "\ufeff../secret"],
];

describe("a path that leads out", () => {
  test.each(Object.keys(attempts))("is not permitted to %s", (what) => {
    const bench = openBench();
    const before = seeOutside(bench.fs);
    const answers = leadingOut.flatMap((path) =>
      [0, 1].map((flags) => [path, errnoName(attempts[what]?.(bench, path, preopen, flags) ?? 0)]),
    );
    // An absolute path or `..` ends the walk before anything else can be said of the name.
    expect(answers.filter(([, answer]) => answer !== "EPERM")).toEqual([]);
    expect(seeOutside(bench.fs)).toEqual(before);
  });

  test.each(Object.keys(attempts))("is not permitted to %s by a symlink", (what) => {
    for (const path of Object.keys(waysOut)) {
      const bench = openBench();
      const before = seeOutside(bench.fs);
      // Without following: the link itself is in /app and may be looked at, moved and removed.
      attempts[what]?.(bench, path, preopen, 0);
      expect(seeOutside(bench.fs), path).toEqual(before);
    }
    const bench = openBench();
    const before = seeOutside(bench.fs);
    for (const path of Object.keys(waysOut)) {
      const answer = attempts[what]?.(bench, path, preopen, 1) ?? 0;
      const follows = what.startsWith("open to") || what === "stat" || what === "set times";
      if (follows) expect([path, errnoName(answer)]).not.toEqual([path, "SUCCESS"]);
    }
    expect(seeOutside(bench.fs)).toEqual(before);
  });

  test.each(onlyNames)("is none that only looks so: %j", (path) => {
    const bench = openBench();
    const before = seeOutside(bench.fs);
    for (const attempt of Object.values(attempts)) attempt(bench, path, preopen, 1);
    expect(seeOutside(bench.fs)).toEqual(before);
  });
});

describe("a descriptor of a directory", () => {
  function openDirectory(bench: WasiBench, path: string): number {
    const [pointer, length] = put(bench, path, 2_048);
    const rights = ~right.fdWrite & 0x1fff_ffffn;
    const answer = bench.call("path_open", preopen, 0, pointer, length, 2, rights, -1n, 0, 64);
    expect(answer).toBe(0);
    return bench.u32(64);
  }

  test.each(Object.keys(attempts))("is a floor of its own: %s", (what) => {
    const bench = openBench();
    const fd = openDirectory(bench, "d");
    for (const path of ["..", "../f", "../d/../f", "up/f", "up/app/f", "/app/f", "./../f"]) {
      const answer = errnoName(attempts[what]?.(bench, path, fd, 1) ?? 0);
      expect([path, answer]).toEqual([path, "EPERM"]);
    }
    expect(new TextDecoder().decode(bench.fs.readFile("/app/f"))).toBe("mine");
  });

  test("stays in /app when its directory moves up, down or away", () => {
    const bench = openBench();
    bench.fs.mkdir("/app/d/e");
    const fd = openDirectory(bench, "d/e");
    bench.fs.rename("/app/d/e", "/app/e");
    expect(attempts["stat"]?.(bench, "../f", fd, 1)).toBe(errno.EPERM);
    bench.fs.rename("/app/e", "/etc/e");
    expect(attempts["stat"]?.(bench, "../passwd", fd, 1)).toBe(errno.EPERM);
    bench.fs.rmdir("/etc/e");
    expect(attempts["open to create"]?.(bench, "x", fd, 1)).toBe(errno.ENOENT);
    expect(attempts["stat"]?.(bench, "..", fd, 1)).toBe(errno.EPERM);
  });

  test("of a file, a stream or nothing is no floor", () => {
    const bench = openBench();
    const [pointer, length] = put(bench, "f", 2_048);
    bench.call("path_open", preopen, 0, pointer, length, 0, -1n, -1n, 0, 64);
    const file = bench.u32(64);
    for (const fd of [file, 0, 1, 2, 99, -1]) {
      for (const [what, attempt] of Object.entries(attempts)) {
        const answer = errnoName(attempt(bench, "x", fd, 1));
        expect([what, fd, answer]).toEqual([what, fd, fd >= 0 && fd < 99 ? "ENOTDIR" : "EBADF"]);
      }
    }
  });

  test("lists no inode number of what is above", async () => {
    const bench = openBench();
    expect(bench.call("fd_readdir", preopen, 2_048, 51, 0n, 64)).toBe(0);
    expect([bench.u64(2_056), bench.u64(2_048 + 25 + 8)]).toEqual(
      [1, 1].map(() => BigInt(bench.fs.stat("/app").ino)),
    );
  });
});

describe("planting", () => {
  test("a link in the place of a directory does not turn what follows it out", () => {
    const bench = openBench();
    const before = seeOutside(bench.fs);
    expect(attempts["rmdir"]?.(bench, "d/x", preopen, 0)).toBe(errno.ENOENT);
    // The directory goes, a link of its name comes, and the same path is used again.
    bench.fs.rename("/app/d", "/app/was");
    const [target, targetLength] = put(bench, "../etc", 8_192);
    const [path, length] = put(bench, "d", 2_048);
    expect(bench.call("path_symlink", target, targetLength, preopen, path, length)).toBe(0);
    for (const [what, attempt] of Object.entries(attempts)) {
      expect([what, attempt(bench, "d/passwd", preopen, 1)]).toEqual([what, errno.EPERM]);
    }
    expect(seeOutside(bench.fs)).toEqual(before);
  });

  test("renaming and linking over a symlink replace it and not its target", () => {
    const bench = openBench();
    const before = seeOutside(bench.fs);
    expect(attempts["rename to"]?.(bench, "relative", preopen, 0)).toBe(0);
    expect(bench.fs.lstat("/app/relative").type).toBe("file");
    bench.fs.writeFile("/app/f", encode("mine"));
    expect(attempts["link to"]?.(bench, "sibling", preopen, 0)).toBe(errno.EEXIST);
    expect(seeOutside(bench.fs)).toEqual(before);
  });

  test("a hard link to a symlink is a link, and leads out no more than it did", () => {
    const bench = openBench();
    expect(attempts["link from"]?.(bench, "relative", preopen, 0)).toBe(0);
    expect(bench.fs.lstat("/app/planted").type).toBe("symlink");
    expect(attempts["open to read"]?.(bench, "planted", preopen, 1)).toBe(errno.EPERM);
  });

  test("forty symlinks are followed, one more is not", () => {
    const bench = openBench();
    for (let index = 0; index < 42; index += 1) {
      bench.fs.symlink(index === 0 ? "f" : `link${index - 1}`, `/app/link${index}`);
    }
    expect(attempts["open to read"]?.(bench, "link39", preopen, 1)).toBe(0);
    expect(attempts["open to read"]?.(bench, "link40", preopen, 1)).toBe(errno.ELOOP);
    bench.fs.symlink("spin/spin/spin", "/app/spin");
    for (const attempt of Object.values(attempts)) {
      expect(attempt(bench, "spin/x", preopen, 1)).toBe(errno.ELOOP);
    }
  });

  test("exclusive creation creates once, whatever a name leads to", () => {
    const bench = openBench();
    bench.fs.symlink("not-yet", "/app/dangling");
    const create = (path: string): number | undefined =>
      attempts["open to create anew"]?.(bench, path, preopen, 1);
    expect([create("once"), create("once"), create("./once")]).toEqual([0, 20, 20]);
    expect([create("dangling"), create("relative"), create("d")]).toEqual([20, 20, 20]);
    expect(bench.fs.exists("/app/not-yet")).toBe(false);
  });
});

describe("a long path", () => {
  const parts = (count: number): string => "d/../".repeat(count);

  test.each([
    ["of 4095 bytes leads where a short one does", `${"./".repeat(2_047)}f`, 0],
    ["of 4096 bytes is too long", `${"./".repeat(2_047)}/f`, errno.ENAMETOOLONG],
    ["of 60,000 bytes is too long", "x/".repeat(30_000), errno.ENAMETOOLONG],
    ["that leads out at its end is seen", `${parts(800)}../secret`, errno.EPERM],
    ["that leads out in its middle is seen", `${parts(400)}../app/${parts(300)}f`, errno.EPERM],
    ["of one name of 256 bytes is too long", "é".repeat(128), errno.ENAMETOOLONG],
  ])("%s", (_what, path, expected) => {
    const bench = openBench();
    // Away from where results go.
    const length = bench.put(4_096, path.slice(0, 60_000));
    expect(bench.call("path_filestat_get", preopen, 1, 4_096, length, 64)).toBe(expected);
  });

  test("through links costs no more than forty targets", () => {
    const bench = openBench();
    // Each link doubles the path: two to the fortieth characters, were they all put in.
    bench.fs.symlink("d/../d", "/app/l0");
    for (let index = 1; index < 40; index += 1) {
      bench.fs.symlink(`l${index - 1}/../l${index - 1}`, `/app/l${index}`);
    }
    expect(attempts["stat"]?.(bench, "l39", preopen, 1)).toBe(errno.ELOOP);
  });
});

test("a program sees the directories of /app alone, whatever lies beside it", async () => {
  const fs = createFileSystem().sync;
  for (const directory of ["/app", "/etc", "/tmp", "/lib"]) fs.mkdir(directory);
  // Prints the number of preopens.
  const { end } = await runWasi(
    `(import "wasi_snapshot_preview1" "fd_prestat_get" (func $get (param i32 i32) (result i32)))
     (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
     (memory (export "memory") 1)
     (func (export "_start") (local $fd i32)
       (local.set $fd (i32.const 3))
       (loop $next
         (if (i32.eqz (call $get (local.get $fd) (i32.const 8)))
           (then (local.set $fd (i32.add (local.get $fd) (i32.const 1))) (br $next))))
       (call $exit (i32.sub (local.get $fd) (i32.const 3))))`,
    { fs, cwd: "/app" },
  );
  expect(end.exitCode).toBe(2);
});

test("calls at random change nothing outside of /app and open nothing there", () => {
  const component = fc.constantFrom(
    ...["..", ".", "", "f", "d", "e", "new", "up", "root", "first", "absolute-dir", "planted"],
    ...["etc", "passwd", "secret", "taken", "app", "again"],
  );
  const path = fc.array(component, { minLength: 1, maxLength: 6 }).map((all) => all.join("/"));
  const step = fc.record({
    what: fc.constantFrom(...Object.keys(attempts), "symlink to"),
    path,
    target: path,
    flags: fc.constantFrom(0, 1),
    fd: fc.integer({ min: 0, max: 7 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const bench = openBench();
      const { fs, kernel } = bench;
      const before = seeOutside(fs);
      const opened = [preopen];
      const inApp = (ino: number): boolean => !outsideInos.has(ino);
      const outsideInos = new Set(inosOutside(fs));
      for (const { what, path: name, target, flags, fd } of steps) {
        const base = opened[fd % opened.length] ?? preopen;
        if (what === "symlink to") {
          const [at, length] = put(bench, target, 8_192);
          bench.call("path_symlink", at, length, base, ...put(bench, name, 2_048));
          continue;
        }
        const answer = attempts[what]?.(bench, name, base, flags);
        if (!what.startsWith("open") || answer !== 0) continue;
        const number = bench.u32(64);
        const descriptor = kernel.fds.get(number);
        if (descriptor?.kind !== "file") throw new Error("What was opened is no file");
        expect(inApp(descriptor.file.ino)).toBe(true);
        if (descriptor.type === "directory") opened.push(number);
      }
      expect(seeOutside(fs)).toEqual(before);
      kernel.close();
    }),
    { numRuns: 150, seed: 20_260 },
  );
});

function inosOutside(fs: SyncFileSystem, path = "/"): number[] {
  return [
    fs.stat(path).ino,
    ...fs.readdir(path).flatMap(({ name, type, ino }) => {
      const full = path === "/" ? `/${name}` : `${path}/${name}`;
      if (full === "/app") return [];
      return type === "directory" ? inosOutside(fs, full) : [ino];
    }),
  ];
}
