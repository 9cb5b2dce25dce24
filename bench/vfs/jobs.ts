/** What the contenders of suite `vfs` do, and what of it is timed. */
import type { Sample } from "../sample.ts";
import type { BenchTree, Soon } from "./tree.ts";

/** How large the trees of a contender are. */
export interface Size {
  readonly directories: number;
  /** In each of them. */
  readonly files: number;
  /** How often what takes microseconds is repeated. */
  readonly repeats: number;
}

/** For those who finish a hundred thousand files. */
export const fullSize: Size = { directories: 100, files: 1000, repeats: 100_000 };

/** For one whose time grows with the square of the files. */
export const smallSize: Size = { directories: 10, files: 100, repeats: 2000 };

/** A job that is done in a process of its own. */
export type VfsJob = (open: () => Soon<BenchTree>, size: Size) => Promise<Sample>;

/** Times are of a thousand operations, unless the name says otherwise. */
export const vfsJobs: Readonly<Record<string, VfsJob>> = {
  create: async (open, size) => {
    let tree = await open();
    await fill(tree, size, sameSmall);
    let best = Number.POSITIVE_INFINITY;
    for (let part = 0; part < 3; part++) {
      tree = await open();
      const empty = tree;
      best = Math.min(best, await timed(() => fill(empty, size, sameSmall)));
    }
    const answer = await tree.sizeOf(`/d0/f${size.files - 1}.txt`);
    return thousand(best, size.directories * size.files, answer);
  },
  "stat-depth-10": async (open, { repeats }) => {
    const { tree, paths } = await deepTree(await open());
    let bytes = 0;
    const ms = await warmAndTimed(repeats, async (count) => {
      for (let at = 0; at < count; at++) {
        const size = tree.sizeOf(paths[at % 100] ?? "");
        bytes = typeof size === "number" ? size : await size;
      }
    });
    return thousand(ms, repeats, bytes);
  },
  "stat-again": async (open, { repeats }) => {
    const { tree, paths } = await deepTree(await open());
    const path = paths[0] ?? "";
    let bytes = 0;
    const ms = await warmAndTimed(repeats, async (count) => {
      for (let at = 0; at < count; at++) {
        const size = tree.sizeOf(path);
        bytes = typeof size === "number" ? size : await size;
      }
    });
    return thousand(ms, repeats, bytes);
  },
  "write-4k": async (open, { repeats }) => {
    const { tree, paths } = await pageTree(await open());
    const ms = await warmAndTimed(repeats, async (count) => {
      for (let at = 0; at < count; at++) {
        const done = tree.write(paths[at % 100] ?? "", page);
        if (done !== undefined) await done;
      }
    });
    return thousand(ms, repeats, (await tree.read(paths[0] ?? "")).length);
  },
  "read-4k": async (open, { repeats }) => {
    const { tree, paths } = await pageTree(await open());
    let bytes = 0;
    const ms = await warmAndTimed(repeats, async (count) => {
      for (let at = 0; at < count; at++) {
        const read = tree.read(paths[at % 100] ?? "");
        bytes = (read instanceof Uint8Array ? read : await read).length;
      }
    });
    return thousand(ms, repeats, bytes);
  },
  "read-4k-into": async (open, { repeats }) => {
    const { tree, paths } = await pageTree(await open());
    const read = tree.reader?.(paths[0] ?? "");
    const target = new Uint8Array(page.length);
    let bytes = 0;
    const ms = await warmAndTimed(repeats, async (count) => {
      for (let at = 0; at < count; at++) bytes = read?.(target) ?? 0;
    });
    return thousand(ms, repeats, bytes);
  },
  "list-10k": (open, size) => list(open, size, 10_000),
  "list-20k": (open, size) => list(open, size, 20_000),
  "snapshot-restore": async (open, size) => {
    const tree = await open();
    await fill(tree, size, sameSmall);
    // The first time counts as well, and is the only one of those that take longer.
    const [count, end] = [100, performance.now() + 100];
    let [done, ms] = [0, 0];
    while (done < count && (done === 0 || performance.now() < end)) {
      const start = performance.now();
      const restore = await tree.keep?.();
      await restore?.();
      ms += performance.now() - start;
      done += 1;
    }
    return thousand(ms, done, await tree.sizeOf("/d9/f9.txt"));
  },
  "write-after-snapshot": async (open, size) => {
    const tree = await open();
    await fill(tree, size, sameSmall);
    let ms = 0;
    for (let at = 0; at < size.directories; at++) {
      // Dropped at once, but what is shared with it must not be changed.
      await tree.keep?.();
      const start = performance.now();
      await tree.write(`/d${at}/new.txt`, small);
      ms += performance.now() - start;
    }
    return thousand(ms, size.directories, await tree.sizeOf("/d9/new.txt"));
  },
  "write-64m": async (open) => {
    const piece = new Uint8Array(2 ** 20).fill(7);
    let best = Number.POSITIVE_INFINITY;
    for (let part = 0; part < 4; part++) {
      const append = (await open()).appender("/big");
      const ms = await timed(async () => {
        for (let at = 0; at < 64; at++) await append(piece);
      });
      best = Math.min(best, ms);
    }
    return { ms: best, answer: "" };
  },
};

/** Bytes of memory, on the heap and outside, for each file of 100 bytes: a figure and not a time. */
export async function bytesPerFile(open: () => Soon<BenchTree>, size: Size): Promise<number> {
  const tree = await open();
  const before = heldBytes();
  // An array each, because one of the peers keeps those that it is given.
  await fill(tree, size, () => small.slice());
  const held = heldBytes() - before;
  if ((await tree.sizeOf("/d0/f0.txt")) !== small.length) throw new Error("The tree is not filled");
  return held / (size.directories * size.files);
}

const small = new Uint8Array(100).fill(97);
const sameSmall = () => small;
const page = new Uint8Array(4096).fill(98);

async function fill(
  tree: BenchTree,
  { directories, files }: Size,
  content: () => Uint8Array,
): Promise<void> {
  for (let directory = 0; directory < directories; directory++) {
    const path = `/d${directory}`;
    await tree.mkdir(path);
    for (let at = 0; at < files; at++) {
      const done = tree.write(`${path}/f${at}.txt`, content());
      if (done !== undefined) await done;
    }
  }
}

async function list(
  open: () => Soon<BenchTree>,
  { repeats }: Size,
  count: number,
): Promise<Sample> {
  const tree = await open();
  // One that grows with the square would still be filling.
  const names = repeats < fullSize.repeats ? count / 10 : count;
  await fill(tree, { directories: 1, files: names, repeats }, sameSmall);
  let listed = 0;
  const ms = await warmAndTimed(5, async (lists) => {
    for (let at = 0; at < lists; at++) listed = await tree.list("/d0");
  });
  return { ms: ((ms / 5) * count) / names, answer: String((listed * count) / names) };
}

async function deepTree(tree: BenchTree): Promise<{ tree: BenchTree; paths: string[] }> {
  let above = "";
  for (let depth = 1; depth < 10; depth++) {
    above += `/level${depth}`;
    await tree.mkdir(above);
  }
  const paths = Array.from({ length: 100 }, (_, at) => `${above}/f${at}.txt`);
  for (const path of paths) await tree.write(path, small);
  return { tree, paths };
}

async function pageTree(tree: BenchTree): Promise<{ tree: BenchTree; paths: string[] }> {
  await tree.mkdir("/pages");
  const paths = Array.from({ length: 100 }, (_, at) => `/pages/f${at}.bin`);
  for (const path of paths) await tree.write(path, page);
  return { tree, paths };
}

/** Five times the best of five parts, because whatever else the machine does can only add to a time. */
async function warmAndTimed(count: number, run: (count: number) => Promise<void>): Promise<number> {
  await run(Math.ceil(count / 4));
  let best = Number.POSITIVE_INFINITY;
  for (let part = 0; part < 5; part++) best = Math.min(best, await timed(() => run(count / 5)));
  return best * 5;
}

async function timed(run: () => Soon<void>): Promise<number> {
  collect();
  const start = performance.now();
  await run();
  return performance.now() - start;
}

function thousand(ms: number, count: number, answer: number): Sample {
  return { ms: (ms * 1000) / count, answer: String(answer) };
}

/** The process is started so that it can. */
function collect(): void {
  globalThis.gc?.();
}

function heldBytes(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
