import { expect, test } from "vitest";
import { defaultLimits } from "./limits.ts";
import { checkRunOptions } from "./run-options.ts";

const defaults = { env: { A: "1", B: "2" }, limits: defaultLimits };
const wasm = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

test("checkRunOptions() fills in what is absent", () => {
  expect(checkRunOptions({ javascript: "1" }, defaults)).toEqual({
    source: {
      from: "given",
      name: "/app/main.mjs",
      program: { kind: "javascript", source: "1", path: "/app/main.mjs" },
    },
    args: [],
    stdin: new Uint8Array(),
    env: { A: "1", B: "2" },
    limits: defaultLimits,
    onStdout: undefined,
    onStderr: undefined,
    signal: undefined,
    seed: undefined,
    atomic: false,
    profile: false,
  });
});

test("checkRunOptions() adds the run's environment to the sandbox's", () => {
  const { env } = checkRunOptions({ javascript: "", env: { B: "3", C: "4" } }, defaults);
  expect(env).toEqual({ A: "1", B: "3", C: "4" });
});

test.each([
  [false, undefined],
  [true, 0n],
  [0, 0n],
  [7, 7n],
  [2n ** 64n - 1n, 2n ** 64n - 1n],
])("checkRunOptions() reads deterministic: %s as seed %s", (deterministic, seed) => {
  expect(checkRunOptions({ javascript: "", deterministic }, defaults).seed).toBe(seed);
});

test.each([
  [{ file: "/app/a.js" }, { from: "guest", name: "/app/a.js", kind: "javascript" }],
  [{ file: "/app/a.b.mjs" }, { from: "guest", name: "/app/a.b.mjs", kind: "javascript" }],
  [{ file: "/a.cjs" }, { from: "guest", name: "/a.cjs", kind: "javascript" }],
  [{ file: "/app/a.wasm" }, { from: "guest", name: "/app/a.wasm", kind: "wasm" }],
  [{ wasm: "/app/program" }, { from: "guest", name: "/app/program", kind: "wasm" }],
  [{ wasm }, { from: "given", name: "/app/main.wasm", program: { kind: "wasm", bytes: wasm } }],
  [
    { wasm: wasm.buffer },
    { from: "given", name: "/app/main.wasm", program: { kind: "wasm", bytes: wasm } },
  ],
  [
    { wasm: new URL("file:///x.wasm") },
    { from: "url", name: "/app/main.wasm", url: new URL("file:///x.wasm") },
  ],
])("checkRunOptions() finds the program of %j", (options, source) => {
  expect(checkRunOptions(options, defaults).source).toEqual(source);
});

test.each([
  [
    {},
    TypeError,
    'exactly one of "javascript", "typescript", "python", "shell", "wasm" and "file" must be given, got 0',
  ],
  [{ javascript: "", file: "/app/a.js" }, TypeError, "got 2"],
  [{ javascript: 5 }, TypeError, '"javascript": must be a string of source text, got 5'],
  [{ file: "a.js" }, RangeError, '"file": must be an absolute guest path'],
  [
    { file: "/app/a.rb" },
    TypeError,
    'Cannot run "/app/a.rb": must be a .py, .js, .mjs, .cjs, .ts, .mts, .cts',
  ],
  [{ file: "/app/a" }, TypeError, 'Cannot run "/app/a"'],
  [{ file: "/app.js/a" }, TypeError, 'Cannot run "/app.js/a"'],
  [{ file: "/app/a.constructor" }, TypeError, 'Cannot run "/app/a.constructor"'],
  [{ file: 5 }, TypeError, '"file": must be a string, got 5'],
  [{ wasm: 5 }, TypeError, '"wasm": must be bytes, a URL or an absolute guest path, got 5'],
  [{ wasm: new WebAssembly.Module(wasm) }, TypeError, "cannot be metered, give its bytes"],
  [{ javascript: "", args: "x" }, TypeError, '"args": must be an array of strings, got "x"'],
  [{ javascript: "", args: [1] }, TypeError, '"args[0]": must be a string, got 1'],
  [{ javascript: "", args: ["\0"] }, RangeError, '"args[0]": must not contain NUL'],
  [{ javascript: "", stdin: 5 }, TypeError, '"stdin": must be a string or a Uint8Array, got 5'],
  [{ javascript: "", env: 5 }, TypeError, '"env"'],
  [{ javascript: "", onStdout: 5 }, TypeError, '"onStdout": must be a function, got 5'],
  [{ javascript: "", onStderr: {} }, TypeError, '"onStderr": must be a function, got an object'],
  [{ javascript: "", signal: {} }, TypeError, '"signal": must be an AbortSignal, got an object'],
  [{ javascript: "", deterministic: "1" }, TypeError, '"deterministic"'],
  [{ javascript: "", deterministic: -1 }, RangeError, "from 0 to 2^64 - 1, got -1"],
  [{ javascript: "", deterministic: 0.5 }, RangeError, "got 0.5"],
  [{ javascript: "", deterministic: 2n ** 64n }, RangeError, "got 18446744073709551616"],
  [{ javascript: "", atomic: 1 }, TypeError, '"atomic": must be a boolean, got 1'],
  [{ javascript: "", timeout: 1 }, TypeError, 'unknown option "timeout"'],
])("checkRunOptions() refuses case %#: %s", (options, type, message) => {
  const check = (): unknown => checkRunOptions(options as never, defaults);
  expect(check).toThrow(type);
  expect(check).toThrow(message);
});

test("checkRunOptions() keeps its own copy of bytes", () => {
  const stdin = Uint8Array.of(1);
  const module = wasm.slice();
  const run = checkRunOptions({ wasm: module, stdin }, defaults);
  stdin.fill(9);
  module.fill(9);
  expect(run.stdin).toEqual(Uint8Array.of(1));
  expect(run.source).toMatchObject({ program: { bytes: wasm } });
});
