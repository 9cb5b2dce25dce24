/** Guests that want more than they are given. */
import { openSandbox, type Sandbox } from "fuelbox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { exhaustingPrograms } from "../support/exhausting-programs.ts";
import { assemble } from "./sandbox-guests.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox({
    limits: { fileBytes: 64 * 2 ** 20, fileNodes: 2000, openFiles: 32, directoryDepth: 16 },
  });
});
afterAll(async () => {
  expect((await sandbox.run({ javascript: 'console.log("fine")' })).stdout).toBe("fine\n");
  await sandbox.close();
});

test.each(exhaustingPrograms)("$kind ends as $outcome: $name", async (program) => {
  const { kind, source, outcome, limits } = program;
  const result = await sandbox.run(
    kind === "wat" ? { wasm: await assemble(source), limits } : { [kind]: source, limits },
  );
  expect(result).toMatchObject({ outcome, files: { created: [], modified: [], deleted: [] } });
  if (outcome === "out-of-fuel") expect(result.fuel.used).toBe(limits.fuel);
  expect(result.memory.peakBytes).toBeLessThanOrEqual(result.memory.limitBytes);
  expect(result.stateLost).toBeUndefined();
  expect((await sandbox.run({ javascript: 'console.log("fine")' })).stdout).toBe("fine\n");
});

test("grep over 10 MB is charged before it is done", async () => {
  await sandbox.fs.writeFile("/app/big.log", "a line that does not match\n".repeat(390_000));
  const { outcome, fuel } = await sandbox.run({
    javascript: 'import { grep } from "sandbox_utils"; grep("ERROR", "/app/big.log")',
    limits: { fuel: 1_000_000 },
  });
  expect(outcome).toBe("out-of-fuel");
  expect(fuel.used).toBe(1_000_000);
  await sandbox.fs.rm("/app/big.log");
});

test.each([
  ["a sparse file", 'fs.ftruncateSync(fs.openSync("/app/x", "w"), 2 ** 40)', "EDQUOT|EFBIG"],
  ["a write far away", 'fs.writeSync(fs.openSync("/app/x", "w"), "x", 2 ** 40)', "EDQUOT|EFBIG"],
  ["too much content", 'for (;;) fs.appendFileSync("/app/x", "x".repeat(1e6))', "EDQUOT|ENOSPC"],
  ["too many files", 'for (let i = 0; ; i++) fs.writeFileSync("/app/x" + i, "")', "EDQUOT|ENOSPC"],
  ["too many open files", 'for (;;) fs.openSync("/app", "r")', "EMFILE"],
  [
    "directories too deep",
    'let path = "/app/d"; for (;;) { fs.mkdirSync(path); path += "/d"; }',
    "EDQUOT|ENAMETOOLONG|EINVAL",
  ],
  ["a name too long", 'fs.writeFileSync("/app/" + "x".repeat(5000), "")', "ENAMETOOLONG"],
  [
    "a circle of links",
    'fs.symlinkSync("b", "/app/a"); fs.symlinkSync("a", "/app/b"); fs.readFileSync("/app/a")',
    "ELOOP",
  ],
])("a guest that wants %s gets an error", async (_title, work, codes) => {
  const { outcome, stdout } = await sandbox.run({
    javascript: `
      import * as fs from "node:fs";
      try { ${work}; console.log("none"); } catch (error) { console.log(error.code); }
    `,
    atomic: true,
    limits: { fuel: 20_000_000_000 },
  });
  expect(outcome).toBe("exited");
  expect(stdout).toMatch(new RegExp(`^(?:${codes})\\n$`));
  for (const name of await sandbox.fs.readdir("/app")) {
    await sandbox.fs.rm(`/app/${name}`, { recursive: true });
  }
});

const wasi = (name: string, signature: string): string =>
  `(import "wasi_snapshot_preview1" "${name}" (func $${name} ${signature} (result i32)))`;

test("a guest that floods the journal neither fills nor blocks its host", async () => {
  const wasm = await assemble(`(module
    ${wasi("path_open", "(param i32 i32 i32 i32 i32 i64 i64 i32 i32)")}
    ${wasi("fd_pwrite", "(param i32 i32 i32 i64 i32)")}
    (memory (export "memory") 2)
    (data (i32.const 0) "flood")
    (data (i32.const 16) "\\00\\00\\00\\00\\00\\00\\01\\00")
    (func (export "_start") (local $i i32)
      (if (call $path_open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 5) (i32.const 9)
        (i64.const 68) (i64.const 0) (i32.const 0) (i32.const 32)) (then unreachable))
      (loop $again
        (i32.store (i32.const 128) (local.get $i))
        (if (call $fd_pwrite (i32.load (i32.const 32)) (i32.const 16) (i32.const 1) (i64.const 0)
          (i32.const 36)) (then unreachable))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $again (i32.lt_u (local.get $i) (i32.const 4000))))))`);
  let ticks = 0;
  let peakBytes = 0;
  const timer = setInterval(() => {
    ticks++;
    peakBytes = Math.max(peakBytes, process.memoryUsage().arrayBuffers);
  }, 10);
  const { outcome, files, durationMs } = await sandbox.run({ wasm });
  clearInterval(timer);
  expect(outcome).toBe("exited");
  expect(files.created).toEqual(["/app/flood"]);
  const content = await sandbox.fs.readFile("/app/flood");
  expect(content).toHaveLength(65_536);
  expect(new DataView(content.buffer).getUint32(128, true)).toBe(3999);
  expect(ticks).toBeGreaterThan(durationMs / 10 / 10);
  expect(peakBytes).toBeLessThan(200 * 2 ** 20);
});

test("a guest that prints without end costs its host no more than the limit", async () => {
  let streamed = 0;
  const result = await sandbox.run({
    javascript:
      'const line = "x".repeat(10_000); for (let i = 0; i < 20_000; i++) console.log(line)',
    limits: { fuel: 20_000_000_000, stdoutBytes: 100_000 },
    onStdout: (chunk) => {
      streamed += chunk.length;
    },
  });
  expect(result).toMatchObject({ stdoutTruncated: true });
  expect(streamed).toBeLessThan(102_000);
  expect(result.stdout.length).toBeLessThan(102_000);
});

test.each([
  ["a memory of 4 GiB", '(memory (export "memory") 65536)'],
  ["a table of 2^31 elements", '(memory (export "memory") 1) (table 2147483647 funcref)'],
])("a module that declares %s does not get it", async (_title, declaration) => {
  const wasm = await assemble(`(module ${declaration} (func (export "_start")))`);
  const { outcome, memory } = await sandbox.run({ wasm });
  expect(["out-of-memory", "trapped"]).toContain(outcome);
  expect(memory.peakBytes).toBeLessThanOrEqual(memory.limitBytes);
});
