/** The engine with a module that stands for CPython: it prints its numbers, and enters jobs as CPython would. */
import { describe, expect, test } from "vitest";
import { prelude } from "../../test/support/wasi-prelude.ts";
import { createMemoryCache } from "../../test/support/wasi-run.ts";
import { assemble, dataString } from "../../test/support/wat.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";
import { createKernel } from "../create-kernel.ts";
import { type Engine, InvalidState, type SessionStep } from "../engine.ts";
import { createFuelAccount } from "../fuel-account.ts";
import type { PythonProgram } from "../python/index.ts";
import { openPythonWasiEngine } from "./engine.ts";
import { withEntry } from "./entry-module.ts";

/**
 * What a program does is its first letter: `e` exits with how often a job has been entered, `s` says
 * the same as the value of a step, `h` prints the header, `p` prints a file of the library, `r` comes
 * back, `n` says nonsense, `u` traps, `x` says which exception it was.
 */
const fake = (ids: string) => `(module ${prelude}
  (table 2 funcref)
  (elem (i32.const 1) $enter)
  (global $entered (mut i32) (i32.const 0))
  (data (i32.const 1024) ${dataString(ids)})
  (data (i32.const 1100) ${dataString("job/source")})
  (data (i32.const 1120) ${dataString("job/header")})
  (data (i32.const 1140) ${dataString("job/report")})
  (data (i32.const 1160) ${dataString("job/uncaught")})
  (data (i32.const 1180) ${dataString("lib.txt")})
  (data (i32.const 1200) ${dataString('{"exitCode":0,"value":"0"}')})
  (data (i32.const 1240) ${dataString('{"type":"ValueError","message":"bad"}')})
  ;; The type of what is at 4096 is at 5120, and is called by entry 1 of the table.
  (data (i32.const 4100) "\\00\\14\\00\\00")
  (data (i32.const 5184) "\\01\\00\\00\\00")
  (func $put (param $path i32) (param $length i32) (param $data i32) (param $bytes i32)
    (drop (call $write
      (call $open (local.get $path) (local.get $length) (i32.const 9) (i32.const 0))
      (local.get $data) (local.get $bytes))))
  (func $show (param $path i32) (param $length i32) (local $n i32)
    ;; To read only: the library cannot be opened for more.
    (drop (call $path_open (i32.const 4) (i32.const 1) (local.get $path) (local.get $length)
      (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 8)))
    (local.set $n (call $read (i32.load (i32.const 8)) (i32.const 8192) (i32.const 4096)))
    (call $print (i32.const 8192) (local.get $n)))
  (func $enter (param $self i32) (param $args i32) (param $names i32) (result i32) (local $what i32)
    (if (i32.ne (local.get $self) (i32.const 4096)) (then unreachable))
    (if (i32.ne (local.get $args) (i32.const 4200)) (then unreachable))
    (if (local.get $names) (then unreachable))
    (global.set $entered (i32.add (global.get $entered) (i32.const 1)))
    (drop (call $read (call $open (i32.const 1100) (i32.const 10) (i32.const 0) (i32.const 0))
      (i32.const 512) (i32.const 1)))
    (local.set $what (i32.load8_u (i32.const 512)))
    (i32.store8 (i32.const 1223) (i32.add (i32.const 48) (global.get $entered)))
    (if (i32.eq (local.get $what) (i32.const 101)) (then (call $proc_exit (global.get $entered))))
    (if (i32.eq (local.get $what) (i32.const 115))
      (then (call $put (i32.const 1140) (i32.const 10) (i32.const 1200) (i32.const 26))))
    (if (i32.eq (local.get $what) (i32.const 110))
      (then (call $put (i32.const 1140) (i32.const 10) (i32.const 1200) (i32.const 13))))
    (if (i32.eq (local.get $what) (i32.const 104)) (then (call $show (i32.const 1120) (i32.const 10))))
    (if (i32.eq (local.get $what) (i32.const 112)) (then (call $show (i32.const 1180) (i32.const 7))))
    (if (i32.eq (local.get $what) (i32.const 117)) (then unreachable))
    (if (i32.eq (local.get $what) (i32.const 120)) (then
      (call $put (i32.const 1160) (i32.const 12) (i32.const 1240) (i32.const 37))
      (call $proc_exit (i32.const 1))))
    (i32.const 1))
  (func (export "_start")
    (call $print (i32.const 1024) (i32.const ${ids.length}))
    (drop (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 16)))
    (call $proc_exit (i32.const 9))))`;

const bytes = assemble(fake("fuelbox-ids 4096 4200\n"));
const library = createFileSystem();
await library.writeFile("/lib.txt", "from the library");
const cache = createMemoryCache();
const engine = await openPythonWasiEngine({ cache }, { bytes, library });

interface Options {
  readonly maxMemoryBytes?: number;
  readonly fs?: SyncFileSystem;
  readonly engine?: Engine<PythonProgram>;
}

async function perform<Result>(
  { fs = createFileSystem().sync, maxMemoryBytes = 2 ** 24 }: Options,
  act: (kernel: ReturnType<typeof createKernel>) => Promise<Result>,
): Promise<Result & { readonly stdout: string }> {
  if (!fs.exists("/app")) fs.mkdir("/app");
  let stdout = "";
  const kernel = createKernel({
    ...{ fs, maxMemoryBytes, fuel: createFuelAccount(10n ** 6n) },
    ...{ args: ["main.py", "one"], env: { NAME: "value" } },
    stdout: (chunk) => {
      stdout += new TextDecoder().decode(chunk);
    },
  });
  try {
    return { ...(await act(kernel)), stdout };
  } finally {
    kernel.close();
    expect([fs.listMounts(), fs.usage().openFiles]).toEqual([[], 0]);
  }
}

const run = (source: string, options: Options = {}) =>
  perform(options, (kernel) =>
    (options.engine ?? engine).run({ source, path: "/app/main.py" }, kernel),
  );

async function step(
  source: string,
  state: SessionStep["state"],
): Promise<SessionStep & { stdout: string }> {
  return perform({}, async (kernel) => {
    const done = await engine.step?.({ source, path: "<step>" }, kernel, state);
    if (done === undefined) throw new Error("There are no sessions");
    return done;
  });
}

describe("run()", () => {
  test("starts each program in the same state", async () => {
    const ends = [await run("exit"), await run("exit")];
    const end = { outcome: "exited", exitCode: 1, memoryPeakBytes: 65_536 };
    expect(ends).toEqual([
      { ...end, stdout: "" },
      { ...end, stdout: "" },
    ]);
  });

  test("hands over what there is to run, and nothing else", async () => {
    const { stdout } = await run("header");
    expect(JSON.parse(stdout)).toEqual({
      ...{ argv: ["/app/main.py", "one"], env: { NAME: "value" } },
      ...{ path: "/app/main.py", cwd: "/app", isStep: false, isFirst: true },
    });
  });

  test.each([
    ["return", { outcome: "exited", exitCode: 1 }],
    ["unreachable", { outcome: "trapped", exitCode: 134, error: { code: "TRAP" } }],
    ["x", { outcome: "exited", exitCode: 1, error: { type: "ValueError", message: "bad" } }],
  ])("says how %s has ended", async (source, expected) => {
    expect(await run(source)).toMatchObject(expected);
  });

  test("shows the library, which programs share and cannot change", async () => {
    expect((await run("print")).stdout).toBe("from the library");
    await run("s");
    expect((await run("return")).exitCode).toBe(1);
    expect(await library.readdir("/")).toEqual(["lib.txt"]);
  });

  test("takes the place of a program of its kind that has started it, and gives it back", async () => {
    const fs = createFileSystem().sync;
    fs.mkdir("/app");
    const outer = createFileSystem().sync;
    fs.mount("/python", outer);
    const kernel = createKernel({ fs, fuel: createFuelAccount(10n ** 6n), args: ["main.py"] });
    const end = await engine.run({ source: "exit", path: "/app/main.py" }, kernel);
    kernel.close();
    expect(end.exitCode).toBe(1);
    expect(fs.listMounts().map(({ path, fs: mounted }) => [path, mounted === outer])).toEqual([
      ["/python", true],
    ]);
  });

  test("refuses less memory than the interpreter has", async () => {
    expect(await run("exit", { maxMemoryBytes: 1024 })).toMatchObject({
      outcome: "out-of-memory",
      error: {
        code: "MEMORY_LIMIT",
        message: "Cannot run Python in 1024 bytes of memory: it needs 65536",
      },
    });
  });
});

describe("step()", () => {
  test("goes on from the state before, and leaves that as it is", async () => {
    const first = await step("say", undefined);
    const second = await step("say", first.state);
    const again = await step("say", first.state);
    expect([first, second, again].map(({ value }) => value)).toEqual(["1", "2", "2"]);
    expect(second.end).toMatchObject({ outcome: "exited", exitCode: 0 });
    const { stdout } = await step("header", second.state);
    expect(JSON.parse(stdout)).toMatchObject({ isStep: true, isFirst: false });
  });

  test.each(["exit", "unreachable", "nonsense", "return"])(
    "leaves no state when it ends by %s",
    async (source) => {
      expect(await step(source, undefined)).toMatchObject({ state: undefined, value: undefined });
    },
  );

  test.each([new Uint8Array(), new Uint8Array(8), new Uint8Array(100).fill(0xff)])(
    "refuses what is no state: %j",
    async (state) => {
      await expect(step("say", state)).rejects.toThrow(InvalidState);
    },
  );
});

describe("openPythonWasiEngine()", () => {
  test("starts an interpreter once for all who use a cache", async () => {
    const steps: (string | undefined)[] = [];
    const host = { cache, onProgress: (now: string | undefined) => void steps.push(now) };
    const other = await openPythonWasiEngine(host, { bytes, library: library.sync });
    await other.prepare?.(2 ** 24);
    expect([steps, (await run("exit", { engine: other })).exitCode]).toEqual([[], 1]);
    const anew = await openPythonWasiEngine(host, { bytes, env: { PYTHONHOME: "/x" } });
    expect(steps).toEqual(["Starting Python for WASI", undefined]);
    expect((await run("exit", { engine: anew })).exitCode).toBe(1);
  });

  test.each([
    ["prints something else", fake("no module named json\n"), 'it said "no module named json\n"'],
    ["does not start", '(module (memory (export "memory") 1))', '"_start"'],
    ["is not linked", fakeWithImport(), "no memory can be imported"],
  ])("refuses a module that %s", async (_, text, message) => {
    const opening = openPythonWasiEngine({ cache: createMemoryCache() }, { bytes: assemble(text) });
    await expect(opening).rejects.toThrow(message);
  });
});

function fakeWithImport(): string {
  return '(module (import "env" "memory" (memory 1)) (export "memory" (memory 0)) (func (export "_start")))';
}

test.each([0, 1, 63, 64, 127, 128, 8191, 8192, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])(
  "withEntry() hands over the number %i",
  (number) => {
    const text = `(module
      (import "env" "take" (func $take (param i32)))
      (type $other (func (param i32 i64 f32 f64)))
      (table 1 funcref) (elem (i32.const 0) $call)
      (memory (export "memory") 1)
      (func $call (param i32 i32 i32) (result i32) (call $take (local.get 1)) (i32.const 0))
      (func (export "_start")))`;
    const taken: number[] = [];
    const edited = withEntry(assemble(text), { index: 0, args: [1, number, 3] });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(edited), {
      env: { take: (value: number) => void taken.push(value >>> 0) },
    });
    if (typeof exports["_start"] === "function") exports["_start"]();
    expect(taken).toEqual([number]);
  },
);

test("withEntry() refuses a module whose table has no such function", () => {
  const text = '(module (memory (export "memory") 1) (func (export "_start")))';
  expect(() => withEntry(assemble(text), { index: 0, args: [1, 2, 3] })).toThrow(
    "Cannot enter the module: it calls no function of three numbers by its table",
  );
});
