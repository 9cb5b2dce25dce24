import { expect, test } from "vitest";
import { assemble } from "../test/support/wat.ts";
import { createFileSystem, type SyncFileSystem } from "../vfs/index.ts";
import { createVirtualClock } from "./clock.ts";
import { createKernel, type KernelOptions, type OwnedKernel } from "./create-kernel.ts";
import { createFuelAccount } from "./fuel-account.ts";
import { maxDepth } from "./nested-limits.ts";
import { createWasmPrograms } from "./wasm-programs.ts";

const write = `(import "wasi_snapshot_preview1" "fd_write"
  (func $write (param i32 i32 i32 i32) (result i32)))`;
const say = (text: string): string => `${write} (memory (export "memory") 1)
  (data (i32.const 16) "${text}")
  (data (i32.const 0) "\\10\\00\\00\\00\\${text.length.toString(16).padStart(2, "0")}\\00\\00\\00")
  (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))`;
const exit = `(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1) (func (export "_start") (call $exit (i32.const 7)))`;
const spin = '(memory (export "memory") 1) (func (export "_start") (loop (br 0)))';
const trap = '(memory (export "memory") 1) (func (export "_start") unreachable)';
const large = '(memory (export "memory") 3000) (func (export "_start"))';

function open(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<KernelOptions> = {},
): OwnedKernel {
  const fs: SyncFileSystem = createFileSystem().sync;
  fs.mkdir("/app");
  fs.mkdir("/app/bin");
  for (const [path, content] of Object.entries(files)) {
    const bytes = typeof content === "string" ? assemble(`(module ${content})`) : content;
    fs.writeFile(path, bytes);
  }
  return createKernel({
    fs,
    fuel: createFuelAccount(100_000_000n),
    args: ["parent"],
    clock: createVirtualClock(),
    findProgram: createWasmPrograms(),
    ...options,
  });
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

test.each([
  ["an absolute path", "/app/say.wasm", {}],
  ["a path from the working directory", "./say.wasm", {}],
  ["a path through a link", "/app/link", {}],
  ["a name in PATH", "tool", { PATH: "/nowhere:/app/bin" }],
  ["a name in a relative PATH", "tool", { PATH: "bin" }],
])("createWasmPrograms() finds a module by %s", (_how, name, env) => {
  const kernel = open({ "/app/say.wasm": say("hi"), "/app/bin/tool": say("hi") }, { env });
  kernel.fs.symlink("say.wasm", "/app/link");
  expect(text(kernel.spawn([name]).stdout)).toBe("hi");
});

test.each([
  "missing.wasm",
  "/app/missing.wasm",
  "say.wasm",
  "",
  "/app",
  "/app/notes.wasm",
  "/app/x/y",
])("createWasmPrograms() finds nothing by %j", (name) => {
  const kernel = open({
    "/app/say.wasm": say("hi"),
    "/app/notes.wasm": new TextEncoder().encode("no module"),
  });
  expect(() => kernel.spawn([name])).toThrow(expect.objectContaining({ code: "ENOENT" }));
});

test.each([
  ["exits", exit, 7, ""],
  ["traps", trap, 134, "/app/a.wasm: "],
  ["needs more memory than is left", large, 137, ""],
  ["is no valid module", Uint8Array.of(0x00, 0x61, 0x73, 0x6d, 9, 9), 134, "/app/a.wasm: "],
])("spawn() answers how a module that %s has ended", (_how, content, exitCode, stderr) => {
  const kernel = open({ "/app/a.wasm": content });
  const result = kernel.spawn(["/app/a.wasm"]);
  expect(result.exitCode).toBe(exitCode);
  expect(text(result.stderr)).toMatch(new RegExp(`^${stderr}`));
  expect(kernel.stopped).toBeUndefined();
});

test("spawn() ends the starter too when a module takes the last fuel", () => {
  const kernel = open({ "/app/a.wasm": spin }, { fuel: createFuelAccount(1_000_000n) });
  expect(() => kernel.spawn(["/app/a.wasm"])).toThrow("out-of-fuel");
  expect(kernel.stopped?.outcome).toBe("out-of-fuel");
  expect(kernel.fuel.remaining).toBe(0n);
});

test("spawn() charges a run for preparing a module once, whoever has prepared it before", () => {
  const findProgram = createWasmPrograms();
  const run = (): readonly bigint[] => {
    const kernel = open({ "/app/a.wasm": exit }, { findProgram });
    const used = [0, 1, 2].map(() => {
      kernel.spawn(["/app/a.wasm"]);
      return kernel.fuel.used;
    });
    return used.map((fuel, index) => fuel - (used[index - 1] ?? 0n));
  };
  const [first = 0n, second = 0n, third = 0n] = run();
  const length = assemble(`(module ${exit})`).length;
  expect(first - second).toBe(BigInt(40 * length));
  expect(third).toBe(second);
  expect(run()).toEqual([first, second, third]);
});

test("spawn() gives a program the memory that its starter has left, in steps of 16 MiB", () => {
  const seen: number[] = [];
  const kernel = open(
    {},
    {
      maxMemoryBytes: 100 * 2 ** 20,
      findProgram: () => (child) => {
        seen.push(child.maxMemoryBytes / 2 ** 20);
        return 0;
      },
    },
  );
  kernel.spawn(["child"]);
  kernel.memory = new WebAssembly.Memory({ initial: 16 });
  kernel.spawn(["child"]);
  kernel.memory = new WebAssembly.Memory({ initial: 16 * 99 });
  kernel.spawn(["child"]);
  expect(seen).toEqual([96, 96, 0]);
});

test("spawn() refuses programs that start each other too deeply", () => {
  let deepest = 0;
  const kernel = open(
    {},
    {
      findProgram: () => (child) => {
        deepest += 1;
        return child.spawn(["again"]).exitCode;
      },
    },
  );
  expect(() => kernel.spawn(["again"])).toThrow(
    expect.objectContaining({
      code: "EAGAIN",
      message: "EAGAIN: resource temporarily unavailable, spawn 'again'",
    }),
  );
  expect(deepest).toBe(maxDepth - 1);
});

test("spawn() ends a program that hands over more than the limit of its output", () => {
  const kernel = open({ "/app/a.wasm": say("0123456789") }, { maxStdoutBytes: 4 });
  expect(kernel.spawn(["/app/a.wasm"])).toMatchObject({ exitCode: 153 });
  expect(kernel.stopped).toBeUndefined();
});
