import { expect, test } from "vitest";
import { createFileSystem, FsError, type SyncFileSystem, type WatchEvent } from "./index.ts";

const text = (content: string) => new TextEncoder().encode(content);

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (error instanceof FsError) return error.code;
    throw error;
  }
  return "none";
}

function sample(): SyncFileSystem {
  const fs = createFileSystem().sync;
  fs.mkdir("/d");
  fs.mkdir("/d/e");
  fs.writeFile("/d/f", text("f"));
  fs.writeFile("/d/e/g", text("g"));
  fs.writeFile("/out", text("o"));
  fs.writeFile("/d/one", text("1"));
  fs.link("/d/one", "/d/e/two");
  fs.mkdir("/m");
  return fs;
}

function shown({ type, path, from }: WatchEvent): string {
  return from === undefined ? `${type} ${path}` : `${type} ${from} ${path}`;
}

type Row = readonly [
  title: string,
  action: (fs: SyncFileSystem) => unknown,
  recursive: readonly string[],
  flat: readonly string[],
];

test.each<Row>([
  ["a new file", (fs) => fs.writeFile("/d/new", text("x")), ["create /d/new"], ["create /d/new"]],
  ["a new file deeper", (fs) => fs.writeFile("/d/e/new", text("x")), ["create /d/e/new"], []],
  ["a new file outside", (fs) => fs.writeFile("/new", text("x")), [], []],
  ["a write", (fs) => fs.writeFile("/d/f", text("x")), ["modify /d/f"], ["modify /d/f"]],
  ["a write deeper", (fs) => fs.writeFile("/d/e/g", text("x")), ["modify /d/e/g"], []],
  ["a cut", (fs) => fs.truncate("/d/f", 0), ["modify /d/f"], ["modify /d/f"]],
  ["many writes", manyWrites, ["modify /d/f"], ["modify /d/f"]],
  ["a mode", (fs) => fs.chmod("/d/f", 0), ["attributes /d/f"], ["attributes /d/f"]],
  ["times", (fs) => fs.utimes("/d/e", {}), ["attributes /d/e"], ["attributes /d/e"]],
  [
    "an attribute",
    (fs) => fs.setxattr("/d/f", "a", text("")),
    ["attributes /d/f"],
    ["attributes /d/f"],
  ],
  ["its own mode", (fs) => fs.chmod("/d", 0), ["attributes /d"], ["attributes /d"]],
  ["an unlink", (fs) => fs.unlink("/d/f"), ["delete /d/f"], ["delete /d/f"]],
  ["an unlink deeper", (fs) => fs.unlink("/d/e/g"), ["delete /d/e/g"], []],
  ["a symlink", (fs) => fs.symlink("x", "/d/s"), ["create /d/s"], ["create /d/s"]],
  ["a link", (fs) => fs.link("/out", "/d/l"), ["create /d/l"], ["create /d/l"]],
  ["a move within", (fs) => fs.rename("/d/f", "/d/h"), ["rename /d/f /d/h"], ["rename /d/f /d/h"]],
  ["a move deeper", (fs) => fs.rename("/d/f", "/d/e/h"), ["rename /d/f /d/e/h"], ["delete /d/f"]],
  ["a move in", (fs) => fs.rename("/out", "/d/h"), ["create /d/h"], ["create /d/h"]],
  ["a move out", (fs) => fs.rename("/d/f", "/h"), ["delete /d/f"], ["delete /d/f"]],
  [
    "a write by a name of two",
    (fs) => fs.writeFile("/d/one", text("x")),
    ["modify /d/one", "modify /d/e/two"],
    ["modify /d/one"],
  ],
  [
    "a mode by a name of two",
    (fs) => fs.chmod("/d/e/two", 0),
    ["attributes /d/one", "attributes /d/e/two"],
    ["attributes /d/one"],
  ],
  [
    "a new file that is moved",
    createAndMove,
    ["create /d/a", "rename /d/a /d/b", "modify /d/b"],
    ["create /d/a", "rename /d/a /d/b", "modify /d/b"],
  ],
  [
    "a file that comes and goes",
    createAndDelete,
    ["create /d/a", "delete /d/a", "create /d/a"],
    ["create /d/a", "delete /d/a", "create /d/a"],
  ],
  [
    "its own move",
    (fs) => [fs.rename("/d", "/dd"), fs.writeFile("/dd/f", text("x"))],
    ["rename /d /dd", "modify /dd/f"],
    ["rename /d /dd", "modify /dd/f"],
  ],
  [
    "a move above it",
    moveAbove,
    ["rename /d /top/d", "modify /top/d/f"],
    ["rename /d /top/d", "modify /top/d/f"],
  ],
  [
    "a snapshot that is returned to",
    (fs) => fs.restore(fs.snapshot()),
    ["overflow /d"],
    ["overflow /d"],
  ],
  ["a read", (fs) => [fs.readFile("/d/f"), fs.readdir("/d")], [], []],
  ["a change in a mount", changeInMount, [], []],
])("watch() of a directory tells of %s", async (_, action, recursive, flat) => {
  for (const [expected, options] of [
    [recursive, {}],
    [flat, { recursive: false }],
  ] as const) {
    const fs = sample();
    const told: WatchEvent[][] = [];
    const stop = fs.watch("/d", (events) => told.push([...events]), options);
    action(fs);
    expect(told).toEqual([]);
    await Promise.resolve();
    expect(told.flat().map(shown)).toEqual(expected);
    expect(told.length).toBe(expected.length > 0 ? 1 : 0);
    stop();
    fs.writeFile("/d2", text(""));
    await Promise.resolve();
    expect(told.length).toBe(expected.length > 0 ? 1 : 0);
  }
});

function manyWrites(fs: SyncFileSystem): void {
  for (let at = 0; at < 5000; at++) fs.truncate("/d/f", at % 7);
}

function createAndMove(fs: SyncFileSystem): void {
  fs.writeFile("/d/a", text("x"));
  fs.rename("/d/a", "/d/b");
  fs.writeFile("/d/b", text("y"));
}

function createAndDelete(fs: SyncFileSystem): void {
  fs.writeFile("/d/a", text("x"));
  fs.unlink("/d/a");
  fs.writeFile("/d/a", text("x"));
}

function moveAbove(fs: SyncFileSystem): void {
  fs.mkdir("/top");
  fs.rename("/d", "/top/d");
  fs.writeFile("/top/d/f", text("x"));
}

function changeInMount(fs: SyncFileSystem): void {
  fs.mount("/d/e", createFileSystem().sync);
  fs.writeFile("/d/e/new", text("x"));
}

test("watch() of a file tells of that file alone, by each of its names", async () => {
  const fs = sample();
  const told: WatchEvent[] = [];
  fs.watch("/d/f", (events) => told.push(...events));
  fs.writeFile("/d/f", text("x"));
  fs.writeFile("/d/other", text("x"));
  await Promise.resolve();
  fs.link("/d/f", "/d/f2");
  fs.writeFile("/d/f2", text("y"));
  await Promise.resolve();
  fs.unlink("/d/f");
  await Promise.resolve();
  expect(told.map(shown)).toEqual(["modify /d/f", "create /d/f2", "modify /d/f", "delete /d/f"]);
});

test("watch() of a path in a mount tells of the tree that is mounted, whoever changes it", async () => {
  const fs = sample();
  const inner = sample();
  fs.mount("/m", inner);
  const told: WatchEvent[] = [];
  fs.watch("/m/d", (events) => told.push(...events));
  inner.writeFile("/d/f", text("x"));
  fs.unlink("/m/d/e/g");
  await Promise.resolve();
  expect(told.map(shown)).toEqual(["modify /m/d/f", "delete /m/d/e/g"]);
});

test("watch() of the root tells of everything, and of applied records", async () => {
  const fs = sample();
  const told: WatchEvent[] = [];
  fs.watch("/", (events) => told.push(...events));
  fs.apply({ op: "create", ino: 99, parent: 1, name: "a", mode: 0o100644, timeNs: 0n });
  fs.writeFile("/d/e/g", text("x"));
  await Promise.resolve();
  expect(told.map(shown)).toEqual(["create /a", "modify /d/e/g"]);
});

test("watch() says overflow instead of keeping more than maxEvents", async () => {
  const fs = sample();
  const told: WatchEvent[][] = [];
  fs.watch("/d", (events) => told.push([...events]), { maxEvents: 3 });
  for (let at = 0; at < 10_000; at++) fs.mkdir(`/d/n${at}`);
  await Promise.resolve();
  expect(told.map((events) => events.map(shown))).toEqual([
    ["create /d/n0", "create /d/n1", "create /d/n2", "overflow /d"],
  ]);
  fs.rmdir("/d/n5");
  await Promise.resolve();
  expect(told[1]?.map(shown)).toEqual(["delete /d/n5"]);
});

test("watch() tells nothing once it is stopped, and every watcher by itself", async () => {
  const fs = sample();
  const told: string[] = [];
  const stop = fs.watch("/d", () => told.push("first"));
  fs.watch("/d", () => told.push("second"));
  fs.unlink("/d/f");
  stop();
  await Promise.resolve();
  expect(told).toEqual(["second"]);
});

test("watch() answers ENOENT for nothing", () => {
  expect(codeOf(() => sample().watch("/x", () => {}))).toBe("ENOENT");
});

test("FileSystem.watch() gives events to a loop until it is left", async () => {
  const fs = createFileSystem();
  await fs.mkdir("/app");
  const events = fs.watch("/app");
  const first = events.next();
  await fs.writeFile("/app/a", "a");
  await fs.writeFile("/app/b", "b");
  expect(await first).toEqual({ done: false, value: { type: "create", path: "/app/a" } });
  const seen: string[] = [];
  for await (const event of events) {
    seen.push(shown(event));
    if (seen.length === 2) break;
    await fs.rm("/app/a");
  }
  expect(seen).toEqual(["create /app/b", "delete /app/a"]);
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test("FileSystem.watch() keeps no more than maxEvents for a slow loop, and ends who waits", async () => {
  const fs = createFileSystem();
  await fs.mkdir("/app");
  const events = fs.watch("/app", { maxEvents: 2 });
  for (const name of ["a", "b", "c", "d", "e"]) {
    fs.sync.mkdir(`/app/${name}`);
    await Promise.resolve();
  }
  const types: string[] = [];
  for (let at = 0; at < 3; at++) types.push((await events.next()).value?.type ?? "end");
  expect(types).toEqual(["create", "create", "overflow"]);
  const waiting = events.next();
  await events.return?.();
  expect(await waiting).toEqual({ done: true, value: undefined });
});
