/** The entries of a directory as `getdents64` lays them out. */
import type { FileType, OpenFile, SyncFileSystem } from "../../../vfs/index.ts";
import type { GuestMemory } from "../../wasi/memory.ts";
import { fail } from "./failure.ts";

/** One name, ready to be written. */
export interface ListedEntry {
  /** UTF-8 without a final NUL. */
  readonly name: Uint8Array;
  readonly ino: number;
  readonly type: FileType;
}

/** What {@link writeEntries} has done. */
export interface WrittenEntries {
  readonly bytes: number;
  /** The index of the first entry that did not fit. */
  readonly next: number;
}

const typeNumbers: Readonly<Record<FileType, number>> = { directory: 4, file: 8, symlink: 10 };

/** Bytes before the name: ino u64, offset of the next entry i64, length of this one u16, type u8. */
const headerBytes = 19;

const encoder = new TextEncoder();

/** The names of `directory` as they are now: `.`, `..`, then sorted by code unit, whatever their history. */
export function listDirectory(fs: SyncFileSystem, directory: OpenFile): readonly ListedEntry[] {
  const entries = [...fs.entries(directory)].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    { name: ".", ino: directory.ino, type: "directory" as const },
    { name: "..", ino: fs.parentIno(directory), type: "directory" as const },
    ...entries,
  ].map(({ name, ino, type }) => ({ name: encoder.encode(name), ino, type }));
}

/**
 * Writes as many whole entries from index `first` as fit into `length` bytes: the header, the name,
 * its NUL, padding to 8 bytes. EINVAL when not even one fits.
 */
export function writeEntries(
  memory: GuestMemory,
  pointer: number,
  length: number,
  entries: readonly ListedEntry[],
  first: number,
): WrittenEntries {
  const start = pointer >>> 0;
  memory.check(start, length);
  let bytes = 0;
  let next = first;
  for (let index = first; index < entries.length; index += 1) {
    const { name, ino, type } = entries[index] ?? fail("EINVAL");
    const entryBytes = (headerBytes + name.length + 1 + 7) & ~7;
    if (bytes + entryBytes > length) {
      if (bytes === 0) fail("EINVAL");
      break;
    }
    const at = start + bytes;
    next += 1;
    memory.range(at, entryBytes).fill(0);
    memory.setU64(at, BigInt(ino));
    memory.setU64(at + 8, BigInt(next));
    memory.setU16(at + 16, entryBytes);
    memory.setU8(at + 18, typeNumbers[type]);
    memory.range(at + headerBytes, name.length).set(name);
    bytes += entryBytes;
  }
  return { bytes, next };
}
