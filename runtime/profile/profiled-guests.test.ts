import { expect, test } from "vitest";
import { createMemoryCache, createTestHost } from "../../test/support/run-javascript.ts";
import { assemble } from "../../test/support/wat.ts";
import { createFileSystem } from "../../vfs/index.ts";
import {
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
  type FindProgram,
  type Kernel,
  openJavaScriptEngine,
  openWasiEngine,
} from "../index.ts";
import { loadInterpreter, runShell } from "../shell/index.ts";
import type { Profile } from "./profile.ts";
import { Profiler } from "./profiler.ts";

const javascript = await openJavaScriptEngine(createTestHost(), { stackBytes: 96 * 1024 });
const wasi = openWasiEngine({
  cache: createMemoryCache(),
  loadAsset: async () => new Uint8Array(),
});
await loadInterpreter();

const findProgram: FindProgram = (name) => {
  if (name !== "tool") return undefined;
  return (child) => {
    child.fuel.charge(child.profiler === undefined ? 500_000 : 0);
    return 0;
  };
};

/** Writes "hello" and a line end. */
const hello = `(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\10\\00\\00\\00\\06\\00\\00\\00")
  (data (i32.const 16) "hello\\n")
  (func (export "_start")
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`;

/** Runs a guest with and without a profiler, and holds the one against the other. */
async function profileOf(run: (kernel: Kernel) => unknown, limit = 10n ** 10n): Promise<Profile> {
  const runWith = async (isProfiled: boolean): Promise<[bigint, string, Profile | undefined]> => {
    const fs = createFileSystem().sync;
    fs.mkdir("/app");
    fs.mkdir("/tmp");
    fs.writeFile("/app/a.txt", new TextEncoder().encode("b\na\nb\n".repeat(50)));
    const fuel = createFuelAccount(limit);
    const profiler = isProfiled ? new Profiler(fuel) : undefined;
    let stdout = "";
    const kernel = createKernel({
      fs,
      fuel,
      profiler,
      findProgram,
      args: ["main"],
      clock: createVirtualClock(),
      entropy: createSeededEntropy(1),
      stdout: (chunk) => {
        stdout += new TextDecoder().decode(chunk);
      },
    });
    try {
      await run(kernel);
    } finally {
      kernel.close();
    }
    return [fuel.used, stdout, profiler?.finish()];
  };
  const [plainFuel, plainOutput] = await runWith(false);
  const [fuel, output, profile] = await runWith(true);
  expect([fuel, output]).toEqual([plainFuel, plainOutput]);
  if (profile === undefined) throw new Error("There is no profile");
  expect(profile.fuel).toBe(Number(fuel));
  expect(Object.values(profile.phases).reduce((sum, part) => sum + part)).toBe(profile.fuel);
  expect(profile.phases.program).toBeGreaterThan(0);
  return profile;
}

const names = ({ rows }: { rows: readonly { name: string }[] }): readonly string[] =>
  rows.map(({ name }) => name);

test("a profile of JavaScript tells utilities, host calls and programs", async () => {
  const source = `import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { grep } from "sandbox_utils";
let sum = 0;
for (let i = 0; i < 10_000; i++) sum += i;
for (let i = 0; i < 3; i++) readFileSync("/app/a.txt");
console.log(sum, grep("b", "/app/a.txt").length);
spawnSync("tool", []);
spawnSync("tool", []);
try { readFileSync("/app/none"); } catch {}
`;
  const program = { source, path: "/app/main.mjs" };
  const profile = await profileOf((kernel) => javascript.run(program, kernel));
  expect(profile.utilities.rows).toMatchObject([{ name: "grep", calls: 1 }]);
  expect(profile.phases.utilities).toBe(profile.utilities.rows[0]?.fuel);
  expect(profile.programs.rows).toEqual([{ name: "tool", calls: 2, fuel: 1_000_000 }]);
  expect(names(profile.hostCalls)).toContain("utility");
  expect(names(profile.hostCalls).some((name) => name.startsWith("fs."))).toBe(true);
  expect(profile.phases).toMatchObject({ start: 0, imports: 0, commands: 0 });
  expect([profile.functions, profile.lines, profile.samples]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("a profile of JavaScript that runs out of fuel in a host call adds up", async () => {
  const source = `import { readFileSync } from "node:fs"; for (;;) readFileSync("/app/a.txt");`;
  const program = { source, path: "/app/main.mjs" };
  const profile = await profileOf((kernel) => javascript.run(program, kernel), 30_000_000n);
  expect(profile.fuel).toBe(30_000_000);
});

test("a profile of a shell script tells its commands, also those of others within", async () => {
  const script = `sort a.txt | uniq -c | sort -rn | head -1
for i in 1 2 3; do echo "$i" | awk '{ print $1 * 2 }'; done
printf '%s\\n' a b | xargs -n 1 basename
tool; tool
`;
  const profile = await profileOf((kernel) =>
    runShell({ source: script, name: "bash", args: [] }, kernel),
  );
  const calls = Object.fromEntries(profile.commands.rows.map((row) => [row.name, row.calls]));
  expect(calls).toMatchObject({ sort: 2, uniq: 1, head: 1, awk: 3, xargs: 1, basename: 2 });
  for (const { name, fuel } of profile.commands.rows) expect(fuel, name).toBeGreaterThan(0);
  expect(profile.phases.commands).toBe(
    profile.commands.rows.reduce((sum, { fuel }) => sum + fuel, 0),
  );
});

test("a profile of a shell script that is out of fuel adds up", async () => {
  const profile = await profileOf((kernel) => {
    try {
      runShell({ source: "while :; do sort a.txt | wc -l; done", name: "bash", args: [] }, kernel);
    } catch {}
  }, 60_000_000n);
  expect(profile.fuel).toBe(60_000_000);
  expect(names(profile.commands)).toEqual(expect.arrayContaining(["sort", "wc"]));
});

test("a profile of a WASI program tells its system calls", async () => {
  const bytes = new Uint8Array(assemble(hello));
  const profile = await profileOf((kernel) => wasi.run({ bytes }, kernel));
  expect(profile.hostCalls.rows).toMatchObject([{ name: "fd_write", calls: 1 }]);
});
