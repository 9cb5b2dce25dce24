/** Puts a file or a link in its place on the host in one step: readers see the old or the new one. */
import { randomBytes } from "node:crypto";
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  futimesSync,
  lstatSync,
  openSync,
  renameSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { createFlags, type HostFolder } from "./host-folder-node.ts";

/** What is written, and the attributes that it gets; the time in seconds, by default that of writing. */
export interface NewContent {
  readonly chunks: Iterable<Uint8Array>;
  readonly mode: number;
  readonly seconds?: number;
}

/** Whether a name is one that a write gave to a new file until it was whole: a killed process leaves it. */
export function isLeftOver(name: string): boolean {
  return /^\.fuelbox-[0-9a-f]{16}$/.test(name);
}

/**
 * Writes the chunks to a new file, waits until they are on the disk, and gives it the name. Permission
 * bits only: no setuid.
 */
export function replaceFile(folder: HostFolder, name: string, content: NewContent): void {
  replace(folder, name, (temporary) => {
    const fd = openSync(temporary, createFlags, 0o600);
    try {
      for (const chunk of content.chunks) writeAll(fd, chunk);
      keepOwner(fd, folder.path(name));
      fchmodSync(fd, content.mode & 0o777);
      if (content.seconds !== undefined) futimesSync(fd, content.seconds, content.seconds);
      // Without it a crash of the machine may leave the name with nothing behind it.
      fsyncSync(fd);
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
