/** Runs WASI and WASIX programs on the runtime of @wasmer/sdk, which its user installs. */
import { FsError } from "../../vfs/index.ts";
import { type InstrumentOptions, instrument } from "../../wasm/index.ts";
import type { Engine } from "../engine.ts";
import { endAs } from "../guest-end.ts";
import { GuestStop } from "../guest-stop.ts";
import type { Kernel } from "../kernel.ts";
import { type GuestEnd, outcomeExitCodes } from "../outcome.ts";
import { explainRefusal, wasiInstrumentOptions } from "../wasi-module.ts";
import { exitWhenOutOfFuel } from "./exit-when-out-of-fuel.ts";
import type { WasmerClient, WasmerOutput, WasmerSandbox, WasmerSdk } from "./wasmer-types.ts";
import { bringBack, collect } from "./workspace.ts";

/** A program for WASI or WASIX. */
export interface WasixProgram {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** An engine with workers of its own. */
export interface WasixEngine extends Engine<WasixProgram> {
  /** Ends the workers. */
  close(): Promise<void>;
}

/** What the host gives and takes at most, in bytes. */
const maxInputBytes = 16 * 2 ** 20;
const maxOutputBytes = 16 * 2 ** 20;
/** How often it is asked whether a program must end, in milliseconds. */
const pollMs = 20;

/**
 * Opens the engine; `loadSdk` imports @wasmer/sdk, at the first run. Programs have a copy of `/app` as
 * `/workspace`, and what they change comes back when they have ended; links, times and modes do not.
 * They have no network. Fuel and memory are limited by the module itself; when fuel runs out it exits
 * with 152, so that a program which exits with that code itself is told of as out of fuel. What else
 * the runtime lets programs do is its own affair: files there have no quota, threads no fuel of their
 * own, and only a whole budget is ever charged.
 */
export function openWasixEngine(loadSdk: () => Promise<WasmerSdk>): WasixEngine {
  let client: Promise<WasmerClient> | undefined;
  const close = async (): Promise<void> => {
    const closing = client;
    client = undefined;
    // One that could not be opened, or that a program has broken, has told its run already.
    await closing?.then((open) => open.close()).catch(() => undefined);
  };
  return {
    close,
    async run({ bytes }, kernel) {
      const options = wasiInstrumentOptions(kernel.maxMemoryBytes);
      let metered: Uint8Array<ArrayBuffer>;
      try {
        metered = meter(bytes, options, kernel.fuel.remaining);
      } catch (error) {
        return explainRefusal(error, bytes, options);
      }
      client ??= loadSdk().then(({ Wasmer }) => new Wasmer({ cache: "memory" }));
      try {
        return await runWith(await client, metered, kernel);
      } catch (error) {
        // A program can end the workers of a client: the next run has others.
        void close();
        return explainFailure(error, kernel);
      }
    },
  };
}

function meter(
  bytes: Uint8Array<ArrayBuffer>,
  options: InstrumentOptions,
  fuel: bigint,
): Uint8Array<ArrayBuffer> {
  const { bytes: metered, meta } = instrument(bytes, {
    ...options,
    initialFuel: fuel,
    start: "keep",
  });
  return exitWhenOutOfFuel(metered, meta, outcomeExitCodes["out-of-fuel"]);
}

async function runWith(
  client: WasmerClient,
  program: Uint8Array<ArrayBuffer>,
  kernel: Kernel,
): Promise<GuestEnd> {
  const handed = collect(kernel.fs);
  const loaded = (await client.packages.load(program)) as never;
  const sandbox = await client.sandboxes.create({
    packages: [loaded],
    files: Object.fromEntries(handed.files),
    network: { mode: "disabled" },
  });
  try {
    for (const path of handed.directories) {
      await sandbox.fs.mkdir(`/workspace/${path}`, { recursive: true });
    }
    const { exitCode, stdout, stderr } = await runProcess(sandbox, loaded, kernel);
    write(kernel, 1, stdout.bytes);
    write(kernel, 2, stderr.bytes);
    await bringBack(kernel.fs, sandbox.fs, handed);
    const { stopped } = kernel;
    if (stopped !== undefined) {
      return { outcome: stopped.outcome, exitCode: stopped.exitCode, memoryPeakBytes: 0 };
    }
    if (exitCode !== outcomeExitCodes["out-of-fuel"]) {
      return { outcome: "exited", exitCode: exitCode & 0xff, memoryPeakBytes: 0 };
    }
    kernel.fuel.charge(Number(kernel.fuel.remaining));
    return endAs("out-of-fuel", 0);
  } finally {
    await sandbox.close().catch(() => undefined);
  }
}

async function runProcess(
  sandbox: WasmerSandbox,
  program: never,
  kernel: Kernel,
): Promise<WasmerOutput> {
  const { args, env } = kernel;
  const process = await sandbox
    .command(program, args.slice(1), { cwd: "/workspace", env })
    .spawn({ stdin: "pipe", stdout: "capture", stderr: "capture", outputBytes: maxOutputBytes });
  const watch = setInterval(() => {
    if (kernel.poll() === undefined) return;
    clearInterval(watch);
    void process.kill().catch(() => undefined);
  }, pollMs);
  try {
    // A program may end without having read all of it.
    const fed = feed(process.stdin, readInput(kernel)).catch(() => undefined);
    const output = await process.wait();
    await fed;
    return output;
  } finally {
    clearInterval(watch);
  }
}

async function feed(
  stdin: { write(data: Uint8Array): Promise<void>; close(): Promise<void> } | null,
  input: Uint8Array,
): Promise<void> {
  if (input.length > 0) await stdin?.write(input);
  await stdin?.close();
}

/** All of stdin, as far as it is taken. */
function readInput({ fds }: Kernel): Uint8Array {
  const stdin = fds.get(0);
  const parts: Uint8Array[] = [];
  let total = 0;
  while (stdin?.kind === "stream" && total < maxInputBytes) {
    const part = new Uint8Array(65_536);
    const count = stdin.stream.read?.(part) ?? 0;
    if (count === 0) break;
    parts.push(part.subarray(0, count));
    total += count;
  }
  const input = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    input.set(part, at);
    at += part.length;
  }
  return input;
}

function write({ fds }: Kernel, fd: number, bytes: Uint8Array): void {
  const output = fds.get(fd);
  if (output?.kind === "stream" && bytes.length > 0) output.stream.write?.(bytes);
}

/** What the SDK rejects with when a program traps says no more than that it did. */
function explainFailure(error: unknown, kernel: Kernel): GuestEnd {
  const stopped = error instanceof GuestStop ? error : kernel.stopped;
  if (stopped !== undefined) {
    return { outcome: stopped.outcome, exitCode: stopped.exitCode, memoryPeakBytes: 0 };
  }
  if (error instanceof FsError) {
    const message = `Cannot bring back the files of the program: ${error.message}`;
    return endAs("trapped", 0, { code: "FILES_FAILED", message });
  }
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  if (code !== "EXECUTION_ERROR") throw error;
  return endAs("trapped", 0, { code: "TRAP", message: "Guest trapped" });
}
