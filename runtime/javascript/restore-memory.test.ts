import fc from "fast-check";
import { expect, test } from "vitest";
import { restoreMemory } from "./restore-memory.ts";

const pieces = fc.array(fc.constantFrom<"zero" | "data" | "edge">("zero", "data", "edge"), {
  maxLength: 6,
});

function fill(kinds: readonly string[], byte: number): Uint8Array {
  const bytes = new Uint8Array(kinds.length * 4096);
  kinds.forEach((kind, index) => {
    if (kind === "data") bytes.fill(byte, index * 4096, index * 4096 + 4096);
    if (kind === "edge") bytes[index * 4096 + 4095] = byte;
  });
  return bytes;
}

test("restoreMemory() makes memory what it was, however often", () => {
  fc.assert(
    fc.property(pieces, pieces, fc.nat(4096), (snapshot, fresh, less) => {
      const whole = fill(snapshot, 7);
      const memory = whole.subarray(0, Math.max(0, whole.length - less));
      const length = Math.max(whole.length, fresh.length * 4096) + 4096;
      const expected = new Uint8Array(length);
      expected.set(memory);
      for (let round = 0; round < 3; round += 1) {
        const target = new Uint8Array(length);
        target.set(fill(fresh, 9));
        restoreMemory(memory, target);
        expect(target).toEqual(expected);
      }
    }),
    { numRuns: 100 },
  );
});
