/**
 * A ring of bytes in shared memory: one thread writes frames, one other reads them, without locks.
 *
 * Layout: a header of 64 bytes (i32 cells `head`, `tail`, `idle`), then a power of two of data.
 * `head` and `tail` count bytes ever written and read, modulo 2^32. A frame is a u8 kind, a u32
 * little-endian length and the payload; it exists once `head` has moved past it, so a writer
 * ended in the middle leaves nothing of it.
 */
import { type FrameHandler, type FrameKind, isFrameKind, maxPayloadBytes } from "./frame.ts";

const headerBytes = 64;
const frameHeaderBytes = 5;
const head = 0;
const tail = 1;
/** 1 while the reader sleeps and wants to be rung. */
const idle = 2;

/** Makes the memory of a ring. `capacity` is a power of two that holds the largest frame. */
export function createRing(capacity: number = 4 * maxPayloadBytes): SharedArrayBuffer {
  if ((capacity & (capacity - 1)) !== 0 || capacity < 2 * frameHeaderBytes) {
    throw new RangeError(`Cannot make a ring of ${capacity} bytes: must be a power of two`);
  }
  const ring = new SharedArrayBuffer(headerBytes + capacity);
  new Int32Array(ring, 0, 3)[idle] = 1;
  return ring;
}

/** The writing end. */
export class RingWriter {
  readonly #header: Int32Array;
  readonly #data: Uint8Array;
  readonly #mask: number;

  constructor(ring: SharedArrayBuffer) {
    this.#header = new Int32Array(ring, 0, 3);
    this.#data = new Uint8Array(ring, headerBytes);
    this.#mask = this.#data.length - 1;
  }

  /** Writes one frame, blocking this thread while the ring is full. Returns whether the reader must be rung. */
  write(kind: FrameKind, payload: Uint8Array): boolean {
    const size = frameHeaderBytes + payload.length;
    if (size > this.#data.length || payload.length > maxPayloadBytes) {
      throw new RangeError(`Cannot send a frame of ${payload.length} bytes: it is too large`);
    }
    const start = Atomics.load(this.#header, head);
    this.#waitForSpace(start, size);
    const data = this.#data;
    const mask = this.#mask;
    const length = payload.length;
    data[start & mask] = kind;
    data[(start + 1) & mask] = length;
    data[(start + 2) & mask] = length >>> 8;
    data[(start + 3) & mask] = length >>> 16;
    data[(start + 4) & mask] = length >>> 24;
    const at = (start + frameHeaderBytes) & mask;
    const first = Math.min(length, data.length - at);
    if (first === length) {
      data.set(payload, at);
    } else {
      data.set(payload.subarray(0, first), at);
      data.set(payload.subarray(first), 0);
    }
    Atomics.store(this.#header, head, (start + size) | 0);
    return Atomics.exchange(this.#header, idle, 0) === 1;
  }

  // The reader is awake whenever the ring is full: the frame that found it idle has rung.
  #waitForSpace(start: number, size: number): void {
    for (;;) {
      const read = Atomics.load(this.#header, tail);
      if (this.#data.length - ((start - read) >>> 0) >= size) return;
      Atomics.wait(this.#header, tail, read);
    }
  }
}

/** The reading end. It trusts nothing it finds in the ring. */
export class RingReader {
  readonly #header: Int32Array;
  readonly #data: Uint8Array;
  readonly #handler: FrameHandler;
  #read: number;

  constructor(ring: SharedArrayBuffer, handler: FrameHandler) {
    this.#header = new Int32Array(ring, 0, 3);
    this.#data = new Uint8Array(ring, headerBytes);
    this.#handler = handler;
    this.#read = Atomics.load(this.#header, tail);
  }

  /** Bytes that have been committed and not been handed over; anything when the ring is corrupt. */
  get pending(): number {
    return (Atomics.load(this.#header, head) - this.#read) >>> 0;
  }

  /**
   * Hands over committed frames, about `maxBytes` of them. Returns whether the ring was emptied,
   * in which case the writer rings for the next frame. Throws `RangeError` when the ring is corrupt.
   */
  drain(maxBytes: number): boolean {
    let bytes = 0;
    for (;;) {
      while (Atomics.load(this.#header, head) !== this.#read) {
        if (bytes >= maxBytes) return false;
        bytes += this.#readFrame();
      }
      Atomics.store(this.#header, idle, 1);
      // A frame that was written before `idle` was set rang nobody: take the flag back and go on.
      if (Atomics.load(this.#header, head) === this.#read) return true;
      if (Atomics.exchange(this.#header, idle, 0) === 0) return true;
    }
  }

  #readFrame(): number {
    const data = this.#data;
    const mask = data.length - 1;
    const start = this.#read;
    const available = (Atomics.load(this.#header, head) - start) >>> 0;
    const kind = data[start & mask];
    let length = 0;
    for (let i = 4; i >= 1; i--) length = length * 256 + (data[(start + i) & mask] ?? 0);
    const size = frameHeaderBytes + length;
    if (available > data.length || size > available || !isFrameKind(kind)) {
      throw new RangeError("Cannot read the ring: a frame in it is corrupt");
    }
    const payload = new Uint8Array(length);
    const at = (start + frameHeaderBytes) & mask;
    const first = Math.min(length, data.length - at);
    payload.set(data.subarray(at, at + first));
    if (first < length) payload.set(data.subarray(0, length - first), first);
    this.#read = (start + size) | 0;
    Atomics.store(this.#header, tail, this.#read);
    Atomics.notify(this.#header, tail);
    this.#handler(kind, payload);
    return size;
  }
}
