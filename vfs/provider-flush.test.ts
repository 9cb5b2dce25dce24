/** Random changes to a mounted provider, flushed: `FUZZ_FLUSHES` says how many sequences. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "node:process";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createFileSystem,
  exportJson,
  type FileSystem,
  FsError,
  memoryProvider,
  overlayProvider,
  type Provider,
} from "./index.ts";
import { openHostDirectory } from "./providers/host-provider-node.ts";

const sequences = Number(env["FUZZ_FLUSHES"] ?? 120);
const timeoutMs = 600_000;

/** A change, said so that a counterexample can be read. */
interface Step {
  readonly what: string;
  readonly act: (fs: FileSystem) => Promise<unknown>;
}

const names = ["a", "b", "c"] as const;
const path = fc
  .array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 })
  .map((parts) => `/m/${parts.join("/")}`);
const content = fc.string({ maxLength: 5 });
const pair = fc.tuple(path, path);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(path, content).map(([at, text]) => ({
    what: `write ${at}`,
    act: (fs: FileSystem) => fs.writeFile(at, text),
  })),
  path.map((at) => ({ what: `mkdir ${at}`, act: (fs: FileSystem) => fs.mkdir(at) })),
  path.map((at) => ({
    what: `rm ${at}`,
    act: (fs: FileSystem) => fs.rm(at, { recursive: true }),
  })),
  pair.map(([from, to]) => ({
    what: `rename ${from} ${to}`,
    act: (fs: FileSystem) => fs.rename(from, to),
  })),
  pair.map(([from, to]) => ({
    what: `copy ${from} ${to}`,
    act: (fs: FileSystem) => fs.copy(from, to),
  })),
  pair.map(([from, to]) => ({
    what: `link ${from} ${to}`,
    act: (fs: FileSystem) => fs.link(from, to),
  })),
  fc.tuple(fc.constantFrom(...names), path).map(([to, at]) => ({
    what: `symlink ${to} ${at}`,
    act: (fs: FileSystem) => fs.symlink(to, at),
  })),
  fc.tuple(path, fc.constantFrom(0o700, 0o750)).map(([at, mode]) => ({
    what: `chmod ${at}`,
    act: (fs: FileSystem) => fs.chmod(at, mode),
  })),
  fc.tuple(path, fc.bigInt(1n, 9n)).map(([at, second]) => ({
    what: `utimes ${at}`,
    act: (fs: FileSystem) => fs.utimes(at, { mtimeNs: second * 1_000_000_000n }),
  })),
  fc.constant({ what: "flush", act: (fs: FileSystem) => fs.flush() }),
);

/** Everything but what a provider need not keep: hard links, access times and the times of symlinks. */
async function shown(provider: Provider): Promise<unknown> {
  const fs = createFileSystem({ now: () => 0n });
  await fs.mount("/m", provider, { limits: { now: () => 0n } });
  return entriesOf(fs);
}

function entriesOf(fs: FileSystem): unknown {
  return fs.sync.exists("/m") ? listed(fs, "/m") : [];
}

function listed(fs: FileSystem, at: string): unknown {
  return fs.sync.readdir(at).map(({ name, type }) => {
    const below = `${at}/${name}`;
    const { mode, mtimeNs } = fs.sync.lstat(below);
    if (type === "symlink") return [name, fs.sync.readlink(below)];
    const inside = type === "directory" ? listed(fs, below) : fs.sync.readFile(below).join();
    return [name, mode, mtimeNs, inside];
  });
}

async function leavesTheSame(provider: Provider, steps: readonly Step[]): Promise<void> {
  let now = 1_700_000_000n;
  const fs = createFileSystem();
  const limits = {
    now: () => {
      now += 1n;
      return now * 1_000_000_000n;
    },
  };
  await fs.mount("/m", provider, { limits });
  for (const { act } of steps) {
    await act(fs).catch((error: unknown) => {
      if (!(error instanceof FsError)) throw error;
    });
  }
  await fs.flush();
  expect(await shown(provider)).toEqual(entriesOf(fs));
}

test(
  "flush() leaves a provider in memory with what the tree has, whatever was done",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) =>
        leavesTheSame(memoryProvider(), steps),
      ),
      { numRuns: sequences },
    );
  },
  timeoutMs,
);

test(
  "flush() leaves an overlay with what the tree has, and what is below it as it was",
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 10 }),
        fc.array(step, { maxLength: 15 }),
        async (before, after) => {
          const source = createFileSystem({ now: () => 0n });
          const lower = memoryProvider(source);
          await leavesTheSame(lower, before);
          const was = exportJson(source.sync).entries;
          await leavesTheSame(overlayProvider(lower), after);
          expect(exportJson(source.sync).entries).toEqual(was);
        },
      ),
      { numRuns: sequences },
    );
  },
  timeoutMs,
);

test(
  "flush() leaves a directory of the host with what the tree has",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const folder = mkdtempSync(join(tmpdir(), "provider-flush-"));
        const provider = openHostDirectory(folder);
        try {
          await leavesTheSame(provider, steps);
        } finally {
          await provider.close();
          rmSync(folder, { recursive: true, force: true });
        }
      }),
      { numRuns: Math.ceil(sequences / 4) },
    );
  },
  timeoutMs,
);
