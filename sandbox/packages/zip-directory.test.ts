import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { zip } from "../../test/support/tiny-wheels.ts";
import { readZipDirectory } from "./zip-directory.ts";
import { readZipEntry } from "./zip-entry.ts";

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const sample = zip({ "a/b.txt": "hello ".repeat(100), "é.txt": "", "stored.txt": "x" });

/** Changes the directory entry of the first file. */
function changed(change: (view: DataView, entry: number, end: number) => void): Uint8Array {
  const copy = zip({ "aaaa.txt": "hello" });
  const view = new DataView(copy.buffer);
  const end = copy.length - 22;
  change(view, view.getUint32(end + 16, true), end);
  return copy;
}

test("readZipDirectory() lists files, and readZipEntry() unpacks them", async () => {
  const entries = readZipDirectory(sample);
  expect(entries.map(({ name, bytes }) => [name, bytes])).toEqual([
    ["a/b.txt", 600],
    ["é.txt", 0],
    ["stored.txt", 1],
  ]);
  const contents = await Promise.all(entries.map((entry) => readZipEntry(sample, entry, 1000)));
  expect(contents.map(text)).toEqual(["hello ".repeat(100), "", "x"]);
});

test("readZipDirectory() reads stored files, directories and a comment", async () => {
  const archive = zipSync({ d: {}, "d/x": [Uint8Array.of(7), { level: 0 }] }, { comment: "hi" });
  const [entry] = readZipDirectory(archive);
  expect(entry).toMatchObject({ name: "d/x", isCompressed: false, bytes: 1 });
  if (entry !== undefined)
    expect(await readZipEntry(new Uint8Array(archive), entry, 1)).toEqual(Uint8Array.of(7));
});

test.each([
  ["../x", 'a"../x" leads out of the archive'],
  ["/etc/passwd", "leads out of the archive"],
  ["a//b", "leads out of the archive"],
  ["a/./b", "leads out of the archive"],
  ["C:x", "leads out of the archive"],
  ["a\\b", "has characters that no name may have"],
  ["a\nb", "has characters that no name may have"],
  ["x".repeat(256), "is too long a path"],
  ["d/".repeat(40), "is too long a path"],
])("readZipDirectory() refuses the name %j", (name, message) => {
  const archive = zip({ [name]: "x" });
  expect(() => readZipDirectory(archive)).toThrow(message.replace(/^a"/, '"'));
});

test.each<[string, string, (view: DataView, entry: number, end: number) => void]>([
  ["symlinks", "is a symlink", (view, entry) => view.setUint32(entry + 38, 0o120777 << 16, true)],
  ["encryption", "is encrypted", (view, entry) => view.setUint16(entry + 8, 1, true)],
  [
    "other methods",
    "is compressed by method 12",
    (view, entry) => view.setUint16(entry + 10, 12, true),
  ],
  ["two sizes", "has two sizes", (view, entry) => view.setUint16(entry + 10, 0, true)],
  [
    "places outside",
    "lies outside of the archive",
    (view, entry) => view.setUint32(entry + 42, 2 ** 31, true),
  ],
  [
    "bombs",
    "its files are larger than",
    (view, entry) => view.setUint32(entry + 24, 2 ** 31, true),
  ],
  ["names that are no UTF-8", "is no UTF-8", (view, entry) => view.setUint8(entry + 46, 0xff)],
  [
    "a directory that is cut",
    "its directory is damaged",
    (view, entry) => view.setUint16(entry + 28, 60_000, true),
  ],
  [
    "a directory that is none",
    "its directory is damaged",
    (view, _entry, end) => view.setUint32(end + 16, 3, true),
  ],
  [
    "several parts",
    "the archive has several parts",
    (view, _entry, end) => view.setUint16(end + 4, 1, true),
  ],
  [
    "too many files",
    "it has more than 20000 files",
    (view, _entry, end) => {
      view.setUint16(end + 8, 0xffff, true);
      view.setUint16(end + 10, 0xffff, true);
    },
  ],
  ["no end", "it is no zip archive", (view, _entry, end) => view.setUint32(end, 0, true)],
])("readZipDirectory() refuses %s", (_what, message, change) => {
  expect(() => readZipDirectory(changed(change))).toThrow(message);
});

test("readZipDirectory() refuses an archive in which others find another directory", () => {
  const decoy = zip({ "b.txt": "2" });
  const size = new DataView(decoy.buffer).getUint32(decoy.length - 10, true);
  const twoDirectories = changed((view, _entry, end) => view.setUint32(end + 12, size - 1, true));
  expect(() => readZipDirectory(twoDirectories)).toThrow("its directory is damaged");
  const tooFew = zip({ "a.txt": "1", "b.txt": "2" });
  const view = new DataView(tooFew.buffer);
  for (const field of [8, 10]) view.setUint16(tooFew.length - 22 + field, 1, true);
  expect(() => readZipDirectory(tooFew)).toThrow("its directory is damaged");
  const longEnd = zipSync({
    "a.txt": [Uint8Array.of(1), { comment: `PK\x06\x07${"x".repeat(16)}` }],
  });
  expect(() => readZipDirectory(longEnd)).toThrow("its directory is damaged");
});

test("readZipDirectory() refuses a name that comes twice", () => {
  const archive = zip({ "a.txt": "1", "b.txt": "2" });
  const name = new TextEncoder().encode("b.txt");
  const at = archive.findLastIndex((_, index) =>
    name.every((byte, i) => archive[index + i] === byte),
  );
  archive[at] = "a".charCodeAt(0);
  expect(() => readZipDirectory(archive)).toThrow('it has "a.txt" twice');
});

test.each([[new Uint8Array()], [new Uint8Array(21)], [new Uint8Array(200_000).fill(0x50)]])(
  "readZipDirectory() refuses what is no archive",
  (bytes) => {
    expect(() => readZipDirectory(bytes)).toThrow("it is no zip archive, or cut short");
  },
);

test.each([
  ["more than it says", { bytes: 5 }],
  ["less than it says", { bytes: 700 }],
  ["at another place", { offset: 2 }],
  ["out of the archive", { offset: 100_000 }],
  ["cut short", { compressedBytes: 3 }],
])("readZipEntry() refuses a file that is %s", async (_what, change) => {
  const [entry] = readZipDirectory(sample);
  if (entry === undefined) throw new Error("no entry");
  await expect(readZipEntry(sample, { ...entry, ...change }, 1000)).rejects.toThrow(
    '"a/b.txt" is damaged',
  );
});

test("readZipEntry() refuses a file that is too large", async () => {
  const [entry] = readZipDirectory(sample);
  if (entry === undefined) throw new Error("no entry");
  await expect(readZipEntry(sample, entry, 10)).rejects.toThrow(
    '"a/b.txt" is larger than 10 bytes',
  );
});
