/** Programs that start programs, by the device that every WASI program has open. */
import { expect, test } from "vitest";
import { prelude } from "../test/support/wasi-prelude.ts";
import { runWasi, type WasiRun, type WasiRunOptions } from "../test/support/wasi-run.ts";
import { assemble } from "../test/support/wat.ts";
import { createFileSystem } from "../vfs/index.ts";
import { createFuelAccount } from "./fuel-account.ts";
import { maxDepth } from "./nested-limits.ts";
import type { Outcome } from "./outcome.ts";
import { createWasmPrograms } from "./wasm-programs.ts";

/** The device stands after the two preopens. */
const device = 5;

/** Sends a request over the device, and leaves the response's length in `$n` and its JSON at 2048. */
function asking(op: string, args: readonly unknown[]): { data: string; code: string } {
  const payload = new TextEncoder().encode(JSON.stringify({ op, args }));
  const frame = new Uint8Array(5 + payload.length);
  new DataView(frame.buffer).setUint32(0, payload.length, true);
  frame.set(payload, 5);
  const bytes = Array.from(frame, (byte) => `\\${byte.toString(16).padStart(2, "0")}`).join("");
  return {
    data: `(data (i32.const 1024) "${bytes}")`,
    code: `
      (drop (call $write (i32.const ${device}) (i32.const 1024) (i32.const ${frame.length})))
      (drop (call $read (i32.const ${device}) (i32.const 2043) (i32.const 5)))
      (local.set $n (i32.load (i32.const 2043)))
      (drop (call $read (i32.const ${device}) (i32.const 2048) (local.get $n)))`,
  };
}

/** A program that asks for something and prints the JSON that comes back. */
function printing(op: string, ...args: readonly unknown[]): string {
  const { data, code } = asking(op, args);
  return `${prelude} ${data} (func (export "_start") (local $n i32)
    ${code} (call $print (i32.const 2048) (local.get $n)))`;
}

const hello = `${prelude} (data (i32.const 1024) "hello")
  (func (export "_start") (call $print (i32.const 1024) (i32.const 5)) (call $proc_exit (i32.const 4)))`;

const spin = '(memory (export "memory") 1) (func (export "_start") (loop (br 0)))';

/** Prints without end, 4096 bytes at a time. */
const flood = `${prelude} (func (export "_start")
  (loop (call $print (i32.const 1024) (i32.const 4096)) (br 0)))`;

/** Needs 100 MiB. */
const large = '(memory (export "memory") 1600) (func (export "_start"))';

/** Opens a file until that fails, and exits with how often it went well. */
const openAll = `${prelude} (data (i32.const 1024) "f") (func (export "_start") (local $n i32)
  (loop $more
    (if (i32.gt_s (call $open (i32.const 1024) (i32.const 1) (i32.const 0) (i32.const 0)) (i32.const 0))
      (then (local.set $n (i32.add (local.get $n) (i32.const 1))) (br $more))))
  (call $proc_exit (local.get $n)))`;

async function run(
  program: string,
  files: Readonly<Record<string, string>>,
  options: WasiRunOptions = {},
): Promise<WasiRun> {
  const fs = options.fs ?? createFileSystem().sync;
  fs.mkdir("/app");
  for (const [path, content] of Object.entries(files)) {
    fs.writeFile(path, assemble(`(module ${content})`));
  }
  return runWasi(program, { findProgram: createWasmPrograms(), ...options, fs });
}

test("a program starts another and gets all it leaves", async () => {
  const { stdout, end } = await run(printing("spawn", ["./hello.wasm", "x"]), {
    "/app/hello.wasm": hello,
  });
  expect(JSON.parse(stdout)).toMatchObject({ ok: { exitCode: 4, stdout: "hello", stderr: "" } });
  expect(end).toMatchObject({ outcome: "exited", exitCode: 0 });
});

test("a program hands stdin, environment and directory to another", async () => {
  const copy = `${prelude} (func (export "_start") (local $n i32)
    (local.set $n (call $read (i32.const 0) (i32.const 4096) (i32.const 100)))
    (call $print (i32.const 4096) (local.get $n))
    (drop (call $environ_get (i32.const 4096) (i32.const 8192)))
    (call $print (i32.const 8192) (i32.const 3))
    (drop (call $open (i32.const 9000) (i32.const 3) (i32.const 1) (i32.const 0))))
    (data (i32.const 9000) "new")`;
  const fs = createFileSystem().sync;
  fs.mkdir("/app");
  fs.mkdir("/app/d");
  const { stdout } = await runWasi(
    printing("spawn", ["/app/copy.wasm"], { stdin: "given,", env: { A: "1" }, cwd: "/app/d" }),
    { fs, files: {}, findProgram: place(fs, "/app/copy.wasm", copy) },
  );
  expect(JSON.parse(stdout)).toMatchObject({ ok: { stdout: "given,A=1" } });
  expect(fs.exists("/app/d/new")).toBe(true);
});

function place(
  fs: ReturnType<typeof createFileSystem>["sync"],
  path: string,
  content: string,
): ReturnType<typeof createWasmPrograms> {
  fs.writeFile(path, assemble(`(module ${content})`));
  return createWasmPrograms();
}

test.each([
  [["./missing.wasm"], "ENOENT"],
  [[], "ENOENT"],
  [["/app"], "ENOENT"],
])("starting %j answers an error", async (argv, code) => {
  const { stdout } = await run(printing("spawn", argv), {});
  expect(JSON.parse(stdout)).toMatchObject({ error: { code } });
});

test.each([
  [["no list of strings", 1]],
  [[["a"], "no object"]],
  [[["a"], { stdin: 1 }]],
  [[["a"], { env: { A: 1 } }]],
  [[["a"], { cwd: 1 }]],
])("starting with %j is a wrong argument", async (args) => {
  const { stdout } = await run(printing("spawn", ...args), {});
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "INVALID_ARGUMENT" } });
});

test("fuel: what a started program takes is gone, and with it who started it", async () => {
  const fuel = createFuelAccount(3_000_000n);
  const { end, stdout } = await run(
    printing("spawn", ["./spin.wasm"]),
    { "/app/spin.wasm": spin },
    { fuel },
  );
  expect(end).toMatchObject({ outcome: "out-of-fuel", exitCode: 152 });
  expect(fuel.used).toBe(3_000_000n);
  expect(stdout).toBe("");
});

test("memory: a started program has what is left", async () => {
  const files = { "/app/large.wasm": large };
  const program = printing("spawn", ["./large.wasm"]);
  const enough = await run(program, files, { maxMemoryBytes: 128 * 2 ** 20 });
  expect(JSON.parse(enough.stdout)).toMatchObject({ ok: { exitCode: 0 } });
  const grown = program.replace('(func (export "_start") (local $n i32)', (start) => {
    return `${start} (drop (memory.grow (i32.const 600)))`;
  });
  const tooLittle = await run(grown, files, { maxMemoryBytes: 128 * 2 ** 20 });
  expect(JSON.parse(tooLittle.stdout)).toMatchObject({ ok: { exitCode: 137 } });
});

test.each<[Outcome, number]>([
  ["timed-out", 124],
  ["cancelled", 130],
])("time: a program that starts one that is %s has ended too", async (outcome, exitCode) => {
  let polls = 0;
  // The device is asked once; the program that it starts calls again and again.
  const { end } = await run(
    printing("spawn", ["./flood.wasm"]),
    { "/app/flood.wasm": flood },
    { interrupted: () => (++polls > 50 ? outcome : undefined), maxStdoutBytes: 2 ** 30 },
  );
  expect(end).toMatchObject({ outcome, exitCode });
});

test("output: a started program hands over no more than the limit", async () => {
  const { data, code } = asking("spawn", [["./flood.wasm"]]);
  const { stdout } = await run(
    `${prelude} ${data} (func (export "_start") (local $n i32)
      ${code} (call $print (i32.const 2048) (i32.const 22)))`,
    { "/app/flood.wasm": flood },
    { maxStdoutBytes: 5_000 },
  );
  expect(stdout).toBe('{"ok":{"exitCode":153,');
});

test("open files: a started program has what its starter leaves", async () => {
  const options = (): WasiRunOptions => {
    const fs = createFileSystem({ maxOpenFiles: 20 }).sync;
    return { fs };
  };
  const files = { "/app/f": hello, "/app/open.wasm": openAll };
  // Two are the preopens.
  expect((await run(openAll, files, options())).end.exitCode).toBe(18);
  const { stdout } = await run(printing("spawn", ["./open.wasm"]), files, options());
  expect(JSON.parse(stdout)).toMatchObject({ ok: { exitCode: 16 } });
});

test("depth: programs that start each other are told where it ends", async () => {
  const { data, code } = asking("spawn", [["./again.wasm"]]);
  // Exits with one more than what it started, and with 100 where that was refused.
  const again = `${prelude} ${data} (func (export "_start") (local $n i32)
    ${code}
    ;; {"ok":{"exitCode":100 or {"error":...
    (if (i32.eq (i32.load8_u (i32.const 2050)) (i32.const 101)) (then (call $proc_exit (i32.const 100))))
    (call $proc_exit (i32.add (i32.const 1) (i32.add (i32.mul (i32.const 100)
      (i32.sub (i32.load8_u (i32.const 2066)) (i32.const 48)))
      (i32.sub (i32.load8_u (i32.const 2068)) (i32.const 48))))))`;
  const { end } = await run(again, { "/app/again.wasm": again });
  expect(end).toMatchObject({ outcome: "exited", exitCode: 100 + maxDepth - 1 });
  const { stdout } = await run(printing("spawn", ["./again.wasm"]), { "/app/again.wasm": again });
  expect(JSON.parse(stdout)).toMatchObject({ ok: { exitCode: 100 + maxDepth - 2 } });
});

test("stack: a started program has what its starter leaves, the same each time", async () => {
  /** A program that calls itself `depth` times and then does `then`. */
  const diving = (depth: number, then = "", data = ""): string => `${prelude} ${data}
    (func $dive (param $depth i32) (result i64) (local $n i32) (local $a i64)
      (if (local.get $depth)
        (then
          (local.set $a (call $dive (i32.sub (local.get $depth) (i32.const 1))))
          (return (i64.add (local.get $a) (i64.const 1)))))
      ${then}
      (i64.const 0))
    (func (export "_start") (drop (call $dive (i32.const ${depth}))))`;
  let limit = 0;
  for (let step = 2 ** 14; step > 0; step >>= 1) {
    const { end } = await run(diving(limit + step), {});
    if (end.outcome === "exited") limit += step;
  }
  expect(limit).toBeGreaterThan(1_000);
  const { data, code } = asking("spawn", [["./child.wasm"]]);
  /** The exit code of a program so deep that one so deep has started. */
  const started = async (starter: number, child: number): Promise<unknown> => {
    const depth = (share: number): number => Math.floor(limit * share);
    const print = `${code} (call $print (i32.const 2048) (local.get $n))`;
    const { stdout, end } = await run(diving(depth(starter), print, data), {
      "/app/child.wasm": diving(depth(child)),
    });
    expect(end.outcome).toBe("exited");
    return (JSON.parse(stdout) as { readonly ok: { readonly exitCode: number } }).ok.exitCode;
  };
  expect(await started(0, 0.85)).toBe(0);
  expect(await started(0.5, 0.85)).toBe(139);
  expect(await started(0.5, 0.4)).toBe(0);
  expect(await started(0.9, 0.1)).toBe(139);
});

test("stack: what a program has left is its own again when what it started has ended", async () => {
  const { data, code } = asking("spawn", [["./hello.wasm"]]);
  const twice = `${prelude} ${data} (func (export "_start") (local $n i32)
    ${code} ${code} (call $print (i32.const 2048) (local.get $n)))`;
  const { stdout } = await run(twice, { "/app/hello.wasm": hello });
  expect(JSON.parse(stdout)).toMatchObject({ ok: { exitCode: 4 } });
});
