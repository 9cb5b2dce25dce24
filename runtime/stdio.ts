/** Streams: descriptors that are no files, such as stdin, stdout and the RPC device. */
import type { Output } from "./output.ts";

/** A stream of bytes behind a descriptor. What is absent it cannot do. */
export interface Stream {
  /** Reads at most `target.length` bytes and returns how many; 0 means the end. */
  read?(target: Uint8Array): number;
  /** Takes all of `source`. */
  write?(source: Uint8Array): void;
}

/** Where a guest's stdin comes from: its bytes, or a function that fills a buffer and returns how much, 0 at the end. */
export type Stdin = Uint8Array | ((target: Uint8Array) => number);

/** Makes the stream that a guest reads its stdin from; `beforeWait` is called before each read that may wait. */
export function createStdin(source: Stdin, beforeWait: () => void): Stream {
  if (typeof source === "function") {
    return {
      read: (target) => {
        beforeWait();
        const count = Math.trunc(source(target));
        return Math.min(Math.max(count, 0), target.length);
      },
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
  };
}

/** Makes the stream that a guest writes `output` through. */
export function createOutputStream(output: Output): Stream {
  return { write: (source) => output.write(source) };
}
