/** Whatever a guest does to a writable mount, the host holds the same tree afterwards. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createFileSystem } from "../create-file-system.ts";
import { FsError } from "../fs-error.ts";
import type { SyncFileSystem } from "../sync-file-system.ts";
import { hostDirectoryMount, loadHostDirectory } from "./host-directory-node.ts";

type Action = (fs: SyncFileSystem) => void;

const encode = (text: string) => new TextEncoder().encode(text);
const path = fc
  .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 })
  .map((parts) => `/app/${parts.join("/")}`);

const action: fc.Arbitrary<Action> = fc.oneof(
  fc.tuple(path, fc.string()).map(
    ([at, text]): Action =>
      (fs) =>
        fs.writeFile(at, encode(text)),
  ),
  path.map(
    (at): Action =>
      (fs) =>
        fs.mkdir(at),
  ),
  path.map(
    (at): Action =>
      (fs) =>
        fs.unlink(at),
  ),
  path.map(
    (at): Action =>
      (fs) =>
        fs.rmdir(at),
  ),
  path.map(
    (at): Action =>
      (fs) =>
        fs.symlink("b", at),
  ),
  path.map(
    (at): Action =>
      (fs) =>
        fs.chmod(at, 0o755),
  ),
  fc.tuple(path, path).map(
    ([from, to]): Action =>
      (fs) =>
        fs.rename(from, to),
  ),
);

/** Every path below /app with what is there. */
function treeOf(fs: SyncFileSystem): readonly string[] {
  const folders = ["/app"];
  const lines: string[] = [];
  for (const folder of folders) {
    for (const { name, type } of fs.readdir(folder)) {
      const at = `${folder}/${name}`;
      if (type === "directory") folders.push(at);
      const mode = (fs.lstat(at).mode & 0o777).toString(8);
      const content = {
        directory: () => "",
        symlink: () => fs.readlink(at),
        file: () => `${mode} ${fs.readFile(at)}`,
      };
      lines.push(`${at} ${type} ${content[type]()}`);
    }
  }
  return lines.sort();
}

test("hostDirectoryMount() in mode rw leaves the host with the guest's tree, run after run", () => {
  const area = realpathSync(mkdtempSync(join(tmpdir(), "host-round-trip-")));
  let count = 0;
  try {
    fc.assert(
      fc.property(fc.array(fc.array(action, { maxLength: 12 }), { maxLength: 3 }), (runs) => {
        const host = join(area, String(count++));
        mkdirSync(join(host, "a", "b"), { recursive: true });
        writeFileSync(join(host, "a", "b", "c"), "first");
        writeFileSync(join(host, "b"), "second");
        const fs = createFileSystem().sync;
        const mount = hostDirectoryMount({ host, guest: "/app", mode: "rw" });
        mount.load(fs);
        for (const run of runs) {
          const before = fs.snapshot();
          for (const step of run) attempt(() => step(fs));
          mount.flush?.(fs, fs.diff(before, fs.snapshot()));
          const again = createFileSystem().sync;
          loadHostDirectory(again, host, "/app");
          expect(treeOf(again)).toEqual(treeOf(fs));
        }
      }),
      { numRuns: 150 },
    );
  } finally {
    rmSync(area, { recursive: true });
  }
}, 60_000);

function attempt(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof FsError)) throw error;
  }
}
