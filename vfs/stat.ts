/** What the filesystem tells about an inode. */

/** The kinds of inode. */
export type FileType = "file" | "directory" | "symlink";

/** The metadata of one inode; times are nanoseconds since the Unix epoch. */
export interface Stat {
  /** The filesystem that it lies in: two inodes are the same when `dev` and `ino` are. */
  readonly dev: number;
  readonly ino: number;
  readonly type: FileType;
  /** File type bits and permission bits, as in POSIX `st_mode`. Stored and shown, not enforced. */
  readonly mode: number;
  readonly nlink: number;
  /** Bytes of content; for a symlink, of its target. */
  readonly size: number;
  readonly atimeNs: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
  readonly birthtimeNs: bigint;
}

/** One name in a directory. */
export interface DirectoryEntry {
  readonly name: string;
  readonly ino: number;
  readonly type: FileType;
  /** Where to continue after this entry: stays valid while other names come and go. */
  readonly cookie: number;
}
