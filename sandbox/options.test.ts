import { expect, test } from "vitest";
import { checkSandboxOptions } from "./options.ts";

test("checkSandboxOptions() copies what it is given", () => {
  const content = Uint8Array.of(1, 2);
  const env = { A: "1" };
  const mount = { load: () => {} };
  const options = { files: { "/app/x": content, "/app/y": "é" }, env, mounts: [mount] };
  const checked = checkSandboxOptions(options);
  content.fill(0);
  env.A = "2";
  options.mounts.pop();
  expect(checked.files).toEqual([
    ["/app/x", Uint8Array.of(1, 2)],
    ["/app/y", Uint8Array.of(0xc3, 0xa9)],
  ]);
  expect(checked.env).toEqual({ A: "1" });
  expect(checked.mounts).toEqual([mount]);
  expect(checked.sharedMemory).toBe(true);
});

test.each([
  [null, TypeError, "options: must be an object, got null"],
  [{ file: {} }, TypeError, 'unknown option "file"'],
  [{ files: [] }, TypeError, '"files": must be an object, got an array'],
  [{ files: { "app/x": "" } }, RangeError, 'an absolute guest path such as "/app/x", got "app/x"'],
  [{ files: { "/app/x": 5 } }, TypeError, '"files["/app/x"]": must be a string or a Uint8Array'],
  [{ files: { "/app/\0": "" } }, RangeError, "must not contain NUL"],
  [{ env: "A=1" }, TypeError, '"env": must be an object, got "A=1"'],
  [{ env: { A: 1 } }, TypeError, '"env.A": must be a string, got 1'],
  [{ env: { "A=B": "" } }, RangeError, '"A=B" is no name of a variable'],
  [{ env: { "": "" } }, RangeError, '"" is no name of a variable'],
  [{ env: { A: "\0" } }, RangeError, '"env.A": must not contain NUL'],
  [{ mounts: {} }, TypeError, '"mounts"'],
  [{ mounts: [{}] }, TypeError, '"mounts"'],
  [{ mounts: [null] }, TypeError, '"mounts"'],
  [{ sharedMemory: 1 }, TypeError, '"sharedMemory": must be a boolean, got 1'],
  [{ limits: { fuel: -1 } }, RangeError, "limits.fuel"],
])("checkSandboxOptions() refuses %j", (options, type, message) => {
  const check = (): unknown => checkSandboxOptions(options as never);
  expect(check).toThrow(type);
  expect(check).toThrow(message);
});

test("an environment has no way to the prototypes of objects", () => {
  const env = JSON.parse('{"__proto__": "x"}');
  const checked = checkSandboxOptions({ env }).env;
  expect(Object.keys(checked)).toEqual(["__proto__"]);
  expect(Object.getPrototypeOf(checked)).toBe(Object.prototype);
});
