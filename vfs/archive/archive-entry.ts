/** One file, directory, symlink or additional hard link of an archive, whatever its format. */
import type { FileType } from "../stat.ts";

/** An entry. What is a `link` has mode, times and attributes where it was named first. */
export interface ArchiveEntry {
  /** From the archive's root, without a slash at either end; empty for the root itself. */
  readonly path: string;
  readonly type: FileType | "link";
  /** Permission bits. */
  readonly mode: number;
  readonly mtimeNs: bigint;
  readonly atimeNs: bigint;
  /** Only of a file. */
  readonly content: Uint8Array;
  /** What a symlink holds; of a link, the `path` that the file was first named by. */
  readonly target: string;
  readonly xattrs: ReadonlyMap<string, Uint8Array>;
}

/** What an entry without content or attributes has. */
export const noBytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);

/** What an entry without attributes has. */
export const noXattrs: ReadonlyMap<string, Uint8Array> = new Map();

/** What is exported. */
export interface ExportOptions {
  /** The directory whose tree is exported; its own path is not part of it. @default "/" */
  readonly path?: string;
  /** One time for all entries, so that equal trees give equal archives. @default their own times */
  readonly mtimeNs?: bigint;
}

/** Where an archive is unpacked. */
export interface ImportOptions {
  /** An existing directory. @default "/" */
  readonly path?: string;
}
