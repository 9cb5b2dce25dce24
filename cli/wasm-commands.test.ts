import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { RunOptions } from "../sandbox/node.ts";
import { noSession } from "../test/support/no-session.ts";
import { assemble } from "../test/support/wat.ts";
import { createFileSystem } from "../vfs/index.ts";
import { FuelMeter, type InstrumentMeta, instrument } from "../wasm/index.ts";
import { runCommand } from "./command.ts";
import type { CommandIo } from "./command-io.ts";
import { parseCommandLine } from "./command-line.ts";
import { UsageError } from "./usage-error.ts";

const module = assemble(`(module (memory 1) (func (export "f") (loop (br 0))))`);

let folder: string;
let stdout: string;
let stderr: string;
let runs: RunOptions[];

const text = (chunk: string | Uint8Array) => Buffer.from(chunk).toString();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wasm-commands-"));
  stdout = stderr = "";
  runs = [];
  writeFileSync(join(folder, "in.wasm"), module);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(...argv: readonly string[]): Promise<number> {
  const io: CommandIo = {
    stdin: Object.assign((async function* () {})(), { isTTY: true }),
    stdinPatienceMs: 0,
    stdout: { write: (chunk) => (stdout += text(chunk)) },
    stderr: { write: (chunk) => (stderr += text(chunk)) },
    onInterrupt: () => () => {},
    openSandbox: async ({ mounts = [] }) => {
      const fs = createFileSystem();
      for (const mount of mounts) await mount.load(fs.sync);
      return {
        fs,
        session: noSession,
        close: async () => {},
        run: async (options) => {
          runs.push(options);
          options.onStdout?.(new TextEncoder().encode("out\n"));
          options.onStderr?.(new TextEncoder().encode("err\n"));
          const outOfFuel = options.limits?.fuel === 5;
          return {
            outcome: outOfFuel ? "out-of-fuel" : "exited",
            ok: !outOfFuel,
            exitCode: outOfFuel ? 152 : 3,
            ...{ stdout: "", stderr: "", stdoutTruncated: false, stderrTruncated: false },
            fuel: { used: 1234, limit: 5000, profile: "wasmtime-49" },
            fuelAnalysis: {
              utilizationPercent: 0.1,
              status: "efficient",
              suggestedBudget: 2_000_000_000,
            },
            memory: { peakBytes: 0, limitBytes: 1 },
            durationMs: 1,
            files: { created: [], modified: [], deleted: [] },
          };
        },
      };
    },
  };
  return runCommand(argv, io);
}

test("fuelbox instrument writes what instrument() makes", async () => {
  const [input, output] = [join(folder, "in.wasm"), join(folder, "out.wasm")];
  expect(await run("instrument", input, "-o", output)).toBe(0);
  expect([stdout, stderr]).toEqual(["", ""]);
  const written = new Uint8Array(readFileSync(output));
  expect(written).toEqual(instrument(module).bytes);
});

test("fuelbox instrument passes options on and prints what a host needs", async () => {
  const [input, output] = [join(folder, "in.wasm"), join(folder, "out.wasm")];
  const options = "--profile wasmtime-43 --abi local --trap-fuel boundary --stack 64k --memory 1m";
  expect(await run("instrument", ...options.split(" "), input, "--out", output, "--stats")).toBe(0);
  const expected = instrument(module, {
    ...{ profile: "wasmtime-43", abi: "local", trapFuel: "boundary" },
    stack: { bytes: 65_536 },
    memory: { maxBytes: 2 ** 20 },
  });
  const meta: InstrumentMeta = JSON.parse(stdout);
  expect(meta).toEqual(expected.meta);
  const bytes = new Uint8Array(readFileSync(output));
  expect(bytes).toEqual(expected.bytes);
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const meter = FuelMeter.attach(instance, meta);
  meter.set(100);
  expect(() => (instance.exports["f"] as () => void)()).toThrow(WebAssembly.RuntimeError);
  expect(meter.trapReason).toBe("fuel");
});

test.each<[readonly string[], string]>([
  [["in.wasm"], "Name a module and the output"],
  [["-o", "out.wasm"], "Name a module and the output"],
  [["in.wasm", "other.wasm", "-o", "out.wasm"], 'Cannot take "other.wasm": name one module'],
  [["in.wasm", "-o", "out.wasm", "--", "x"], 'Cannot take "x"'],
  [["in.wasm", "-o", "out.wasm", "--stack", "big"], 'Cannot read size "big"'],
  [["in.wasm", "-o", "out.wasm", "--abi", "fast"], 'Cannot use option abi "fast"'],
  [["in.wasm", "-o", "out.wasm", "--profile", "x"], 'Cannot use fuel profile "x"'],
  [["in.wasm", "-o", "out.wasm", "--memory", "1k"], "memories start with"],
  [["absent.wasm", "-o", "out.wasm"], "no such file or directory"],
  [["in.wasm", "-o", "absent/out.wasm"], "Cannot write"],
  [["broken.wasm", "-o", "out.wasm"], "this engine does not accept it"],
])("fuelbox instrument refuses %j in one line", async (argv, message) => {
  writeFileSync(join(folder, "broken.wasm"), "no module");
  const placed = argv.map((one) => (one.endsWith(".wasm") ? join(folder, one) : one));
  expect(await run("instrument", ...placed)).toBe(2);
  expect(stderr).toContain(message.replace("other.wasm", join(folder, "other.wasm")));
  expect(stderr).toMatch(/^fuelbox: [^\n]+\n$/);
});

test("fuelbox fuel prints the count alone", async () => {
  expect(await run("fuel", join(folder, "in.wasm"), "--memory", "1m", "--", "-x", "y")).toBe(3);
  expect([stdout, stderr]).toEqual(["1234\n", "out\nerr\n"]);
  expect(runs[0]).toMatchObject({
    file: "/app/in.wasm",
    args: ["-x", "y"],
    deterministic: 0,
    limits: { fuel: Number.MAX_SAFE_INTEGER, memoryBytes: 2 ** 20 },
  });
});

test("fuelbox fuel says how a program ended that did not exit", async () => {
  const options = ["--fuel", "5", "--timeout", "2s"];
  expect(await run("fuel", ...options, join(folder, "in.wasm"))).toBe(152);
  expect(stdout).toBe("1234\n");
  expect(stderr).toMatch(/^out\nerr\nfuelbox: out of fuel, fuel 1,234 of 5,000/);
  expect(runs[0]?.limits).toEqual({ fuel: 5, timeoutMs: 2000 });
});

test.each<[readonly string[], string]>([
  [["fuel"], "Name the program to run, such as: fuelbox fuel tool.wasm"],
  [["fuel", "a.mjs"], 'Cannot count the fuel of "a.mjs": only .wasm programs are supported'],
  [["fuel", "a.wasm", "b"], 'Cannot take "b": put arguments of the guest after --'],
  [["fuel", "a.wasm", "--fuel", "x"], 'Cannot read fuel "x"'],
])("parseCommandLine() refuses %j", (argv, message) => {
  expect(() => parseCommandLine(argv)).toThrow(UsageError);
  expect(() => parseCommandLine(argv)).toThrow(message);
});

test.each([
  [["instrument", "--help"], /Usage: fuelbox instrument[\s\S]*FuelMeter\.attach/],
  [["fuel", "--help"], /Usage: fuelbox fuel[\s\S]*Prints the number alone/],
])("parseCommandLine() shows a text for %j", (argv, expected) => {
  expect(parseCommandLine(argv)).toEqual({
    ...{ kind: "show", exitCode: 0 },
    text: expect.stringMatching(expected),
  });
});
