import { expect, test } from "vitest";
import { createFileSystem } from "../../vfs/index.ts";
import { attachStdlib, createStdlibFileSystem, decodeStdlib, encodeStdlib } from "./stdlib.ts";

function makeLibrary() {
  const library = createStdlibFileSystem();
  library.mkdir("/python314.zip");
  library.writeFile("/python314.zip/os.pyc", Uint8Array.of(1, 2, 3));
  return library;
}

test("encodeStdlib() makes the same bytes whenever it is called, and decodeStdlib() reads them", () => {
  const bytes = encodeStdlib(makeLibrary());
  expect(encodeStdlib(makeLibrary())).toEqual(bytes);
  const library = decodeStdlib(bytes);
  expect(library.readFile("/python314.zip/os.pyc")).toEqual(Uint8Array.of(1, 2, 3));
  expect(library.stat("/python314.zip").mtimeNs).toBe(1_735_689_600_000_000_000n);
  expect(() => decodeStdlib(bytes.slice(1))).toThrow(RangeError);
});

test("attachStdlib() shows a library that cannot be changed, until it is detached", () => {
  const fs = createFileSystem().sync;
  const library = makeLibrary();
  const detach = attachStdlib(fs, library);
  const detachAgain = attachStdlib(fs, library);
  expect(fs.readFile("/lib/python314.zip/os.pyc")).toEqual(Uint8Array.of(1, 2, 3));
  expect(() => fs.unlink("/lib/python314.zip/os.pyc")).toThrow("EROFS");
  detachAgain();
  expect(fs.exists("/lib/python314.zip")).toBe(true);
  detach();
  expect(fs.exists("/lib")).toBe(false);
});
