import fc from "fast-check";
import { expect, test } from "vitest";
import { MemoryLogFile } from "../../test/support/memory-log-file.ts";
import { crc32, encodeHeader } from "./log-bytes.ts";
import { LogStore } from "./log-store.ts";

type Files = readonly [MemoryLogFile, MemoryLogFile];

const files = (): Files => [new MemoryLogFile(), new MemoryLogFile()];
const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const contents = (store: LogStore): string[] =>
  [...store.payloads()].map((payload) => new TextDecoder().decode(payload));

test("crc32() is that of ISO 3309, in one piece or in two", () => {
  expect(crc32(text("123456789"))).toBe(0xcbf43926);
  expect(crc32(text("6789"), crc32(text("12345")))).toBe(0xcbf43926);
});

test("append() keeps payloads in order, for whoever opens the files again", () => {
  const both = files();
  const store = new LogStore(both);
  expect([store.isEmpty, store.bytes]).toEqual([true, 24]);
  for (const word of ["one", "", "three"]) store.append(text(word));
  expect(contents(store)).toEqual(["one", "", "three"]);
  const again = new LogStore(both);
  expect(contents(again)).toEqual(["one", "", "three"]);
  expect([again.isEmpty, again.bytes]).toEqual([false, store.bytes]);
});

test("finishImage() takes the place of all before it, and frees its room", () => {
  const both = files();
  const store = new LogStore(both);
  store.append(text("old"));
  store.startImage();
  store.addToImage(text("image"));
  expect(contents(new LogStore([copy(both[0]), copy(both[1])]))).toEqual(["old"]);
  store.finishImage();
  store.append(text("new"));
  expect(contents(store)).toEqual(["image", "new"]);
  expect(contents(new LogStore(both))).toEqual(["image", "new"]);
  expect(both[0].size()).toBe(0);
});

function copy(file: MemoryLogFile): MemoryLogFile {
  const copied = new MemoryLogFile();
  copied.bytes = file.bytes.slice();
  return copied;
}

test("LogStore drops what was not written to its end, wherever that is, and goes on from there", () => {
  const both = files();
  const store = new LogStore(both);
  store.append(text("first"));
  const { bytes } = store;
  store.append(text("second"));
  const whole = both[0].bytes;
  for (let size = bytes; size < whole.length; size += 1) {
    const torn = new MemoryLogFile();
    torn.bytes = whole.slice(0, size);
    const opened = new LogStore([torn, new MemoryLogFile()]);
    expect(contents(opened)).toEqual(["first"]);
    opened.append(text("next"));
    expect(contents(opened)).toEqual(["first", "next"]);
  }
});

test("LogStore takes no frame of which a bit has changed, nor what comes after", () => {
  const both = files();
  const store = new LogStore(both);
  store.append(text("first"));
  const start = store.bytes;
  store.append(text("second"));
  store.append(text("third"));
  const whole = both[0].bytes;
  for (let at = start; at < start + 8 + 6; at += 1) {
    const damaged = new MemoryLogFile();
    damaged.bytes = whole.slice();
    damaged.bytes[at] = (damaged.bytes[at] ?? 0) ^ 0x10;
    expect(contents(new LogStore([damaged, new MemoryLogFile()]))).toEqual(["first"]);
  }
});

test.each([
  ["empty", new Uint8Array()],
  ["of something else", text("x".repeat(100))],
  ["cut short", encodeHeader(3).slice(0, 20)],
  ["damaged", encodeHeader(3).map((byte, index) => (index === 9 ? byte ^ 1 : byte))],
])("LogStore begins anew when the files are %s", (_, bytes) => {
  const both = files();
  both[0].bytes = new Uint8Array(bytes);
  const store = new LogStore(both);
  expect(store.isEmpty).toBe(true);
  store.append(text("a"));
  expect(contents(new LogStore(both))).toEqual(["a"]);
});

test("append() that fails leaves the log as it was", () => {
  const both = files();
  const store = new LogStore(both);
  store.append(text("first"));
  both[0].room = 10;
  expect(() => store.append(text("much too long"))).toThrow("full");
  both[0].room = Number.POSITIVE_INFINITY;
  store.append(text("second"));
  expect(contents(new LogStore(both))).toEqual(["first", "second"]);
});

test.each([5, 12, 20, 35])(
  "an image that fails after %i bytes leaves the log as it was",
  (room) => {
    const both = files();
    const store = new LogStore(both);
    store.append(text("first"));
    store.startImage();
    both[1].room = room;
    expect(() => {
      store.addToImage(text("image"));
      store.finishImage();
    }).toThrow("full");
    both[1].room = Number.POSITIVE_INFINITY;
    store.append(text("second"));
    expect(contents(new LogStore(both))).toEqual(["first", "second"]);
  },
);

test("a store that is killed at any byte has all that was acknowledged, and no half", () => {
  const step = fc.oneof(
    fc.record({ append: fc.string({ maxLength: 20 }) }),
    fc.record({ image: fc.array(fc.string({ maxLength: 10 }), { maxLength: 3 }) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), fc.nat(600), (steps, room) => {
      const both = files();
      let kept: readonly string[] = [];
      const opened = new LogStore(both);
      const budget = new Budget(room);
      for (const file of both) budget.limit(file);
      let pending: readonly string[] = [];
      try {
        for (const each of steps) {
          if ("append" in each) {
            pending = [...kept, each.append];
            opened.append(text(each.append));
          } else {
            pending = each.image;
            opened.startImage();
            for (const part of each.image) opened.addToImage(text(part));
            opened.finishImage();
          }
          kept = pending;
        }
      } catch (error) {
        expect(error).toBeInstanceOf(Killed);
      }
      const found = contents(new LogStore([copy(both[0]), copy(both[1])]));
      expect([kept, pending]).toContainEqual(found);
    }),
    { numRuns: 300 },
  );
});

class Killed extends Error {}

/** Lets so many bytes be written to files, and then nothing happen any more. */
class Budget {
  #left: number;

  constructor(left: number) {
    this.#left = left;
  }

  limit(file: MemoryLogFile): void {
    const write = file.write.bind(file);
    const truncate = file.truncate.bind(file);
    file.write = (bytes, offset) => {
      const part = bytes.subarray(0, Math.max(0, this.#left));
      this.#left -= bytes.length;
      if (part.length > 0) write(part, offset);
      if (part.length < bytes.length) throw new Killed();
    };
    file.truncate = (size) => {
      if (this.#left < 0) throw new Killed();
      truncate(size);
    };
  }
}
