import { expect, test } from "vitest";
import { createFileSystem, FsError, type SyncFileSystem } from "./index.ts";

// What a guest may try: each ends, mostly with an errno, in bounded time, and the host goes on.

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
  fs.symlink("loop", "/loop");
  for (let at = 0; at < 60; at++) fs.symlink(`l${at + 1}`, `/l${at}`);
  fs.symlink(`${"d/../".repeat(800)}d`, "/long");
  for (let at = 0; at < 30; at++) fs.symlink(`long/../${"d/../".repeat(500)}long`, `/longer${at}`);
  return fs;
}

test.each<[string, (fs: SyncFileSystem) => unknown, string]>([
  ["a path of 100,000 components", (fs) => fs.stat("/d".repeat(100_000)), "ENAMETOOLONG"],
  ["a path of 100,000 dots", (fs) => fs.stat("/.".repeat(100_000)), "ENAMETOOLONG"],
  ["a path of 100 megabytes", (fs) => fs.mkdir("x".repeat(100_000_000)), "ENAMETOOLONG"],
  ["a target of 100 megabytes", (fs) => fs.symlink("x".repeat(100_000_000), "/s"), "ENAMETOOLONG"],
  ["a write at 2^40", writeFar(2 ** 40), "EDQUOT"],
  ["a write at 2^53", writeFar(Number.MAX_SAFE_INTEGER), "EFBIG"],
  ["a write before the start", writeFar(-1), "EINVAL"],
  ["a write at a fraction", writeFar(0.5), "EINVAL"],
  [
    "a size of 2^40",
    (fs) => [fs.writeFile("/f", new Uint8Array(1)), fs.truncate("/f", 2 ** 40)],
    "EDQUOT",
  ],
  [
    "a size that is no number",
    (fs) => [fs.writeFile("/f", new Uint8Array(1)), fs.truncate("/f", Number.NaN)],
    "EINVAL",
  ],
  ["a symlink to itself", (fs) => fs.readFile("/loop"), "ELOOP"],
  ["a chain of 60 symlinks", (fs) => fs.stat("/l0"), "ELOOP"],
  ["a chain of 40 symlinks to nothing", (fs) => fs.stat("/l20"), "ENOENT"],
  ["long targets within long targets", (fs) => fs.stat("/longer0/../longer1/../longer2"), "none"],
  ["a million empty files", manyFiles, "EDQUOT"],
  ["a million links", manyLinks, "EDQUOT"],
  ["a million names that fill the bytes", longNames, "EDQUOT"],
  ["directories without end", deepDirectories, "EDQUOT"],
  [
    "open files without end",
    (fs) => {
      for (;;) fs.open("/d", {});
    },
    "EMFILE",
  ],
  [
    "attributes without end",
    (fs) => {
      for (let at = 0; ; at++) fs.setxattr("/d", `${at}`, new Uint8Array(999));
    },
    "ENOSPC",
  ],
])("%s ends in bounded time", (_, action, code) => {
  const fs = sample();
  const started = performance.now();
  expect(codeOf(() => action(fs))).toBe(code);
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(fs.stat("/d").type).toBe("directory");
});

function writeFar(position: number): (fs: SyncFileSystem) => unknown {
  return (fs) =>
    fs.write(fs.open("/f", { write: true, create: true }), new Uint8Array(1), position);
}

function manyFiles(fs: SyncFileSystem): void {
  for (let at = 0; at < 1_000_000; at++) fs.writeFile(`/d/${at}`, new Uint8Array(0));
}

function manyLinks(fs: SyncFileSystem): void {
  fs.writeFile("/f", new Uint8Array(0));
  for (let at = 0; at < 1_000_000; at++) fs.link("/f", `/d/${at}`);
}

function longNames(): void {
  const fs = createFileSystem({ maxBytes: 1_000_000 }).sync;
  for (let at = 0; at < 1_000_000; at++) fs.mkdir(`/${`${at}`.padEnd(255, "x")}`);
}

function deepDirectories(fs: SyncFileSystem): void {
  let base = fs.open("/d", { directory: true });
  for (;;) {
    fs.mkdir("d", 0o777, { base });
    const next = fs.open("d", { directory: true }, 0, { base });
    fs.close(base);
    base = next;
  }
}

test.each(["__proto__", "constructor", "hasOwnProperty", "toString", "valueOf"])(
  "%s is a name like any other",
  (name) => {
    const fs = createFileSystem().sync;
    expect(fs.exists(`/${name}`)).toBe(false);
    expect(fs.getxattr("/", name)).toBeUndefined();
    fs.writeFile(`/${name}`, new Uint8Array([5]));
    fs.setxattr(`/${name}`, name, new Uint8Array([6]));
    fs.snapshot(name);
    expect(fs.readdir("/").map((entry) => entry.name)).toEqual([name]);
    expect(fs.getxattr(`/${name}`, name)).toEqual(new Uint8Array([6]));
    fs.unlink(`/${name}`);
    fs.restore(name);
    expect(fs.readFile(`/${name}`)).toEqual(new Uint8Array([5]));
    expect(({} as Record<string, unknown>)["5"]).toBeUndefined();
  },
);

test("content is what it was when it was written, whatever its memory becomes", () => {
  const fs = createFileSystem().sync;
  const shared = new Uint8Array(new SharedArrayBuffer(8)).fill(1);
  fs.writeFile("/f", shared);
  const file = fs.open("/f", { read: true, write: true });
  fs.write(file, shared, 4);
  shared.fill(9);
  expect([...fs.readFile("/f")]).toEqual(new Array(12).fill(1));
  const target = new Uint8Array(new SharedArrayBuffer(4));
  expect(fs.read(file, target, 0)).toBe(4);
  target.fill(7);
  expect(fs.readFile("/f")[0]).toBe(1);
});

test("an error says no more of a path than a path may have", () => {
  const fs = createFileSystem().sync;
  try {
    fs.stat("x".repeat(1_000_000));
  } catch (error) {
    expect(error instanceof FsError && error.message.length < 5_000).toBe(true);
  }
  expect.assertions(1);
});

test("a flood of changes is told in a bounded number of events", async () => {
  const fs = createFileSystem({ maxNodes: 1_000_000 }).sync;
  fs.mkdir("/d");
  const told: number[] = [];
  for (let watchers = 0; watchers < 20; watchers++) {
    fs.watch("/d", (events) => told.push(events.length), { maxEvents: 100 });
  }
  const file = fs.open("/d/f", { write: true, create: true });
  for (let at = 0; at < 20_000; at++) {
    fs.mkdir(`/d/${at}`);
    fs.rmdir(`/d/${at}`);
    fs.write(file, Uint8Array.of(1));
  }
  await new Promise((resolve) => setTimeout(resolve));
  expect(told).toEqual(new Array(20).fill(101));
});
