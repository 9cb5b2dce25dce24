/** An open file or directory, as the filesystem hands it out. */
import type { OpenFlags } from "./sync-file-system.ts";

/** An open file or directory: give it back to the filesystem that opened it, and close it there. */
export interface OpenFile {
  readonly ino: number;
  /** What it was opened with. */
  readonly flags: OpenFlags;
  /** Where the next read or write starts, in bytes. */
  readonly offset: number;
}

/** What an {@link OpenFile} is inside the core. */
export class OpenHandle implements OpenFile {
  readonly ino: number;
  readonly flags: OpenFlags;
  /** The tree it belongs to, compared by identity; `undefined` once closed. */
  tree: object | undefined;
  offset = 0;

  constructor(tree: object, ino: number, flags: OpenFlags) {
    this.tree = tree;
    this.ino = ino;
    this.flags = flags;
  }
}
