import { describe, expect, test } from "vitest";
import { prelude } from "../test/support/wasi-prelude.ts";
import {
  createMemoryCache,
  openTestEngine,
  runWasi,
  type WasiRun,
  type WasiRunOptions,
} from "../test/support/wasi-run.ts";
import { assemble, dataString } from "../test/support/wat.ts";
import { createFileSystem } from "../vfs/index.ts";
import { createRealClock } from "./clock.ts";
import { createFuelAccount } from "./fuel-account.ts";

/** A guest that uses the prelude, holds `data` at 1024 and runs `body`. */
function guest(body: string, data: string | Uint8Array = ""): string {
  return `${prelude}
    (data (i32.const 1024) ${dataString(data)})
    (func (export "_start") (local $fd i32) (local $n i32) ${body})`;
}

describe("a program", () => {
  test("prints", async () => {
    const { end, stdout, fuelUsed } = await runWasi(
      guest("(call $print (i32.const 1024) (i32.const 6))", "hello\n"),
    );
    expect(end).toEqual({ outcome: "exited", exitCode: 0, memoryPeakBytes: 65536 });
    expect(stdout).toBe("hello\n");
    // As wasmtime 49 counts it: 1 + 3 for _start, 1 + 4 for $print, 1 + 11 for $write.
    expect(fuelUsed).toBe(21n);
  });

  test("sees its arguments and its environment", async () => {
    const { stdout } = await runWasi(
      guest(`
        (drop (call $args_sizes_get (i32.const 64) (i32.const 68)))
        (drop (call $args_get (i32.const 128) (i32.const 2048)))
        (call $print (i32.const 2048) (i32.load (i32.const 68)))
        (drop (call $environ_sizes_get (i32.const 64) (i32.const 68)))
        (drop (call $environ_get (i32.const 128) (i32.const 4096)))
        (call $print (i32.const 4096) (i32.load (i32.const 68)))`),
      { args: ["guest.wasm", "--name", "Zoë"], env: { HOME: "/app" } },
    );
    expect(stdout).toBe("guest.wasm\0--name\0Zoë\0HOME=/app\0SANDBOX_RPC_FD=5\0");
  });

  test("copies a file to stdout and to another file", async () => {
    const { stdout, fs } = await runWasi(
      guest(
        `(local.set $fd (call $open (i32.const 1024) (i32.const 6) (i32.const 0) (i32.const 0)))
         (local.set $n (call $read (local.get $fd) (i32.const 4096) (i32.const 4096)))
         (drop (call $fd_close (local.get $fd)))
         (call $print (i32.const 4096) (local.get $n))
         (local.set $fd (call $open (i32.const 1030) (i32.const 7) (i32.const 1) (i32.const 0)))
         (drop (call $write (local.get $fd) (i32.const 4096) (local.get $n)))`,
        "in.txtout.txt",
      ),
      { files: { "/app/in.txt": "some text" } },
    );
    expect(stdout).toBe("some text");
    expect(new TextDecoder().decode(fs.readFile("/app/out.txt"))).toBe("some text");
    expect(fs.usage().openFiles).toBe(0);
  });

  test("reads stdin to its end", async () => {
    const { stdout } = await runWasi(
      guest(`
        (loop $more
          (local.set $n (call $read (i32.const 0) (i32.const 4096) (i32.const 5)))
          (call $print (i32.const 4096) (local.get $n))
          (br_if $more (local.get $n)))`),
      { stdin: new TextEncoder().encode("twelve bytes") },
    );
    expect(stdout).toBe("twelve bytes");
  });

  test("lists a directory in pieces, each continued by its cookie", async () => {
    const names = Array.from({ length: 50 }, (_, index) => `file-${index}`);
    const { stdout } = await runWasi(
      // Prints the name of each entry that fits wholly, 100 bytes of entries at a time.
      guest(
        `
        (local $cookie i64) (local $at i32) (local $length i32)
        (local.set $fd (i32.const 4))
        (loop $more
          (drop (call $fd_readdir (local.get $fd) (i32.const 4096) (i32.const 100)
            (local.get $cookie) (i32.const 12)))
          (local.set $n (i32.load (i32.const 12)))
          (local.set $at (i32.const 0))
          (block $cut (loop $entry
            (br_if $cut (i32.gt_u (i32.add (local.get $at) (i32.const 24)) (local.get $n)))
            (local.set $length (i32.load offset=4112 (local.get $at)))
            (br_if $cut (i32.gt_u (i32.add (i32.add (local.get $at) (i32.const 24))
              (local.get $length)) (local.get $n)))
            (call $print (i32.add (i32.const 4120) (local.get $at)) (local.get $length))
            (call $print (i32.const 1024) (i32.const 1))
            (local.set $cookie (i64.load offset=4096 (local.get $at)))
            (local.set $at (i32.add (i32.add (local.get $at) (i32.const 24)) (local.get $length)))
            (br $entry)))
          (br_if $more (i32.eq (local.get $n) (i32.const 100))))`,
        " ",
      ),
      { files: Object.fromEntries(names.map((name) => [`/app/${name}`, ""])) },
    );
    expect(stdout.trim().split(" ").sort()).toEqual([".", "..", ...names].sort());
  });

  test("seeks and appends", async () => {
    const { fs } = await runWasi(
      guest(
        `(local.set $fd (call $open (i32.const 1024) (i32.const 1) (i32.const 0) (i32.const 0)))
         (drop (call $fd_seek (local.get $fd) (i64.const -2) (i32.const 2) (i32.const 16)))
         (drop (call $write (local.get $fd) (i32.const 1025) (i32.const 1)))
         (drop (call $fd_close (local.get $fd)))
         (local.set $fd (call $open (i32.const 1024) (i32.const 1) (i32.const 0) (i32.const 1)))
         (drop (call $fd_seek (local.get $fd) (i64.const 0) (i32.const 0) (i32.const 16)))
         (drop (call $write (local.get $fd) (i32.const 1026) (i32.const 1)))`,
        "fXY",
      ),
      { files: { "/app/f": "0123" } },
    );
    expect(new TextDecoder().decode(fs.readFile("/app/f"))).toBe("01X3Y");
  });

  test.each([
    ["/etc/passwd"],
    ["../../etc/passwd"],
    ["x/../../etc/passwd"],
    ["up/etc/passwd"],
    ["absolute"],
    ["../app2/secret"],
  ])("cannot open %s", async (path) => {
    const fs = createFileSystem().sync;
    for (const directory of ["/app", "/app/x", "/etc", "/app2"]) fs.mkdir(directory);
    for (const file of ["/etc/passwd", "/app2/secret"]) fs.writeFile(file, new Uint8Array(1));
    fs.symlink("..", "/app/up");
    fs.symlink("/etc/passwd", "/app/absolute");
    const length = new TextEncoder().encode(path).length;
    const { end } = await runWasi(
      guest(
        `(call $proc_exit (i32.sub (i32.const 0)
           (call $open (i32.const 1024) (i32.const ${length}) (i32.const 0) (i32.const 0))))`,
        path,
      ),
      { fs },
    );
    expect(end).toMatchObject({ outcome: "exited", exitCode: 63 });
  });

  test("starts in the working directory", async () => {
    const fs = createFileSystem().sync;
    fs.mkdir("/app");
    fs.mkdir("/app/sub");
    await runWasi(
      guest("(drop (call $open (i32.const 1024) (i32.const 1) (i32.const 1) (i32.const 0)))", "f"),
      { fs, cwd: "/app/sub" },
    );
    expect(fs.exists("/app/sub/f")).toBe(true);
  });

  test("runs its start function before its entry point", async () => {
    const { stdout } = await runWasi(`${prelude}
      (data (i32.const 1024) "ab")
      (func $first (call $print (i32.const 1024) (i32.const 1)))
      (start $first)
      (func (export "_start") (call $print (i32.const 1025) (i32.const 1)))`);
    expect(stdout).toBe("ab");
  });

  test("finds no directory when an earlier program has removed it", async () => {
    const fs = createFileSystem().sync;
    fs.mkdir("/app");
    const { end } = await runWasi(guest("(call $proc_exit (call $fd_close (i32.const 4)))"), {
      fs,
      cwd: "/gone",
    });
    // 4 is the RPC device then.
    expect(end.exitCode).toBe(0);
  });
});

describe("the end of a program", () => {
  test.each([0, 7, 255])("is its exit code %i", async (code) => {
    const { end } = await runWasi(guest(`(call $proc_exit (i32.const ${code})) (unreachable)`));
    expect(end).toEqual({ outcome: "exited", exitCode: code, memoryPeakBytes: 65536 });
  });

  test("is out-of-fuel when it loops for ever", async () => {
    const { end, fuelUsed } = await runWasi(guest("(loop $l (br $l))"), { fuelLimit: 100_000n });
    expect(end).toEqual({ outcome: "out-of-fuel", exitCode: 152, memoryPeakBytes: 65536 });
    expect(fuelUsed).toBe(100_000n);
  });

  test("is stack-overflow when it recurses for ever", async () => {
    const { end, fuelUsed } = await runWasi(`
      (memory (export "memory") 1)
      (func $down (call $down))
      (func (export "_start") (call $down))`);
    expect(end).toEqual({ outcome: "stack-overflow", exitCode: 139, memoryPeakBytes: 65536 });
    const again = await runWasi(`
      (memory (export "memory") 1)
      (func $down (call $down))
      (func (export "_start") (call $down))`);
    expect(again.fuelUsed).toBe(fuelUsed);
  });

  test.each([
    ["(drop (i32.div_s (i32.const 1) (i32.const 0)))", "integer divide by zero"],
    ["(drop (i32.rem_u (i32.const 1) (i32.const 0)))", "integer divide by zero"],
    ["(drop (i32.trunc_f32_s (f32.const 1e30)))", "integer overflow"],
    ["(drop (i32.load (i32.const -1)))", "memory access out of bounds"],
    ["(unreachable)", "unreachable instruction executed"],
  ])("is trapped at %s", async (body, words) => {
    const { end } = await runWasi(guest(body));
    expect(end).toEqual({
      outcome: "trapped",
      exitCode: 134,
      memoryPeakBytes: 65536,
      error: { code: "TRAP", message: `Guest trapped: ${words}` },
    });
  });

  test("is trapped when an exception is not caught", async () => {
    const { end } = await runWasi(`${guest("(throw $t)")} (tag $t)`);
    expect(end.error).toEqual({ code: "TRAP", message: "Guest trapped: uncaught exception" });
  });

  test("is trapped when data does not fit its memory", async () => {
    const { end } = await runWasi(`
      (memory (export "memory") 1) (data (i32.const 65536) "x") (func (export "_start"))`);
    expect(end).toMatchObject({ outcome: "trapped", error: { code: "TRAP" } });
  });

  test("is out-of-memory when it traps after memory was refused", async () => {
    const { end } = await runWasi(guest("(drop (memory.grow (i32.const 1000))) (unreachable)"), {
      maxMemoryBytes: 2 ** 20,
    });
    expect(end).toEqual({ outcome: "out-of-memory", exitCode: 137, memoryPeakBytes: 65536 });
  });

  test("is out-of-memory when it makes more objects than it may have memory", async () => {
    // (type (array (mut i8))) (func (export "_start") (loop
    //   (drop (array.new_default 0 (i32.const 1000000))) (br 0)))
    const bytes = Uint8Array.of(
      ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 2, 0x5e, 0x78, 1, 0x60, 0, 0, 3, 2, 1, 1],
      ...[5, 3, 1, 0, 1, 7, 19, 2, 6, ...new TextEncoder().encode("memory"), 2, 0],
      ...[6, ...new TextEncoder().encode("_start"), 0, 0],
      ...[10, 17, 1, 15, 0, 3, 0x40, 0x41, 0xc0, 0x84, 0x3d, 0xfb, 7, 0, 0x1a, 0x0c, 0, 0x0b, 0x0b],
    );
    const { end } = await runWasi(bytes, { fuelLimit: 10n ** 12n });
    // Older engines have no such objects, and refuse the module.
    expect(end.outcome).toBe(WebAssembly.validate(bytes) ? "out-of-memory" : "trapped");
  });

  test("is out-of-memory when it starts with more memory than it may have", async () => {
    const { end } = await runWasi(`(memory (export "memory") 33) (func (export "_start"))`, {
      maxMemoryBytes: 2 ** 21,
    });
    expect(end).toMatchObject({
      outcome: "out-of-memory",
      exitCode: 137,
      error: { code: "WASM_LIMIT" },
    });
  });

  test("is what the host says when it interrupts a call", async () => {
    let polls = 0;
    const { end, fuelUsed } = await runWasi(
      guest("(loop $l (call $print (i32.const 1024) (i32.const 1)) (br $l))", "."),
      { interrupted: () => (++polls > 5 ? "timed-out" : undefined) },
    );
    expect(end).toEqual({ outcome: "timed-out", exitCode: 124, memoryPeakBytes: 65536 });
    expect(fuelUsed).toBeLessThan(1_000n);
  });

  test("is what the host says when it interrupts the last thing that a program does", async () => {
    let isAsleep = false;
    const { end } = await runWasi(
      guest(`
        (i64.store (i32.const 1048) (i64.const 60000000000))
        (drop (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 12)))`),
      {
        clock: createRealClock(() => {
          isAsleep = true;
        }),
        interrupted: () => (isAsleep ? "timed-out" : undefined),
      },
    );
    expect(end).toMatchObject({ outcome: "timed-out", exitCode: 124 });
  });

  test("is what the host says when it interrupts a sleep", async () => {
    const started = performance.now();
    const { end } = await runWasi(
      // One relative subscription of 60 s to the monotonic clock.
      guest(`
        (i32.store (i32.const 1040) (i32.const 1))
        (i64.store (i32.const 1048) (i64.const 60000000000))
        (drop (call $poll_oneoff (i32.const 1024) (i32.const 2048) (i32.const 1) (i32.const 12)))
        (call $proc_exit (i32.const 1))`),
      {
        clock: createRealClock((ns) => {
          expect(ns).toBe(60_000_000_000n);
        }),
        interrupted: () => (performance.now() > started ? "cancelled" : undefined),
      },
    );
    expect(end).toMatchObject({ outcome: "cancelled", exitCode: 130 });
  });
});

describe("memory", () => {
  test("grows to the limit and no further, and the program goes on", async () => {
    const { end, fuelUsed } = await runWasi(
      guest(`
        (loop $more
          (br_if $more (i32.ne (memory.grow (i32.const 1)) (i32.const -1))))
        (call $proc_exit (memory.size))`),
      { maxMemoryBytes: 32 * 65536 },
    );
    expect(end).toEqual({ outcome: "exited", exitCode: 32, memoryPeakBytes: 32 * 65536 });
    expect(fuelUsed).toBeLessThan(1_000n);
  });

  test("that has grown is where calls write", async () => {
    const { stdout } = await runWasi(
      guest(`
        (drop (memory.grow (i32.const 1)))
        (drop (call $args_sizes_get (i32.const 70000) (i32.const 70004)))
        (drop (call $args_get (i32.const 70016) (i32.const 70032)))
        (call $print (i32.const 70032) (i32.load (i32.const 70004)))`),
    );
    expect(stdout).toBe("guest\0");
  });
});

describe("a module", () => {
  test.each([
    ["is cut short", assemble(`(module ${prelude} (func (export "_start")))`).slice(0, 200)],
    ["is no WebAssembly", new TextEncoder().encode("#!/bin/sh")],
    ["is empty", new Uint8Array()],
  ])("is refused when it %s", async (_name, bytes) => {
    const { end } = await runWasi(bytes);
    expect(end).toMatchObject({
      outcome: "trapped",
      exitCode: 134,
      memoryPeakBytes: 0,
      error: { code: "WASM_MALFORMED" },
    });
    expect(end.error?.message).not.toContain("\n");
  });

  test("is refused when it is compiled already", async () => {
    const module = new WebAssembly.Module(assemble('(module (func (export "_start")))'));
    const { end } = await runWasi(module as unknown as Uint8Array<ArrayBuffer>);
    expect(end).toMatchObject({ outcome: "trapped", error: { code: "NOT_BYTES" } });
  });

  test("is refused when it has no entry point", async () => {
    const { end } = await runWasi('(memory (export "memory") 1)');
    expect(end).toEqual({
      outcome: "trapped",
      exitCode: 134,
      memoryPeakBytes: 65536,
      error: {
        code: "NO_ENTRY_POINT",
        message: 'Cannot run the module: it exports no function "_start"',
      },
    });
  });

  test.each([
    ['(import "env" "memory" (memory 1))', '"env.memory": no memory can be imported'],
    ['(import "env" "table" (table 1 funcref))', '"env.table": no table can be imported'],
    ['(import "env" "g" (global i32))', '"env.g": no global can be imported'],
    ['(import "__proto__" "g" (global i32))', '"__proto__.g": no global can be imported'],
  ])("is refused when it has the import %s", async (field, words) => {
    const { end } = await runWasi(`${field} (func (export "_start"))`);
    expect(end).toMatchObject({
      outcome: "trapped",
      error: { code: "UNKNOWN_IMPORT", message: `Cannot link import ${words}` },
    });
  });

  test.each([
    ["env", "foo", '"env.foo"'],
    ["wasi_snapshot_preview1", "fd_missing", '"wasi_snapshot_preview1.fd_missing"'],
    ["__proto__", "toString", '"__proto__.toString"'],
    ["line\\nbreak", "x", '"line\\nbreak.x"'],
  ])("runs with the unknown function %s.%s until it calls it", async (from, name, shown) => {
    const program = (body: string): string => `
      (import "${from}" "${name}" (func $missing))
      (memory (export "memory") 1)
      (func (export "_start") ${body})`;
    expect((await runWasi(program(""))).end.outcome).toBe("exited");
    const { end } = await runWasi(program("(call $missing)"));
    expect(end).toMatchObject({
      outcome: "trapped",
      exitCode: 134,
      error: {
        code: "UNKNOWN_IMPORT",
        message: `Cannot call import ${shown}: there is no such function`,
      },
    });
  });

  test.each([
    ["fd_close", "(param i64) (result i32)"],
    ["fd_close", "(param i32) (result i64)"],
    ["fd_close", "(param i32)"],
    ["fd_close", "(param i32 i32) (result i32)"],
    ["proc_exit", "(param i32) (result i32)"],
    ["fd_write", "(param funcref i32 i32 i32) (result i32)"],
  ])("is refused when it imports %s as %s", async (name, type) => {
    const { end } = await runWasi(`
      (import "wasi_snapshot_preview1" "${name}" (func ${type}))
      (memory (export "memory") 1)
      (func (export "_start"))`);
    expect(end).toEqual({
      outcome: "trapped",
      exitCode: 134,
      memoryPeakBytes: 0,
      error: {
        code: "LINK_FAILED",
        message: "Cannot link the module: a function that it imports has another type",
      },
    });
  });

  test("without memory gets EFAULT for every pointer", async () => {
    const { end } = await runWasi(`
      (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
      (import "wasi_snapshot_preview1" "fd_write" (func $fd_write (param i32 i32 i32 i32) (result i32)))
      (func (export "_start")
        (call $proc_exit (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))`);
    expect(end).toEqual({ outcome: "exited", exitCode: 21, memoryPeakBytes: 0 });
  });

  test("cannot make tables that fill the host", async () => {
    const { end } = await runWasi('(table 10000000 funcref) (func (export "_start"))');
    expect(end).toMatchObject({ outcome: "trapped", error: { code: "WASM_LIMIT" } });
  });
});

describe("output", () => {
  const spam = guest(
    "(loop $l (call $print (i32.const 1024) (i32.const 10)) (br_if $l (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 10))))",
    "0123456789",
  );

  test("past its limit is dropped and counted", async () => {
    const { end, stdout, kernel } = await runWasi(spam, { maxStdoutBytes: 25 });
    expect(end.outcome).toBe("exited");
    expect(stdout).toBe(
      "0123456789012345678901234\n[75 bytes of stdout dropped: the limit is 25 bytes]\n",
    );
    expect(kernel.stdout.droppedBytes).toBe(75);
  });

  test("past its limit ends the program when it is to stop", async () => {
    const { end, kernel } = await runWasi(spam, { maxStdoutBytes: 25, onOutputLimit: "stop" });
    expect(end).toMatchObject({ outcome: "output-limit", exitCode: 153 });
    expect(kernel.stdout.writtenBytes).toBe(25);
  });
});

/** A frame of the RPC device. */
function frame(request: unknown): Uint8Array {
  const payload = new TextEncoder().encode(JSON.stringify(request));
  const bytes = new Uint8Array(5 + payload.length);
  new DataView(bytes.buffer).setUint32(0, payload.length, true);
  bytes.set(payload, 5);
  return bytes;
}

describe("the RPC device", () => {
  const grep = frame({ op: "grep", args: ["ERROR", "log.txt"] });
  const files = { "/app/log.txt": "ok\nERROR one\nok\nERROR two\n" };

  test("answers a utility", async () => {
    const { stdout, end } = await runWasi(
      guest(
        `(drop (call $write (i32.const 5) (i32.const 1024) (i32.const ${grep.length})))
         (local.set $n (call $read (i32.const 5) (i32.const 4096) (i32.const 4096)))
         (call $print (i32.const 4101) (i32.sub (local.get $n) (i32.const 5)))`,
        grep,
      ),
      { files },
    );
    expect(end.outcome).toBe("exited");
    expect(JSON.parse(stdout)).toEqual({
      ok: [
        ["/app/log.txt", 2, "ERROR one"],
        ["/app/log.txt", 4, "ERROR two"],
      ],
    });
  });

  test("stops the program in the middle of a utility, and no handler of the program runs", async () => {
    const { end, stdout, fuelUsed } = await runWasi(
      guest(
        `(loop $again
           (try
             (do (drop (call $write (i32.const 5) (i32.const 1024) (i32.const ${grep.length}))))
             (catch_all (call $print (i32.const 1024) (i32.const 1))))
           (br $again))`,
        grep,
      ),
      { files: { "/app/log.txt": "line without a match\n".repeat(10_000) }, fuelLimit: 300_000n },
    );
    expect(end).toEqual({ outcome: "out-of-fuel", exitCode: 152, memoryPeakBytes: 65536 });
    expect(stdout).toBe("");
    expect(fuelUsed).toBe(300_000n);
  });

  test.each([
    ["proc_exit", "(call $proc_exit (i32.const 3))", { outcome: "exited", exitCode: 3 }],
    ["the fuel's end", "(loop $l (br $l))", { outcome: "out-of-fuel", exitCode: 152 }],
  ])("no handler of the program catches %s", async (_name, body, expected) => {
    const { end, stdout } = await runWasi(
      guest(`(try (do ${body}) (catch_all (call $print (i32.const 1024) (i32.const 1))))`, "!"),
      { fuelLimit: 10_000n },
    );
    expect(end).toMatchObject(expected);
    expect(stdout).toBe("");
  });
});

describe("a run", () => {
  const program = guest(`
    (drop (call $random_get (i32.const 2048) (i32.const 16)))
    (drop (call $clock_time_get (i32.const 0) (i64.const 0) (i32.const 2064)))
    (local.set $n (i32.and (i32.load (i32.const 2048)) (i32.const 1023)))
    (loop $l (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (call $print (i32.const 2048) (i32.const 24))`);

  test("costs the same fuel and prints the same each time", async () => {
    const first = await runWasi(program);
    const second = await runWasi(program, { engine: openTestEngine() });
    expect(second).toMatchObject({ fuelUsed: first.fuelUsed, stdout: first.stdout });
  });

  test("uses what another engine has instrumented", async () => {
    const cache = createMemoryCache();
    const first = await runWasi(program, { engine: openTestEngine(cache) });
    expect(cache.entries.size).toBe(1);
    const puts: string[] = [];
    const engine = openTestEngine({
      get: cache.get,
      put: async (key) => void puts.push(key),
    });
    const second = await runWasi(program, { engine });
    expect(second.fuelUsed).toBe(first.fuelUsed);
    expect(puts).toEqual([]);
    await runWasi(program, { engine, maxMemoryBytes: 2 ** 20 });
    expect(puts).toHaveLength(1);
  });

  test.each([
    ["holds something broken", async () => new Uint8Array(3)],
    ["holds another format", async () => new TextEncoder().encode("\x02\0\0\0{}not wasm")],
    ["cannot be read", () => Promise.reject(new Error("disk"))],
  ])("works when the cache %s", async (_name, get) => {
    const put = (): Promise<void> => Promise.reject(new Error("disk full"));
    const { end } = await runWasi(program, { engine: openTestEngine({ get, put }) });
    expect(end.outcome).toBe("exited");
  });

  test("leaves the budget to the next one", async () => {
    const fuel = createFuelAccount(1_000_000n);
    await runWasi(guest("(call $proc_exit (i32.const 0))"), { fuel });
    const { used } = fuel;
    expect(used).toBe(3n);
    await runWasi(guest("(call $proc_exit (i32.const 0))"), { fuel });
    expect(fuel.used).toBe(2n * used);
  });

  test("does not begin when the host has said stop", async () => {
    const { end, stdout } = await runWasi(
      guest("(call $print (i32.const 1024) (i32.const 1))", "x"),
      {
        interrupted: () => "cancelled",
      },
    );
    expect(end).toMatchObject({ outcome: "cancelled", exitCode: 130 });
    expect(stdout).toBe("");
  });
});

describe("preopens", () => {
  /** Prints the names of the preopens, each followed by the type of `f` in it. */
  const lister = `
    (import "wasi_snapshot_preview1" "fd_prestat_get"
      (func $prestat (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_prestat_dir_name"
      (func $prestat_name (param i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "path_filestat_get"
      (func $filestat (param i32 i32 i32 i32 i32) (result i32)))
    ${guest(
      `(local.set $fd (i32.const 3))
       (block $end (loop $next
         (br_if $end (call $prestat (local.get $fd) (i32.const 2048)))
         (drop (call $prestat_name (local.get $fd) (i32.const 2064) (i32.load (i32.const 2052))))
         (call $print (i32.const 2064) (i32.load (i32.const 2052)))
         (drop (call $filestat (local.get $fd) (i32.const 0) (i32.const 1024) (i32.const 1)
           (i32.const 4096)))
         (i32.store8 (i32.const 2047) (i32.add (i32.const 48) (i32.load8_u (i32.const 4112))))
         (i32.store8 (i32.const 4112) (i32.const 0))
         (call $print (i32.const 2047) (i32.const 1))
         (local.set $fd (i32.add (local.get $fd) (i32.const 1)))
         (br $next)))`,
      "f",
    )}`;
  const files = { "/app/f": "", "/app/d/f": "", "/app/e/g": "" };

  async function list(options: WasiRunOptions): Promise<WasiRun> {
    const fs = createFileSystem().sync;
    for (const directory of ["/app", "/app/d", "/app/e"]) fs.mkdir(directory);
    return runWasi(lister, { fs, files, ...options });
  }

  test("are /app and the working directory when nothing else is said", async () => {
    expect((await list({})).stdout).toBe("/app4.4");
    expect((await list({ cwd: "/app/e" })).stdout).toBe("/app4.0");
  });

  test("are what the host names, in its order", async () => {
    const preopens = [
      ["data", "/app/d"],
      ["/", "/app/e"],
      ["data", "/app"],
    ] as const;
    expect((await list({ preopens })).stdout).toBe("data4/0data4");
    expect((await list({ preopens: [] })).stdout).toBe("");
  });

  test("that cannot be opened end the program before it starts", async () => {
    const { end, stdout } = await list({ preopens: [["x", "/app/missing"]] });
    expect(end).toMatchObject({ outcome: "trapped", error: { code: "PREOPEN_FAILED" } });
    expect(stdout).toBe("");
  });
});

describe("a traced program", () => {
  test("has a line on stderr for each call, between its own", async () => {
    const { stderr, stdout } = await runWasi(
      guest(
        `(drop (call $open (i32.const 1024) (i32.const 1) (i32.const 1) (i32.const 0)))
         (drop (call $write (i32.const 2) (i32.const 1025) (i32.const 4)))
         (drop (call $fd_close (i32.const 2)))
         (call $proc_exit (i32.const 3))`,
        "foh!\n",
      ),
      { trace: true },
    );
    expect(stdout).toBe("");
    expect(stderr.split("\n")).toEqual([
      'path_open(4, 0x1, "f", 0x1, 0xffffffffffffffff, 0xffffffffffffffff, 0x0) = 0 (fd 6)',
      "oh!",
      "fd_write(2, 1 buffers) = 0 (4)",
      "fd_close(2) = 0",
      "proc_exit(3)",
      "",
    ]);
  });

  test("costs the fuel that it costs untraced, and keeps to the limit of stderr", async () => {
    const program = guest(`
      (local.set $n (i32.const 1000))
      (loop $l
        (drop (call $fd_close (i32.const 77)))
        (br_if $l (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))`);
    const plain = await runWasi(program);
    const traced = await runWasi(program, { trace: true, maxStderrBytes: 100 });
    expect(traced.fuelUsed).toBe(plain.fuelUsed);
    expect(traced.end).toMatchObject({ outcome: "exited", exitCode: 0 });
    expect(traced.kernel.stderr.droppedBytes).toBeGreaterThan(10_000);
    const stopped = await runWasi(program, {
      trace: true,
      maxStderrBytes: 100,
      onOutputLimit: "stop",
    });
    expect(stopped.end.outcome).toBe("output-limit");
  });
});

describe("a program of wasi_unstable", () => {
  test("seeks by the numbers of that version, beside one of preview1", async () => {
    const { end } = await runWasi(
      `(import "wasi_unstable" "fd_seek"
         (func $old_seek (param i32 i64 i32 i32) (result i32)))
       ${guest(
         `(local.set $fd (call $open (i32.const 1024) (i32.const 1) (i32.const 0) (i32.const 0)))
          ;; 1 is the end there, and the current position here.
          (drop (call $old_seek (local.get $fd) (i64.const -1) (i32.const 1) (i32.const 16)))
          (drop (call $fd_seek (local.get $fd) (i64.const -1) (i32.const 1) (i32.const 16)))
          (call $proc_exit (i32.load (i32.const 16)))`,
         "f",
       )}`,
      { files: { "/app/f": "12345" } },
    );
    expect(end).toMatchObject({ outcome: "exited", exitCode: 3 });
  });

  test("cannot call what came later", async () => {
    const { end } = await runWasi(
      `(import "wasi_unstable" "sock_accept" (func $f (param i32 i32 i32) (result i32)))
       (memory (export "memory") 1)
       (func (export "_start") (drop (call $f (i32.const 0) (i32.const 0) (i32.const 0))))`,
    );
    expect(end).toMatchObject({ outcome: "trapped", error: { code: "UNKNOWN_IMPORT" } });
  });
});
