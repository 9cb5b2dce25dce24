/** The entries of open directories as `getdents64` lays them out. */
import type { DirectoryEntry, FileType, OpenFile, SyncFileSystem } from "../../../vfs/index.ts";
import type { FuelAccount } from "../../fuel-account.ts";
import type { GuestMemory } from "../../wasi/memory.ts";
import { fail } from "./failure.ts";

/** What a guest pays for each entry when a directory is listed and sorted. */
export const fuelPerEntry = 16;

/** How many listings are kept. A guest that goes on in more directories at once has them listed anew. */
const maxListings = 4;

const typeNumbers: Readonly<Record<FileType, number>> = { directory: 4, file: 8, symlink: 10 };

/** Bytes before the name: ino u64, offset of the next entry i64, length of this one u16, type u8. */
const headerBytes = 19;

const encoder = new TextEncoder();

type Entry = Pick<DirectoryEntry, "name" | "ino" | "type">;

/** How far a guest has come in one open directory. */
interface Progress {
  /** How many entries it has seen. */
  seen: number;
  /** The last name it has seen. */
  last: string;
}

/** The listings of one guest: `.`, `..`, then the names sorted by code unit, whatever their history. */
export class DirectoryListings {
  readonly #fs: SyncFileSystem;
  readonly #fuel: FuelAccount;
  readonly #progress = new WeakMap<OpenFile, Progress>();
  /** The most recent last. */
  readonly #listings = new Map<OpenFile, readonly Entry[]>();

  constructor(fs: SyncFileSystem, fuel: FuelAccount) {
    this.#fs = fs;
    this.#fuel = fuel;
  }

  /** Starts `directory` anew, as it then is. */
  rewind(directory: OpenFile): void {
    this.#progress.delete(directory);
    this.#listings.delete(directory);
  }

  /**
   * Writes as many whole entries as fit into `length` bytes, from where the last call ended, and
   * answers how many bytes that took: the header, the name, its NUL, padding to 8 bytes. EINVAL
   * when not even one fits.
   */
  write(memory: GuestMemory, pointer: number, length: number, directory: OpenFile): number {
    memory.check(pointer, length);
    const entries = this.#list(directory);
    const progress = this.#progress.get(directory) ?? { seen: 0, last: "" };
    this.#progress.set(directory, progress);
    const start = pointer >>> 0;
    let bytes = 0;
    for (let index = firstUnseen(entries, progress); index < entries.length; index += 1) {
      const { name, ino, type } = entries[index] ?? fail("EINVAL");
      const text = encoder.encode(name);
      const entryBytes = (headerBytes + text.length + 1 + 7) & ~7;
      if (bytes + entryBytes > length) return bytes === 0 ? fail("EINVAL") : bytes;
      progress.seen += 1;
      progress.last = name;
      const at = start + bytes;
      memory.range(at, entryBytes).fill(0);
      memory.setU64(at, BigInt(ino));
      memory.setU64(at + 8, BigInt(progress.seen));
      memory.setU16(at + 16, entryBytes);
      memory.setU8(at + 18, typeNumbers[type]);
      memory.range(at + headerBytes, text.length).set(text);
      bytes += entryBytes;
    }
    return bytes;
  }

  #list(directory: OpenFile): readonly Entry[] {
    const known = this.#listings.get(directory);
    const listing = known ?? this.#read(directory);
    this.#listings.delete(directory);
    this.#listings.set(directory, listing);
    for (const oldest of this.#listings.keys()) {
      if (this.#listings.size <= maxListings) break;
      this.#listings.delete(oldest);
    }
    return listing;
  }

  #read(directory: OpenFile): readonly Entry[] {
    const entries: Entry[] = [];
    for (const entry of this.#fs.entries(directory)) {
      this.#fuel.charge(fuelPerEntry);
      entries.push(entry);
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const type = "directory";
    const parent = this.#fs.parentIno(directory);
    entries.unshift({ name: ".", ino: directory.ino, type }, { name: "..", ino: parent, type });
    return entries;
  }
}

/** The index after the last entry seen, also when others have come and gone since. */
function firstUnseen(entries: readonly Entry[], { seen, last }: Progress): number {
  if (seen <= dots || entries[seen - 1]?.name === last) return seen;
  const index = entries.findIndex(({ name }, at) => at >= dots && name > last);
  return index < 0 ? entries.length : index;
}

/** `.` and `..`, which stand before all others. */
const dots = 2;
