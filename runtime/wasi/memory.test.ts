import { expect, test } from "vitest";
import { errno, WasiFailure } from "./errno.ts";
import { GuestMemory } from "./memory.ts";

function open(): { memory: WebAssembly.Memory; guest: GuestMemory } {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const guest = new GuestMemory();
  guest.attach(memory);
  return { memory, guest };
}

function errnoOf(action: () => unknown): number {
  try {
    action();
    return 0;
  } catch (error) {
    return error instanceof WasiFailure ? error.errno : -1;
  }
}

test.each([
  [0, 0, 0],
  [0, 65536, 0],
  [65536, 0, 0],
  [65535, 1, 0],
  [65535, 2, errno.EFAULT],
  [65537, 0, errno.EFAULT],
  [-1, 1, errno.EFAULT],
  [-1, 0, errno.EFAULT],
  [0x8000_0000, 0x8000_0000, errno.EFAULT],
  [0, 2 ** 32 - 1, errno.EFAULT],
])("check(%i, %i) answers %i", (pointer, length, expected) => {
  const { guest } = open();
  expect(errnoOf(() => guest.check(pointer, length))).toBe(expected);
  expect(errnoOf(() => guest.range(pointer, length))).toBe(expected);
});

test.each([
  ["getU8", 1],
  ["getU16", 2],
  ["getU32", 4],
  ["getU64", 8],
] as const)("%s() reads up to the last byte and no further", (name, bytes) => {
  const { guest } = open();
  expect(errnoOf(() => guest[name](65536 - bytes))).toBe(0);
  expect(errnoOf(() => guest[name](65537 - bytes))).toBe(errno.EFAULT);
});

test("the accessors are little-endian", () => {
  const { memory, guest } = open();
  guest.setU16(0, 0x0102);
  guest.setU32(2, 0x0304_0506);
  guest.setU64(6, 0x0708_090a_0b0c_0d0en);
  guest.setU8(14, 0xff);
  expect([...new Uint8Array(memory.buffer, 0, 15)]).toEqual([
    2, 1, 6, 5, 4, 3, 14, 13, 12, 11, 10, 9, 8, 7, 255,
  ]);
  expect([guest.getU16(0), guest.getU32(2), guest.getU64(6), guest.getU8(14)]).toEqual([
    0x0102,
    0x0304_0506,
    0x0708_090a_0b0c_0d0en,
    255,
  ]);
});

test("the memory is seen as it is after the guest has grown it", () => {
  const { memory, guest } = open();
  expect(errnoOf(() => guest.setU8(65536, 1))).toBe(errno.EFAULT);
  memory.grow(1);
  guest.setU8(65536, 9);
  expect(new Uint8Array(memory.buffer)[65536]).toBe(9);
  expect(errnoOf(() => guest.range(131072, 1))).toBe(errno.EFAULT);
});

test("without a memory every access fails with EFAULT", () => {
  expect(errnoOf(() => new GuestMemory().getU8(0))).toBe(errno.EFAULT);
});
