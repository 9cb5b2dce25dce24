/** The commands about WebAssembly modules: `fuelbox instrument` and `fuelbox fuel`. */
import type { Command } from "commander";
import type { Limits } from "../sandbox/limits.ts";
import type { InstrumentOptions } from "../wasm/index.ts";
import { fuelHelp, instrumentHelp } from "./help.ts";
import { parseDuration, parseFuel, parseSize } from "./quantities.ts";
import { UsageError } from "./usage-error.ts";

/** A module to meter. Host paths are as typed. */
export interface InstrumentCommand {
  readonly file: string;
  readonly out: string;
  readonly options: InstrumentOptions;
  /** Whether to print what is known about the output. */
  readonly stats: boolean;
}

/** A WASI program to run for its count. */
export interface FuelCommand {
  readonly file: string;
  /** What stands after `--`. */
  readonly args: readonly string[];
  readonly limits: Limits;
}

/** What these commands ask for. */
export type WasmInvocation =
  | { readonly kind: "instrument"; readonly options: InstrumentCommand }
  | { readonly kind: "fuel"; readonly options: FuelCommand };

/** More than any program needs, and exact as a number. */
const ampleFuel = Number.MAX_SAFE_INTEGER;

/** Adds the commands to `program`. `args`: what stands after `--`. `take` gets what is asked for. */
export function addWasmCommands(
  program: Command,
  args: readonly string[],
  take: (invocation: WasmInvocation) => void,
): void {
  const instrument = program
    .command("instrument")
    .description("Meter a WebAssembly module and write it to a file")
    .usage("[options] FILE -o OUT")
    .argument("[FILE]", "the module")
    .option("-o, --out <OUT>", "where to write the metered module")
    .option("--profile <NAME>", "counting rules: wasmtime-49 or wasmtime-43", "wasmtime-49")
    .option("--abi <NAME>", "how fuel travels: auto, register or local", "auto")
    .option("--trap-fuel <NAME>", "fuel known after a trap: exact or boundary", "exact")
    .option("--stack <SIZE>", "limit the call stack, such as 512k", parseSize)
    .option("--memory <SIZE>", "limit the memory, such as 64m", parseSize)
    .option("--stats", "print what is known about the result as JSON")
    .allowExcessArguments()
    .addHelpText("after", instrumentHelp);
  instrument.action((file: string | undefined, flags: InstrumentFlags) => {
    const extra = instrument.args[1] ?? args[0];
    if (extra !== undefined) throw new UsageError(`Cannot take "${extra}": name one module`);
    take({ kind: "instrument", options: toInstrumentCommand(file, flags) });
  });
  const fuel = program
    .command("fuel")
    .description("Run a WASI program and print how much fuel it uses")
    .usage("[options] FILE [-- ARGS...]")
    .argument("[FILE]", "the program, a .wasm file")
    .option("--fuel <N>", "stop it after this much, such as 500M (default: 2^53 - 1)", parseFuel)
    .option("--memory <SIZE>", "memory it may have, such as 64m (default: 128m)", parseSize)
    .option("--timeout <DURATION>", "time it may take, such as 10s (default: 30s)", parseDuration)
    .allowExcessArguments()
    .addHelpText("after", fuelHelp);
  fuel.action((file: string | undefined, flags: FuelFlags) => {
    const extra = fuel.args[1];
    if (extra !== undefined) {
      throw new UsageError(`Cannot take "${extra}": put arguments of the guest after --`);
    }
    take({ kind: "fuel", options: toFuelCommand(file, flags, args) });
  });
}

interface InstrumentFlags {
  readonly out?: string;
  readonly profile: NonNullable<InstrumentOptions["profile"]>;
  readonly abi: NonNullable<InstrumentOptions["abi"]>;
  readonly trapFuel: NonNullable<InstrumentOptions["trapFuel"]>;
  readonly stack?: number;
  readonly memory?: number;
  readonly stats?: boolean;
}

function toInstrumentCommand(file: string | undefined, flags: InstrumentFlags): InstrumentCommand {
  if (file === undefined || flags.out === undefined) {
    throw new UsageError("Name a module and the output: fuelbox instrument in.wasm -o out.wasm");
  }
  const { out, profile, abi, trapFuel, stack, memory, stats = false } = flags;
  const options: InstrumentOptions = {
    ...{ profile, abi, trapFuel },
    ...(stack !== undefined && { stack: { bytes: stack } }),
    ...(memory !== undefined && { memory: { maxBytes: memory } }),
  };
  return { file, out, options, stats };
}

interface FuelFlags {
  readonly fuel?: number;
  readonly memory?: number;
  readonly timeout?: number;
}

function toFuelCommand(
  file: string | undefined,
  { fuel = ampleFuel, memory, timeout }: FuelFlags,
  args: readonly string[],
): FuelCommand {
  if (file === undefined) {
    throw new UsageError("Name the program to run, such as: fuelbox fuel tool.wasm");
  }
  if (!file.endsWith(".wasm")) {
    throw new UsageError(`Cannot count the fuel of "${file}": only .wasm programs are supported`);
  }
  const limits: Limits = {
    fuel,
    ...(memory !== undefined && { memoryBytes: memory }),
    ...(timeout !== undefined && { timeoutMs: timeout }),
  };
  return { file, args, limits };
}
