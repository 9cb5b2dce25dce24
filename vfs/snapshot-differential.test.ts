import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { createFileSystem, FsError, type Snapshot, type SyncFileSystem } from "./index.ts";

// FUZZ_SEQUENCES=10000 searches for longer: `npm run fuzz`.
const sequences = Number(process.env["FUZZ_SEQUENCES"] ?? 500);
vi.setConfig({ testTimeout: 120_000 + sequences * 100 });

/** One change of one of the trees, or a step that remembers, returns or parts. */
interface Step {
  readonly op: (typeof operations)[number];
  /** Which tree. */
  readonly tree: number;
  readonly one: number;
  readonly other: number;
  readonly number: number;
}

const operations = [
  ...["write", "write", "append", "patch", "truncate", "mkdir", "mkdir", "rename", "rename"],
  ...["unlink", "rmdir", "link", "symlink", "chmod", "setxattr", "removexattr", "touch"],
  ...["snapshot", "snapshot", "restore", "restore", "fork", "forkSnapshot", "image"],
] as const;

const step: fc.Arbitrary<Step> = fc.record({
  op: fc.constantFrom(...operations),
  tree: fc.nat(3),
  one: fc.nat(),
  other: fc.nat(),
  // Within a slab, at its limit, in a chunk of its own, and past a chunk.
  number: fc.oneof(fc.nat(40), fc.integer({ min: 250, max: 260 }), fc.nat(2000), fc.nat(70_000)),
});

/** Every name of trees of two levels. */
const paths = ["/a", "/b", "/c", "/a/a", "/a/b", "/b/a", "/b/b"];

/** A copy of everything that can be seen, which nothing that happens later can change. */
type Copy = string;

interface Kept {
  readonly snapshot: Snapshot;
  readonly copy: Copy;
}

/** A filesystem, what it must be equal to, and what it has remembered. */
interface Line {
  readonly fs: SyncFileSystem;
  copy: Copy;
  readonly kept: Kept[];
}

const maxLines = 4;
const maxBytes = 90_000;

test("snapshot(), restore() and fork() leave every tree what a deep copy of it is", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40, size: "max" }), (steps) => {
      const lines = [line(clocked())];
      for (const each of steps) {
        const at = each.tree % lines.length;
        const chosen = lines[at];
        if (chosen === undefined) continue;
        take(lines, chosen, each);
        for (const { fs, copy } of lines) expect(copyOf(fs), each.op).toBe(copy);
      }
      for (const { fs, kept } of lines) {
        for (const { snapshot, copy } of kept) {
          fs.restore(snapshot);
          expect(copyOf(fs)).toBe(copy);
        }
      }
    }),
    { numRuns: sequences },
  );
});

function line(fs: SyncFileSystem): Line {
  return { fs, copy: copyOf(fs), kept: [] };
}

function clocked(): SyncFileSystem {
  let time = 1_000n;
  const now = () => {
    time += 1n;
    return time;
  };
  return createFileSystem({ maxBytes, maxNodes: 30, maxDepth: 4, now }).sync;
}

function take(lines: Line[], chosen: Line, each: Step): void {
  const { fs, kept } = chosen;
  const { op, one, number } = each;
  const remembered = kept[one % Math.max(1, kept.length)];
  if (op === "snapshot") {
    // Some have names, and count towards the limit.
    const name = `s${kept.length}`;
    const snapshot = number % 2 === 0 ? fs.snapshot() : fs.snapshot(name);
    kept.push({ snapshot, copy: chosen.copy });
  } else if (op === "restore") {
    if (remembered === undefined) return;
    fs.restore(remembered.snapshot);
    chosen.copy = remembered.copy;
  } else if (op === "image") {
    // Reading all of a tree must not change it either.
    expect([...fs.image()].length).toBeGreaterThan(0);
  } else if (op === "fork" || op === "forkSnapshot") {
    const source = op === "fork" ? undefined : remembered;
    if (op === "forkSnapshot" && source === undefined) return;
    const forked = fs.fork(source?.snapshot);
    expect(forked.usage()).toMatchObject({ maxBytes, maxNodes: 30, snapshotBytes: 0 });
    const parted = line(forked);
    expect(parted.copy).toBe(source?.copy ?? chosen.copy);
    if (lines.length < maxLines) lines.push(parted);
    else lines[(number % (maxLines - 1)) + 1] = parted;
  } else {
    const before = chosen.copy;
    const isDone = change(fs, each);
    chosen.copy = copyOf(fs);
    if (!isDone) expect(chosen.copy, `refused ${op}`).toBe(before);
    const { bytes, snapshotBytes } = fs.usage();
    expect(snapshotBytes).toBeGreaterThanOrEqual(0);
    expect(bytes).toBeLessThanOrEqual(maxBytes);
  }
}

/** Whether the tree took it: what is refused changes nothing. */
function change(fs: SyncFileSystem, { op, one, other, number }: Step): boolean {
  const path = paths[one % paths.length] ?? "";
  const second = paths[other % paths.length] ?? "";
  const own = { follow: false };
  try {
    if (op === "write") fs.writeFile(path, content(number));
    else if (op === "append") writeAt(fs, path, undefined, number);
    else if (op === "patch") writeAt(fs, path, other % 300, number % 50);
    else if (op === "truncate") fs.truncate(path, number);
    else if (op === "mkdir") fs.mkdir(path);
    else if (op === "rename") fs.rename(path, second);
    else if (op === "unlink") fs.unlink(path);
    else if (op === "rmdir") fs.rmdir(path);
    else if (op === "link") fs.link(path, second);
    else if (op === "symlink") fs.symlink(second, path);
    else if (op === "chmod") fs.chmod(path, number % 0o1000);
    else if (op === "setxattr") fs.setxattr(path, `x${other % 2}`, content(number % 99), own);
    else if (op === "removexattr") fs.removexattr(path, `x${other % 2}`, own);
    else if (op === "touch") fs.utimes(path, { atimeNs: BigInt(number) }, own);
    return true;
  } catch (error) {
    if (error instanceof FsError) return false;
    throw error;
  }
}

function writeAt(
  fs: SyncFileSystem,
  path: string,
  position: number | undefined,
  length: number,
): void {
  const file = fs.open(path, { write: true, append: position === undefined });
  try {
    fs.write(file, content(length), position);
  } finally {
    fs.close(file);
  }
}

function content(length: number): Uint8Array {
  return new Uint8Array(length).map((_, at) => (at * 7 + length) % 251);
}

function copyOf(fs: SyncFileSystem): Copy {
  const seen: unknown[] = [];
  const pending = ["/"];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const stat = fs.lstat(path);
    const own = { follow: false };
    const attributes = fs
      .listxattr(path, own)
      .map((name) => [name, text(fs.getxattr(path, name, own) ?? new Uint8Array())]);
    const held = stat.type === "file" ? text(fs.readFile(path)) : "";
    const target = stat.type === "symlink" ? fs.readlink(path) : "";
    const names = stat.type === "directory" ? fs.readdir(path) : [];
    seen.push([path, stat, held, target, attributes, names]);
    for (const { name } of names) pending.push(path === "/" ? `/${name}` : `${path}/${name}`);
  }
  return JSON.stringify(seen, (_, value: unknown) =>
    typeof value === "bigint" ? `${value}n` : value,
  );
}

/** Short, so that a difference can be read. */
function text(bytes: Uint8Array): string {
  return `${bytes.length} ${createHash("sha256").update(bytes).digest("hex")}`;
}
