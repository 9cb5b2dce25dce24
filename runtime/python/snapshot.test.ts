import fc from "fast-check";
import { expect, test } from "vitest";
import {
  captureSnapshot,
  decodeSnapshot,
  encodeSnapshot,
  overwriteMemory,
  restoreMemory,
} from "./snapshot.ts";

const page = 4096;

function memoryWith(pages: number, bytes: Readonly<Record<number, number>>): Uint8Array {
  const memory = new Uint8Array(pages * page);
  for (const [offset, byte] of Object.entries(bytes)) memory[Number(offset)] = byte;
  return memory;
}

test("captureSnapshot() keeps runs of pages that are not zero", () => {
  const memory = memoryWith(8, { 0: 1, [page]: 2, [4 * page - 1]: 3, [7 * page]: 4 });
  const { memoryBytes, globals, runs } = captureSnapshot(memory, [5, 6]);
  expect([memoryBytes, globals]).toEqual([8 * page, [5, 6]]);
  expect(runs.map(({ offset, bytes }) => [offset / page, bytes.length / page])).toEqual([
    [0, 2],
    [3, 1],
    [7, 1],
  ]);
});

test("captureSnapshot() shares nothing with the memory", () => {
  const memory = memoryWith(1, { 3: 9 });
  const { runs } = captureSnapshot(memory, []);
  memory[3] = 0;
  expect(runs[0]?.bytes[3]).toBe(9);
});

test("encodeSnapshot() lays out header, globals, runs and their bytes", () => {
  const snapshot = captureSnapshot(memoryWith(2, { [page + 1]: 0xee }), [0xffff_fffe]);
  const bytes = encodeSnapshot(snapshot);
  expect([...bytes.slice(0, 36)]).toEqual([
    ...[0x46, 0x42, 0x50, 0x53, 1, 0, 0, 0, 0, 0x20, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0],
    ...[0xfe, 0xff, 0xff, 0xff, 0, 0x10, 0, 0, 0, 0x10, 0, 0, 0, 0xee, 0, 0],
  ]);
  expect(bytes).toHaveLength(32 + page);
});

test("decodeSnapshot() and restoreMemory() give back what was captured", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 6 }),
      fc.array(fc.tuple(fc.nat(6 * page - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 9 }),
      fc.array(fc.nat(0xffff_ffff), { maxLength: 4 }),
      (pages, writes, globals) => {
        const memory = memoryWith(pages, Object.fromEntries(writes));
        const decoded = decodeSnapshot(encodeSnapshot(captureSnapshot(memory, globals)));
        const restored = new Uint8Array(pages * page);
        const used = new Uint8Array(pages * page).fill(0xa5);
        if (decoded !== undefined) {
          restoreMemory(decoded, restored);
          overwriteMemory(decoded, used);
        }
        // Compared as buffers: comparing arrays one element at a time takes seconds.
        expect(Buffer.compare(used, memory)).toBe(0);
        expect(decoded?.globals).toEqual(globals);
        expect(Buffer.compare(restored, memory)).toBe(0);
      },
    ),
  );
});

const good = encodeSnapshot(captureSnapshot(memoryWith(3, { 0: 1, [2 * page]: 2 }), [7]));

/** `good` with one u32 of its header changed. Words: magic, version, memory, globals, runs, global, offset, length, offset, length. */
function changed(word: number, value: number): Uint8Array {
  const bytes = good.slice();
  new DataView(bytes.buffer).setUint32(word * 4, value, true);
  return bytes;
}

test.each([
  ["nothing", new Uint8Array()],
  ["no magic", changed(0, 1)],
  ["another version", changed(1, 2)],
  ["less memory than runs", changed(2, page)],
  ["too many globals", changed(3, 0x4000_0000)],
  ["more globals", changed(3, 2)],
  ["too many runs", changed(4, 0xffff_ffff)],
  ["fewer runs", changed(4, 1)],
  ["a run past the memory", changed(6, 3 * page)],
  ["runs that overlap", changed(8, 0)],
  ["a run without end", changed(9, 0xffff_ffff)],
  ["its end cut off", good.slice(0, -1)],
  ["more than its runs", Uint8Array.of(...good, 0)],
])("decodeSnapshot() refuses %s", (_what, bytes) => {
  expect(decodeSnapshot(bytes)).toBeUndefined();
  expect(decodeSnapshot(good)).toBeDefined();
});

test("decodeSnapshot() never throws for bytes that are something else", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
      const bytes = good.slice();
      bytes.set(noise);
      decodeSnapshot(bytes);
      decodeSnapshot(noise);
    }),
  );
});
