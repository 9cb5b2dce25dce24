/** Runs a script in the shell, on a tree and a kernel of its own. */
import { createByteCollector } from "../../runtime/byte-collector.ts";
import { createKernel, type KernelOptions } from "../../runtime/create-kernel.ts";
import { createFuelAccount } from "../../runtime/fuel-account.ts";
import { createSeededEntropy, createVirtualClock, GuestStop } from "../../runtime/index.ts";
import { loadInterpreter, runShell } from "../../runtime/shell/index.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";

await loadInterpreter();

/** What a script left. */
export interface ScriptEnd {
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Uint8Array;
  /** Its exit code, or how it was stopped. */
  readonly exit: number | string;
  readonly fuelUsed: bigint;
  readonly fs: SyncFileSystem;
}

/** What a script starts with. */
export interface ScriptOptions extends Partial<Omit<KernelOptions, "fuel" | "stdin">> {
  /** Content by absolute path. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly stdin?: string | Uint8Array;
  readonly fuel?: bigint;
  /** `$1` and on. */
  readonly parameters?: readonly string[];
  /** Hears each piece of stdout as it comes. */
  readonly onStdout?: (text: string) => void;
}

/** Runs `source` with a virtual clock and seeded entropy. */
export function runScript(source: string, options: ScriptOptions = {}): ScriptEnd {
  const {
    files = {},
    stdin = "",
    fuel = 4_000_000_000n,
    parameters = [],
    onStdout,
    ...rest
  } = options;
  const fs = rest.fs ?? createFileSystem({ now: () => 1_735_689_600_000_000_000n }).sync;
  for (const directory of ["/app", "/tmp"]) if (!fs.exists(directory)) fs.mkdir(directory);
  const encoder = new TextEncoder();
  for (const [path, content] of Object.entries(files)) {
    const names = path.split("/").slice(1, -1);
    names.forEach((_, index) => {
      const directory = `/${names.slice(0, index + 1).join("/")}`;
      if (!fs.exists(directory)) fs.mkdir(directory);
    });
    fs.writeFile(path, typeof content === "string" ? encoder.encode(content) : content);
  }
  const stdout = createByteCollector();
  const stderr = createByteCollector();
  const account = createFuelAccount(fuel);
  const kernel = createKernel({
    args: ["bash"],
    clock: createVirtualClock(),
    entropy: createSeededEntropy(1),
    maxStdoutBytes: 2 ** 26,
    ...rest,
    fs,
    fuel: account,
    stdin: typeof stdin === "string" ? encoder.encode(stdin) : stdin,
    stdout: (chunk) => {
      stdout.add(chunk);
      onStdout?.(new TextDecoder().decode(chunk));
    },
    stderr: stderr.add,
  });
  let exit: number | string;
  try {
    exit = runShell({ source, name: "bash", args: parameters }, kernel);
  } catch (error) {
    if (!(error instanceof GuestStop)) throw error;
    exit = error.outcome;
  } finally {
    kernel.close();
  }
  const stdoutBytes = stdout.take();
  const decoder = new TextDecoder();
  return {
    stdout: decoder.decode(stdoutBytes),
    stderr: decoder.decode(stderr.take()),
    stdoutBytes,
    exit,
    fuelUsed: account.used,
    fs,
  };
}
