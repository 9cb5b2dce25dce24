import { expect, test } from "vitest";
import { createFileSystem, type SyncFileSystem } from "../vfs/index.ts";
import { checkWasiOptions, findPreopens } from "./wasi-options.ts";

test.each([
  [{}, {}],
  [{ trace: false }, {}],
  [{ trace: true }, { trace: true }],
  [{ preopens: {} }, { preopens: [] }],
  [
    { preopens: { data: "/app/a/../d/", ".": "/app" } },
    {
      preopens: [
        ["data", "/app/d"],
        [".", "/app"],
      ],
    },
  ],
])("checkWasiOptions(%j) gives %j", (options, setup) => {
  expect(checkWasiOptions(options, "wasm")).toEqual(setup);
});

test.each<[object, typeof TypeError | typeof RangeError, string]>([
  [{ preopens: 1 }, TypeError, 'option "preopens": must be an object, got 1'],
  [{ preopens: ["/app"] }, TypeError, 'option "preopens": must be an object, got an array'],
  [{ preopens: { a: 1 } }, TypeError, "must be a string, got 1"],
  [{ preopens: { a: "app" } }, RangeError, "must be an absolute guest path"],
  [{ preopens: { "": "/app" } }, RangeError, "a name is empty"],
  [{ preopens: { "a\0b": "/app" } }, RangeError, "must not contain NUL"],
  [{ preopens: { a: "/app2" } }, RangeError, 'must be "/app" or below it, got "/app2"'],
  [{ preopens: { a: "/app/../etc" } }, RangeError, 'must be "/app" or below it'],
  [{ preopens: { a: "/" } }, RangeError, 'must be "/app" or below it'],
  [{ trace: 1 }, TypeError, 'option "trace": must be a boolean, got 1'],
])("checkWasiOptions(%j) throws", (options, type, message) => {
  expect(() => checkWasiOptions(options, "wasm")).toThrow(type);
  expect(() => checkWasiOptions(options, "wasm")).toThrow(message);
});

test.each([
  [{ trace: true }, 'option "trace": the program must be WASI, it is python'],
  [{ preopens: {} }, 'option "preopens": the program must be WASI, it is python'],
])("checkWasiOptions(%j) throws for a program of another kind", (options, message) => {
  expect(() => checkWasiOptions(options, "python")).toThrow(message);
});

function tree(): SyncFileSystem {
  const fs = createFileSystem().sync;
  for (const directory of ["/app", "/app/d", "/etc"]) fs.mkdir(directory);
  fs.writeFile("/app/f", new Uint8Array());
  fs.symlink("d", "/app/inside");
  fs.symlink("../etc", "/app/outside");
  return fs;
}

test("findPreopens() follows symlinks that stay in /app", () => {
  const setup = findPreopens({ trace: true, preopens: [["x", "/app/inside"]] }, tree());
  expect(setup).toEqual({ trace: true, preopens: [["x", "/app/d"]] });
  expect(findPreopens({ trace: true }, tree())).toEqual({ trace: true });
});

test.each([
  ["/app/missing", "ENOENT"],
  ["/app/f", "ENOTDIR"],
  ["/app/outside", "ENOTCAPABLE"],
])("findPreopens(%s) fails with %s", (path, code) => {
  expect(() => findPreopens({ preopens: [["x", path]] }, tree())).toThrow(
    expect.objectContaining({ code }),
  );
});
