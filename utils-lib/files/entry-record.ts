/** What is told of a file: the same keys wherever a utility describes one. */
import type { FileType, Stat } from "../../vfs/index.ts";

/** One entry of a directory, described. */
export interface EntryRecord {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly type: FileType;
  /** Seconds since 1970, exact to a microsecond. */
  readonly modified: number;
  /** As `ls -l` shows them, such as `-rw-r--r--`. */
  readonly permissions: string;
  readonly is_dir: boolean;
}

/** Describes what `stat` has told. */
export function entryRecord(name: string, stat: Stat): EntryRecord {
  const { size, type, mode, mtimeNs } = stat;
  return {
    name,
    size,
    type,
    modified: secondsOf(mtimeNs),
    permissions: permissionText(type, mode),
    is_dir: type === "directory",
  };
}

/** Nanoseconds as seconds, exact to a microsecond. */
export function secondsOf(timeNs: bigint): number {
  return Number(timeNs / 1_000n) / 1e6;
}

const typeLetters = { file: "-", directory: "d", symlink: "l" } as const;

function permissionText(type: FileType, mode: number): string {
  let text: string = typeLetters[type];
  // Owner, group and others, each with the bit that takes the place of its x.
  for (const [shift, special, letter] of [
    [6, 0o4000, "s"],
    [3, 0o2000, "s"],
    [0, 0o1000, "t"],
  ] as const) {
    const bits = mode >> shift;
    text += bits & 4 ? "r" : "-";
    text += bits & 2 ? "w" : "-";
    const executable = (bits & 1) === 1;
    if (mode & special) text += executable ? letter : letter.toUpperCase();
    else text += executable ? "x" : "-";
  }
  return text;
}
