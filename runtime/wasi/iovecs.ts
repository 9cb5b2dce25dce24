/** The buffers of a scattered read or write, all checked before the first byte moves. */
import { size } from "./abi.ts";
import { fail } from "./errno.ts";
import type { GuestMemory } from "./memory.ts";

/** The most buffers of one call, as IOV_MAX elsewhere. */
const maxCount = 1024;

/** Room for most programs. */
const usualCount = 16;

/**
 * The most bytes that one call moves, as on Linux: what it moved fits in an i32. Buffers may lie on
 * top of each other, so that they may be larger together than the memory.
 */
const maxBytes = 0x7fff_f000;

/** The buffers of the current call. Kept between calls, so that a call allocates nothing. */
export class Iovecs {
  /** How many there are, without empty ones. */
  count = 0;
  readonly #memory: GuestMemory;
  #pointers = new Uint32Array(usualCount);
  #lengths = new Uint32Array(usualCount);

  constructor(memory: GuestMemory) {
    this.#memory = memory;
  }

  /** Takes over the buffers described at `pointer`, as much of them as one call moves. Fails with EINVAL for too many, EFAULT when one is not in memory. */
  load(pointer: number, count: number): void {
    if (count >>> 0 > maxCount) fail("EINVAL");
    this.#memory.check(pointer, count * size.iovec);
    if (count > this.#pointers.length) {
      this.#pointers = new Uint32Array(maxCount);
      this.#lengths = new Uint32Array(maxCount);
    }
    this.count = 0;
    let room = maxBytes;
    for (let index = 0; index < count; index += 1) {
      const at = (pointer >>> 0) + index * size.iovec;
      const given = this.#memory.getU32(at + 4);
      const start = this.#memory.getU32(at);
      this.#memory.check(start, given);
      const length = Math.min(given, room);
      if (length === 0) continue;
      this.#pointers[this.count] = start;
      this.#lengths[this.count] = length;
      this.count += 1;
      room -= length;
    }
  }

  /** The bytes of buffer `index`. */
  buffer(index: number): Uint8Array<ArrayBuffer> {
    return this.#memory.range(this.#pointers[index] ?? 0, this.#lengths[index] ?? 0);
  }
}
