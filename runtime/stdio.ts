/** Streams: descriptors that are no files, such as stdin, stdout and the RPC device. */
import type { Output } from "./output.ts";

/** A stream of bytes behind a descriptor. What is absent it cannot do. */
export interface Stream {
  /** Reads at most `target.length` bytes and returns how many; 0 means the end. */
  read?(target: Uint8Array): number;
  /** Takes all of `source`. */
  write?(source: Uint8Array): void;
  /** Takes back what was read last and not used: it is what is read next. */
  unread?(bytes: Uint8Array): void;
}

/**
 * Where a guest's stdin comes from: its bytes, a function that fills a buffer and returns how much,
 * 0 at the end, or the stdin of whoever has started it.
 */
export type Stdin = Uint8Array | ((target: Uint8Array) => number) | Stream;

/** Makes the stream that a guest reads its stdin from; `beforeWait` is called before each read that may wait. */
export function createStdin(source: Stdin, beforeWait: () => void): Stream {
  if (typeof source === "function") return createWaiting(source, beforeWait);
  if (!(source instanceof Uint8Array)) {
    return {
      read: (target) => {
        beforeWait();
        return source.read?.(target) ?? 0;
      },
      unread: (bytes) => source.unread?.(bytes),
    };
  }
  let position = 0;
  return {
    read: (target) => {
      const chunk = source.subarray(position, position + target.length);
      target.set(chunk);
      position += chunk.length;
      return chunk.length;
    },
    unread: (bytes) => {
      position -= Math.min(position, bytes.length);
    },
  };
}

function createWaiting(source: (target: Uint8Array) => number, beforeWait: () => void): Stream {
  let unread = new Uint8Array();
  return {
    read: (target) => {
      if (unread.length > 0) {
        const chunk = unread.subarray(0, target.length);
        target.set(chunk);
        unread = unread.subarray(chunk.length);
        return chunk.length;
      }
      beforeWait();
      const count = Math.trunc(source(target));
      return Math.min(Math.max(count, 0), target.length);
    },
    unread: (bytes) => {
      const all = new Uint8Array(bytes.length + unread.length);
      all.set(bytes);
      all.set(unread, bytes.length);
      unread = all;
    },
  };
}

/** Makes the stream that a guest writes `output` through. */
export function createOutputStream(output: Output): Stream {
  return { write: (source) => output.write(source) };
}
