/** The WebAssembly files that guests can start: metered, compiled and run without waiting for anything. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type InstrumentOptions, instrument, WasmError } from "../wasm/index.ts";
import { findExecutable } from "./find-executable.ts";
import type { FuelAccount } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";
import type { Kernel } from "./kernel.ts";
import type { GuestEnd } from "./outcome.ts";
import type { PreparedModule } from "./prepare-module.ts";
import type { FindProgram } from "./programs.ts";
import { RecentMap } from "./recent-map.ts";
import { explainRefusal, wasiInstrumentOptions } from "./wasi-module.ts";
import { runWasiProgram } from "./wasi-program.ts";

/** What reading and recognising a module costs, in fuel for each byte; always paid. */
const readByteFuel = 8;
/** What metering and compiling one costs, for each byte; paid once for each module in a run, however it comes about. */
const prepareByteFuel = 40;

/** Modules that are kept compiled. */
const maxKept = 16;

/**
 * Finds the `.wasm` files of the filesystem: what begins as a module, whatever its name. What it
 * has compiled is kept for later runs, but paid for by each, so that fuel does not depend on them.
 */
export function createWasmPrograms(): FindProgram {
  const kept = new RecentMap<string, PreparedModule>(maxKept);
  // An account is one run's: programs that start each other share it.
  const paid = new WeakMap<FuelAccount, Set<string>>();
  return (name, place) => {
    const path = findExecutable(name, place);
    if (path === undefined || !isModule(place, path)) return undefined;
    return (child) => endProgram(child, runFile(child, path, kept, paid));
  };
}

function runFile(
  kernel: Kernel,
  path: string,
  kept: RecentMap<string, PreparedModule>,
  paid: WeakMap<FuelAccount, Set<string>>,
): GuestEnd {
  kernel.fuel.charge(kernel.fs.stat(path).size * readByteFuel);
  const bytes = new Uint8Array(kernel.fs.readFile(path));
  const options = wasiInstrumentOptions(kernel.maxMemoryBytes);
  const key = `${bytesToHex(sha256(bytes))} ${kernel.maxMemoryBytes}`;
  const known = paid.get(kernel.fuel) ?? new Set();
  paid.set(kernel.fuel, known);
  if (!known.has(key)) kernel.fuel.charge(bytes.length * prepareByteFuel);
  known.add(key);
  try {
    const prepared = kept.take(key, () => prepare(bytes, options));
    return runWasiProgram(prepared, kernel);
  } catch (error) {
    if (error instanceof WasmError || error instanceof WebAssembly.CompileError) {
      return explainRefusal(error, bytes, options);
    }
    throw error;
  }
}

function prepare(bytes: Uint8Array<ArrayBuffer>, options: InstrumentOptions): PreparedModule {
  const { bytes: metered, meta } = instrument(bytes, options);
  return { module: new WebAssembly.Module(metered), meta };
}

const magic = [0x00, 0x61, 0x73, 0x6d];

function isModule({ fs }: Pick<Kernel, "fs">, path: string): boolean {
  const file = fs.open(path, { read: true });
  try {
    const start = new Uint8Array(magic.length);
    const length = fs.read(file, start);
    return length === magic.length && magic.every((byte, index) => start[index] === byte);
  } finally {
    fs.close(file);
  }
}

/** Tells the program's starter by its exit code, and its stderr by a line, how it ended. */
export function endProgram(kernel: Kernel, { outcome, exitCode, error }: GuestEnd): number {
  if (outcome === "exited") return exitCode;
  const stderr = kernel.fds.get(2);
  if (error !== undefined && stderr?.kind === "stream") {
    const line = `${kernel.args[0] ?? "program"}: ${error.message}\n`;
    stderr.stream.write?.(new TextEncoder().encode(line));
  }
  throw new GuestStop(outcome, exitCode, error);
}
