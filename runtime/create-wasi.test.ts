import { describe, expect, test } from "vitest";
import { prelude } from "../test/support/wasi-prelude.ts";
import { assemble, dataString } from "../test/support/wat.ts";
import { createFileSystem } from "../vfs/index.ts";
import { FuelMeter, instrument } from "../wasm/index.ts";
import { createVirtualClock } from "./clock.ts";
import { createWasi, type Wasi, type WasiOptions } from "./create-wasi.ts";
import { createSeededEntropy } from "./entropy.ts";

const decoder = new TextDecoder();

function moduleOf(body: string, data = ""): WebAssembly.Module {
  const prestat = (name: string, types: string) =>
    `(import "wasi_snapshot_preview1" "fd_prestat_${name}"
      (func $fd_prestat_${name} (param ${types}) (result i32)))`;
  const text = `${prestat("get", "i32 i32")} ${prestat("dir_name", "i32 i32 i32")}
    ${prelude} (data (i32.const 1024) ${dataString(data)})
    (func (export "_start") (local $fd i32) (local $n i32) ${body})`;
  return new WebAssembly.Module(assemble(`(module ${text})`));
}

/** Starts a program and gathers its output. */
function run(body: string, options: WasiOptions = {}, data = ""): { code: number; stdout: string } {
  let stdout = "";
  const wasi = createWasi({
    stdout: (chunk) => {
      stdout += decoder.decode(chunk);
    },
    ...options,
  });
  const instance = new WebAssembly.Instance(moduleOf(body, data), wasi.imports);
  return { code: wasi.start(instance), stdout };
}

const printArgs = `
  (drop (call $args_sizes_get (i32.const 64) (i32.const 68)))
  (drop (call $args_get (i32.const 128) (i32.const 2048)))
  (call $print (i32.const 2048) (i32.load (i32.const 68)))
  (drop (call $environ_sizes_get (i32.const 64) (i32.const 68)))
  (drop (call $environ_get (i32.const 128) (i32.const 4096)))
  (call $print (i32.const 4096) (i32.load (i32.const 68)))`;

const copyFile = `
  (local.set $fd (call $open (i32.const 1024) (i32.const 6) (i32.const 0) (i32.const 0)))
  (local.set $n (call $read (local.get $fd) (i32.const 4096) (i32.const 4096)))
  (call $print (i32.const 4096) (local.get $n))
  (local.set $fd (call $open (i32.const 1030) (i32.const 7) (i32.const 1) (i32.const 0)))
  (drop (call $write (local.get $fd) (i32.const 4096) (local.get $n)))`;

describe("start()", () => {
  test("gives a program its arguments and environment, and nothing else", () => {
    const options = { args: ["prog", "Zoë"], env: { HOME: "/app" } };
    expect(run(printArgs, options)).toEqual({ code: 0, stdout: "prog\0Zoë\0HOME=/app\0" });
    expect(run(printArgs)).toEqual({ code: 0, stdout: "" });
  });

  test.each([
    ["the synchronous calls", (fs: ReturnType<typeof createFileSystem>) => fs.sync],
    ["the facade", (fs: ReturnType<typeof createFileSystem>) => fs],
  ])("lets a program work on %s of a filesystem", async (_, choose) => {
    const fs = createFileSystem();
    await fs.writeFile("/app/in.txt", "some text");
    expect(run(copyFile, { fs: choose(fs) }, "in.txtout.txt")).toEqual({
      code: 0,
      stdout: "some text",
    });
    expect(await fs.readText("/app/out.txt")).toBe("some text");
    expect((await fs.usage()).openFiles).toBe(0);
  });

  test("offers the preopens that are named, in their order", async () => {
    const fs = createFileSystem();
    await fs.writeFile("/data/b/in.txt", "b");
    await fs.mkdir("/data/a");
    const names = `
      (drop (call $fd_prestat_dir_name (i32.const 3) (i32.const 512) (i32.const 2)))
      (drop (call $fd_prestat_dir_name (i32.const 4) (i32.const 514) (i32.const 2)))
      (call $print (i32.const 512) (i32.const 4))
      (call $proc_exit (call $fd_prestat_get (i32.const 5) (i32.const 600)))`;
    const preopens = { "/x": "/data/a", "/y": "/data/b" };
    expect(run(names, { fs, preopens })).toEqual({ code: 8, stdout: "/x/y" });
    expect(run(copyFile, { fs, preopens }, "in.txtout.txt").stdout).toBe("b");
    expect(await fs.readText("/data/b/out.txt")).toBe("b");
  });

  test.each([
    [0, 0],
    [3, 3],
    [256 + 7, 7],
    [-1, 255],
  ])("answers the exit code of proc_exit(%i) as %i", (given, code) => {
    expect(run(`(call $proc_exit (i32.const ${given}))`).code).toBe(code);
  });

  test("passes stdin, clock, random bytes and a trace", () => {
    const lines: string[] = [];
    const body = `
      (drop (call $clock_time_get (i32.const 0) (i64.const 1) (i32.const 512)))
      (drop (call $random_get (i32.const 520) (i32.const 8)))
      (drop (call $read (i32.const 0) (i32.const 528) (i32.const 5)))
      (call $print (i32.const 512) (i32.const 24))`;
    const options = {
      clock: createVirtualClock({ epochNs: 0x4142_4344n, stepNs: 0n }),
      random: createSeededEntropy(1),
      stdin: new TextEncoder().encode("typed"),
      trace: (line: string) => void lines.push(line),
    };
    const { stdout } = run(body, options);
    expect([stdout.slice(0, 4), stdout.slice(-8)]).toEqual(["DCBA", "typed\0\0\0"]);
    expect(run(body, { ...options, random: createSeededEntropy(1) }).stdout.slice(0, 8)).toBe(
      stdout.slice(0, 8),
    );
    expect(lines[0]).toBe("clock_time_get(0, 1) = 0 (1094861636)");
    expect(lines).toHaveLength(8);
  });

  test("writes a trace on stderr when asked to", () => {
    let stderr = "";
    run("(drop (call $fd_close (i32.const 9)))", {
      trace: true,
      stderr: (chunk) => {
        stderr += decoder.decode(chunk);
      },
    });
    expect(stderr).toBe("fd_close(9) = 8 EBADF\n");
  });

  test("hands over each piece of output as it is written, however many there are", () => {
    const pieces: number[] = [];
    const body = `
      (loop $more
        (call $print (i32.const 1024) (i32.const 3))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br_if $more (i32.lt_u (local.get $n) (i32.const 5000))))`;
    run(body, { stdout: ({ length }) => void pieces.push(length) });
    expect([pieces.length, new Set(pieces)]).toEqual([5000, new Set([3])]);
  });

  test("throws the trap that ended a program, and closes its files", async () => {
    const fs = createFileSystem();
    await fs.mkdir("/app");
    expect(() => run("unreachable", { fs })).toThrow(WebAssembly.RuntimeError);
    expect((await fs.usage()).openFiles).toBe(0);
  });

  test.each(["stdin", "stdout", "stderr", "random", "clock"] as const)(
    "throws what the host's %s threw",
    (name) => {
      const broken = new Error("disk on fire");
      const fail = (): never => {
        throw broken;
      };
      const body = `
        (drop (call $read (i32.const 0) (i32.const 512) (i32.const 8)))
        (drop (call $write (i32.const 1) (i32.const 512) (i32.const 8)))
        (drop (call $write (i32.const 2) (i32.const 512) (i32.const 8)))
        (drop (call $random_get (i32.const 512) (i32.const 8)))
        (drop (call $clock_time_get (i32.const 1) (i64.const 0) (i32.const 512)))`;
      const clock = { realtimeNs: fail, monotonicNs: fail, sleepNs: fail };
      const options = name === "clock" ? { clock } : { [name]: fail };
      expect(() => run(body, options)).toThrow(broken);
    },
  );

  test("refuses what it cannot start, and a second start", () => {
    const empty = new WebAssembly.Instance(new WebAssembly.Module(assemble("(module)")));
    expect(() => createWasi().start(empty)).toThrow(
      new TypeError('Cannot start the instance: it exports no function "_start"'),
    );
    expect(() => createWasi().initialize(empty)).toThrow(
      new TypeError('Cannot initialize the instance: it exports no memory "memory"'),
    );
    const wasi = createWasi();
    const instance = new WebAssembly.Instance(moduleOf(""), wasi.imports);
    expect(wasi.start(instance)).toBe(0);
    expect(() => wasi.start(instance)).toThrow(
      new TypeError("Cannot start the instance: this WASI serves another one already"),
    );
  });

  test("refuses a preopen that is no directory, and keeps nothing open", async () => {
    const fs = createFileSystem();
    await fs.writeFile("/app/file", "");
    expect(() => createWasi({ fs, preopens: { a: "/app", b: "/app/file" } })).toThrow(
      expect.objectContaining({ code: "ENOTDIR" }),
    );
    expect((await fs.usage()).openFiles).toBe(0);
  });
});

/** Calls `proc_exit` where everything that can be caught is caught. */
const catching = `(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (global (export "caught") (mut i32) (i32.const 0))
  (func (export "_start")
    (try (do (call $proc_exit (i32.const 5))) (catch_all (global.set 0 (i32.const 1))))))`;

describe("proc_exit()", () => {
  test.each([
    ["as it is", (bytes: Uint8Array<ArrayBuffer>) => bytes],
    [
      "metered",
      (bytes: Uint8Array<ArrayBuffer>) => instrument(bytes, { initialFuel: 1_000n }).bytes,
    ],
  ])("cannot be caught in a module %s", (_, prepare) => {
    const wasi = createWasi();
    const module = new WebAssembly.Module(prepare(assemble(catching)));
    const instance = new WebAssembly.Instance(module, wasi.imports);
    expect([wasi.start(instance), wasi.exitCode]).toEqual([5, 5]);
    expect(instance.exports["caught"]).toMatchObject({ value: 0 });
  });
});

describe("a metered module", () => {
  test("runs on the fuel of its meter, out of which it traps", () => {
    const endless = assemble(`(module ${prelude} (func (export "_start") (loop (br 0))))`);
    const { bytes, meta } = instrument(endless);
    const wasi = createWasi();
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), wasi.imports);
    const meter = FuelMeter.attach(instance, meta);
    meter.set(1_000);
    expect(() => wasi.start(instance)).toThrow(WebAssembly.RuntimeError);
    expect([meter.trapReason, wasi.exitCode]).toEqual(["fuel", undefined]);
  });
});

const reactor = `(module
  (import "wasi_snapshot_preview1" "clock_time_get"
    (func $clock (param i32 i64 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_initialize") (i32.store (i32.const 0) (i32.const 7)))
  (func (export "quit") (call $proc_exit (i32.const 9)))
  (func (export "tick") (result i32) (call $clock (i32.const 1) (i64.const 0) (i32.const 8))))`;

describe("initialize()", () => {
  function open(): { wasi: Wasi; memory: Int32Array; call: (name: string) => unknown } {
    const wasi = createWasi();
    const module = new WebAssembly.Module(assemble(reactor));
    const { exports } = new WebAssembly.Instance(module, wasi.imports);
    wasi.initialize({ exports });
    const { memory } = exports;
    if (!(memory instanceof WebAssembly.Memory)) throw new Error("There is no memory");
    const call = (name: string): unknown => {
      const found = exports[name];
      return typeof found === "function" ? found() : undefined;
    };
    return { wasi, memory: new Int32Array(memory.buffer), call };
  }

  test("makes a reactor ready, whose exports then call WASI", () => {
    const { memory, call, wasi } = open();
    expect([memory[0], call("tick"), wasi.exitCode]).toEqual([7, 0, undefined]);
  });

  test("leaves an exit to whoever calls an export, and traps from then on", () => {
    const { call, wasi } = open();
    expect(() => call("quit")).toThrow(WebAssembly.RuntimeError);
    expect(wasi.exitCode).toBe(9);
    expect(() => call("tick")).toThrow(WebAssembly.RuntimeError);
  });

  test("serves until close()", () => {
    const { call, wasi } = open();
    wasi.close();
    expect(() => call("tick")).toThrow(WebAssembly.RuntimeError);
    expect(wasi.exitCode).toBeUndefined();
  });

  test("does without _initialize, and takes a memory that the module imports", () => {
    const memory = new WebAssembly.Memory({ initial: 1 });
    const text = `(module (import "env" "memory" (memory 1))
      (import "wasi_unstable" "random_get" (func $random (param i32 i32) (result i32)))
      (func (export "fill") (result i32) (call $random (i32.const 0) (i32.const 4))))`;
    const wasi = createWasi({ random: (target) => void target.fill(0x61) });
    const imports = { ...wasi.imports, env: { memory } };
    const instance = new WebAssembly.Instance(new WebAssembly.Module(assemble(text)), imports);
    wasi.initialize(instance, { memory });
    const { fill } = instance.exports;
    expect(typeof fill === "function" && fill()).toBe(0);
    expect(decoder.decode(new Uint8Array(memory.buffer, 0, 5))).toBe("aaaa\0");
  });
});

test("wasiImport is the calls of preview1, and sock_accept is none of wasi_unstable", () => {
  const wasi = createWasi();
  expect(wasi.wasiImport).toBe(wasi.imports.wasi_snapshot_preview1);
  expect(Object.keys(wasi.wasiImport)).toHaveLength(46);
  expect(Object.keys(wasi.imports.wasi_unstable)).toHaveLength(45);
});
