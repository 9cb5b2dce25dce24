/** An open file or directory, as the filesystem hands it out. */
import type { Mount } from "./mount.ts";
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
  /** The tree of the filesystem that opened it, compared by identity; `undefined` once closed. */
  home: object | undefined;
  /** What it was opened through. */
  readonly mount: Mount;
  offset = 0;

  constructor(home: object, mount: Mount, opened: Pick<OpenFile, "ino" | "flags">) {
    this.home = home;
    this.mount = mount;
    this.ino = opened.ino;
    this.flags = opened.flags;
  }
}
