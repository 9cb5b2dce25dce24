/** Tar archives as text in which each character is a byte: ustar, and GNU's and POSIX's long names. */
import { contentOf, textOf } from "./command-call.ts";

/** What an archive holds of one file. */
export interface TarMember {
  /** Unicode; ends with a slash if it is a directory. */
  readonly name: string;
  readonly type: "file" | "directory" | "symlink" | "link";
  /** Permission bits. */
  readonly mode: number;
  /** Seconds since the Unix epoch. */
  readonly mtime: number;
  /** What a link leads to. */
  readonly target: string;
  /** Characters that each stand for a byte. */
  readonly content: string;
}

/** Why something is no archive; the message says it as `tar` does. */
export class TarProblem extends Error {
  override readonly name = "TarProblem";
}

const blockSize = 512;
/** No time is later, in seconds: archives may say anything. */
const maxTime = 2 ** 34;
/** An archive is so many bytes, or a multiple of it. */
const recordSize = 10_240;
const typeFlags = { file: "0", link: "1", symlink: "2", directory: "5" } as const;

/** Writes an archive of `members`. */
export function writeTar(members: readonly TarMember[]): string {
  const text = members.map(writeMember).join("");
  const size = Math.ceil((text.length + 2 * blockSize) / recordSize) * recordSize;
  return text + "\0".repeat(size - text.length);
}

function writeMember(member: TarMember): string {
  const name = contentOf(member.name);
  const target = contentOf(member.target);
  const { mode, mtime, content, type } = member;
  return [
    name.length > 100 ? longName("L", name) : "",
    target.length > 100 ? longName("K", target) : "",
    header({ name, target, mode, mtime, size: content.length, flag: typeFlags[type] }),
    padded(content),
  ].join("");
}

function longName(flag: "K" | "L", name: string): string {
  const start = { name: "././@LongLink", target: "", mode: 0, mtime: 0 };
  return header({ ...start, size: name.length + 1, flag }) + padded(`${name}\0`);
}

function padded(content: string): string {
  return content + "\0".repeat((blockSize - (content.length % blockSize)) % blockSize);
}

function header(of: {
  readonly name: string;
  readonly target: string;
  readonly mode: number;
  readonly mtime: number;
  readonly size: number;
  readonly flag: string;
}): string {
  const field = (text: string, length: number): string =>
    text.slice(0, length).padEnd(length, "\0");
  const octal = (value: number, length: number): string =>
    field(value.toString(8).padStart(length - 1, "0"), length);
  const start = [
    field(of.name, 100),
    octal(of.mode, 8),
    octal(1000, 8),
    octal(1000, 8),
    octal(of.size, 12),
    octal(Math.max(0, of.mtime), 12),
  ].join("");
  const end = [
    of.flag,
    field(of.target, 100),
    "ustar  \0",
    field("user", 32),
    field("user", 32),
  ].join("");
  const sum = sumOf(start) + sumOf(end) + 8 * 0x20;
  return field(`${start}${sum.toString(8).padStart(6, "0")}\0 ${end}`, blockSize);
}

function sumOf(text: string): number {
  let sum = 0;
  for (let index = 0; index < text.length; index += 1) sum += text.charCodeAt(index);
  return sum;
}

/** Reads the members of an archive. Throws `TarProblem`. */
export function readTar(archive: string): readonly TarMember[] {
  const members: TarMember[] = [];
  let names: {
    path?: string | undefined;
    linkpath?: string | undefined;
    size?: string | undefined;
  } = {};
  let position = 0;
  while (position + blockSize <= archive.length) {
    const block = archive.slice(position, position + blockSize);
    if (/^\0+$/.test(block)) break;
    if (octalAt(block, 148, 8) !== sumOf(block.slice(0, 148)) + sumOf(block.slice(156)) + 256) {
      throw new TarProblem(
        members.length === 0 ? "This does not look like a tar archive" : "Skipping to next header",
      );
    }
    const flag = block.charAt(156);
    const size = "xgLK".includes(flag)
      ? octalAt(block, 124, 12)
      : Number(names.size ?? octalAt(block, 124, 12));
    const start = position + blockSize;
    if (!Number.isSafeInteger(size) || size < 0 || start + size > archive.length) {
      throw new TarProblem("Unexpected EOF in archive");
    }
    const content = archive.slice(start, start + size);
    position = start + Math.ceil(size / blockSize) * blockSize;
    if (flag === "L") names = { ...names, path: content.replace(/\0.*$/s, "") };
    else if (flag === "K") names = { ...names, linkpath: content.replace(/\0.*$/s, "") };
    else if (flag === "x") names = { ...names, ...paxNames(content) };
    else if (flag !== "g") {
      members.push(memberOf(block, flag, content, names));
      names = {};
    }
  }
  if (members.length === 0 && archive.length < blockSize) {
    throw new TarProblem("This does not look like a tar archive");
  }
  return members;
}

function memberOf(
  block: string,
  flag: string,
  content: string,
  names: { readonly path?: string | undefined; readonly linkpath?: string | undefined },
): TarMember {
  const text = (from: number, length: number): string =>
    block.slice(from, from + length).replace(/\0.*$/s, "");
  const prefix = block.slice(257, 263) === "ustar\0" ? text(345, 155) : "";
  const name = textOf(names.path ?? (prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`));
  const isDirectory = flag === "5" || ("0\0".includes(flag) && name.endsWith("/"));
  const type = isDirectory
    ? "directory"
    : flag === "2"
      ? "symlink"
      : flag === "1"
        ? "link"
        : "file";
  return {
    name: isDirectory && !name.endsWith("/") ? `${name}/` : name,
    type,
    mode: octalAt(block, 100, 8) & 0o7777,
    mtime: Math.min(octalAt(block, 136, 12) || 0, maxTime),
    target: textOf(names.linkpath ?? text(157, 100)),
    content: type === "file" ? content : "",
  };
}

/** The records of a POSIX header that name things: lines such as `18 path=a/b`, which count themselves. */
function paxNames(content: string): Partial<Record<"path" | "linkpath" | "size", string>> {
  const found: Partial<Record<"path" | "linkpath" | "size", string>> = {};
  let position = 0;
  while (position < content.length) {
    const space = content.indexOf(" ", position);
    const length = Number(content.slice(position, space));
    if (space < 0 || !Number.isSafeInteger(length) || length < 5) break;
    const record = content.slice(space + 1, position + length - 1);
    const equals = record.indexOf("=");
    const key = record.slice(0, equals);
    if (key === "path" || key === "linkpath" || key === "size")
      found[key] = record.slice(equals + 1);
    position += length;
  }
  return found;
}

/** A number in octal digits; in GNU's large form the bytes themselves. NaN when it is neither. */
function octalAt(block: string, from: number, length: number): number {
  const text = block.slice(from, from + length);
  if (text.charCodeAt(0) >= 0x80) {
    let value = 0;
    for (let index = 1; index < length; index += 1) value = value * 256 + text.charCodeAt(index);
    return value;
  }
  const digits = text.replace(/[\0 ].*$/s, (rest) => (/^[\0 ]*$/.test(rest) ? "" : rest)).trim();
  if (digits === "") return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}
