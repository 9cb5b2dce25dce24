import * as real from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createFileSystem, FsError, type OpenFile, type SyncFileSystem } from "./index.ts";

// FUZZ_SEQUENCES=10000 searches for longer: `npm run fuzz`.
const sequences = Number(process.env["FUZZ_SEQUENCES"] ?? 500);
// Random sequences take their time on a busy machine.
vi.setConfig({ testTimeout: 120_000 + sequences * 200 });

/** What a call gave: its value, or the code of its error. */
type Outcome = { readonly value: unknown } | { readonly code: string };

/** The same calls on our tree and on the host's. */
interface Subject {
  readonly call: (action: Action) => Outcome;
  readonly tree: () => readonly unknown[];
  readonly end: () => void;
}

type Action =
  | { op: "mkdir" | "rmdir" | "unlink" | "readdir" | "stat" | "lstat" | "readlink"; path: string }
  | { op: "realpath" | "readFile"; path: string }
  | { op: "rename" | "link" | "symlink"; path: string; other: string }
  | { op: "chmod" | "truncate"; path: string; number: number }
  | { op: "writeFile"; path: string; text: string }
  | { op: "open"; path: string; flags: Flags }
  | { op: "close" | "fstat"; handle: number }
  | { op: "read"; handle: number; number: number; position: number | null }
  | { op: "write"; handle: number; text: string; position: number | null }
  | { op: "ftruncate"; handle: number; number: number };

interface Flags {
  read: boolean;
  write: boolean;
  create: boolean;
  exclusive: boolean;
  truncate: boolean;
  append: boolean;
  directory: boolean;
  nofollow: boolean;
}

const names = ["a", "b", "c"];
const component = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...names) },
  { weight: 1, arbitrary: fc.constantFrom(".", "..") },
);
const parts = fc.oneof(
  { weight: 3, arbitrary: fc.array(component, { minLength: 1, maxLength: 1 }) },
  { weight: 2, arbitrary: fc.array(component, { minLength: 2, maxLength: 2 }) },
  { weight: 1, arbitrary: fc.array(component, { minLength: 3, maxLength: 3 }) },
);
const relative = fc
  .tuple(parts, fc.constantFrom("", "", "", "", "", "", "/"))
  .map(([parts, end]) => parts.join("/") + end);
const text = fc.string({ maxLength: 12 });
const number = fc.integer({ min: 0, max: 40 });
const handle = fc.nat(1);
const position = fc.option(fc.integer({ min: 0, max: 30 }));
const flags: fc.Arbitrary<Flags> = fc
  .record({
    mode: fc.constantFrom("r", "w", "rw"),
    create: fc.boolean(),
    exclusive: fc.boolean(),
    truncate: fc.boolean(),
    append: fc.boolean(),
    directory: fc.nat(5).map((n) => n === 0),
    nofollow: fc.nat(3).map((n) => n === 0),
  })
  .map(({ mode, ...rest }) => ({
    ...rest,
    read: mode.includes("r"),
    write: mode.includes("w"),
    // Creating a directory by open is refused by some kernels and not by others.
    directory: rest.directory && !rest.create,
  }));

/** What makes something comes more often than what removes it, so that trees grow. */
const action: fc.Arbitrary<Action> = fc.oneof(
  weighted(5, { op: fc.constant("mkdir"), path: relative }),
  weighted(4, { op: fc.constant("writeFile"), path: relative, text }),
  weighted(4, { op: fc.constant("rename"), path: relative, other: relative }),
  weighted(3, { op: fc.constantFrom("link", "symlink"), path: relative, other: relative }),
  weighted(3, { op: fc.constantFrom("rmdir", "unlink"), path: relative }),
  weighted(3, { op: fc.constantFrom("readdir", "stat", "lstat", "readlink"), path: relative }),
  weighted(1, { op: fc.constantFrom("realpath", "readFile"), path: relative }),
  weighted(2, { op: fc.constantFrom("chmod", "truncate"), path: relative, number }),
  weighted(6, { op: fc.constant("open"), path: relative, flags }),
  weighted(1, { op: fc.constantFrom("close", "fstat"), handle }),
  // Node answers a read of nothing itself.
  weighted(3, {
    op: fc.constant("read"),
    handle,
    number: fc.integer({ min: 1, max: 40 }),
    position,
  }),
  weighted(3, { op: fc.constant("write"), handle, text, position }),
  weighted(2, { op: fc.constant("ftruncate"), handle, number }),
);

function weighted(weight: number, model: Record<string, fc.Arbitrary<unknown>>) {
  return { weight, arbitrary: fc.record(model) as fc.Arbitrary<unknown> as fc.Arbitrary<Action> };
}

// Symlinks and `..` may climb out of the working directory, but not out of so many above it.
const above = `/${Array(16).fill("n").join("/")}`;
const root = `${above}/w`;

function ours(isMounted: boolean): Subject {
  const { sync } = createFileSystem();
  let made = "";
  for (const part of root.slice(1).split("/")) {
    made += `/${part}`;
    sync.mkdir(made);
  }
  if (isMounted) sync.mount(root, createFileSystem().sync);
  const handles: (OpenFile | undefined)[] = [];
  return {
    call: (asked) => outcome(() => callOurs(sync, handles, asked)),
    tree: () => treeOf((path) => describeOurs(sync, path)),
    end: () => {},
  };
}

function callOurs(fs: SyncFileSystem, handles: (OpenFile | undefined)[], asked: Action): unknown {
  const at = "handle" in asked ? handles[asked.handle] : undefined;
  const path = "path" in asked ? `${root}/${asked.path}` : "";
  if ("handle" in asked && at === undefined) return "no such handle";
  switch (asked.op) {
    case "mkdir":
      return fs.mkdir(path);
    case "rmdir":
      return fs.rmdir(path);
    case "unlink":
      return fs.unlink(path);
    case "readdir":
      return fs.readdir(path).map((entry) => [entry.name, entry.type]);
    case "stat":
      return shown(fs.stat(path));
    case "lstat":
      return shown(fs.lstat(path));
    case "readlink":
      return fs.readlink(path);
    case "realpath":
      return fs.realpath(path);
    case "readFile":
      return [...fs.readFile(path)];
    case "rename":
      return fs.rename(path, `${root}/${asked.other}`);
    case "link":
      return fs.link(path, `${root}/${asked.other}`);
    case "symlink":
      return fs.symlink(asked.other, path);
    case "chmod":
      return fs.chmod(path, asked.number * 8);
    case "truncate":
      return fs.truncate(path, asked.number);
    case "writeFile":
      return fs.writeFile(path, new TextEncoder().encode(asked.text));
    case "open": {
      const follow = !asked.flags.nofollow;
      const file = fs.open(path, asked.flags, 0o666, { follow });
      const index = (handles.indexOf(undefined) + 2) % 2;
      const slot = handles.length < 2 ? handles.length : index;
      const old = handles[slot];
      if (old !== undefined) fs.close(old);
      handles[slot] = file;
      return undefined;
    }
  }
  if (at === undefined) return undefined;
  switch (asked.op) {
    case "close":
      handles[asked.handle] = undefined;
      return fs.close(at);
    case "fstat":
      return shown(fs.fstat(at));
    case "read": {
      const target = new Uint8Array(asked.number);
      const count = fs.read(at, target, asked.position ?? undefined);
      return [count, [...target]];
    }
    case "write":
      return fs.write(at, new TextEncoder().encode(asked.text), asked.position ?? undefined);
    case "ftruncate":
      return fs.ftruncate(at, asked.number);
  }
}

let temporary = "";
beforeAll(() => {
  // In memory where there is such a place: hundreds of trees are made.
  const folder = real.existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  temporary = real.realpathSync(real.mkdtempSync(join(folder, "fuelbox-vfs-")));
});
afterAll(() => real.rmSync(temporary, { recursive: true, force: true }));

function theirs(): Subject {
  const host = real.mkdtempSync(join(temporary, "run-"));
  const work = host + root;
  real.mkdirSync(work, { recursive: true });
  const handles: (number | undefined)[] = [];
  return {
    call: (asked) => outcome(() => callTheirs({ host, work, handles }, asked)),
    tree: () => treeOf((path) => describeTheirs(host + path)),
    end: () => {
      for (const fd of handles) if (fd !== undefined) real.closeSync(fd);
      real.rmSync(host, { recursive: true });
    },
  };
}

function callTheirs(
  state: { host: string; work: string; handles: (number | undefined)[] },
  asked: Action,
): unknown {
  const { host, work, handles } = state;
  const fd = "handle" in asked ? handles[asked.handle] : undefined;
  // Joined as text: node:path would resolve what the kernel shall resolve.
  const path = "path" in asked ? `${work}/${asked.path}` : "";
  if ("handle" in asked && fd === undefined) return "no such handle";
  switch (asked.op) {
    case "mkdir":
      return real.mkdirSync(path);
    case "rmdir":
      return real.rmdirSync(path);
    case "unlink":
      return real.unlinkSync(path);
    case "readdir":
      return real
        .readdirSync(path, { withFileTypes: true })
        .map((entry) => [entry.name, typeOf(entry)])
        .sort(([one = ""], [other = ""]) => (one < other ? -1 : 1));
    case "stat":
      return shownHost(real.statSync(path));
    case "lstat":
      return shownHost(real.lstatSync(path));
    case "readlink":
      return real.readlinkSync(path);
    case "realpath":
      return real.realpathSync.native(path).slice(host.length) || "/";
    case "readFile":
      return [...real.readFileSync(path)];
    case "rename":
      return real.renameSync(path, `${work}/${asked.other}`);
    case "link":
      return real.linkSync(path, `${work}/${asked.other}`);
    case "symlink":
      return real.symlinkSync(asked.other, path);
    case "chmod":
      return real.chmodSync(path, asked.number * 8);
    case "truncate":
      return real.truncateSync(path, asked.number);
    case "writeFile":
      return real.writeFileSync(path, asked.text);
    case "open": {
      const opened = real.openSync(path, flagBits(asked.flags), 0o666);
      const index = (handles.indexOf(undefined) + 2) % 2;
      const slot = handles.length < 2 ? handles.length : index;
      const old = handles[slot];
      if (old !== undefined) real.closeSync(old);
      handles[slot] = opened;
      return undefined;
    }
  }
  if (fd === undefined) return undefined;
  switch (asked.op) {
    case "close":
      handles[asked.handle] = undefined;
      return real.closeSync(fd);
    case "fstat":
      return shownHost(real.fstatSync(fd));
    case "read": {
      const target = new Uint8Array(asked.number);
      const count = real.readSync(fd, target, 0, asked.number, asked.position);
      return [count, [...target]];
    }
    case "write":
      return real.writeSync(fd, new TextEncoder().encode(asked.text), 0, null, asked.position);
    case "ftruncate":
      return ftruncateHost(fd, asked.number);
  }
}

/** POSIX allows EBADF and EINVAL for a descriptor that is not writable; Linux answers the other one. */
function ftruncateHost(fd: number, size: number): void {
  try {
    real.ftruncateSync(fd, size);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EINVAL") {
      throw new FsError("EBADF", "ftruncate");
    }
    throw error;
  }
}

function flagBits(asked: Flags): number {
  const bits = real.constants;
  const access = asked.read && asked.write ? bits.O_RDWR : asked.write ? bits.O_WRONLY : 0;
  return (
    access |
    (asked.create ? bits.O_CREAT : 0) |
    (asked.exclusive ? bits.O_EXCL : 0) |
    (asked.truncate ? bits.O_TRUNC : 0) |
    (asked.append ? bits.O_APPEND : 0) |
    (asked.directory ? bits.O_DIRECTORY : 0) |
    (asked.nofollow ? bits.O_NOFOLLOW : 0)
  );
}

function outcome(action: () => unknown): Outcome {
  try {
    return { value: action() };
  } catch (error) {
    if (error instanceof FsError) return { code: error.code };
    if (error instanceof Error && "code" in error) return { code: String(error.code) };
    throw error;
  }
}

function shown(stat: { type: string; size: number; nlink: number; mode: number }): unknown {
  const { type, size, nlink, mode } = stat;
  return type === "directory" ? { type, mode } : { type, size, nlink, mode };
}

/** Sizes and link counts of directories are left out: hosts differ. */
function shownHost(stat: real.Stats): unknown {
  return shown({ type: typeOf(stat), size: stat.size, nlink: stat.nlink, mode: stat.mode });
}

function typeOf(entry: { isDirectory(): boolean; isSymbolicLink(): boolean }): string {
  if (entry.isDirectory()) return "directory";
  return entry.isSymbolicLink() ? "symlink" : "file";
}

/** A path's description, and the names below it if it is a directory. */
type Described = { readonly shown: unknown; readonly names: readonly string[] };

function treeOf(describe: (path: string) => Described): readonly unknown[] {
  const found: unknown[] = [];
  const pending = [above];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const described = describe(path);
    found.push([path, described.shown]);
    for (const name of described.names) pending.push(`${path}/${name}`);
  }
  return found;
}

function describeOurs(fs: SyncFileSystem, path: string): Described {
  const stat = fs.lstat(path);
  const entries = stat.type === "directory" ? fs.readdir(path) : [];
  const content = stat.type === "file" ? [...fs.readFile(path)] : [];
  const target = stat.type === "symlink" ? fs.readlink(path) : "";
  return { shown: [shown(stat), content, target], names: entries.map((entry) => entry.name) };
}

function describeTheirs(path: string): Described {
  const stat = real.lstatSync(path);
  const type = typeOf(stat);
  const content = type === "file" ? [...real.readFileSync(path)] : [];
  const target = type === "symlink" ? real.readlinkSync(path) : "";
  return {
    shown: [shownHost(stat), content, target],
    names: type === "directory" ? real.readdirSync(path).sort() : [],
  };
}

/** What only a mount answers: from there on the two trees are not the same. */
function isOfMount(outcome: Outcome): boolean {
  return "code" in outcome && (outcome.code === "EXDEV" || outcome.code === "EBUSY");
}

test.each([
  ["SyncFileSystem", false],
  ["a filesystem mounted in another", true],
])("%s answers as the host's kernel does when the same calls are made on both", (_, isMounted) => {
  fc.assert(
    fc.property(fc.array(action, { minLength: 1, maxLength: 60, size: "max" }), (actions) => {
      const [one, other] = [ours(isMounted), theirs()];
      try {
        for (const asked of actions) {
          const answer = one.call(asked);
          if (isMounted && isOfMount(answer)) return;
          expect(answer, asked.op).toEqual(other.call(asked));
        }
        expect(one.tree()).toEqual(other.tree());
      } finally {
        other.end();
      }
    }),
    { numRuns: sequences },
  );
});
