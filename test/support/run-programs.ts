/** Runs programs that start programs, in tests: both engines, each able to start the other. */
import {
  createEnginePrograms,
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
  createWasmPrograms,
  findFirst,
  findSimpleShell,
  type KernelOptions,
  type OwnedKernel,
} from "../../runtime/index.ts";
import { openJavaScriptEngine } from "../../runtime/javascript/index.ts";
import { createPythonEngine } from "../../runtime/python/index.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { createTestHost } from "./run-javascript.ts";
import { prepared } from "./run-python.ts";

const python = createPythonEngine(() => prepared);
// Tests run on a main thread: a guest's calls must end before its stack of 1 MB does.
const javascript = await openJavaScriptEngine(createTestHost(), { stackBytes: 96 * 1024 });
await javascript.prepare?.(2 ** 27);

/** Finds WebAssembly files, `python3`, `node` and scripts. */
export const findProgram: NonNullable<KernelOptions["findProgram"]> = findFirst(
  createWasmPrograms(),
  findSimpleShell,
  createEnginePrograms({ python: python.runNow, javascript: javascript.runNow }),
);

/** What a test runs with. */
export interface ProgramOptions extends Partial<Omit<KernelOptions, "fuel">> {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly fuelLimit?: bigint;
}

/** Opens a kernel as a program has it that can start all others. */
export function openParent({
  files = {},
  fuelLimit,
  ...options
}: ProgramOptions = {}): OwnedKernel {
  const fs = options.fs ?? createFileSystem().sync;
  for (const directory of ["/app", "/tmp"]) if (!fs.exists(directory)) fs.mkdir(directory);
  for (const [path, content] of Object.entries(files)) {
    fs.writeFile(path, typeof content === "string" ? new TextEncoder().encode(content) : content);
  }
  return createKernel({
    args: ["parent"],
    clock: createVirtualClock(),
    entropy: createSeededEntropy(1),
    findProgram,
    ...options,
    fs,
    fuel: createFuelAccount(fuelLimit ?? 10n ** 11n),
  });
}

/** What a spawned program left, as text. */
export interface TextResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Spawns a program of `parent` and reads what it left. */
export function spawnText(
  parent: OwnedKernel,
  argv: readonly string[],
  options?: Parameters<OwnedKernel["spawn"]>[1],
): TextResult {
  const { exitCode, stdout, stderr } = parent.spawn(argv, options);
  const decoder = new TextDecoder();
  return { exitCode, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
