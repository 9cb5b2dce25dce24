/** Lists a zip archive by its central directory, without unpacking anything. */

/** One file of an archive. */
export interface ZipEntry {
  /** A relative path without empty, `.` and `..` parts. */
  readonly name: string;
  readonly isCompressed: boolean;
  readonly compressedBytes: number;
  /** How many bytes it says that it has; who unpacks it must hold it to that. */
  readonly bytes: number;
  /** Where its local header starts. */
  readonly offset: number;
}

/** What an archive may hold. */
export const maxEntries = 20_000;
/** All files together, unpacked, in bytes. */
export const maxUnpackedBytes: number = 128 * 2 ** 20;

/** Lists the files, in the order of the directory. The archive may be hostile. Throws RangeError that says why it cannot be used. */
export function readZipDirectory(archive: Uint8Array): readonly ZipEntry[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.length);
  const end = findEnd(view);
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (view.getUint32(end + 4, true) !== 0 || count !== view.getUint16(end + 8, true)) {
    throw new RangeError("the archive has several parts");
  }
  // Whoever unpacks it must not find another directory than this one.
  if (start + view.getUint32(end + 12, true) !== end || hasLongEnd(view, end)) {
    throw new RangeError("its directory is damaged");
  }
  if (count > maxEntries) throw new RangeError(`it has more than ${maxEntries} files`);
  const entries: ZipEntry[] = [];
  const names = new Set<string>();
  let unpackedBytes = 0;
  let position = start;
  for (let index = 0; index < count; index += 1) {
    if (position + entryBytes > end || view.getUint32(position, true) !== entryMagic) {
      throw new RangeError("its directory is damaged");
    }
    const next =
      position +
      entryBytes +
      [28, 30, 32].reduce((sum, field) => sum + view.getUint16(position + field, true), 0);
    if (next > end) throw new RangeError("its directory is damaged");
    const entry = readEntry(view, position, start);
    position = next;
    if (entry === undefined) continue;
    if (names.has(entry.name)) throw new RangeError(`it has ${show(entry.name)} twice`);
    names.add(entry.name);
    unpackedBytes += entry.bytes;
    if (unpackedBytes > maxUnpackedBytes) {
      throw new RangeError(`its files are larger than ${maxUnpackedBytes} bytes`);
    }
    entries.push(entry);
  }
  if (position !== end) throw new RangeError("its directory is damaged");
  return entries;
}

/** https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, sections 4.3.12 and 4.3.16. */
const entryMagic = 0x0201_4b50;
const entryBytes = 46;
const endMagic = 0x0605_4b50;
const endBytes = 22;
const maxCommentBytes = 0xffff;

function findEnd(view: DataView): number {
  const last = view.byteLength - endBytes;
  for (let at = last; at >= Math.max(0, last - maxCommentBytes); at -= 1) {
    const isEnd = view.getUint32(at, true) === endMagic;
    if (isEnd && at + endBytes + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  throw new RangeError("it is no zip archive, or cut short");
}

/** Whether a second end for archives of more than 4 GB stands before the first, section 4.3.15. */
function hasLongEnd(view: DataView, end: number): boolean {
  return end >= longEndBytes && view.getUint32(end - longEndBytes, true) === longEndMagic;
}

const longEndMagic = 0x0706_4b50;
const longEndBytes = 20;

const encryptedFlag = 1;
const symlinkType = 0o120000;
const typeMask = 0o170000;

/** The file at `position` of the directory; undefined for a directory. */
function readEntry(view: DataView, position: number, dataEnd: number): ZipEntry | undefined {
  const u16 = (field: number): number => view.getUint16(position + field, true);
  const u32 = (field: number): number => view.getUint32(position + field, true);
  const nameBytes = new Uint8Array(view.buffer, view.byteOffset + position + entryBytes, u16(28));
  const name = decodeName(nameBytes);
  const isDirectory = name.endsWith("/");
  checkName(isDirectory ? name.slice(0, -1) : name);
  if (((u32(38) >>> 16) & typeMask) === symlinkType) {
    throw new RangeError(`${show(name)} is a symlink`);
  }
  if (isDirectory) return undefined;
  const method = u16(10);
  if ((u16(8) & encryptedFlag) !== 0) throw new RangeError(`${show(name)} is encrypted`);
  if (method !== 0 && method !== 8) {
    throw new RangeError(`${show(name)} is compressed by method ${method}, must be by deflate`);
  }
  const compressedBytes = u32(20);
  const bytes = u32(24);
  const offset = u32(42);
  if (offset + compressedBytes > dataEnd) {
    throw new RangeError(`${show(name)} lies outside of the archive`);
  }
  if (method === 0 && bytes !== compressedBytes) {
    throw new RangeError(`${show(name)} has two sizes`);
  }
  return { name, isCompressed: method === 8, compressedBytes, bytes, offset };
}

function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new RangeError("a name in it is no UTF-8");
  }
}

function checkName(name: string): void {
  const parts = name.split("/");
  // Control characters would reach terminals, backslashes are separators elsewhere.
  if (/[\p{Cc}\\]/u.test(name))
    throw new RangeError(`${show(name)} has characters that no name may have`);
  if (/^[A-Za-z]:/.test(name) || parts.some((part) => ["", ".", ".."].includes(part))) {
    throw new RangeError(`${show(name)} leads out of the archive`);
  }
  if (parts.some((part) => part.length > 255) || parts.length > 32) {
    throw new RangeError(`${show(name)} is too long a path`);
  }
}

function show(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}...` : name);
}
