/** Shows beside the lines of a profile what stands in them. */
import type { LineRow, Profile } from "../runtime/index.ts";
import { FsError, type SyncFileSystem } from "../vfs/index.ts";
import type { Program } from "../worker/protocol.ts";

/** Lines are shown up to this many characters. */
const maxShown = 160;
/** Larger files are not looked into, in bytes. */
const maxFileBytes = 4 * 2 ** 20;

/** Adds the text of each line: of the program itself, and of files as the run has left them. */
export function addSources(profile: Profile, program: Program, fs: SyncFileSystem): Profile {
  if (profile.lines === undefined) return profile;
  const files = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const lines = readLines(file, program, fs);
    files.set(file, lines);
    return lines;
  };
  const rows = profile.lines.rows.map((row): LineRow => {
    const text = linesOf(row.file)[row.line - 1]?.trim();
    if (text === undefined || text === "") return row;
    return { ...row, source: text.length > maxShown ? `${text.slice(0, maxShown)}…` : text };
  });
  return { ...profile, lines: { ...profile.lines, rows } };
}

function readLines(file: string, program: Program, fs: SyncFileSystem): readonly string[] {
  if (program.kind !== "wasm" && program.path === file) return toLines(program.source);
  try {
    const { type, size } = fs.stat(file);
    return type === "file" && size <= maxFileBytes ? toLines(fs.readFile(file)) : [];
  } catch (error) {
    // Guests may call their files what they like.
    if (error instanceof FsError) return [];
    throw error;
  }
}

function toLines(source: string | Uint8Array): readonly string[] {
  const text = typeof source === "string" ? source : new TextDecoder().decode(source);
  return text.split(/\r\n|\r|\n/);
}
