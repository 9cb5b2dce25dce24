/** What a name and a path may be made of, and how many bytes they take in UTF-8. */
import type { FsErrorCode } from "./fs-error.ts";

/** NAME_MAX: bytes of one component. */
export const maxNameBytes = 255;

/** PATH_MAX without its final NUL: bytes of a whole path or symlink target. */
export const maxPathBytes = 4095;

/** Bytes of `text` in UTF-8. Lone surrogates count as three. */
export function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    length += unit < 0x800 ? 1 : 2;
    // A pair is four bytes: three counted for its first unit, one for its second.
    if (isHigh(unit) && isLow(text.charCodeAt(at + 1))) at += 1;
  }
  return length;
}

/** Why `path` cannot be the path or the target of anything, whatever the tree holds. */
export function pathFault(path: string): FsErrorCode | undefined {
  if (path.length === 0) return "ENOENT";
  // Looked at first, so that a huge path costs nothing.
  if (path.length > maxPathBytes) return "ENAMETOOLONG";
  let wide = false;
  for (let at = 0; at < path.length; at++) {
    const unit = path.charCodeAt(at);
    if (unit === 0) return "EINVAL";
    if (unit < 0x80) continue;
    wide = true;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    if (!isHigh(unit) || !isLow(path.charCodeAt(at + 1))) return "EILSEQ";
    at += 1;
  }
  return wide && utf8Length(path) > maxPathBytes ? "ENAMETOOLONG" : undefined;
}

/** Whether a component is longer than NAME_MAX. */
export function isLongName(name: string): boolean {
  // A UTF-16 unit is at most three bytes, so most names need no counting.
  return name.length * 3 > maxNameBytes && utf8Length(name) > maxNameBytes;
}

/** Why `name` cannot be the name of a directory entry. */
export function nameFault(name: string): FsErrorCode | undefined {
  if (name === "." || name === ".." || name.includes("/")) return "EINVAL";
  return pathFault(name) ?? (isLongName(name) ? "ENAMETOOLONG" : undefined);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xdc00;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}
