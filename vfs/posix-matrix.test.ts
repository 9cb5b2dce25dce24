import * as real from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createFileSystem, FsError, type OpenFlags, type SyncFileSystem } from "./index.ts";

// Every call with every kind of path, and every pair of them, on the host's filesystem and on ours.
vi.setConfig({ testTimeout: 120_000 });

/** What is there before each call. */
const directories = ["d", "d/sub", "empty", "full", "full/inner"];
const files = ["f", "g", "d/f", "full/inner/x"];
const links: readonly (readonly [path: string, target: string])[] = [
  ["to-file", "f"],
  ["to-dir", "d"],
  ["to-empty", "empty"],
  ["to-link", "to-dir"],
  ["slashed", "d/"],
  ["file-slash", "f/"],
  ["dangling", "nowhere"],
  ["dangling-deep", "nowhere/x"],
  ["loop", "loop"],
  ["loop-a", "loop-b"],
  ["loop-b", "loop-a"],
  ["up", ".."],
];

/** Paths by what is special about them. */
const paths: readonly string[] = [
  ...["f", "hard", "d", "empty", "full", "d/f", "d/sub", "new", "d/new", "empty/new"],
  ...["to-file", "to-dir", "to-empty", "to-link", "slashed", "file-slash", "dangling", "loop"],
  ...["dangling-deep", "loop-a", "to-dir/f", "to-dir/new", "to-file/new", "dangling/new"],
  ...["loop/new", "to-dir/../f", "to-dir/../../f", "d/../f", "d/sub/../f", "up/w/f", "to-link/sub"],
  ...["f/", "d/", "empty/", "full/", "new/", "to-file/", "to-dir/", "to-empty/", "dangling/"],
  ...["loop/", "d//", ".//f", "d//f", "./d/./f", "d/f/", "hard/", "slashed/"],
  ...[".", "..", "./", "d/.", "d/..", "d/./", "d/../", "empty/.", "empty/..", "full/inner/.."],
  ...["f/.", "f/..", "f/x", "f/x/y", "new/x", "new/.", "new/..", "to-file/.", "to-file/.."],
  ...["to-dir/.", "to-dir/..", "dangling/.", "loop/.", "", "d/sub/new/x"],
  ...["n".repeat(255), "n".repeat(256), `d/${"é".repeat(128)}`, `${"d/../".repeat(700)}f`],
  ...[`${"d/../".repeat(900)}f`, "__proto__", "constructor", "d/__proto__/x"],
];

/** Fewer of them where each meets each. */
const pairs: readonly string[] = [
  ...["f", "hard", "d", "empty", "full", "d/f", "d/sub", "new", "d/new", "empty/new"],
  ...["to-file", "to-dir", "to-empty", "dangling", "loop", "to-dir/f", "to-dir/new", "d/.."],
  ...["f/", "d/", "empty/", "new/", "to-file/", "to-dir/", "dangling/", "d/sub/new"],
  ...[".", "..", "d/.", "empty/..", "f/x", "new/x", "to-file/x", "loop/x", ""],
];

type Call = (subject: Subject, path: string) => unknown;

const openFlags: readonly (readonly [name: string, flags: OpenFlags, bits: number])[] = [
  ["r", { read: true }, 0],
  ["w", { write: true }, 1],
  ["rw", { read: true, write: true }, 2],
  ["w trunc", { write: true, truncate: true }, 1 | 0o1000],
  ["r dir", { read: true, directory: true }, 0o200000],
  ["w creat", { write: true, create: true }, 1 | 0o100],
  ["r creat", { read: true, create: true }, 0o100],
  ["w creat excl", { write: true, create: true, exclusive: true }, 1 | 0o100 | 0o200],
  ["w creat trunc", { write: true, create: true, truncate: true }, 1 | 0o100 | 0o1000],
  ["w append", { write: true, append: true }, 1 | 0o2000],
];

/** The same calls on either filesystem; paths are below its root. */
interface Subject {
  readonly call: (name: string, ...args: readonly string[]) => unknown;
  readonly open: (path: string, flags: OpenFlags, bits: number, follow: boolean) => unknown;
}

function ours(fs: SyncFileSystem, root: string): Subject {
  const at = (path = "") => (path === "" ? "" : `${root}/${path}`);
  const calls: Record<string, (path: string, other: string) => unknown> = {
    mkdir: (path) => fs.mkdir(at(path)),
    rmdir: (path) => fs.rmdir(at(path)),
    unlink: (path) => fs.unlink(at(path)),
    readlink: (path) => fs.readlink(at(path)),
    stat: (path) => fs.stat(at(path)).type,
    lstat: (path) => fs.lstat(at(path)).type,
    readdir: (path) => fs.readdir(at(path)).map(({ name, type }) => `${name} ${type}`),
    realpath: (path) => fs.realpath(at(path)).replace(dirname(root), ""),
    chmod: (path) => fs.chmod(at(path), 0o700),
    truncate: (path) => fs.truncate(at(path), 3),
    utimes: (path) => fs.utimes(at(path), { atimeNs: 1_000_000_000n, mtimeNs: 2_000_000_000n }),
    lutimes: (path) =>
      fs.utimes(at(path), { atimeNs: 10n ** 9n, mtimeNs: 10n ** 9n }, { follow: false }),
    symlink: (path) => fs.symlink("f", at(path)),
    rename: (path, other) => fs.rename(at(path), at(other)),
    link: (path, other) => fs.link(at(path), at(other)),
  };
  return {
    call: (name, path = "", other = "") => calls[name]?.(path, other),
    open: (path, flags, _bits, follow) => fs.close(fs.open(at(path), flags, 0o666, { follow })),
  };
}

function theirs(root: string): Subject {
  const at = (path = "") => (path === "" ? "" : `${root}/${path}`);
  const typeOf = (stat: real.Stats | real.Dirent) =>
    stat.isDirectory() ? "directory" : stat.isSymbolicLink() ? "symlink" : "file";
  const calls: Record<string, (path: string, other: string) => unknown> = {
    mkdir: (path) => real.mkdirSync(at(path)),
    rmdir: (path) => real.rmdirSync(at(path)),
    unlink: (path) => real.unlinkSync(at(path)),
    readlink: (path) => real.readlinkSync(at(path)),
    stat: (path) => typeOf(real.statSync(at(path))),
    lstat: (path) => typeOf(real.lstatSync(at(path))),
    readdir: (path) =>
      real
        .readdirSync(at(path), { withFileTypes: true })
        .map((entry) => `${entry.name} ${typeOf(entry)}`)
        .sort(),
    realpath: (path) => real.realpathSync.native(at(path)).replace(dirname(root), ""),
    chmod: (path) => real.chmodSync(at(path), 0o700),
    truncate: (path) => real.truncateSync(at(path), 3),
    utimes: (path) => real.utimesSync(at(path), 1, 2),
    lutimes: (path) => real.lutimesSync(at(path), 1, 1),
    symlink: (path) => real.symlinkSync("f", at(path)),
    rename: (path, other) => real.renameSync(at(path), at(other)),
    link: (path, other) => real.linkSync(at(path), at(other)),
  };
  return {
    call: (name, path = "", other = "") => calls[name]?.(path, other),
    open: (path, _flags, bits, follow) =>
      real.closeSync(real.openSync(at(path), bits | (follow ? 0 : 0o400000))),
  };
}

function outcome(call: () => unknown): unknown {
  try {
    const value = call();
    return value === undefined ? "done" : value;
  } catch (error) {
    const { code } = error as { code?: string };
    if (!(error instanceof FsError) && code?.startsWith("E") !== true) throw error;
    return code;
  }
}

let root = "";
let count = 0;
const ourRoot = "/above/w";

beforeAll(() => {
  // In memory where there is such a place: thousands of trees are made.
  const folder = real.existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  root = real.realpathSync(real.mkdtempSync(join(folder, "fuelbox-posix-")));
});

afterAll(() => real.rmSync(root, { recursive: true, force: true }));

/** Two equal trees, and how to look at them. */
function prepared() {
  const { sync } = createFileSystem();
  const above = `${root}/${count++}`;
  const theirRoot = `${above}/w`;
  real.mkdirSync(theirRoot, { recursive: true });
  sync.mkdir("/above");
  sync.mkdir(ourRoot);
  for (const path of directories) {
    real.mkdirSync(`${theirRoot}/${path}`);
    sync.mkdir(`${ourRoot}/${path}`);
  }
  for (const path of files) {
    real.writeFileSync(`${theirRoot}/${path}`, "hello");
    sync.writeFile(`${ourRoot}/${path}`, new TextEncoder().encode("hello"));
  }
  real.linkSync(`${theirRoot}/f`, `${theirRoot}/hard`);
  sync.link(`${ourRoot}/f`, `${ourRoot}/hard`);
  for (const [path, target] of links) {
    real.symlinkSync(target, `${theirRoot}/${path}`);
    sync.symlink(target, `${ourRoot}/${path}`);
  }
  return { sync, above, subjects: [ours(sync, ourRoot), theirs(theirRoot)] as const };
}

/** Names, types, links, sizes and modes of a whole tree. */
function ourTree(fs: SyncFileSystem, path = "/above", shown = ""): string[] {
  return fs.readdir(path).flatMap(({ name }) => {
    const stat = fs.lstat(`${path}/${name}`);
    const size = stat.type === "directory" ? 0 : stat.size;
    const line = `${shown}/${name} ${stat.mode.toString(8)} ${stat.nlink} ${size}`;
    if (stat.type !== "directory") return [line];
    return [line, ...ourTree(fs, `${path}/${name}`, `${shown}/${name}`)];
  });
}

function theirTree(path: string, shown = ""): string[] {
  return real
    .readdirSync(path)
    .sort()
    .flatMap((name) => {
      const stat = real.lstatSync(`${path}/${name}`);
      const size = stat.isDirectory() ? 0 : stat.size;
      const line = `${shown}/${name} ${stat.mode.toString(8)} ${stat.nlink} ${size}`;
      if (!stat.isDirectory()) return [line];
      return [line, ...theirTree(`${path}/${name}`, `${shown}/${name}`)];
    });
}

/** Plays every row on fresh trees if it may change them; gives the rows that differ. */
function differences(rows: readonly (readonly [string, (subject: Subject) => unknown])[]) {
  const found: unknown[] = [];
  let tree = prepared();
  for (const [title, call] of rows) {
    const [mine, host] = tree.subjects.map((subject) => outcome(() => call(subject)));
    const isSame = JSON.stringify(mine) === JSON.stringify(host);
    if (!isSame) found.push({ title, mine, host });
    if (mine !== "done" && host !== "done") continue;
    const [ourLines, hostLines] = [ourTree(tree.sync), theirTree(tree.above)];
    if (isSame && ourLines.join() !== hostLines.join()) found.push({ title, ourLines, hostLines });
    real.rmSync(tree.above, { recursive: true });
    tree = prepared();
  }
  real.rmSync(tree.above, { recursive: true });
  return found;
}

const single: readonly string[] = [
  ...["mkdir", "rmdir", "unlink", "readlink", "stat", "lstat", "readdir", "realpath", "chmod"],
  ...["truncate", "utimes", "lutimes", "symlink"],
];

test.each(single)("%s answers every kind of path as the host does", (name) => {
  const row = (path: string) =>
    [`${name} ${path.slice(0, 40)}`, (subject: Subject) => subject.call(name, path)] as const;
  // The C library resolves a path past PATH_MAX by itself; POSIX has it refused, as we do.
  const asked = name === "realpath" ? paths.filter((path) => path.length < 4_000) : paths;
  expect(differences(asked.map(row))).toEqual([]);
});

test.each(openFlags)("open %s answers every kind of path as the host does", (name, flags, bits) => {
  const rows = [true, false].flatMap((follow) =>
    paths.map((path) => {
      const call: Call = (subject) => subject.open(path, flags, bits, follow);
      return [
        `open ${name} ${follow} ${path.slice(0, 40)}`,
        (to: Subject) => call(to, path),
      ] as const;
    }),
  );
  expect(differences(rows)).toEqual([]);
});

test.each(["rename", "link"].flatMap((name) => pairs.map((path) => ({ name, path }))))(
  "$name from '$path' to every kind of path answers as the host does",
  ({ name, path }) => {
    const rows = pairs.map(
      (other) => [`to ${other}`, (subject: Subject) => subject.call(name, path, other)] as const,
    );
    expect(differences(rows)).toEqual([]);
  },
);
