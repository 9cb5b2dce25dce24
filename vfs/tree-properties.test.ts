import fc from "fast-check";
import { expect, test } from "vitest";
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

type Action =
  | { op: "mkdir" | "rmdir" | "unlink" | "fill" | "drain"; path: string }
  | { op: "rename" | "link" | "symlink"; path: string; other: string }
  | { op: "chmod" | "utimes" | "truncate" | "writeFile"; path: string; number: number }
  | { op: "setReadOnly"; path: string; readOnly: boolean }
  | { op: "open"; path: string }
  | { op: "close"; handle: number }
  | { op: "write" | "ftruncate"; handle: number; number: number };

const below = (minLength: number, maxLength: number) =>
  fc
    .array(fc.constantFrom("a", "b", "c"), { minLength, maxLength })
    .map((parts) => `/${parts.join("/")}`);
/** Mostly near the root, so that most calls find something; sometimes past the depth limit. */
const path = fc.oneof(
  { weight: 5, arbitrary: below(1, 1) },
  { weight: 5, arbitrary: below(2, 2) },
  { weight: 2, arbitrary: below(3, 6) },
);
/** Around the size of a chunk too, so that holes, tails and splits occur. */
const number = fc.oneof(fc.nat(50), fc.integer({ min: 65_500, max: 65_600 }), fc.nat(200_000));
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ op: fc.constantFrom("mkdir", "mkdir", "rmdir", "unlink"), path }),
  fc.record({ op: fc.constantFrom("fill", "drain"), path }),
  fc.record({
    op: fc.constantFrom("rename", "rename", "link", "symlink"),
    path,
    other: path,
  }),
  fc.record({ op: fc.constantFrom("chmod", "utimes", "truncate"), path, number }),
  fc.record({ op: fc.constant("writeFile"), path, number }),
  fc.record({ op: fc.constant("setReadOnly"), path, readOnly: fc.nat(3).map((n) => n === 0) }),
  fc.record({ op: fc.constant("open"), path }),
  fc.record({ op: fc.constant("close"), handle: fc.nat(3) }),
  fc.record({ op: fc.constantFrom("write", "ftruncate"), handle: fc.nat(3), number }),
) as fc.Arbitrary<Action>;
const actions = (maxLength: number) => fc.array(action, { minLength: 1, maxLength });

/** A small filesystem, so that the quota refuses some of the calls; time passes with every change. */
function small(): SyncFileSystem {
  let time = 1_000n;
  const now = () => {
    time += 1n;
    return time;
  };
  return createFileSystem({ maxBytes: 600_000, maxNodes: 700, maxDepth: 5, now }).sync;
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

  #act(asked: Action): void {
    const fs = this.#fs;
    if (asked.op === "mkdir") fs.mkdir(asked.path);
    else if (asked.op === "rmdir") fs.rmdir(asked.path);
    else if (asked.op === "unlink") fs.unlink(asked.path);
    else if (asked.op === "fill") for (let i = 0; i < 300; i++) fs.mkdir(`${asked.path}/n${i}`);
    else if (asked.op === "drain") for (let i = 0; i < 280; i++) fs.rmdir(`${asked.path}/n${i}`);
    else if (asked.op === "rename") fs.rename(asked.path, asked.other);
    else if (asked.op === "link") fs.link(asked.path, asked.other);
    else if (asked.op === "symlink") fs.symlink(asked.path, asked.other);
    else if (asked.op === "chmod") fs.chmod(asked.path, asked.number);
    else if (asked.op === "utimes") fs.utimes(asked.path, { mtimeNs: BigInt(asked.number) });
    else if (asked.op === "truncate") fs.truncate(asked.path, asked.number);
    else if (asked.op === "writeFile") fs.writeFile(asked.path, content(asked.number));
    else if (asked.op === "setReadOnly") fs.setReadOnly(asked.path, asked.readOnly);
    else if (asked.op === "open") this.#openFile(asked.path);
    else if (asked.op === "close") this.#close(asked.handle);
    else if (asked.op === "write" || asked.op === "ftruncate") this.#change(asked);
  }

  #openFile(at: string): void {
    const file = this.#fs.open(at, { read: true, write: true, create: true });
    const free = this.#open.indexOf(undefined);
    if (free < 0) this.#close(3);
    this.#open[free < 0 ? 3 : free] = file;
  }

  #change(asked: { op: "write" | "ftruncate"; handle: number; number: number }): void {
    const file = this.#open[asked.handle];
    if (file === undefined) return;
    if (asked.op === "write") this.#fs.write(file, content(asked.number % 999), asked.number);
    else this.#fs.ftruncate(file, asked.number);
  }

  #close(handle: number): void {
    const file = this.#open[handle];
    this.#open[handle] = undefined;
    if (file !== undefined) this.#fs.close(file);
  }
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
    found.set(at, [stat, data, target]);
    if (stat.type !== "directory") continue;
    for (const { name } of fs.readdir(at)) pending.push(at === "/" ? `/${name}` : `${at}/${name}`);
  }
  return found;
}

/** What the quota should count: names, content and targets; inodes and additional names. */
function counted(fs: SyncFileSystem): { bytes: number; nodes: number } {
  let bytes = 0;
  const nodes = seen(fs).size;
  const files = new Set<number>();
  for (const at of seen(fs).keys()) {
    const stat = fs.lstat(at);
    if (at !== "/") bytes += Buffer.byteLength(at.slice(at.lastIndexOf("/") + 1));
    if (!files.has(stat.ino)) bytes += stat.size;
    files.add(stat.ino);
  }
  return { bytes, nodes };
}

/** The difference by looking at every path. Directories are left out. */
function naiveDiff(before: Map<string, unknown[]>, after: Map<string, unknown[]>): TreeDiff {
  const identity = (found: unknown[] | undefined) => {
    const [stat, data, target] = found ?? [];
    const { ino, mode, type } = stat as { ino: number; mode: number; type: string };
    return type === "directory" ? undefined : JSON.stringify([ino, mode, data, target]);
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

const runs = { numRuns: Number(process.env["RUNS"] ?? 60) };

test("apply() makes an equal tree when it is given every recorded change, also twice", () => {
  fc.assert(
    fc.property(actions(60), (played) => {
      const fs = small();
      const [copy, twice] = [small(), small()];
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
      // The root's times start with the clock, which the copies have read themselves.
      player.play([...played, { op: "utimes", path: "/", number: 1 }]);
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

/** Until something changes the root, its times are those of its making. */
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

test("usage() is what a recount finds", () => {
  fc.assert(
    fc.property(actions(60), (played) => {
      const fs = small();
      const player = new Player(fs);
      player.play(played);
      player.closeAll();
      const { bytes, nodes, openFiles } = fs.usage();
      expect({ bytes, nodes }).toEqual(counted(fs));
      expect(openFiles).toBe(0);
    }),
    runs,
  );
});

test("restore() brings back every state that was kept", () => {
  fc.assert(
    fc.property(fc.array(actions(15), { minLength: 1, maxLength: 4 }), (rounds) => {
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
