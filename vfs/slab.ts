/**
 * Where small files keep their content: side by side in arrays of 1 KiB, because an array of its own
 * takes more memory than a small file has bytes. What is stored is never changed, so it may be read
 * by any snapshot; an array goes when no inode refers to it any more. One small file that outlives
 * its neighbours keeps 1 KiB, which is why slabs are no larger.
 */

const slabBytes = 1024;

/** The largest content that is stored in a slab. */
export const maxSmallBytes = 256;

/** Hands out places in slabs. */
export class Slab {
  /** The slab of the last place that was handed out. */
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  /** Places are numbered through all slabs, so that no two contents of a tree have the same. */
  #next: number;
  #end: number;

  /** For a fork of a tree, `first` is the `end` of the tree's: what both hold has its places still. */
  constructor(first = 0) {
    this.#next = first;
    this.#end = first;
  }

  /** No place up to now is at or past this one. */
  get end(): number {
    return this.#end;
  }

  /** Copies at most {@link maxSmallBytes} into `bytes`, which may become another; tells the place. */
  store(content: Uint8Array): number {
    const { length } = content;
    if (this.#next + length > this.#end) {
      this.bytes = new Uint8Array(slabBytes);
      this.#next = this.#end;
      this.#end += slabBytes;
    }
    const place = this.#next;
    this.bytes.set(content, offsetOf(place));
    this.#next += length;
    return place;
  }
}

/** Where in its slab a place is. */
export function offsetOf(place: number): number {
  return place % slabBytes;
}
