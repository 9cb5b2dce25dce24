import { expect, test } from "vitest";
import { createFileSystem } from "./index.ts";
import { maxSmallBytes, offsetOf, Slab } from "./slab.ts";

test.each([1, 3, 100, 255, maxSmallBytes])(
  "Slab keeps contents of %i bytes apart, at places that differ",
  (length) => {
    const slab = new Slab();
    const kept = Array.from({ length: 50 }, (_, at) => {
      const content = new Uint8Array(length).fill(at + 1);
      const place = slab.store(content);
      content.fill(0);
      return { place, bytes: slab.bytes };
    });
    expect(new Set(kept.map(({ place }) => place)).size).toBe(50);
    for (const [at, { place, bytes }] of kept.entries()) {
      const start = offsetOf(place);
      expect([...bytes.slice(start, start + length)]).toEqual(new Array(length).fill(at + 1));
      expect(bytes.length).toBe(1024);
    }
  },
);

test("Slab of a fork hands out other places than those that the fork has already", () => {
  const fs = createFileSystem().sync;
  fs.writeFile("/a", Uint8Array.of(1));
  const fork = fs.fork();
  const before = fork.snapshot("before");
  for (const [path, byte] of [
    ["/a", 2],
    ["/b", 3],
  ] as const) {
    fork.writeFile(path, Uint8Array.of(byte));
  }
  expect(fork.diff(before)).toEqual({ created: ["/b"], modified: ["/a"], deleted: [] });
  expect(fork.usage().snapshotBytes).toBe(1);
  expect([...fs.readFile("/a")]).toEqual([1]);
});

const bytes = (length: number, value = 7) => new Uint8Array(length).fill(value);
const small = (count: number, value: number) => new Array<number>(count).fill(value);

test.each<[string, (fs: ReturnType<typeof createFileSystem>["sync"]) => void, number[]]>([
  ["nothing", () => {}, small(100, 7)],
  ["a whole rewrite", (fs) => fs.writeFile("/f", bytes(120, 8)), small(120, 8)],
  ["a shorter rewrite", (fs) => fs.writeFile("/f", bytes(3, 8)), small(3, 8)],
  ["a larger rewrite", (fs) => fs.writeFile("/f", bytes(300, 8)), small(300, 8)],
  ["a cut", (fs) => fs.truncate("/f", 40), small(40, 7)],
  ["a cut to nothing", (fs) => fs.truncate("/f", 0), []],
  ["an extension", (fs) => fs.truncate("/f", 110), [...small(100, 7), ...small(10, 0)]],
  [
    "a cut and an extension",
    (fs) => {
      fs.truncate("/f", 40);
      fs.truncate("/f", 50);
    },
    [...small(40, 7), ...small(10, 0)],
  ],
  [
    "a write within",
    (fs) => writeAt(fs, 10, bytes(5, 8)),
    [...small(10, 7), ...small(5, 8), ...small(85, 7)],
  ],
  [
    "a write across the end",
    (fs) => writeAt(fs, 95, bytes(10, 8)),
    [...small(95, 7), ...small(10, 8)],
  ],
  [
    "a write past the end",
    (fs) => writeAt(fs, 105, bytes(2, 8)),
    [...small(100, 7), ...small(5, 0), 8, 8],
  ],
])(
  "a small file holds what it should after %s, and its snapshot what it held",
  (_, change, content) => {
    const fs = createFileSystem().sync;
    fs.writeFile("/other", bytes(50, 1));
    fs.writeFile("/f", bytes(100));
    fs.writeFile("/next", bytes(50, 2));
    const kept = fs.fork();
    const snapshot = fs.snapshot();
    change(fs);
    expect([...fs.readFile("/f")]).toEqual(content);
    expect(fs.stat("/f").size).toBe(content.length);
    expect([...kept.readFile("/f")]).toEqual(small(100, 7));
    expect([...fs.readFile("/other")]).toEqual(small(50, 1));
    expect([...fs.readFile("/next")]).toEqual(small(50, 2));
    fs.restore(snapshot);
    expect([...fs.readFile("/f")]).toEqual(small(100, 7));
  },
);

function writeAt(
  fs: ReturnType<typeof createFileSystem>["sync"],
  position: number,
  source: Uint8Array,
): void {
  const file = fs.open("/f", { write: true });
  fs.write(file, source, position);
  fs.close(file);
}
