import fc from "fast-check";
import { expect, test } from "vitest";
import { MemoryLogFile } from "../../test/support/memory-log-file.ts";
import {
  createFileSystem,
  encodeRecord,
  LogStore,
  replay,
  type SyncFileSystem,
} from "../../vfs/index.ts";
import { serveStore } from "../../worker/serve-store.ts";
import { openStoreClient, type StoreError } from "../../worker/store-client.ts";
import { notKept, takeUp } from "./take-up.ts";
import type { TreeKeeper } from "./tree-keeper.ts";

type Files = readonly [MemoryLogFile, MemoryLogFile];

interface Kept {
  readonly fs: SyncFileSystem;
  readonly keeper: TreeKeeper;
  readonly files: Files;
}

/** A tree that is kept in two files, served over a port as in a page. */
async function open(files: Files = [new MemoryLogFile(), new MemoryLogFile()]): Promise<Kept> {
  const { port1, port2 } = new MessageChannel();
  serveStore(new LogStore(files), port1, () => {});
  const never = new Promise<StoreError>(() => {});
  const fs = createFileSystem().sync;
  const keeper = takeUp(fs, await openStoreClient(port2, never, () => {}));
  return { fs, keeper, files };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** All of a tree, as text. The root is made anew with each tree, and is as old as that. */
function content(fs: SyncFileSystem): string {
  const records = [...fs.image()].filter((record) => !("ino" in record) || record.ino !== 1);
  return JSON.stringify(records, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
}

test("kept() resolves when all changes can be taken up again", async () => {
  const { fs, keeper, files } = await open();
  fs.mkdir("/app");
  fs.writeFile("/app/a", bytes("one"));
  await keeper.kept();
  fs.rename("/app/a", "/app/b");
  fs.symlink("b", "/app/link");
  fs.chmod("/app/b", 0o600);
  await keeper.kept();
  const again = await open(files);
  expect(content(again.fs)).toBe(content(fs));
  again.fs.writeFile("/app/c", bytes("three"));
  await again.keeper.close();
  expect(content((await open(files)).fs)).toBe(content(again.fs));
});

test("receive() keeps records of a worker once", async () => {
  const { fs, keeper, files } = await open();
  const worker = createFileSystem().sync;
  const records: Uint8Array<ArrayBuffer>[] = [];
  worker.onChange((record) => records.push(encodeRecord(record)));
  worker.mkdir("/app");
  worker.writeFile("/app/a", bytes("x".repeat(10_000)));
  for (const each of records) keeper.receive(each, () => replay(fs, each));
  await keeper.kept();
  expect(files[0].size()).toBeLessThan(11_000);
  expect(content((await open(files)).fs)).toBe(content(fs));
});

test("a restored tree is kept as a whole", async () => {
  const { fs, keeper, files } = await open();
  fs.mkdir("/app");
  const before = fs.snapshot();
  fs.writeFile("/app/a", bytes("gone"));
  await keeper.kept();
  fs.restore(before);
  fs.writeFile("/app/b", bytes("new"));
  await keeper.kept();
  const again = await open(files);
  expect(content(again.fs)).toBe(content(fs));
  expect(again.fs.readdir("/app").map(({ name }) => name)).toEqual(["b"]);
});

test("a log that has grown too long is replaced", async () => {
  const { fs, keeper, files } = await open();
  fs.writeFile("/a", bytes(""));
  for (let round = 0; round < 30; round += 1) {
    fs.writeFile("/a", new Uint8Array(2 ** 20).fill(round));
    await keeper.kept();
  }
  expect(files[0].size() + files[1].size()).toBeLessThan(13 * 2 ** 20);
  expect(content((await open(files)).fs)).toBe(content(fs));
});

test("what cannot be kept is said, and kept as a whole when there is room", async () => {
  const { fs, keeper, files } = await open();
  fs.writeFile("/a", bytes("a"));
  await keeper.kept();
  for (const file of files) file.room = 100;
  fs.writeFile("/b", bytes("b".repeat(1_000)));
  await expect(keeper.kept()).rejects.toMatchObject({ code: "PERSIST_QUOTA" });
  await expect(keeper.kept()).rejects.toMatchObject({ code: "PERSIST_QUOTA" });
  expect(await notKept(keeper)).toMatchObject({ notKept: { code: "PERSIST_QUOTA" } });
  const meanwhile = await open([copy(files[0]), copy(files[1])]);
  expect(meanwhile.fs.readdir("/").map(({ name }) => name)).toEqual(["a"]);
  for (const file of files) file.room = Number.POSITIVE_INFINITY;
  await keeper.kept();
  expect(await notKept(keeper)).toEqual({});
  expect(content((await open(files)).fs)).toBe(content(fs));
});

function copy(file: MemoryLogFile): MemoryLogFile {
  const copied = new MemoryLogFile();
  copied.bytes = file.bytes.slice();
  return copied;
}

test("takeUp() refuses what is no tree", async () => {
  const files: Files = [new MemoryLogFile(), new MemoryLogFile()];
  new LogStore(files).append(bytes("not a record"));
  await expect(open(files)).rejects.toMatchObject({ code: "PERSIST_DAMAGED" });
});

test("whatever happens to a tree, what is taken up is what it was when it was last kept", async () => {
  const name = fc.constantFrom("a", "b", "c", "d/e");
  const action = fc.oneof(
    fc.record({ write: name, size: fc.nat(300) }),
    fc.record({ remove: name }),
    fc.record({ restore: fc.constant(true) }),
    fc.record({ keep: fc.constant(true) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
      const { fs, keeper, files } = await open();
      fs.mkdir("/d");
      let saved = fs.snapshot();
      for (const each of actions) {
        if ("write" in each) fs.writeFile(`/${each.write}`, new Uint8Array(each.size));
        else if ("remove" in each && fs.exists(`/${each.remove}`)) fs.unlink(`/${each.remove}`);
        else if ("restore" in each) fs.restore(saved);
        else if ("keep" in each) {
          await keeper.kept();
          saved = fs.snapshot();
        }
      }
      await keeper.kept();
      expect(content((await open(files)).fs)).toBe(content(fs));
    }),
    { numRuns: 40 },
  );
});
