/** What a run is started with. */
import type { Usage } from "../worker/usage.ts";
import { checkBoolean, checkFunction, checkOptions, checkString, show } from "./check.ts";
import { checkAllowedCommands } from "./host-commands.ts";
import { checkLimits, type FullLimits, type Limits } from "./limits.ts";
import { checkContent, checkEnv, checkGuestPath } from "./options.ts";
import type { Policy } from "./policy.ts";
import { checkProgram, type ProgramSource } from "./program.ts";

/** What a run is started with: exactly one of `javascript`, `typescript`, `python`, `shell`, `wasm` and `file`, and what else it needs. */
export interface RunOptions {
  /** Source text of an ES module; it calls itself `/app/main.mjs` and is not in the filesystem. */
  readonly javascript?: string;
  /** Source text of an ES module in TypeScript; it calls itself `/app/main.mts` and is not in the filesystem. */
  readonly typescript?: string;
  /** Source text of a Python program; it calls itself `/app/main.py` and is not in the filesystem. */
  readonly python?: string;
  /** A script for the shell, as bash would run it. */
  readonly shell?: string;
  /** A WASI module: its bytes, where to read them, or its absolute guest path. */
  readonly wasm?: Uint8Array | ArrayBuffer | URL | string;
  /** The absolute guest path of a `.py`, `.js`, `.mjs`, `.cjs`, `.ts`, `.mts`, `.cts`, `.sh`, `.bash` or `.wasm` file. */
  readonly file?: string;
  /**
   * The directories that a WASI program starts with: absolute guest paths in `/app`, by the names
   * that it is offered them under. By default `/app` as `/app` and as `.`.
   */
  readonly preopens?: Readonly<Record<string, string>>;
  /** Writes a line on stderr for each system call of a WASI program; the limits of stderr hold for it. */
  readonly trace?: boolean;
  /** The directory at which the program's relative paths start: an absolute guest path. By default `/app`. */
  readonly cwd?: string;
  /** What follows the program's own name. */
  readonly args?: readonly string[];
  /** What the program reads from its standard input; by default it is at its end. */
  readonly stdin?: string | Uint8Array;
  /** Added to the sandbox's environment. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: Limits;
  /** Takes stdout as it comes. */
  readonly onStdout?: (chunk: Uint8Array<ArrayBuffer>) => void;
  /** Takes stderr as it comes. */
  readonly onStderr?: (chunk: Uint8Array<ArrayBuffer>) => void;
  /**
   * Hears what the guest has used so far, some 20 times a second at most. A WASI program tells it
   * when it calls the host: one that only computes says nothing.
   */
  readonly onUsage?: (usage: Usage) => void;
  /** Aborting it ends the run as `cancelled`. */
  readonly signal?: AbortSignal;
  /** A virtual clock, and entropy from this seed; `true` is the seed 0. */
  readonly deterministic?: boolean | number | bigint;
  /** Undo every change to files unless the run ends `ok`. */
  readonly atomic?: boolean;
  /** The only commands that may be started, of those that the sandbox allows. By default all of them. */
  readonly allowedCommands?: readonly string[];
  /**
   * Say in `profile` of the result where the fuel went. The program runs as it would without, on the
   * same fuel, but takes longer: Python up to twice.
   */
  readonly profile?: boolean;
}

/** Run options that have been checked. */
export interface CheckedRun {
  readonly source: ProgramSource;
  readonly cwd: string | undefined;
  readonly args: readonly string[];
  readonly stdin: Uint8Array<ArrayBuffer>;
  readonly env: Readonly<Record<string, string>>;
  readonly limits: FullLimits;
  readonly onStdout: RunOptions["onStdout"];
  readonly onStderr: RunOptions["onStderr"];
  readonly onUsage: RunOptions["onUsage"];
  readonly signal: AbortSignal | undefined;
  readonly seed: bigint | undefined;
  readonly atomic: boolean;
  readonly allowedCommands: readonly string[] | undefined;
  readonly profile: boolean;
}

/** What the sandbox gives each run. */
export interface RunDefaults {
  readonly env: Readonly<Record<string, string>>;
  readonly allowedCommands?: readonly string[] | undefined;
  readonly limits: FullLimits;
  /** What is run when no program is given. */
  readonly policy?: Pick<Policy, "argv">;
}

const known = [
  ...[
    "javascript",
    "typescript",
    "python",
    "shell",
    "wasm",
    "file",
    "preopens",
    "trace",
    "cwd",
    "args",
    "stdin",
    "env",
    "limits",
    "onStdout",
    "onStderr",
    "onUsage",
  ],
  ...["signal", "deterministic", "atomic", "profile", "allowedCommands"],
];

/** Checks what a run is started with. Throws TypeError or RangeError that names the option. */
export function checkRunOptions(options: RunOptions, defaults: RunDefaults): CheckedRun {
  checkOptions(options, "run options", known);
  const { onStdout, onStderr, onUsage, signal } = options;
  checkFunction(onStdout, "onStdout");
  checkFunction(onStderr, "onStderr");
  checkFunction(onUsage, "onUsage");
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`Cannot use option "signal": must be an AbortSignal, got ${show(signal)}`);
  }
  return {
    source: checkProgram(withProgram(options, defaults.policy?.argv)),
    cwd: options.cwd === undefined ? undefined : checkGuestPath(options.cwd, "cwd"),
    args: checkArgs(options.args),
    stdin: options.stdin === undefined ? new Uint8Array() : checkContent(options.stdin, "stdin"),
    env: { ...defaults.env, ...checkEnv(options.env) },
    limits: checkLimits(options.limits, defaults.limits),
    onStdout,
    onStderr,
    onUsage,
    signal,
    seed: checkSeed(options.deterministic),
    atomic: checkBoolean(options.atomic, "atomic"),
    allowedCommands: narrowed(
      defaults.allowedCommands,
      checkAllowedCommands(options.allowedCommands),
    ),
    profile: checkBoolean(options.profile, "profile"),
  };
}

/** The command of the policy, when no program is given and there is one. */
function withProgram(options: RunOptions, argv: Policy["argv"]): RunOptions {
  const { javascript, typescript, python, shell, wasm, file } = options;
  const given = javascript ?? typescript ?? python ?? shell ?? wasm ?? file;
  if (argv === undefined || given !== undefined) return options;
  const words = [...argv.map(quote), '"$@"'];
  return { ...options, shell: `exec ${words.join(" ")}\n` };
}

/** One word of the shell. */
function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** What both allow; undefined is everything. */
function narrowed(
  all: readonly string[] | undefined,
  some: readonly string[] | undefined,
): readonly string[] | undefined {
  return all && some ? some.filter((name) => all.includes(name)) : (some ?? all);
}

function checkArgs(args: unknown): readonly string[] {
  if (args === undefined) return [];
  if (!Array.isArray(args)) {
    throw new TypeError(`Cannot use option "args": must be an array of strings, got ${show(args)}`);
  }
  return args.map((arg, index) => checkString(arg, `args[${index}]`));
}

function checkSeed(value: unknown): bigint | undefined {
  if (value === undefined || value === false) return undefined;
  if (value === true) return 0n;
  const isWhole = typeof value === "bigint" || Number.isSafeInteger(value);
  if (typeof value !== "bigint" && typeof value !== "number") {
    throw new TypeError(
      `Cannot use option "deterministic": must be a boolean or an integer, got ${show(value)}`,
    );
  }
  if (!isWhole || value < 0 || value >= 2n ** 64n) {
    throw new RangeError(
      `Cannot use option "deterministic": a seed must be an integer from 0 to 2^64 - 1, got ${value}`,
    );
  }
  return BigInt(value);
}
