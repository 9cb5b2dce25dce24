import { expect, test } from "vitest";
import { Iovecs } from "./iovecs.ts";
import { GuestMemory } from "./memory.ts";

/** Buffers in 4 MiB of memory, described at 0. */
function load(buffers: readonly (readonly [pointer: number, length: number])[]): Iovecs {
  const memory = new WebAssembly.Memory({ initial: 64 });
  new Uint32Array(memory.buffer).set(buffers.flat());
  const guestMemory = new GuestMemory();
  guestMemory.attach(memory);
  const iovecs = new Iovecs(guestMemory);
  iovecs.load(0, buffers.length);
  return iovecs;
}

function lengths(iovecs: Iovecs): number[] {
  return Array.from({ length: iovecs.count }, (_, index) => iovecs.buffer(index).length);
}

test("load() leaves empty buffers out", () => {
  const iovecs = load([
    [16, 3],
    [99, 0],
    [4 * 2 ** 20, 0],
    [4 * 2 ** 20 - 2, 2],
  ]);
  expect(lengths(iovecs)).toEqual([3, 2]);
});

test("load() takes no more than one call moves, though buffers lie upon each other", () => {
  const iovecs = load(Array.from({ length: 1_024 }, () => [0, 4 * 2 ** 20] as const));
  const all = lengths(iovecs);
  expect(all.reduce((sum, length) => sum + length, 0)).toBe(0x7fff_f000);
  // Whole buffers, and the first part of the last that has room.
  expect(all).toHaveLength(512);
  expect(all.at(-1)).toBe(4 * 2 ** 20 - 0x1000);
});

test.each([
  [[[4 * 2 ** 20, 1]], "EFAULT"],
  [[[4 * 2 ** 20 + 1, 0]], "EFAULT"],
  [
    [
      [0, 1],
      [0xffff_ffff, 1],
    ],
    "EFAULT",
  ],
  [Array.from({ length: 1_025 }, () => [0, 1]), "EINVAL"],
] as const)("load() of wrong buffers fails", (buffers, failure) => {
  expect(() => load(buffers.map(([pointer = 0, length = 0]) => [pointer, length]))).toThrow(
    failure,
  );
});

test("load() forgets the buffers of the call before", () => {
  const memory = new WebAssembly.Memory({ initial: 1 });
  new Uint32Array(memory.buffer).set([16, 3, 32, 4]);
  const guestMemory = new GuestMemory();
  guestMemory.attach(memory);
  const iovecs = new Iovecs(guestMemory);
  iovecs.load(0, 2);
  iovecs.load(0, 1);
  expect(lengths(iovecs)).toEqual([3]);
  iovecs.load(0, 0);
  expect(iovecs.count).toBe(0);
});
