/** Reads the program that is to run, and refuses what cannot be one. */
import { readFileSync, statSync } from "node:fs";
import { basename, extname } from "node:path";
import type { SyncFileSystem } from "../vfs/index.ts";
import { UsageError } from "./usage-error.ts";

/** A program and where the guest sees it. */
export interface ProgramFile {
  /** `/app/<name>`. */
  readonly guestPath: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const textTypes = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"];
const supported = [".py", ...textTypes, ".sh", ".bash", ".wasm"];
const maxBytes = 256 * 2 ** 20;

/** Reads FILE. Throws {@link UsageError} for what is missing, not a file, not supported or not text. */
export function readProgram(file: string): ProgramFile {
  const type = extname(file);
  const stat = attemptWith("read", file, () => statSync(file));
  if (stat.isDirectory()) {
    throw new UsageError(`Cannot run "${file}": it is a directory, name a program in it`);
  }
  if (!supported.includes(type)) {
    const what = type === "" ? "a file without extension" : type;
    throw new UsageError(
      `Cannot run "${file}": ${what} is not supported, use ${supported.join(", ")}`,
    );
  }
  if (!stat.isFile() || stat.size > maxBytes) {
    throw new UsageError(`Cannot run "${file}": it must be a regular file of at most 256 MiB`);
  }
  const bytes = new Uint8Array(attemptWith("read", file, () => readFileSync(file)));
  if (textTypes.includes(type)) checkText(file, bytes);
  return { guestPath: `/app/${basename(file)}`, bytes };
}

/** Puts the program into the tree, unless a mount has brought the very same file. */
export function placeProgram(fs: SyncFileSystem, { guestPath, bytes }: ProgramFile): void {
  if (!fs.exists("/app")) fs.mkdir("/app");
  if (fs.exists(guestPath, { follow: false })) {
    const { type } = fs.lstat(guestPath);
    if (type === "directory") {
      throw new UsageError(
        `Cannot place the program at "${guestPath}": a mount has a directory there`,
      );
    }
    if (type === "file" && isSame(fs.readFile(guestPath), bytes)) return;
    fs.unlink(guestPath);
  }
  fs.writeFile(guestPath, bytes);
}

function checkText(file: string, bytes: Uint8Array): void {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UsageError(`Cannot run "${file}": it is not valid UTF-8, save it as UTF-8 text`);
  }
}

function isSame(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && left.every((byte, index) => byte === right[index]);
}

/** Does what a file that the user named is for. Throws {@link UsageError} when the system refuses. */
export function attemptWith<T>(action: "read" | "write", file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw new UsageError(`Cannot ${action} "${file}": ${reasonOf(error)}`);
  }
}

/** The words of a system error without the call and the path that follow them. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]+: ([^,]+)/.exec(message)?.[1] ?? message;
}
