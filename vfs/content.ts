/** The content of files: copy-on-write chunks with holes. Bytes past a file's size are zero in its chunks. */
import { type Chunk, type Chunks, chunkBytes, type Inode } from "./inode.ts";
import { maxSmallBytes, offsetOf, type Slab } from "./slab.ts";

/** Below this, a loop is faster than making a view to copy from. */
const loopBytes = 32;

/** Copies from `position` into `target`; returns how many bytes there were. */
export function readContent(inode: Inode, position: number, target: Uint8Array): number {
  const count = Math.min(target.length, inode.size - position);
  if (count <= 0) return 0;
  const { body } = inode;
  if (body instanceof Uint8Array) {
    copyInto(target, 0, { bytes: body, start: offsetOf(inode.place) + position, length: count });
    return count;
  }
  const chunks = chunksOf(inode);
  let done = 0;
  while (done < count) {
    const at = position + done;
    const start = at % chunkBytes;
    const length = Math.min(chunkBytes - start, count - done);
    const bytes = chunks[(at - start) / chunkBytes]?.bytes;
    const stored = bytes === undefined ? 0 : Math.min(length, Math.max(0, bytes.length - start));
    if (bytes !== undefined && stored > 0) copyInto(target, done, { bytes, start, length: stored });
    if (stored < length) target.fill(0, done + stored, done + length);
    done += length;
  }
  return count;
}

/** A copy of all content. */
export function wholeContent(inode: Inode): Uint8Array<ArrayBuffer> {
  const { body, size } = inode;
  if (body instanceof Uint8Array) {
    const start = offsetOf(inode.place);
    return body.slice(start, start + size);
  }
  const only = chunksOf(inode)[0];
  // Most files are one chunk: copying it saves filling the copy with zeros before.
  if (size <= chunkBytes && only !== undefined && only.bytes.length >= size) {
    return only.bytes.length === size ? new Uint8Array(only.bytes) : only.bytes.slice(0, size);
  }
  const content = new Uint8Array(size);
  readContent(inode, 0, content);
  return content;
}

/** Copies all of `source` to `position`, extending the file. The inode must be the owner's. */
export function writeContent(inode: Inode, position: number, source: Uint8Array, slab: Slab): void {
  const { length } = source;
  const isWhole = position === 0 && length >= inode.size && !Array.isArray(inode.body);
  if (isWhole && length <= maxSmallBytes) {
    inode.place = slab.store(source);
    inode.body = slab.bytes;
    inode.size = length;
    return;
  }
  makeChunked(inode);
  for (let done = 0; done < length; ) {
    const at = position + done;
    const start = at % chunkBytes;
    const part = Math.min(chunkBytes - start, length - done);
    const bytes = ownBytes(inode, (at - start) / chunkBytes, start, start + part);
    copyInto(bytes, start, { bytes: source, start: done, length: part });
    done += part;
  }
  inode.size = Math.max(inode.size, position + length);
}

/** Cuts the file or extends it by a hole. The inode must be the owner's. */
export function resizeContent(inode: Inode, size: number, slab: Slab): void {
  if (size > inode.size) {
    makeChunked(inode);
  } else if (size === 0) {
    inode.body = undefined;
  } else if (size < inode.size) {
    cut(inode, size, slab);
  }
  inode.size = size;
}

function cut(inode: Inode, size: number, slab: Slab): void {
  const chunks = chunksOf(inode);
  const first = storedAt(inode, 0);
  if (size <= maxSmallBytes && first !== undefined && first.length > size) {
    inode.place = slab.store(first.subarray(0, size));
    inode.body = slab.bytes;
    return;
  }
  const tail = size % chunkBytes;
  const kept = Math.ceil(size / chunkBytes);
  if (chunks.length > kept) chunks.length = kept;
  const last = chunks[kept - 1];
  if (tail > 0 && last !== undefined && last.bytes.length > tail) {
    chunks[kept - 1] = { owner: inode.owner, bytes: last.bytes.slice(0, tail) };
  }
}

/** Whether two files hold the same bytes; shared pieces are not looked into. */
export function isSameContent(one: Inode, other: Inode): boolean {
  if (one.size !== other.size) return false;
  const count = Math.max(pieceCount(one), pieceCount(other));
  for (let index = 0; index < count; index++) {
    if (pieceAt(one, index) === pieceAt(other, index)) continue;
    if (!isSameChunk(storedAt(one, index), storedAt(other, index))) return false;
  }
  return true;
}

/** Whether the content is that of a small file, in a slab. */
export function isInSlab({ body }: Inode): boolean {
  return body instanceof Uint8Array;
}

/** How many pieces the content has: chunks, holes between them included, or one in a slab. */
export function pieceCount(inode: Inode): number {
  return isInSlab(inode) ? 1 : chunksOf(inode).length;
}

/** What stands for the bytes of a piece: the same in all states of a tree that share them, and in no others. */
export function pieceAt(inode: Inode, index: number): Chunk | number | undefined {
  if (isInSlab(inode)) return index === 0 ? inode.place : undefined;
  return chunksOf(inode)[index];
}

/** The bytes of a piece, to be read only; `undefined` for a hole. */
export function storedAt(inode: Inode, index: number): Uint8Array<ArrayBuffer> | undefined {
  const { body, size } = inode;
  if (!(body instanceof Uint8Array)) return chunksOf(inode)[index]?.bytes;
  const start = offsetOf(inode.place);
  return index === 0 ? body.subarray(start, start + size) : undefined;
}

function chunksOf({ body }: Inode): Chunks {
  return Array.isArray(body) ? body : noChunks;
}

/** The chunks of whatever has none; never changed. */
const noChunks: Chunks = [];

/** Gives a file chunks of its own to change, with what it holds in a slab. */
function makeChunked(inode: Inode): void {
  const { owner, body } = inode;
  if (Array.isArray(body)) return;
  const bytes = storedAt(inode, 0)?.slice();
  inode.body = bytes === undefined ? [] : [{ owner, bytes }];
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
  const { owner } = inode;
  const chunks = chunksOf(inode);
  const old = chunks[index];
  if (old !== undefined && old.owner === owner && old.bytes.length >= end) return old.bytes;
  // Small files stay small; a file that has passed one chunk is likely to fill the next.
  const grown = old === undefined ? end : Math.max(end, 2 * old.bytes.length);
  const bytes = new Uint8Array(index > 0 ? chunkBytes : Math.min(chunkBytes, grown));
  if (old !== undefined && (start > 0 || end < old.bytes.length)) bytes.set(old.bytes);
  if (index === 0 && chunks.length < 2) {
    // Made anew: an array that grows has room for sixteen more, which most files never need.
    inode.body = [{ owner, bytes }];
    return bytes;
  }
  // Holes are stored as undefined, so that the array keeps its elements in order.
  while (chunks.length <= index) chunks.push(undefined);
  chunks[index] = { owner, bytes };
  return bytes;
}
