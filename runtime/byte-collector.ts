/** Gathers chunks of bytes into one array. */

/** Chunks of bytes, in the order they came. */
export interface ByteCollector {
  readonly length: number;
  /** Keeps `chunk` itself, not a copy. */
  add(chunk: Uint8Array): void;
  /** All bytes so far as one fresh array; the collector is empty afterwards. */
  take(): Uint8Array<ArrayBuffer>;
}

/** Opens an empty collector. */
export function createByteCollector(): ByteCollector {
  let chunks: Uint8Array[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    add(chunk) {
      chunks.push(chunk);
      length += chunk.length;
    },
    take() {
      const all = new Uint8Array(length);
      let position = 0;
      for (const chunk of chunks) {
        all.set(chunk, position);
        position += chunk.length;
      }
      chunks = [];
      length = 0;
      return all;
    },
  };
}
