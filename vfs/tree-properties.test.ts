import fc from "fast-check";
import { expect, test, vi } from "vitest";
import {
  createFileSystem,
  decodeRecords,
  encodeRecord,
  encodeRecords,
  FsError,
  type JournalRecord,
  type OpenFile,
  replay,
  type SyncFileSystem,
  type TreeDiff,
} from "./index.ts";

// Random sequences take their time on a busy machine.
vi.setConfig({ testTimeout: 1_200_000 });

/** What to do: `one` and `other` choose among the paths that exist, `name` names what is new. */
interface Action {
  readonly op: (typeof operations)[number];
  readonly one: number;
  readonly other: number;
  readonly name: string;
  readonly number: number;
}

const operations = [
  ...["mkdir", "mkdir", "mkdir", "writeFile", "writeFile", "rewrite", "symlink", "link", "link"],
  ...["rename", "rename", "rename", "rmdir", "rmdir", "unlink", "unlink", "chmod", "utimes"],
  ...["truncate", "setReadOnly", "setWritable", "fill", "drain", "setxattr", "removexattr"],
  ...["open", "open", "create", "close", "write", "write", "ftruncate"],
] as const;

const action: fc.Arbitrary<Action> = fc.record({
  op: fc.constantFrom(...operations),
  one: fc.nat(),
  other: fc.nat(),
  name: fc.constantFrom("a", "b", "c", "long-enough-to-be-kept-apart"),
  // Around the size of a chunk too, so that holes, tails and splits occur.
  number: fc.oneof(fc.nat(50), fc.integer({ min: 65_500, max: 65_600 }), fc.nat(200_000)),
});
const actions = (maxLength: number) => fc.array(action, { minLength: 1, maxLength, size: "max" });

/** A small filesystem, so that the quota refuses some of the calls; time passes with every change. */
function small(): SyncFileSystem {
  let time = 1_000n;
  const now = () => {
    time += 1n;
    return time;
  };
  return createFileSystem({ maxBytes: 600_000, maxNodes: 1500, maxDepth: 5, now }).sync;
}

class Player {
  readonly #fs: SyncFileSystem;
  readonly #open: (OpenFile | undefined)[] = [undefined, undefined, undefined, undefined];

  constructor(fs: SyncFileSystem) {
    this.#fs = fs;
  }

  /** Whatever the filesystem refuses is part of the game; any other error is not. */
  play(played: readonly Action[]): void {
    for (const asked of played) {
      try {
        this.#act(asked);
      } catch (error) {
        if (!(error instanceof FsError)) throw error;
      }
    }
  }

  closeAll(): void {
    for (let handle = 0; handle < 4; handle++) this.#close(handle);
  }

  #act({ op, one, other, name, number }: Action): void {
    const fs = this.#fs;
    const [directories, rest] = pathsOf(fs);
    const pick = (paths: readonly string[], at: number) => paths[at % paths.length] ?? "/";
    const directory = pick(directories, one);
    const file = pick(rest, one);
    const any = pick([...directories, ...rest], one);
    const created = `${pick(directories, other)}/${name}`;
    if (op === "mkdir") fs.mkdir(created);
    else if (op === "rmdir") fs.rmdir(directory);
    else if (op === "unlink") fs.unlink(file);
    else if (op === "fill") for (let i = 0; i < 1100; i++) fs.mkdir(`${directory}/n${i}`);
    else if (op === "drain") for (let i = 0; i < 1090; i++) fs.rmdir(`${directory}/n${i}`);
    else if (op === "rename") fs.rename(any, created);
    else if (op === "link") fs.link(file, created);
    else if (op === "symlink") fs.symlink(any, created);
    else if (op === "chmod") fs.chmod(any, number);
    else if (op === "utimes") fs.utimes(any, { mtimeNs: BigInt(number) });
    else if (op === "truncate") fs.truncate(file, number);
    else if (op === "writeFile") fs.writeFile(created, content(number));
    else if (op === "rewrite") fs.writeFile(file, content(number));
    else if (op === "setReadOnly") fs.setReadOnly(any, true);
    else if (op === "setWritable") fs.setReadOnly("/", false);
    else if (op === "setxattr") fs.setxattr(any, name, content(number), { follow: false });
    else if (op === "removexattr") fs.removexattr(any, name, { follow: false });
    else if (op === "open") this.#openFile(file);
    else if (op === "create") this.#openFile(created);
    else if (op === "close") this.#close(one % 4);
    else this.#change(op, this.#open[one % 4], number);
  }

  #openFile(at: string): void {
    const file = this.#fs.open(at, { read: true, write: true, create: true });
    const free = this.#open.indexOf(undefined);
    if (free < 0) this.#close(3);
    this.#open[free < 0 ? 3 : free] = file;
  }

  #change(op: string, file: OpenFile | undefined, number: number): void {
    if (file === undefined) return;
    if (op === "write") this.#fs.write(file, content(number % 999), number);
    else this.#fs.ftruncate(file, number);
  }

  #close(handle: number): void {
    const file = this.#open[handle];
    this.#open[handle] = undefined;
    if (file !== undefined) this.#fs.close(file);
  }
}

/** Paths of directories, and of all else. The many names of a filled directory are left out. */
function pathsOf(fs: SyncFileSystem): [readonly string[], readonly string[]] {
  const directories = [""];
  const rest: string[] = [];
  for (const above of directories) {
    for (const { name, type } of fs.readdir(`${above}/`)) {
      if (name.startsWith("n") && name !== "n0") continue;
      if (type === "directory") directories.push(`${above}/${name}`);
      else rest.push(`${above}/${name}`);
    }
  }
  return [directories, rest];
}

function content(length: number): Uint8Array {
  return new Uint8Array(length).map((_, at) => (at * 7 + length) % 251);
}

/** Everything that can be seen of a tree, by plain calls. */
function seen(fs: SyncFileSystem): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  const pending = ["/"];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const stat = fs.lstat(at);
    const data = stat.type === "file" ? Buffer.from(fs.readFile(at)).toString("base64") : "";
    const target = stat.type === "symlink" ? fs.readlink(at) : "";
    found.set(at, [stat, data, target, xattrs(fs, at)]);
    if (stat.type !== "directory") continue;
    for (const { name } of fs.readdir(at)) pending.push(at === "/" ? `/${name}` : `${at}/${name}`);
  }
  return found;
}

function xattrs(fs: SyncFileSystem, at: string): readonly (readonly [string, string])[] {
  const value = (name: string) => fs.getxattr(at, name, { follow: false }) ?? new Uint8Array();
  return fs
    .listxattr(at, { follow: false })
    .map((name) => [name, Buffer.from(value(name)).toString("base64")]);
}

/** What the quota should count: names, content, targets, attributes; inodes and additional names. */
function counted(fs: SyncFileSystem): { bytes: number; nodes: number } {
  let bytes = 0;
  const paths = [...seen(fs).keys()];
  const files = new Set<number>();
  for (const at of paths) {
    const stat = fs.lstat(at);
    if (at !== "/") bytes += Buffer.byteLength(at.slice(at.lastIndexOf("/") + 1));
    if (!files.has(stat.ino)) bytes += stat.size + xattrBytes(fs, at);
    files.add(stat.ino);
  }
  return { bytes, nodes: paths.length };
}

function xattrBytes(fs: SyncFileSystem, at: string): number {
  return xattrs(fs, at).reduce(
    (sum, [name, value]) => sum + name.length + Buffer.from(value, "base64").length,
    0,
  );
}

/** How many links each inode has: its names, and for a directory `.` and the `..` of those in it. */
function countedLinks(fs: SyncFileSystem): Map<number, number> {
  const links = new Map([[1, 1]]);
  const add = (ino: number) => links.set(ino, (links.get(ino) ?? 0) + 1);
  for (const at of seen(fs).keys()) {
    const stat = fs.lstat(at);
    if (at !== "/") add(stat.ino);
    if (stat.type === "directory") add(stat.ino);
    if (stat.type === "directory" && at !== "/") add(fs.stat(`${at}/..`).ino);
  }
  return links;
}

/** The difference by looking at every path. Directories are left out. */
function naiveDiff(before: Map<string, unknown[]>, after: Map<string, unknown[]>): TreeDiff {
  const identity = (found: unknown[] | undefined) => {
    const [stat, data, target, attributes] = found ?? [];
    const { ino, mode, type } = stat as { ino: number; mode: number; type: string };
    return type === "directory" ? undefined : JSON.stringify([ino, mode, data, target, attributes]);
  };
  const is = (tree: Map<string, unknown[]>, at: string) =>
    tree.has(at) ? identity(tree.get(at)) : undefined;
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  const pick = (wanted: (was: string | undefined, now: string | undefined) => boolean) =>
    paths.filter((at) => wanted(is(before, at), is(after, at)));
  return {
    created: pick((was, now) => was === undefined && now !== undefined),
    modified: pick((was, now) => was !== undefined && now !== undefined && was !== now),
    deleted: pick((was, now) => was !== undefined && now === undefined),
  };
}

// FUZZ_TREES=1000 searches for longer: `npm run fuzz`.
const runs = { numRuns: Number(process.env["FUZZ_TREES"] ?? 40) };

test("apply() makes an equal tree when it is given every recorded change, also twice", () => {
  fc.assert(
    fc.property(actions(60), (played) => {
      const fs = small();
      const [copy, twice] = [small(), small()];
      // Until something changes the root, its times are those of its making.
      const records: JournalRecord[] = [];
      fs.onChange((record) => {
        records.push(record);
        const bytes = encodeRecord(record);
        expect(bytes.length).toBeLessThan(65_536 + 600);
        replay(copy, bytes);
        twice.apply(record);
        twice.apply(record);
      });
      const player = new Player(fs);
      player.play(played);
      player.closeAll();
      const bytes = encodeRecords(records);
      expect(isSame(encodeRecords(decodeRecords(bytes)), bytes)).toBe(true);
      for (const other of [copy, twice]) {
        expect(rootless(seen(other))).toEqual(rootless(seen(fs)));
        expect(other.usage()).toEqual(fs.usage());
        expect(isSame(withoutRoot(other.image()), withoutRoot(fs.image()))).toBe(true);
      }
    }),
    runs,
  );
});

function rootless(tree: Map<string, unknown[]>): Map<string, unknown[]> {
  return new Map([...tree].filter(([at]) => at !== "/"));
}

function withoutRoot(records: Iterable<JournalRecord>): Uint8Array {
  return encodeRecords([...records].filter((record) => !("ino" in record && record.ino === 1)));
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0;
}

test("image() makes an equal tree, times and inode numbers included", () => {
  fc.assert(
    fc.property(actions(60), (played) => {
      const [fs, copy] = [small(), small()];
      const player = new Player(fs);
      player.play(played);
      player.closeAll();
      const image = encodeRecords(fs.image());
      replay(copy, image);
      expect(seen(copy)).toEqual(seen(fs));
      expect(copy.usage()).toEqual(fs.usage());
      expect(isSame(encodeRecords(copy.image()), image)).toBe(true);
    }),
    runs,
  );
});

test("usage() and link counts are what a recount finds", () => {
  fc.assert(
    fc.property(actions(60), (played) => {
      const fs = small();
      const player = new Player(fs);
      player.play(played);
      player.closeAll();
      const { bytes, nodes, openFiles } = fs.usage();
      expect({ bytes, nodes }).toEqual(counted(fs));
      expect(openFiles).toBe(0);
      const stats = [...seen(fs).keys()].map((at) => fs.lstat(at));
      const links = new Map(stats.map((stat) => [stat.ino, stat.nlink]));
      expect(new Map([...links].sort())).toEqual(new Map([...countedLinks(fs)].sort()));
      for (const at of seen(fs).keys()) expect(at.split("/").length - 1).toBeLessThanOrEqual(5);
    }),
    runs,
  );
});

test("restore() brings back every state that was kept", () => {
  fc.assert(
    fc.property(fc.array(actions(15), { minLength: 1, maxLength: 4, size: "max" }), (rounds) => {
      const fs = small();
      const player = new Player(fs);
      const kept = rounds.map((played) => {
        player.play(played);
        const state = { snapshot: fs.snapshot(), tree: seen(fs) };
        player.play(played.slice(0, 2));
        return state;
      });
      player.closeAll();
      for (const { snapshot, tree } of [...kept, ...kept.slice().reverse()]) {
        fs.restore(snapshot);
        expect(seen(fs)).toEqual(tree);
        const { bytes, nodes } = fs.usage();
        expect({ bytes, nodes }).toEqual(counted(fs));
        player.play(rounds[0] ?? []);
        player.closeAll();
      }
    }),
    runs,
  );
});

test("diff() finds what looking at every path finds", () => {
  fc.assert(
    fc.property(actions(30), actions(12), (first, second) => {
      const fs = small();
      const player = new Player(fs);
      player.play(first);
      const [before, was] = [fs.snapshot(), seen(fs)];
      player.play(second);
      const [after, is] = [fs.snapshot(), seen(fs)];
      const expected = naiveDiff(was, is);
      expect(fs.diff(before, after)).toEqual(expected);
      const within = (paths: readonly string[]) => paths.filter((at) => /^\/a(\/|$)/.test(at));
      expect(fs.diff(before, after, "/a")).toEqual({
        created: within(expected.created),
        modified: within(expected.modified),
        deleted: within(expected.deleted),
      });
      expect(fs.diff(after, before)).toEqual(naiveDiff(is, was));
      player.closeAll();
    }),
    runs,
  );
});
