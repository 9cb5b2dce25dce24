import { Readable, Writable } from "node:stream";
import {
  add,
  branch,
  checkout,
  commit,
  init,
  log,
  remove,
  status,
  statusMatrix,
} from "isomorphic-git";
import { expect, test } from "vitest";
import { createFileSystem, toNodeFs } from "../index.ts";

const author = {
  name: "Ada",
  email: "ada@example.org",
  timestamp: 1_700_000_000,
  timezoneOffset: 0,
};

/** A repository in which `a.txt` and `src/b.txt` are committed. */
async function repository() {
  const vfs = createFileSystem();
  const fs = toNodeFs(vfs, { Buffer, Readable, Writable });
  const dir = "/app/repo";
  await vfs.writeFile(`${dir}/a.txt`, "one\n");
  await vfs.writeFile(`${dir}/src/b.txt`, "two\n");
  await init({ fs, dir, defaultBranch: "main" });
  await add({ fs, dir, filepath: ["a.txt", "src/b.txt"] });
  const first = await commit({ fs, dir, message: "First", author });
  return { vfs, fs, dir, first };
}

test("isomorphic-git makes on toNodeFs() the commits that Git makes", async () => {
  const { fs, dir, first } = await repository();
  // `git commit` of the same files by the same author at the same second gives this name.
  expect(first).toBe("571bbe27ef3d5d2f8f7d41939aee896937601d5b");
  expect((await log({ fs, dir })).map((entry) => [entry.oid, entry.commit.message])).toEqual([
    [first, "First\n"],
  ]);
});

test("isomorphic-git sees on toNodeFs() what changes", async () => {
  const { vfs, fs, dir } = await repository();
  const state = (filepath: string) => status({ fs, dir, filepath });
  expect([await state("a.txt"), await state("none.txt")]).toEqual(["unmodified", "absent"]);
  await vfs.writeFile(`${dir}/a.txt`, "changed\n");
  await vfs.writeFile(`${dir}/new.txt`, "new\n");
  await vfs.rm(`${dir}/src/b.txt`);
  expect(await statusMatrix({ fs, dir })).toEqual([
    ["a.txt", 1, 2, 1],
    ["new.txt", 0, 2, 0],
    ["src/b.txt", 1, 0, 1],
  ]);
  await add({ fs, dir, filepath: "a.txt" });
  await remove({ fs, dir, filepath: "src/b.txt" });
  expect([await state("a.txt"), await state("new.txt"), await state("src/b.txt")]).toEqual([
    "modified",
    "*added",
    "deleted",
  ]);
});

test("isomorphic-git goes back on toNodeFs() to what was committed", async () => {
  const { vfs, fs, dir, first } = await repository();
  await branch({ fs, dir, ref: "side", checkout: true });
  await vfs.writeFile(`${dir}/a.txt`, "two\n");
  await vfs.symlink("a.txt", `${dir}/link`);
  await add({ fs, dir, filepath: ["a.txt", "link"] });
  const second = await commit({ fs, dir, message: "Second", author });
  expect((await log({ fs, dir })).map(({ oid }) => oid)).toEqual([second, first]);
  await checkout({ fs, dir, ref: "main" });
  expect(await vfs.readText(`${dir}/a.txt`)).toBe("one\n");
  expect(await vfs.exists(`${dir}/link`)).toBe(false);
  await checkout({ fs, dir, ref: "side" });
  expect(await vfs.readText(`${dir}/a.txt`)).toBe("two\n");
  expect(await vfs.readlink(`${dir}/link`)).toBe("a.txt");
  expect(await statusMatrix({ fs, dir })).toEqual([
    ["a.txt", 1, 1, 1],
    ["link", 1, 1, 1],
    ["src/b.txt", 1, 1, 1],
  ]);
});
