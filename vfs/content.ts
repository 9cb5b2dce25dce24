/** The content of files: copy-on-write chunks with holes. Bytes past a file's size are zero in its chunks. */
import { chunkBytes, type Inode } from "./inode.ts";

/** Below this, a loop is faster than making a view to copy from. */
const loopBytes = 32;

/** Copies from `position` into `target`; returns how many bytes there were. */
export function readContent(inode: Inode, position: number, target: Uint8Array): number {
  const count = Math.min(target.length, inode.size - position);
  if (count <= 0) return 0;
  let done = 0;
  while (done < count) {
    const at = position + done;
    const start = at % chunkBytes;
    const length = Math.min(chunkBytes - start, count - done);
    const bytes = inode.chunks[(at - start) / chunkBytes]?.bytes;
    const stored = bytes === undefined ? 0 : Math.min(length, Math.max(0, bytes.length - start));
    if (bytes !== undefined && stored > 0) copyInto(target, done, { bytes, start, length: stored });
    if (stored < length) target.fill(0, done + stored, done + length);
    done += length;
  }
  return count;
}

/** A copy of all content. */
export function wholeContent(inode: Inode): Uint8Array<ArrayBuffer> {
  const [only] = inode.chunks;
  // Most files are one chunk: copying it saves filling the copy with zeros before.
  if (inode.size <= chunkBytes && only !== undefined && only.bytes.length >= inode.size) {
    return only.bytes.slice(0, inode.size);
  }
  const content = new Uint8Array(inode.size);
  readContent(inode, 0, content);
  return content;
}

/** Copies all of `source` to `position`, extending the file. The inode must be the owner's. */
export function writeContent(inode: Inode, position: number, source: Uint8Array): void {
  let done = 0;
  while (done < source.length) {
    const at = position + done;
    const start = at % chunkBytes;
    const length = Math.min(chunkBytes - start, source.length - done);
    const bytes = ownBytes(inode, (at - start) / chunkBytes, start, start + length);
    copyInto(bytes, start, { bytes: source, start: done, length });
    done += length;
  }
  inode.size = Math.max(inode.size, position + source.length);
}

/** Cuts the file or extends it by a hole. The inode must be the owner's. */
export function resizeContent(inode: Inode, size: number): void {
  if (size < inode.size) {
    const tail = size % chunkBytes;
    const kept = Math.ceil(size / chunkBytes);
    if (inode.chunks.length > kept) inode.chunks.length = kept;
    const last = inode.chunks[kept - 1];
    if (tail > 0 && last !== undefined && last.bytes.length > tail) {
      inode.chunks[kept - 1] = { owner: inode.owner, bytes: last.bytes.slice(0, tail) };
    }
  }
  inode.size = size;
}

/** Whether two files hold the same bytes; shared chunks are not looked into. */
export function isSameContent(one: Inode, other: Inode): boolean {
  if (one.size !== other.size) return false;
  const chunks = Math.max(one.chunks.length, other.chunks.length);
  for (let index = 0; index < chunks; index++) {
    const left = one.chunks[index];
    const right = other.chunks[index];
    if (left !== right && !isSameChunk(left?.bytes, right?.bytes)) return false;
  }
  return true;
}

function isSameChunk(one: Uint8Array = noBytes, other: Uint8Array = noBytes): boolean {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at++) if ((one[at] ?? 0) !== (other[at] ?? 0)) return false;
  return true;
}

const noBytes = new Uint8Array(0);

function copyInto(
  target: Uint8Array,
  at: number,
  from: { readonly bytes: Uint8Array; readonly start: number; readonly length: number },
): void {
  const { bytes, start, length } = from;
  if (length <= loopBytes) {
    for (let index = 0; index < length; index++) target[at + index] = bytes[start + index] ?? 0;
  } else if (start === 0 && length === bytes.length) {
    target.set(bytes, at);
  } else {
    target.set(bytes.subarray(start, start + length), at);
  }
}

/** The bytes of a chunk, made the owner's and ready for `start..end` to be overwritten. */
function ownBytes(
  inode: Inode,
  index: number,
  start: number,
  end: number,
): Uint8Array<ArrayBuffer> {
  const { chunks, owner } = inode;
  const old = chunks[index];
  if (old !== undefined && old.owner === owner && old.bytes.length >= end) return old.bytes;
  // Small files stay small; a file that has passed one chunk is likely to fill the next.
  const grown = old === undefined ? end : Math.max(end, 2 * old.bytes.length);
  const bytes = new Uint8Array(index > 0 ? chunkBytes : Math.min(chunkBytes, grown));
  if (old !== undefined && (start > 0 || end < old.bytes.length)) bytes.set(old.bytes);
  if (index === 0 && chunks.length < 2) {
    // Made anew: an array that grows has room for sixteen more, which most files never need.
    inode.chunks = [{ owner, bytes }];
    return bytes;
  }
  // Holes are stored as undefined, so that the array keeps its elements in order.
  while (chunks.length <= index) chunks.push(undefined);
  chunks[index] = { owner, bytes };
  return bytes;
}
