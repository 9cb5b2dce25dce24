/** What a provider asks of one name in a folder of the host, in the terms of providers. */
import {
  type BigIntStats,
  closeSync,
  fchmodSync,
  fstatSync,
  futimesSync,
  lstatSync,
  openSync,
  readSync,
} from "node:fs";
import { FsError, type FsErrorCode, fsErrorMessages } from "../fs-error.ts";
import type { ProviderRead, ProviderStat } from "../provider.ts";
import { type HostFolder, readFlags } from "./host-folder-node.ts";
import { isLeftOver } from "./host-replace-node.ts";
import { codeOf, HostFault } from "./mount-error.ts";

/** Mode bits, and a time in seconds. */
export interface HostAttributes {
  readonly mode?: number;
  readonly seconds?: number;
}

/** Runs a call on the host; what it throws names the provider's path, and no other. */
export function asFsError<Result>(path: string, syscall: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    if (error instanceof FsError) throw error;
    throw new FsError(fsCode(codeOf(error), syscall), syscall, path);
  }
}

/** The names in a folder that a provider shows. */
export function namesIn(folder: HostFolder): readonly string[] {
  const names: string[] = [];
  for (const bytes of folder.names()) {
    const name = bytes.toString();
    // What is not valid Unicode does not come back as the same bytes.
    if (Buffer.from(name).equals(bytes) && !isLeftOver(name)) names.push(name);
  }
  return names;
}

/** What is at a name, `.` for the folder itself. ENOENT also for sockets, pipes and devices. */
export function statIn(folder: HostFolder, name: string): ProviderStat {
  const told = toldOf(
    name === "." ? folder.stat() : lstatSync(folder.path(name), { bigint: true }),
  );
  if (told === undefined) throw new HostFault("ENOENT", "not a file");
  return told;
}

/** The same, or `undefined` where nothing is. */
export function statIfThere(folder: HostFolder, name: string): ProviderStat | undefined {
  const stat = lstatSync(folder.path(name), { bigint: true, throwIfNoEntry: false });
  return stat && toldOf(stat);
}

/** What a provider tells; `undefined` for what it does not show. */
export function toldOf(stat: BigIntStats): ProviderStat | undefined {
  const { mtimeNs } = stat;
  const known = { mtimeNs, mode: Number(stat.mode & 0o777n) };
  if (stat.isDirectory()) return { type: "directory", size: 0, ...known };
  if (stat.isSymbolicLink()) return { type: "symlink", size: Number(stat.size), ...known };
  if (!stat.isFile()) return undefined;
  // The time of change moves with every write, also with one that sets the time of modification.
  const version = `${stat.ino}-${stat.size}-${mtimeNs}-${stat.ctimeNs}`;
  return { type: "file", size: Number(stat.size), ...known, version };
}

/** Opens a file, not through a link and not waiting for the other end of a pipe. */
export function onFile<Result>(
  folder: HostFolder,
  name: string,
  call: (fd: number, stat: BigIntStats) => Result,
): Result {
  const fd = openSync(folder.path(name), readFlags);
  try {
    const stat = fstatSync(fd, { bigint: true });
    if (!stat.isFile()) throw new HostFault("ENOENT", "not a file");
    return call(fd, stat);
  } finally {
    closeSync(fd);
  }
}

/** The bytes that are asked for, as far as there are any. */
export function readRange(fd: number, size: number, range: ProviderRead): Uint8Array<ArrayBuffer> {
  const start = range.start ?? 0;
  const bytes = new Uint8Array(Math.max(0, Math.min(range.end ?? size, size) - start));
  let done = 0;
  while (done < bytes.length) {
    const count = readSync(fd, bytes, done, bytes.length - done, start + done);
    if (count === 0) return bytes.slice(0, done);
    done += count;
  }
  return bytes;
}

/** Sets the attributes of an open file. */
export function setAttributesOf(fd: number, { mode, seconds }: HostAttributes): void {
  if (mode !== undefined) fchmodSync(fd, mode);
  if (seconds !== undefined) futimesSync(fd, seconds, seconds);
}

/** Nanoseconds as Node takes times. */
export function secondsOf(timeNs: bigint): number {
  return Number(timeNs / 1000n) / 1_000_000;
}

/** A link in the way is no directory; some hosts call a full directory one that exists. */
function fsCode(code: string, syscall: string): FsErrorCode {
  if (code === "ELOOP") return "ENOTDIR";
  if (code === "EEXIST" && syscall === "rename") return "ENOTEMPTY";
  return isFsCode(code) ? code : "EIO";
}

function isFsCode(code: string): code is FsErrorCode {
  return Object.hasOwn(fsErrorMessages, code);
}
