/** Puts a file or a link in its place on the host in one step: readers see the old or the new one. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  lstatSync,
  openSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { createFlags, type HostFolder } from "./host-folder-node.ts";

/** Writes the chunks to a new file and gives it the name. Permission bits only: no setuid. */
export function replaceFile(
  folder: HostFolder,
  name: string,
  content: { readonly chunks: Iterable<Uint8Array>; readonly mode: number },
): void {
  replace(folder, name, (temporary) => {
    const fd = openSync(temporary, createFlags, 0o600);
    try {
      for (const chunk of content.chunks) writeAll(fd, chunk);
      keepOwner(fd, folder.path(name));
      fchmodSync(fd, content.mode & 0o777);
    } finally {
      closeSync(fd);
    }
  });
}

/** Gives the name to a new link. */
export function replaceLink(folder: HostFolder, name: string, target: string): void {
  replace(folder, name, (temporary) => symlinkSync(target, temporary));
}

function replace(folder: HostFolder, name: string, make: (temporary: string) => void): void {
  const temporary = folder.path(`.fuelbox-${randomBytes(8).toString("hex")}`);
  try {
    make(temporary);
    renameSync(temporary, folder.path(name));
  } catch (error) {
    try {
      unlinkSync(temporary);
    } catch {
      // It was not made; the first error says why.
    }
    throw error;
  }
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
}

/** A file changed by root stays its owner's. */
function keepOwner(fd: number, path: string): void {
  const old = lstatSync(path, { throwIfNoEntry: false });
  if (old?.isFile() !== true || process.getuid?.() !== 0) return;
  fchownSync(fd, old.uid, old.gid);
}
