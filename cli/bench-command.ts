/** The command `fuelbox bench`: what it is asked for. */
import type { Command } from "commander";
import type { Limits } from "../sandbox/limits.ts";
import { checkMounts, type MountFlag, parseMount } from "./mount-flag.ts";
import { parseDuration, parseFuel, parseSize } from "./quantities.ts";
import { UsageError } from "./usage-error.ts";

/** A program to measure, perhaps beside another one. Host paths are as typed. */
export interface BenchCommand {
  readonly file: string;
  /** The other program. */
  readonly compare?: string;
  /** How often each is run for its time. */
  readonly runs: number;
  /** What stands after `--`. */
  readonly args: readonly string[];
  readonly mounts: readonly MountFlag[];
  readonly limits: Limits;
  readonly json: boolean;
}

/** What this command asks for. */
export type BenchInvocation = { readonly kind: "bench"; readonly options: BenchCommand };

/** More than any program needs, and exact as a number. */
const ampleFuel = Number.MAX_SAFE_INTEGER;
const maxRuns = 1_000;

/** Adds the command to `program`. `args`: what stands after `--`. `take` gets what is asked for. */
export function addBenchCommand(
  program: Command,
  args: readonly string[],
  take: (invocation: BenchInvocation) => void,
): void {
  const bench = program
    .command("bench")
    .description("Run a program and print where its fuel goes, or compare it with another one")
    .usage("[options] FILE [-- ARGS...]")
    .argument("[FILE]", "the program: .py, .js, .ts, .sh or .wasm")
    .option("--compare <FILE>", "run this program too, and compare the two")
    .option("--runs <N>", "how often each is run for its time", parseRuns, 1)
    .option(
      "--mount <HOST:GUEST[:MODE]>",
      "show the guests a directory or file",
      (text: string, all: readonly MountFlag[]) => [...all, parseMount(text)],
      [],
    )
    .option("--fuel <N>", "stop them after this much, such as 500M (default: 2^53 - 1)", parseFuel)
    .option("--memory <SIZE>", "memory they may have, such as 64m (default: 128m)", parseSize)
    .option("--timeout <DURATION>", "time they may take, such as 10s (default: 30s)", parseDuration)
    .option("--json", "print all of it as JSON and nothing else")
    .allowExcessArguments()
    .addHelpText("after", benchHelp);
  bench.action((file: string | undefined, flags: BenchFlags) => {
    if (file === undefined) {
      throw new UsageError("Name the program to measure, such as: fuelbox bench report.py");
    }
    const extra = bench.args[1];
    if (extra !== undefined) {
      throw new UsageError(`Cannot take "${extra}": put arguments of the guest after --`);
    }
    checkMounts(flags.mount);
    const { compare, runs, mount, fuel = ampleFuel, memory, timeout, json = false } = flags;
    const limits: Limits = {
      fuel,
      ...(memory !== undefined && { memoryBytes: memory }),
      ...(timeout !== undefined && { timeoutMs: timeout }),
    };
    const options = { file, runs, args, mounts: mount, limits, json };
    take({ kind: "bench", options: { ...options, ...(compare !== undefined && { compare }) } });
  });
}

interface BenchFlags {
  readonly compare?: string;
  readonly runs: number;
  readonly mount: readonly MountFlag[];
  readonly fuel?: number;
  readonly memory?: number;
  readonly timeout?: number;
  readonly json?: boolean;
}

function parseRuns(text: string): number {
  const runs = Number(text);
  if (/^\d+$/.test(text) && runs >= 1 && runs <= maxRuns) return runs;
  throw new UsageError(`Cannot read runs "${text}": write a whole number from 1 to ${maxRuns}`);
}

const benchHelp = `
Runs the program with a virtual clock, seeded randomness and nothing on standard input, once to see
where its fuel goes and then for its time. Fuel is the same in every run and on every machine, so
two programs compare exactly; time is this machine's. A mount with mode rw is read, not written.

Examples:
  fuelbox bench report.py --mount ./data:/app/data:ro
  fuelbox bench slow.py --compare fast.py --runs 5
`;
