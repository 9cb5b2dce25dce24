import * as real from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { expect, expectTypeOf, test } from "vitest";
import { createFileSystem, type NodeFs, toNodeFs } from "../index.ts";
import type { NodeBigIntStats, NodeDirent, NodeStats } from "./node-stats.ts";

type Subject = NodeFs<Readable, Writable>;

function ours(): Subject {
  return toNodeFs(createFileSystem().sync, { Buffer, Readable, Writable });
}

/** `/f` with "hello", `/d/g`, `/e` empty, `/s` to `/f`, `/dangling`. */
function prepare(fs: Subject, root: string): void {
  fs.writeFileSync(`${root}/f`, "hello");
  fs.mkdirSync(`${root}/d`);
  fs.mkdirSync(`${root}/e`);
  fs.writeFileSync(`${root}/d/g`, "g");
  fs.symlinkSync("f", `${root}/s`);
  fs.symlinkSync("nowhere", `${root}/dangling`);
}

/** What a call gives or throws, without what differs from machine to machine. */
async function outcome(call: () => unknown, root: string): Promise<unknown> {
  try {
    return plain(await call(), root);
  } catch (error) {
    const { code, errno, syscall, path, dest, message } = error as Record<string, unknown>;
    const isSystem = typeof errno === "number";
    return plain(isSystem ? { code, errno, syscall, path, dest, message } : { code }, root);
  }
}

function plain(value: unknown, root: string): unknown {
  if (typeof value === "string") return value.replaceAll(root, "");
  if (Array.isArray(value)) return value.map((each) => plain(each, root));
  if (value instanceof Uint8Array) return { bytes: [...value], isBuffer: Buffer.isBuffer(value) };
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, each]) => [key, plain(each, root)]);
    return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
  }
  return value;
}

const both = async (row: (fs: Subject, root: string) => unknown): Promise<[unknown, unknown]> => {
  const root = real.realpathSync(real.mkdtempSync(join(tmpdir(), "fuelbox-node-fs-")));
  const mine = ours();
  mine.mkdirSync("/w");
  try {
    const outcomes: unknown[] = [];
    for (const [fs, at] of [
      [real as unknown as Subject, root],
      [mine, "/w"],
    ] as const) {
      prepare(fs, at);
      outcomes.push(await outcome(() => row(fs, at), at));
    }
    return [outcomes[1], outcomes[0]];
  } finally {
    real.rmSync(root, { recursive: true, force: true });
  }
};

/** A stat without numbers that no two filesystems share. */
function shape(stat: unknown): unknown {
  const { mode, nlink, size, uid, mtimeMs, atimeMs } = stat as real.Stats;
  const types = ["isFile", "isDirectory", "isSymbolicLink", "isFIFO", "isSocket"] as const;
  const is = types.map((name) => (stat as real.Stats)[name]());
  const isDirectory = is[1];
  return {
    mode,
    nlink: isDirectory ? 0 : nlink,
    size: isDirectory ? 0 : size,
    type: typeof uid,
    mtimeMs: typeof mtimeMs,
    atimeMs: typeof atimeMs,
    is,
  };
}

function inCallback(call: (callback: (...results: unknown[]) => void) => void): Promise<unknown> {
  return new Promise((resolve, reject) =>
    call((error, ...results) =>
      error instanceof Error ? reject(error) : resolve([error, ...results]),
    ),
  );
}

type Row = readonly [title: string, call: (fs: Subject, root: string) => unknown];

const rows: readonly Row[] = [
  ["readFile as bytes", (fs, r) => fs.readFileSync(`${r}/f`)],
  ["readFile as text", (fs, r) => fs.readFileSync(`${r}/f`, "utf8")],
  ["readFile with options", (fs, r) => fs.readFileSync(`${r}/f`, { encoding: "utf-8", flag: "r" })],
  ["readFile in hex", (fs, r) => fs.readFileSync(`${r}/f`, "hex")],
  ["readFile in base64", (fs, r) => fs.readFileSync(`${r}/f`, "base64")],
  [
    "readFile in latin1",
    (fs, r) => [fs.writeFileSync(`${r}/f`, "ÿé"), fs.readFileSync(`${r}/f`, "latin1")],
  ],
  ["readFile of nothing", (fs, r) => fs.readFileSync(`${r}/x`)],
  ["readFile of a directory", (fs, r) => fs.readFileSync(`${r}/d`)],
  ["readFile below a file", (fs, r) => fs.readFileSync(`${r}/f/x`)],
  ["readFile of a dangling symlink", (fs, r) => fs.readFileSync(`${r}/dangling`)],
  ["readFile of an unknown encoding", (fs, r) => fs.readFileSync(`${r}/f`, "klingon" as "utf8")],
  ["readFile with a flag that creates", (fs, r) => fs.readFileSync(`${r}/new`, { flag: "a+" })],
  ["readFile by URL", (fs, r) => fs.readFileSync(new URL(`file://${r}/f`), "utf8")],
  ["readFile by bytes", (fs, r) => fs.readFileSync(Buffer.from(`${r}/f`), "utf8")],
  ["readFile by number of a path", (fs) => fs.readFileSync({} as string)],
  ["readFile of a NUL", (fs, r) => fs.readFileSync(`${r}/a\0b`)],
  ["readFile of a long name", (fs, r) => fs.readFileSync(`${r}/${"x".repeat(256)}`)],
  [
    "writeFile and its mode",
    (fs, r) => [fs.writeFileSync(`${r}/n`, "x", { mode: 0o600 }), shape(fs.statSync(`${r}/n`))],
  ],
  [
    "writeFile of hex",
    (fs, r) => [fs.writeFileSync(`${r}/n`, "ff00", "hex"), fs.readFileSync(`${r}/n`)],
  ],
  [
    "writeFile of base64",
    (fs, r) => [fs.writeFileSync(`${r}/n`, "/wA=", "base64"), fs.readFileSync(`${r}/n`)],
  ],
  [
    "writeFile of latin1",
    (fs, r) => [fs.writeFileSync(`${r}/n`, "ÿ", "latin1"), fs.readFileSync(`${r}/n`)],
  ],
  [
    "writeFile of a view",
    (fs, r) => [
      fs.writeFileSync(`${r}/n`, new Uint16Array([1, 2]).subarray(1)),
      fs.readFileSync(`${r}/n`),
    ],
  ],
  ["writeFile of a number", (fs, r) => fs.writeFileSync(`${r}/n`, 5 as unknown as string)],
  ["writeFile with wx over a file", (fs, r) => fs.writeFileSync(`${r}/f`, "x", { flag: "wx" })],
  ["writeFile over a directory", (fs, r) => fs.writeFileSync(`${r}/d`, "x")],
  [
    "writeFile through a symlink",
    (fs, r) => [fs.writeFileSync(`${r}/s`, "new"), fs.readFileSync(`${r}/f`, "utf8")],
  ],
  ["writeFile in nothing", (fs, r) => fs.writeFileSync(`${r}/x/y`, "x")],
  [
    "writeFile of shorter text",
    (fs, r) => [fs.writeFileSync(`${r}/f`, "hi"), fs.readFileSync(`${r}/f`, "utf8")],
  ],
  ["appendFile", (fs, r) => [fs.appendFileSync(`${r}/f`, "!"), fs.readFileSync(`${r}/f`, "utf8")]],
  [
    "appendFile of a new file",
    (fs, r) => [fs.appendFileSync(`${r}/n`, "!"), fs.readFileSync(`${r}/n`, "utf8")],
  ],
  ["open of an unknown flag", (fs, r) => fs.openSync(`${r}/f`, "z")],
  ["open of a directory to write", (fs, r) => fs.openSync(`${r}/d`, "r+")],
  [
    "open without following",
    (fs, r) => fs.openSync(`${r}/s`, (fs.constants["O_NOFOLLOW"] ?? 0) | 0),
  ],
  [
    "open of a file as a directory",
    (fs, r) => fs.openSync(`${r}/f`, fs.constants["O_DIRECTORY"] ?? 0),
  ],
  ["close of a number that is not open", (fs) => fs.closeSync(9999)],
  ["close of text", (fs) => fs.closeSync("x" as unknown as number)],
  ["stat of a file", (fs, r) => shape(fs.statSync(`${r}/f`))],
  ["stat of a directory", (fs, r) => shape(fs.statSync(`${r}/d`))],
  ["lstat of a symlink", (fs, r) => shape(fs.lstatSync(`${r}/s`))],
  ["stat of a symlink", (fs, r) => shape(fs.statSync(`${r}/s`))],
  ["stat of nothing", (fs, r) => fs.statSync(`${r}/x`)],
  ["stat below a file", (fs, r) => fs.statSync(`${r}/f/x`)],
  [
    "stat without throwing",
    (fs, r) => [
      fs.statSync(`${r}/x`, { throwIfNoEntry: false }),
      fs.lstatSync(`${r}/x/y`, { throwIfNoEntry: false }),
    ],
  ],
  ["stat in bigints", (fs, r) => bigints(fs.statSync(`${r}/f`, { bigint: true }))],
  [
    "utimes in seconds and dates",
    (fs, r) => [fs.utimesSync(`${r}/f`, 1.5, new Date(2_500)), times(fs.statSync(`${r}/f`))],
  ],
  [
    "lutimes",
    (fs, r) => [
      fs.lutimesSync(`${r}/s`, 1, 2),
      times(fs.lstatSync(`${r}/s`)),
      times(fs.lstatSync(`${r}/s`)),
    ],
  ],
  ["utimes of nothing", (fs, r) => fs.utimesSync(`${r}/x`, 1, 2)],
  ["chmod", (fs, r) => [fs.chmodSync(`${r}/f`, "600"), shape(fs.statSync(`${r}/f`))]],
  ["chmod of nothing", (fs, r) => fs.chmodSync(`${r}/x`, 0o600)],
  ["access", (fs, r) => fs.accessSync(`${r}/f`)],
  ["access to nothing", (fs, r) => fs.accessSync(`${r}/x`)],
  ["access to run", (fs, r) => fs.accessSync(`${r}/f`, fs.constants["X_OK"])],
  [
    "exists",
    (fs, r) => [
      fs.existsSync(`${r}/f`),
      fs.existsSync(`${r}/x`),
      fs.existsSync(`${r}/dangling`),
      fs.existsSync({} as string),
    ],
  ],
  ["mkdir", (fs, r) => [fs.mkdirSync(`${r}/n`), shape(fs.statSync(`${r}/n`))]],
  ["mkdir with a mode", (fs, r) => [fs.mkdirSync(`${r}/n`, 0o700), shape(fs.statSync(`${r}/n`))]],
  ["mkdir of what is there", (fs, r) => fs.mkdirSync(`${r}/d`)],
  ["mkdir in nothing", (fs, r) => fs.mkdirSync(`${r}/x/y`)],
  [
    "mkdir with parents",
    (fs, r) => [fs.mkdirSync(`${r}/x/y/z`, { recursive: true }), fs.existsSync(`${r}/x/y/z`)],
  ],
  ["mkdir with parents that are there", (fs, r) => fs.mkdirSync(`${r}/d`, { recursive: true })],
  ["mkdir with parents of a file", (fs, r) => fs.mkdirSync(`${r}/f`, { recursive: true })],
  ["mkdir with parents below a file", (fs, r) => fs.mkdirSync(`${r}/f/x`, { recursive: true })],
  ["mkdtemp", (fs, r) => fs.mkdtempSync(`${r}/t-`).length - r.length],
  ["mkdtemp in nothing", (fs, r) => fs.mkdtempSync(`${r}/x/t-`)],
  ["readdir", (fs, r) => [...fs.readdirSync(r)].sort()],
  ["readdir with types", (fs, r) => direntsOf(fs.readdirSync(r, { withFileTypes: true }))],
  ["readdir of all below", (fs, r) => [...fs.readdirSync(r, { recursive: true })].sort()],
  [
    "readdir of all below with types",
    (fs, r) => direntsOf(fs.readdirSync(r, { recursive: true, withFileTypes: true })),
  ],
  ["readdir as bytes", (fs, r) => fs.readdirSync(`${r}/d`, "buffer")],
  ["readdir of a file", (fs, r) => fs.readdirSync(`${r}/f`)],
  ["readdir of nothing", (fs, r) => fs.readdirSync(`${r}/x`)],
  ["readlink", (fs, r) => fs.readlinkSync(`${r}/s`)],
  ["readlink as bytes", (fs, r) => fs.readlinkSync(`${r}/s`, "buffer")],
  ["readlink of a file", (fs, r) => fs.readlinkSync(`${r}/f`)],
  ["realpath", (fs, r) => fs.realpathSync(`${r}/d/../s`)],
  ["symlink where something is", (fs, r) => fs.symlinkSync("x", `${r}/f`)],
  ["link", (fs, r) => [fs.linkSync(`${r}/f`, `${r}/h`), shape(fs.statSync(`${r}/h`))]],
  ["link where something is", (fs, r) => fs.linkSync(`${r}/f`, `${r}/d`)],
  ["link of nothing", (fs, r) => fs.linkSync(`${r}/x`, `${r}/y`)],
  ["link of a directory", (fs, r) => fs.linkSync(`${r}/d`, `${r}/y`)],
  ["rename", (fs, r) => [fs.renameSync(`${r}/f`, `${r}/d/g`), fs.readFileSync(`${r}/d/g`, "utf8")]],
  ["rename of nothing", (fs, r) => fs.renameSync(`${r}/x`, `${r}/y`)],
  ["rename over a full directory", (fs, r) => fs.renameSync(`${r}/e`, `${r}/d`)],
  ["rename into itself", (fs, r) => fs.renameSync(`${r}/d`, `${r}/d/x`)],
  ["rename of a file over a directory", (fs, r) => fs.renameSync(`${r}/f`, `${r}/e`)],
  ["unlink", (fs, r) => [fs.unlinkSync(`${r}/f`), fs.existsSync(`${r}/f`)]],
  ["unlink of a directory", (fs, r) => fs.unlinkSync(`${r}/d`)],
  ["unlink of nothing", (fs, r) => fs.unlinkSync(`${r}/x`)],
  ["rmdir", (fs, r) => [fs.rmdirSync(`${r}/e`), fs.existsSync(`${r}/e`)]],
  ["rmdir of a full directory", (fs, r) => fs.rmdirSync(`${r}/d`)],
  ["rmdir of a file", (fs, r) => fs.rmdirSync(`${r}/f`)],
  ["rm of a file", (fs, r) => [fs.rmSync(`${r}/f`), fs.existsSync(`${r}/f`)]],
  ["rm of a tree", (fs, r) => [fs.rmSync(`${r}/d`, { recursive: true }), fs.existsSync(`${r}/d`)]],
  ["rm of a directory", (fs, r) => codeIn(() => fs.rmSync(`${r}/d`))],
  ["rm of nothing", (fs, r) => codeIn(() => fs.rmSync(`${r}/x`))],
  ["rm of nothing by force", (fs, r) => fs.rmSync(`${r}/x`, { force: true })],
  [
    "copyFile",
    (fs, r) => [
      fs.chmodSync(`${r}/f`, 0o700),
      fs.copyFileSync(`${r}/f`, `${r}/c`),
      shape(fs.statSync(`${r}/c`)),
    ],
  ],
  [
    "copyFile over a file",
    (fs, r) => [fs.copyFileSync(`${r}/f`, `${r}/d/g`), fs.readFileSync(`${r}/d/g`, "utf8")],
  ],
  ["copyFile over a file when told not to", (fs, r) => fs.copyFileSync(`${r}/f`, `${r}/d/g`, 1)],
  ["copyFile of nothing", (fs, r) => fs.copyFileSync(`${r}/x`, `${r}/y`)],
  [
    "copyFile over itself",
    (fs, r) => [fs.copyFileSync(`${r}/f`, `${r}/s`), fs.readFileSync(`${r}/f`, "utf8")],
  ],
  [
    "cp of a tree",
    (fs, r) => [
      fs.cpSync(`${r}/d`, `${r}/c`, { recursive: true }),
      fs.readFileSync(`${r}/c/g`, "utf8"),
    ],
  ],
  ["cp of a file", (fs, r) => [fs.cpSync(`${r}/f`, `${r}/c`), fs.readFileSync(`${r}/c`, "utf8")]],
  [
    "cp that does not replace",
    (fs, r) => [
      fs.cpSync(`${r}/f`, `${r}/d/g`, { force: false }),
      fs.readFileSync(`${r}/d/g`, "utf8"),
    ],
  ],
  ["truncate", (fs, r) => [fs.truncateSync(`${r}/f`, 2), fs.readFileSync(`${r}/f`, "utf8")]],
  [
    "truncate to nothing",
    (fs, r) => [fs.truncateSync(`${r}/f`), fs.readFileSync(`${r}/f`, "utf8")],
  ],
  ["truncate of nothing", (fs, r) => fs.truncateSync(`${r}/x`)],
  ["truncate of a directory", (fs, r) => fs.truncateSync(`${r}/d`)],
  // Node 24 tells the size of a fragment as well.
  [
    "statfs",
    (fs, r) =>
      Object.keys(fs.statfsSync(r))
        .filter((key) => key !== "frsize")
        .sort(),
  ],
  ["chown of nothing", (fs, r) => fs.chownSync(`${r}/x`, 0, 0)],
  ["lchown of nothing", (fs, r) => fs.lchownSync(`${r}/x`, 0, 0)],
  ["calls on an open file", onOpenFile],
  ["positions of reads", readPositions],
  ["positions of writes", writePositions],
  ["vectors", vectors],
  [
    "a range outside its buffer",
    (fs, r) => fs.readSync(fs.openSync(`${r}/f`), Buffer.alloc(4), 3, 9, 0),
  ],
  [
    "read of a file open to write",
    (fs, r) => fs.readSync(fs.openSync(`${r}/f`, "a"), Buffer.alloc(4)),
  ],
  ["write to a file open to read", (fs, r) => fs.writeSync(fs.openSync(`${r}/f`), "x")],
  ["opendir", async (fs, r) => dirOf(fs, r)],
  ["promises.readFile", (fs, r) => fs.promises.readFile(`${r}/f`, "utf8")],
  ["promises.readFile of nothing", (fs, r) => fs.promises.readFile(`${r}/x`)],
  ["promises.mkdir, readdir and rm", promised],
  ["promises.stat of nothing", (fs, r) => fs.promises.stat(`${r}/x`)],
  ["promises.rename of nothing", (fs, r) => fs.promises.rename(`${r}/x`, `${r}/y`)],
  ["a file handle", onFileHandle],
  ["a file handle that is closed", afterClose],
  ["a callback", (fs, r) => inCallback((done) => fs.readFile(`${r}/f`, "utf8", done))],
  ["a callback with an error", (fs, r) => inCallback((done) => fs.readFile(`${r}/x`, done))],
  ["a callback without result", (fs, r) => inCallback((done) => fs.mkdir(`${r}/n`, done))],
  [
    "a callback of read",
    (fs, r) => inCallback((done) => fs.read(fs.openSync(`${r}/f`), Buffer.alloc(2), 0, 2, 1, done)),
  ],
  ["a callback of exists", (fs, r) => inCallback((done) => fs.exists(`${r}/f`, done))],
  ["a callback that is none", (fs, r) => fs.readFile(`${r}/f`)],
  ["a callback comes later", callbackOrder],
  ["a stream that reads", (fs, r) => textOf(fs.createReadStream(`${r}/f`))],
  [
    "a stream that reads a part",
    (fs, r) => textOf(fs.createReadStream(`${r}/f`, { start: 1, end: 3 })),
  ],
  [
    "a stream that reads in small pieces",
    (fs, r) => textOf(fs.createReadStream(`${r}/f`, { highWaterMark: 2, encoding: "utf8" })),
  ],
  ["a stream of nothing", (fs, r) => textOf(fs.createReadStream(`${r}/x`))],
  ["a stream that writes", written],
  ["a stream that appends", (fs, r) => written(fs, r, { flags: "a" })],
  ["a stream that writes in the middle", (fs, r) => written(fs, r, { flags: "r+", start: 2 })],
  [
    "a stream that writes in nothing",
    (fs, r) => pipeline(Readable.from(["x"]), fs.createWriteStream(`${r}/x/y`)),
  ],
  [
    "a handle's stream that reads a part, and closes the handle",
    async (fs, r) => {
      const handle = await fs.promises.open(`${r}/f`);
      const text = await textOf(handle.createReadStream({ start: 1, end: 2 }));
      return [text, handle.fd];
    },
  ],
  [
    "a handle's stream that writes from where it stands",
    async (fs, r) => {
      const handle = await fs.promises.open(`${r}/f`, "r+");
      await handle.read(Buffer.alloc(1), 0, 1);
      await pipeline(Readable.from(["XY"]), handle.createWriteStream());
      return [fs.readFileSync(`${r}/f`, "utf8"), handle.fd];
    },
  ],
  [
    "a pipeline from file to file",
    (fs, r) =>
      pipeline(fs.createReadStream(`${r}/f`), fs.createWriteStream(`${r}/c`)).then(() =>
        fs.readFileSync(`${r}/c`, "utf8"),
      ),
  ],
];

test.each(rows)("toNodeFs() answers as Node does: %s", async (_, call) => {
  const [mine, theirs] = await both(call);
  expect(mine).toEqual(theirs);
});

function codeIn(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return (error as { code: string }).code;
  }
}

// Dates are own properties until Node 20, and getters since.
function bigints(stat: unknown): unknown {
  const { atime, mtime, ctime, birthtime } = stat as real.BigIntStats;
  const dates = [atime, mtime, ctime, birthtime].map((date) => date instanceof Date);
  const others = Object.entries(stat as object).filter(([, value]) => !(value instanceof Date));
  return [...dates, ...others.map(([key, value]) => `${key} ${typeof value}`).sort()];
}

function times(stat: unknown): unknown {
  const { atimeMs, mtimeMs, atime, mtime } = stat as real.Stats;
  return [atimeMs, mtimeMs, atime.toISOString(), mtime.toISOString()];
}

function direntsOf(entries: readonly unknown[]): unknown {
  return (entries as real.Dirent[])
    .map((entry) => [
      entry.name,
      entry.parentPath,
      entry.isFile(),
      entry.isDirectory(),
      entry.isSymbolicLink(),
    ])
    .sort((one, other) => (`${one[1]}/${one[0]}` < `${other[1]}/${other[0]}` ? -1 : 1));
}

async function dirOf(fs: Subject, root: string): Promise<unknown> {
  const names: string[] = [];
  const dir = await fs.promises.opendir(root);
  for await (const entry of dir) names.push(entry.name);
  const sync = fs.opendirSync(`${root}/d`);
  const first = sync.readSync()?.name;
  sync.closeSync();
  return [names.sort(), first];
}

function onOpenFile(fs: Subject, root: string): unknown {
  const fd = fs.openSync(`${root}/f`, "r+");
  fs.ftruncateSync(fd, 3);
  fs.fchmodSync(fd, 0o640);
  fs.futimesSync(fd, 5, 6);
  fs.fsyncSync(fd);
  fs.fdatasyncSync(fd);
  const stat = fs.fstatSync(fd);
  fs.unlinkSync(`${root}/f`);
  const gone = fs.fstatSync(fd).nlink;
  const content = fs.readFileSync(fd, "utf8");
  fs.closeSync(fd);
  return [shape(stat), times(stat), gone, content, codeIn(() => fs.fstatSync(fd))];
}

function readPositions(fs: Subject, root: string): unknown {
  const fd = fs.openSync(`${root}/f`);
  const buffer = Buffer.alloc(8, "-");
  const counts = [
    fs.readSync(fd, buffer, 0, 2),
    fs.readSync(fd, buffer, 2, 2, null),
    fs.readSync(fd, buffer, 4, 2, 0),
    fs.readSync(fd, buffer, { offset: 6, length: 1, position: 4n }),
    fs.readSync(fd, buffer, { offset: 7 }),
    fs.readSync(fd, buffer),
  ];
  fs.closeSync(fd);
  return [counts, buffer.toString()];
}

function writePositions(fs: Subject, root: string): unknown {
  const fd = fs.openSync(`${root}/n`, "w+");
  const counts = [
    fs.writeSync(fd, "abc"),
    fs.writeSync(fd, "ÿ", 1, "latin1"),
    fs.writeSync(fd, Buffer.from("12345"), 1, 2),
    fs.writeSync(fd, Buffer.from("xyz"), { offset: 1, position: 7 }),
    fs.writeSync(fd, Buffer.from("end")),
  ];
  fs.closeSync(fd);
  return [counts, fs.readFileSync(`${root}/n`)];
}

function vectors(fs: Subject, root: string): unknown {
  const fd = fs.openSync(`${root}/n`, "w+");
  const counts = [
    fs.writevSync(fd, [Buffer.from("ab"), Buffer.from("cde")]),
    fs.writevSync(fd, [Buffer.from("X"), Buffer.from("Y")], 1),
  ];
  const buffers = [Buffer.alloc(2), Buffer.alloc(9)];
  counts.push(fs.readvSync(fd, buffers, 0));
  fs.closeSync(fd);
  return [counts, buffers.map(String)];
}

async function promised({ promises }: Subject, root: string): Promise<unknown> {
  const made = await promises.mkdir(`${root}/a/b`, { recursive: true });
  await promises.writeFile(`${root}/a/b/c`, "c");
  await promises.copyFile(`${root}/a/b/c`, `${root}/a/d`);
  await promises.appendFile(`${root}/a/d`, "!");
  await promises.symlink("d", `${root}/a/link`);
  const found = [
    await promises.readdir(`${root}/a`),
    await promises.readFile(`${root}/a/link`, "utf8"),
    await promises.readlink(`${root}/a/link`),
    await promises.realpath(`${root}/a/link`),
    shape(await promises.lstat(`${root}/a/link`)),
  ];
  await promises.chmod(`${root}/a/d`, 0o600);
  await promises.utimes(`${root}/a/d`, 1, 2);
  await promises.truncate(`${root}/a/d`, 1);
  await promises.access(`${root}/a/d`);
  await promises.link(`${root}/a/d`, `${root}/a/e`);
  await promises.unlink(`${root}/a/e`);
  await promises.cp(`${root}/a`, `${root}/copy`, { recursive: true });
  await promises.rm(`${root}/a`, { recursive: true });
  return [made, found, await promises.readdir(`${root}/copy`)];
}

async function onFileHandle(fs: Subject, root: string): Promise<unknown> {
  const handle = await fs.promises.open(`${root}/n`, "w+");
  const buffer = Buffer.alloc(4);
  const found: unknown[] = [
    (await handle.write("hello")).bytesWritten,
    (await handle.write(Buffer.from("J"), 0, 1, 0)).bytesWritten,
    (await handle.read(buffer, 0, 4, 0)).bytesRead,
    buffer.toString(),
    (await handle.writev([Buffer.from("1"), Buffer.from("2")])).bytesWritten,
    (await handle.readv([Buffer.alloc(3)], 0)).bytesRead,
    shape(await handle.stat()),
  ];
  await handle.truncate(3);
  await handle.chmod(0o600);
  await handle.utimes(1, 2);
  await handle.sync();
  await handle.datasync();
  found.push(times(await handle.stat()));
  await handle.close();
  const again = await fs.promises.open(`${root}/n`, "a+");
  await again.appendFile("+more");
  found.push(await fs.promises.readFile(`${root}/n`, "utf8"));
  await again.writeFile("!");
  await again.close();
  const reader = await fs.promises.open(`${root}/n`);
  found.push(await reader.readFile("utf8"));
  await reader.close();
  return found;
}

async function afterClose(fs: Subject, root: string): Promise<unknown> {
  const handle = await fs.promises.open(`${root}/f`);
  await handle.close();
  return [handle.fd, await handle.close()];
}

async function callbackOrder(fs: Subject, root: string): Promise<unknown> {
  const order: string[] = [];
  await new Promise<void>((resolve) => {
    fs.stat(`${root}/f`, () => {
      order.push("callback");
      resolve();
    });
    order.push("after the call");
  });
  return order;
}

async function textOf(stream: Readable): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += chunk;
  return text;
}

async function written(fs: Subject, root: string, options?: object): Promise<unknown> {
  await pipeline(
    Readable.from(["one ", Buffer.from("two"), " three"]),
    fs.createWriteStream(`${root}/f`, options),
  );
  return fs.readFileSync(`${root}/f`, "utf8");
}

test("toNodeFs() gives plain bytes and no streams when nothing of Node is given", () => {
  const fs = toNodeFs(createFileSystem().sync);
  fs.writeFileSync("/f", "x");
  expect(Buffer.isBuffer(fs.readFileSync("/f"))).toBe(false);
  const code = "ERR_FEATURE_UNAVAILABLE_ON_PLATFORM";
  expect(() => fs.createReadStream("/f")).toThrow(expect.objectContaining({ code }));
  expect(() => fs.createWriteStream("/f")).toThrow(expect.objectContaining({ code }));
});

test("a file handle gives its bytes as a web stream, and closes at the end of its block", async () => {
  const fs = ours();
  fs.writeFileSync("/f", "x".repeat(200_000));
  const handle = await fs.promises.open("/f");
  let length = 0;
  for await (const chunk of handle.readableWebStream()) length += chunk.length;
  expect(length).toBe(200_000);
  await handle[Symbol.asyncDispose]();
  expect(handle.fd).toBe(-1);
});

test("a file handle stays open when its stream is told not to close it", async () => {
  const fs = ours();
  fs.writeFileSync("/f", "0123");
  const handle = await fs.promises.open("/f", "r+");
  await pipeline(Readable.from(["Z"]), handle.createWriteStream({ start: 1, autoClose: false }));
  expect((await handle.stat()).size).toBe(4);
  await handle.close();
  expect(fs.readFileSync("/f", "utf8")).toBe("0Z23");
});

test("quotas answer with their numbers", () => {
  const fs = toNodeFs(createFileSystem({ maxBytes: 10, maxOpenFiles: 1 }));
  expect(() => fs.writeFileSync("/f", "x".repeat(20))).toThrow(
    expect.objectContaining({ code: "EDQUOT", errno: -122, syscall: "write" }),
  );
  fs.openSync("/f", "w");
  expect(() => fs.openSync("/f")).toThrow(expect.objectContaining({ code: "EMFILE", errno: -24 }));
});

test("numbers of files are the lowest that are free, from 3", () => {
  const fs = ours();
  fs.writeFileSync("/f", "x");
  const [one, two] = [fs.openSync("/f"), fs.openSync("/f")];
  fs.closeSync(one);
  expect([one, two, fs.openSync("/f")]).toEqual([3, 4, 3]);
});

test("toNodeFs() says by its types what its options give", async () => {
  const fs = ours();
  fs.writeFileSync("/f", "x");
  expectTypeOf(fs.readFileSync("/f")).toEqualTypeOf<Uint8Array>();
  expectTypeOf(fs.readFileSync("/f", "utf8")).toEqualTypeOf<string>();
  expectTypeOf(fs.readFileSync("/f", { encoding: "utf8" })).toEqualTypeOf<string>();
  expectTypeOf(fs.statSync("/f")).toEqualTypeOf<NodeStats>();
  expectTypeOf(fs.statSync("/f", { bigint: true })).toEqualTypeOf<NodeBigIntStats>();
  expectTypeOf(fs.readdirSync("/")).toEqualTypeOf<string[]>();
  expectTypeOf(fs.readdirSync("/", { withFileTypes: true })).toEqualTypeOf<NodeDirent[]>();
  expectTypeOf(await fs.promises.readFile("/f", "utf8")).toEqualTypeOf<string>();
  expectTypeOf(await fs.promises.stat("/f")).toEqualTypeOf<NodeStats>();
  expectTypeOf(await fs.promises.readdir("/")).toEqualTypeOf<string[]>();
  expect(fs.statSync("/f").size).toBe(1);
});
