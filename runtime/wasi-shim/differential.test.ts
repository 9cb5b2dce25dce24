/**
 * The same random calls on several hosts, whose answers must be the same: `node:wasi` on a temporary
 * directory, and @bjorn3/browser_wasi_shim in what it does as POSIX says.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI as NodeWasi } from "node:wasi";
import { ConsoleStdout, PreopenDirectory, WASI as ShimWasi } from "@bjorn3/browser_wasi_shim";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { type CallBench, openCallBench } from "../../test/support/wasi-call-bench.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createWasi } from "../create-wasi.ts";
import { fromShimFd } from "./shim-file.ts";
import { VfsDirectory } from "./vfs-directory.ts";

const place = mkdtempSync(join(tmpdir(), "fuelbox-differential-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));
let runs = 0;

/** Every host has one empty directory, open as 3. */
const hosts = {
  ours: () => {
    const fs = createFileSystem().sync;
    fs.mkdir("/d");
    return openCallBench(createWasi({ fs, preopens: { "/": "/d" } }));
  },
  "node:wasi": () => {
    const directory = join(place, `${runs++}`);
    mkdirSync(directory);
    const wasi = new NodeWasi({ version: "preview1", preopens: { "/": directory } });
    return openCallBench({
      wasiImport: wasi.wasiImport,
      initialize: (one) => wasi.initialize(one),
    });
  },
  shim: () => {
    const fds = [0, 1, 2].map(() => new ConsoleStdout(() => {}));
    const directory = new PreopenDirectory("/", new Map());
    return openCallBench(new ShimWasi([], [], [...fds, directory], { debug: false }));
  },
  "the shim in ours": () =>
    openCallBench(
      createWasi({ preopens: { "/": fromShimFd(new PreopenDirectory("/", new Map())) } }),
    ),
  "ours in the shim": () => {
    const fds = [0, 1, 2].map(() => new ConsoleStdout(() => {}));
    const directory = new VfsDirectory("/", createFileSystem().sync, "/");
    return openCallBench(new ShimWasi([], [], [...fds, directory], { debug: false }));
  },
} satisfies Record<string, () => CallBench>;

/** Descriptors by the order in which they were opened: their numbers differ from host to host. */
interface Session {
  readonly bench: CallBench;
  readonly files: (number | undefined)[];
}

/** One call as data, so that a failing sequence can be read. */
type Step = readonly [op: keyof typeof ops, ...args: readonly (string | number)[]];

/** What each step does, and all that is compared of it. */
const ops = {
  mkdir: ({ bench }: Session, name: string) => bench.path("path_create_directory", 3, name),
  rmdir: ({ bench }: Session, name: string) => bench.path("path_remove_directory", 3, name),
  unlink: ({ bench }: Session, name: string) => bench.path("path_unlink_file", 3, name),
  rename: ({ bench }: Session, from: string, to: string) => bench.rename(3, from, 3, to),
  link: ({ bench }: Session, from: string, to: string) => bench.link(3, from, 3, to),
  symlink: ({ bench }: Session, target: string, name: string) => {
    const [one, other] = [bench.put(4000, target), bench.put(5000, name)];
    return bench.call("path_symlink", 4000, one, 3, 5000, other);
  },
  readlink: ({ bench }: Session, name: string) => {
    const length = bench.put(4000, name);
    const errno = bench.call("path_readlink", 3, 4000, length, 5000, 99, 64);
    return errno === 0 ? bench.text(5000, bench.u32(64)) : errno;
  },
  stat: ({ bench }: Session, name: string, lookup: number) => {
    const { errno, filetype, size } = bench.stat(3, name, lookup);
    // Sizes of directories mean nothing.
    return { errno, filetype, size: filetype === 4 ? size : undefined };
  },
  nlink: ({ bench }: Session, name: string) => {
    const { filetype, nlink } = bench.stat(3, name, 0);
    return filetype === 4 ? nlink : undefined;
  },
  list: ({ bench }: Session, bytes: number) => {
    const names = bench.list(3, bytes);
    // Not every host lists what stands for the directory itself.
    return typeof names === "number" ? names : names.filter((name) => !/^\.+$/.test(name)).sort();
  },
  open: ({ bench, files }: Session, name: string, oflags: number) => {
    const [isDirectory, isNew] = [(oflags & 2) !== 0, (oflags & 4) !== 0];
    const rights = isDirectory ? 0x4000n : fileRights;
    const errno = bench.openErrno(3, name, oflags, rights, isNew ? 0 : 1);
    if (errno !== 0) return errno;
    // What cannot be done with a directory, every host says in its own way.
    if (isDirectory) return bench.call("fd_close", bench.u32(16));
    files.push(bench.u32(16));
    return errno;
  },
  close: (session: Session, at: number) => {
    const errno = onFile(session, at, (bench, fd) => bench.call("fd_close", fd));
    // A number that is used again would be another file.
    session.files[at % Math.max(1, session.files.length)] = undefined;
    return errno;
  },
  read: (session: Session, at: number, length: number) =>
    onFile(session, at, (bench, fd) => bench.read(fd, length)),
  write: (session: Session, at: number, content: string) =>
    onFile(session, at, (bench, fd) => bench.write(fd, content)),
  pread: (session: Session, at: number, length: number, offset: number) =>
    onFile(session, at, (bench, fd) => bench.pread(fd, length, BigInt(offset))),
  pwrite: (session: Session, at: number, content: string, offset: number) =>
    onFile(session, at, (bench, fd) => bench.pwrite(fd, content, BigInt(offset))),
  seek: (session: Session, at: number, offset: number, whence: number) =>
    onFile(session, at, (bench, fd) => {
      const errno = bench.call("fd_seek", fd, BigInt(offset), whence, 64);
      return errno === 0 ? bench.u64(64) : errno;
    }),
  tell: (session: Session, at: number) =>
    onFile(session, at, (bench, fd) => {
      const errno = bench.call("fd_tell", fd, 64);
      return errno === 0 ? bench.u64(64) : errno;
    }),
  resize: (session: Session, at: number, size: number) =>
    onFile(session, at, (bench, fd) => bench.call("fd_filestat_set_size", fd, BigInt(size))),
  append: (session: Session, at: number, flags: number) =>
    onFile(session, at, (bench, fd) => bench.call("fd_fdstat_set_flags", fd, flags)),
};

/** To read, write, seek, tell, change flags and size. */
const fileRights = 0x2n | 0x40n | 0x4n | 0x20n | 0x8n | 0x400000n | 0x200000n;

function onFile(
  { files, bench }: Session,
  at: number,
  act: (bench: CallBench, fd: number) => unknown,
): unknown {
  const fd = files[at % Math.max(1, files.length)];
  return fd === undefined ? "nothing is open" : act(bench, fd);
}

function perform(session: Session, [op, ...args]: Step): unknown {
  const act = ops[op] as (session: Session, ...args: readonly (string | number)[]) => unknown;
  return act(session, ...args);
}

const path = fc.constantFrom("a", "b", "d", "d/a", "d/b", "d/e", "d/e/a", "./a", "none/x", "a/x");
const at = fc.nat(3);
const text = fc.string({ minLength: 1, maxLength: 12 });
const small = fc.nat(20);
const oflags = fc.constantFrom(0, 1, 1, 1, 2, 4 | 1, 8, 8 | 1);

/** What all of them do alike. */
const common = {
  mkdir: fc.tuple(path),
  rmdir: fc.tuple(path),
  unlink: fc.tuple(path),
  stat: fc.tuple(path, fc.constant(1)),
  list: fc.tuple(fc.constantFrom(64, 100, 4096)),
  open: fc.tuple(path, oflags),
  close: fc.tuple(at),
  read: fc.tuple(at, small),
  write: fc.tuple(at, text),
  pread: fc.tuple(at, small, small),
  pwrite: fc.tuple(at, text, small),
  seek: fc.tuple(at, fc.integer({ min: -5, max: 20 }), fc.nat(3)),
  tell: fc.tuple(at),
  resize: fc.tuple(at, small),
  rename: fc.tuple(path, path),
};

/** What the shim has not, or not as POSIX says. */
const beyondShim = {
  link: fc.tuple(path, path),
  symlink: fc.tuple(path, path),
  readlink: fc.tuple(path),
  stat: fc.tuple(path, fc.nat(1)),
  nlink: fc.tuple(path),
  append: fc.tuple(at, fc.nat(1)),
};

type Arguments = Readonly<Record<string, fc.Arbitrary<readonly (string | number)[]>>>;

function steps(known: Arguments): fc.Arbitrary<Step[]> {
  const each = Object.entries(known).map(([op, args]) =>
    args.map((given): Step => [op as keyof typeof ops, ...given]),
  );
  return fc.array(fc.oneof(...each), { maxLength: 40, size: "max" });
}

/**
 * Where our answer is the one of POSIX, or both are, and that of the shim: making what is there,
 * opening a directory to write, moving into itself or onto what is not empty. The shim also looks for
 * what is to be moved first, as it then does on our directories.
 */
const knownOfShim: ReadonlySet<string> = new Set([
  ...["mkdir 20 0", "mkdir 20 54", "open 31 0"],
  ...["rename 28 44", "rename 54 44", "rename 55 0", "rename 55 31"],
]);

/** Plays sequences on all hosts. After a difference that is known they are different worlds: the sequence ends. */
function compare(
  names: readonly (keyof typeof hosts)[],
  calls: Arguments,
  known: ReadonlySet<string> = new Set(),
): void {
  fc.assert(
    fc.property(steps(calls), (sequence) => {
      const sessions = names.map((name): Session => ({ bench: hosts[name](), files: [] }));
      for (const step of sequence) {
        const [first, ...others] = sessions.map((session) => perform(session, step));
        if (others.some((other) => known.has(`${step[0]} ${first} ${other}`))) return;
        others.forEach((other, index) => {
          expect(other, `${names[index + 1]}: ${JSON.stringify(step)}`).toEqual(first);
        });
      }
    }),
    { numRuns: 150 },
  );
}

test("createWasi() answers as node:wasi does", () => {
  compare(["ours", "node:wasi"], { ...common, ...beyondShim });
});

test("createWasi() answers as the shim does, also with the shim's directories and beneath it", () => {
  compare(["ours", "shim", "the shim in ours", "ours in the shim"], common, knownOfShim);
});
