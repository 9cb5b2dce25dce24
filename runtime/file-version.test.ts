import { expect, test } from "vitest";
import { createFileSystem } from "../vfs/index.ts";
import { countVersion, fileVersion, versionAttribute } from "./file-version.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function open() {
  let time = 0n;
  const fs = createFileSystem({ now: () => (time += 1n) }).sync;
  fs.writeFile("/a", bytes("one"));
  return fs;
}

test("fileVersion() counts what countVersion() is told, and other changes as one", () => {
  const fs = open();
  expect(fileVersion(fs, "/a")).toBe(1);
  expect(countVersion(fs, "/a", 5)).toBe(5);
  expect(fileVersion(fs, "/a")).toBe(5);
  fs.writeFile("/a", bytes("two"));
  fs.writeFile("/a", bytes("six"));
  expect(fileVersion(fs, "/a")).toBe(6);
  countVersion(fs, "/a", 7);
  fs.rename("/a", "/b");
  expect(fileVersion(fs, "/b")).toBe(7);
  expect(fileVersion(fs, "/")).toBe(0);
  expect(() => fileVersion(fs, "/a")).toThrow("ENOENT");
  expect(() => countVersion(fs, "/a", 1)).toThrow("ENOENT");
});

test.each(["", "x", "1", "1 2 3 4", "-1 2 3", `${"9".repeat(16)} 1 3`, "1 2 3".padEnd(200)])(
  "fileVersion() takes the attribute %j for none",
  (value) => {
    const fs = open();
    fs.setxattr("/a", versionAttribute, bytes(value));
    expect(fileVersion(fs, "/a")).toBe(1);
  },
);
