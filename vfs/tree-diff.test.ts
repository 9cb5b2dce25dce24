import { expect, test } from "vitest";
import { createFileSystem, type SyncFileSystem } from "./index.ts";

const bytes = (...values: number[]) => new Uint8Array(values);
const none = { created: [], modified: [], deleted: [] };

function sample(): SyncFileSystem {
  const fs = createFileSystem().sync;
  for (const path of ["/app", "/app/d", "/app/d/sub", "/app2", "/tmp"]) fs.mkdir(path);
  for (const path of ["/app/a", "/app/d/b", "/app/d/sub/c", "/app2/x"])
    fs.writeFile(path, bytes(1));
  fs.symlink("a", "/app/l");
  fs.link("/app/a", "/app/d/hard");
  return fs;
}

test.each<[string, (fs: SyncFileSystem) => void, object]>([
  ["nothing", () => {}, {}],
  ["times", (fs) => fs.utimes("/app/d/b", { mtimeNs: 5n }), {}],
  ["a directory's mode", (fs) => fs.chmod("/app/d", 0o700), {}],
  ["an empty directory", (fs) => fs.mkdir("/app/new"), {}],
  ["the same content again", (fs) => fs.writeFile("/app/d/b", bytes(1)), {}],
  ["other content", (fs) => fs.writeFile("/app/d/b", bytes(2)), { modified: ["/app/d/b"] }],
  ["a tail of zeros", (fs) => fs.truncate("/app/d/b", 2), { modified: ["/app/d/b"] }],
  ["a mode", (fs) => fs.chmod("/app/d/b", 0o600), { modified: ["/app/d/b"] }],
  [
    "a hard-linked file",
    (fs) => fs.writeFile("/app/a", bytes(3)),
    { modified: ["/app/a", "/app/d/hard"] },
  ],
  ["a new name", (fs) => fs.link("/app/d/b", "/app/b"), { created: ["/app/b"] }],
  [
    "a changed file with a new name",
    (fs) => {
      fs.link("/app/d/b", "/app/b");
      fs.writeFile("/app/b", bytes(4));
    },
    { created: ["/app/b"], modified: ["/app/d/b"] },
  ],
  ["a name less", (fs) => fs.unlink("/app/d/hard"), { deleted: ["/app/d/hard"] }],
  [
    "a symlink",
    (fs) => {
      fs.unlink("/app/l");
      fs.symlink("b", "/app/l");
    },
    { modified: ["/app/l"] },
  ],
  [
    "a renamed directory",
    (fs) => fs.rename("/app/d", "/app/e"),
    {
      created: ["/app/e/b", "/app/e/hard", "/app/e/sub/c"],
      deleted: ["/app/d/b", "/app/d/hard", "/app/d/sub/c"],
    },
  ],
  [
    "a directory that is moved away and comes back",
    (fs) => {
      fs.rename("/app/d", "/tmp/d");
      fs.writeFile("/tmp/d/sub/c", bytes(9));
      fs.rename("/tmp/d", "/app/d");
    },
    { modified: ["/app/d/sub/c"] },
  ],
  [
    "two directories that change places",
    (fs) => {
      fs.rename("/app/d/sub", "/tmp/sub");
      fs.rename("/tmp", "/t");
      fs.rename("/app/d", "/tmp");
      fs.rename("/t", "/app/d");
    },
    {
      created: ["/tmp/b", "/tmp/hard"],
      deleted: ["/app/d/b", "/app/d/hard"],
    },
  ],
  [
    "a file that becomes a directory",
    (fs) => {
      fs.unlink("/app/d/b");
      fs.mkdir("/app/d/b");
      fs.writeFile("/app/d/b/in", bytes(1));
    },
    { created: ["/app/d/b/in"], deleted: ["/app/d/b"] },
  ],
  [
    "a directory that becomes a file",
    (fs) => {
      fs.unlink("/app/d/sub/c");
      fs.rmdir("/app/d/sub");
      fs.writeFile("/app/d/sub", bytes(1));
    },
    { created: ["/app/d/sub"], deleted: ["/app/d/sub/c"] },
  ],
  [
    "a file that is open without a name",
    (fs) => {
      fs.write(fs.open("/app/d/b", { write: true }), bytes(5));
      fs.unlink("/app/d/b");
    },
    { deleted: ["/app/d/b"] },
  ],
])("diff() reports %s", (_, change, expected) => {
  const fs = sample();
  const before = fs.snapshot();
  change(fs);
  expect(fs.diff(before, fs.snapshot())).toEqual({ ...none, ...expected });
});

test.each<[string, readonly string[]]>([
  ["/", ["/app/d/b", "/app2/x"]],
  ["/app", ["/app/d/b"]],
  ["/app/", ["/app/d/b"]],
  ["/app/d/b", ["/app/d/b"]],
  ["/app/d/b/c", []],
  ["/ap", []],
])("diff() reports only what is under %s", (under, modified) => {
  const fs = sample();
  const before = fs.snapshot();
  fs.writeFile("/app/d/b", bytes(2));
  fs.writeFile("/app2/x", bytes(2));
  expect(fs.diff(before, fs.snapshot(), under)).toEqual({ ...none, modified });
});

test("diff() reports what is created under a path when a directory above it is new", () => {
  const fs = sample();
  const before = fs.snapshot();
  fs.mkdir("/new");
  fs.mkdir("/new/in");
  fs.writeFile("/new/in/f", bytes(1));
  fs.writeFile("/new/out", bytes(1));
  const created = ["/new/in/f"];
  expect(fs.diff(before, fs.snapshot(), "/new/in")).toEqual({ ...none, created });
});

test("diff() sorts by code unit and looks into sharded directories", () => {
  const fs = sample();
  for (let at = 0; at < 1200; at++) fs.writeFile(`/tmp/${at}`, bytes(1));
  const before = fs.snapshot();
  fs.writeFile("/tmp/10", bytes(2));
  fs.writeFile("/tmp/9", bytes(2));
  fs.unlink("/tmp/599");
  fs.writeFile("/tmp/new", bytes(1));
  expect(fs.diff(before, fs.snapshot())).toEqual({
    created: ["/tmp/new"],
    modified: ["/tmp/10", "/tmp/9"],
    deleted: ["/tmp/599"],
  });
});
