import fc from "fast-check";
import { expect, test } from "vitest";
import { type FrameKind, frameKinds, maxPayloadBytes } from "./frame.ts";
import { createRing, RingReader, RingWriter } from "./ring.ts";

type Frame = readonly [FrameKind, readonly number[]];

function openBoth(capacity: number): {
  readonly ring: SharedArrayBuffer;
  readonly writer: RingWriter;
  readonly reader: RingReader;
  readonly frames: Frame[];
} {
  const ring = createRing(capacity);
  const frames: Frame[] = [];
  const reader = new RingReader(ring, (kind, payload) => frames.push([kind, [...payload]]));
  return { ring, writer: new RingWriter(ring), reader, frames };
}

test.each([0, 8, 100, 1023])("createRing() refuses a capacity of %i", (capacity) => {
  expect(() => createRing(capacity)).toThrow(RangeError);
});

test("RingWriter.write() asks for one ring of the bell until the reader sleeps again", () => {
  const { writer, reader, frames } = openBoth(1024);
  expect(writer.write(frameKinds.stdout, Uint8Array.of(1))).toBe(true);
  expect(writer.write(frameKinds.stdout, Uint8Array.of(2))).toBe(false);
  expect(reader.drain(Number.POSITIVE_INFINITY)).toBe(true);
  expect(writer.write(frameKinds.stderr, Uint8Array.of(3))).toBe(true);
  expect(reader.drain(Number.POSITIVE_INFINITY)).toBe(true);
  expect(frames).toEqual([
    [2, [1]],
    [2, [2]],
    [3, [3]],
  ]);
});

test("RingReader.drain() stops after about as many bytes as it may take", () => {
  const { writer, reader, frames } = openBoth(1024);
  for (let i = 0; i < 4; i++) writer.write(frameKinds.journal, new Uint8Array(95));
  expect(reader.drain(150)).toBe(false);
  expect(frames.length).toBe(2);
  expect(reader.drain(1000)).toBe(true);
  expect(frames.length).toBe(4);
});

test("RingWriter.write() refuses a payload that no frame may carry", () => {
  const { writer } = openBoth(4 * maxPayloadBytes);
  expect(() => writer.write(1, new Uint8Array(maxPayloadBytes + 1))).toThrow(RangeError);
  expect(() => openBoth(16).writer.write(1, new Uint8Array(12))).toThrow(RangeError);
});

test("a ring gives back every frame in order when frames wrap around its end", () => {
  const frame = fc.tuple(fc.constantFrom(1, 2, 3), fc.uint8Array({ maxLength: 20 }));
  fc.assert(
    fc.property(fc.array(fc.array(frame, { maxLength: 4 }), { maxLength: 40 }), (batches) => {
      const { writer, reader, frames } = openBoth(128);
      for (const batch of batches) {
        for (const [kind, payload] of batch) writer.write(kind as FrameKind, payload);
        reader.drain(Number.POSITIVE_INFINITY);
      }
      expect(frames).toEqual(batches.flat().map(([kind, payload]) => [kind, [...payload]]));
    }),
  );
});

test("a ring works on when its counters pass 2^32", () => {
  const { ring, writer, frames } = openBoth(64);
  const header = new Int32Array(ring, 0, 2);
  header.fill(-3);
  const reader = new RingReader(ring, (kind, payload) => frames.push([kind, [...payload]]));
  writer.write(frameKinds.stdout, Uint8Array.of(7, 8));
  writer.write(frameKinds.stderr, Uint8Array.of(9));
  reader.drain(Number.POSITIVE_INFINITY);
  expect(frames).toEqual([
    [2, [7, 8]],
    [3, [9]],
  ]);
});

test.each([
  ["an unknown kind", 1, [9, 0, 0, 0, 0], 5],
  ["a length past what was written", 1, [1, 200, 0, 0, 0], 5],
  ["a length of 4 GiB", 1, [1, 255, 255, 255, 255], 5],
  ["more bytes than the ring holds", 1, [1, 0, 0, 0, 0], 5000],
])("RingReader.drain() refuses %s", (_title, _at, bytes, head) => {
  const { ring, reader } = openBoth(64);
  new Uint8Array(ring, 64).set(bytes);
  new Int32Array(ring)[0] = head;
  expect(() => reader.drain(1000)).toThrow("corrupt");
});

test("a frame whose head was never moved does not exist", () => {
  const { ring, reader, frames } = openBoth(64);
  new Uint8Array(ring, 64).set([1, 2, 0, 0, 0, 5, 5]);
  expect(reader.drain(1000)).toBe(true);
  expect(frames).toEqual([]);
});
