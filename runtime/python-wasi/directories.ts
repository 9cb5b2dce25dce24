/** The directories that are open when CPython starts. Their numbers are part of the snapshot. */
import {
  createFileSystem,
  encodeRecords,
  joinPath,
  replay,
  type SyncFileSystem,
} from "../../vfs/index.ts";
import { allRights } from "../fd-table.ts";
import type { Kernel } from "../kernel.ts";
import { basePath, jobDirectory } from "./driver.ts";

/** In the order of their numbers, from 3. */
const paths = ["/app", basePath, "/tmp"];
const firstFd = 3;

/** How much a job may hold: its source, and what the driver or a program in its place says of its end. */
const maxJobBytes = 64 * 2 ** 20;
const maxJobNodes = 100;

/** A copy of `library` that cannot be changed, with a directory for a job that can. */
export function createBase(library: SyncFileSystem): SyncFileSystem {
  const { bytes, nodes } = library.usage();
  const limits = { maxBytes: bytes + maxJobBytes, maxNodes: nodes + maxJobNodes };
  const base = createFileSystem({ ...limits, now: () => 0n }).sync;
  replay(base, encodeRecords(library.image()));
  base.mkdir(jobDirectory);
  base.setReadOnly("/", true);
  base.setReadOnly(jobDirectory, false);
  return base;
}

/**
 * Mounts `base` and opens the directories, each under its own number; one that is not there leaves
 * its number free. The returned function unmounts it.
 */
export function openDirectories({ fs, fds }: Kernel, base: SyncFileSystem): () => void {
  // That of the program which has started this one.
  const outer = fs.listMounts().find(({ path }) => path === basePath);
  if (outer !== undefined) fs.unmount(basePath, { force: true });
  fs.mount(basePath, base);
  paths.forEach((path, index) => {
    if (!fs.exists(path)) return;
    const file = fs.open(path, { read: true, directory: true });
    const described = { kind: "file", type: "directory", flags: 0, rights: allRights } as const;
    fds.add({ ...described, file, preopen: path }, firstFd + index);
  });
  return () => {
    fs.unmount(basePath, { force: true });
    if (outer !== undefined) fs.mount(basePath, outer.fs);
  };
}

/** Puts a file of the job. */
export function putJobFile(base: SyncFileSystem, name: string, content: Uint8Array): void {
  base.writeFile(joinPath(jobDirectory, name), content);
}

/** Takes a file of the job as text; undefined when there is none, or a longer one than `maxBytes`. */
export function takeJobFile(
  base: SyncFileSystem,
  name: string,
  maxBytes: number,
): string | undefined {
  const path = joinPath(jobDirectory, name);
  if (!base.exists(path, { follow: false })) return undefined;
  const { type, size } = base.lstat(path);
  if (type !== "file" || size > maxBytes) return undefined;
  return new TextDecoder().decode(base.readFile(path));
}
