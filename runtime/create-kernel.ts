/** Makes the kernel of one guest from what its run may use. */
import { FsError, type SyncFileSystem } from "../vfs/index.ts";
import { isAllowed } from "./allowed-commands.ts";
import { createByteCollector } from "./byte-collector.ts";
import { startDeadline } from "./child-deadline.ts";
import { createRealClock } from "./clock.ts";
import { createHostEntropy } from "./entropy.ts";
import { allRights, FdTable } from "./fd-table.ts";
import type { FuelAccount } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";
import type { Clock, Entropy, Kernel, SpawnOptions, SpawnResult } from "./kernel.ts";
import { answerCall } from "./kernel-call.ts";
import { capturedByteFuel, checkDepth, memoryLeft, startFuel } from "./nested-limits.ts";
import { type GuestFault, type Outcome, outcomeExitCodes } from "./outcome.ts";
import { createOutput, type OnOutputLimit, type Output, type OutputSink } from "./output.ts";
import { type Profiler, withSpan } from "./profile/profiler.ts";
import type { FindProgram, Program, ProgramPlace } from "./programs.ts";
import { createSleeper } from "./sleeper.ts";
import { createSoftStop, type Signal, type SoftStop, type StopOutcome } from "./soft-stop.ts";
import { runProgram } from "./spawn-program.ts";
import { createOutputStream, createStdin, type Stdin, type Stream } from "./stdio.ts";
import { ToolDesk, type ToolDeskOptions, type ToolRun } from "./tool-desk.ts";

/** What a guest gets. What is absent has the default that its comment says. */
export interface KernelOptions {
  readonly fs: SyncFileSystem;
  readonly fuel: FuelAccount;
  /** `args[0]` is the program's own name. */
  readonly args: readonly string[];
  /** Default: empty. */
  readonly env?: Readonly<Record<string, string>>;
  /** Absolute guest path. Default `/app`. */
  readonly cwd?: string;
  /** Default: at its end. */
  readonly stdin?: Stdin;
  /** Takes stdout as it comes. Default: nobody. */
  readonly stdout?: OutputSink;
  /** Takes stderr as it comes. Default: nobody. */
  readonly stderr?: OutputSink;
  /** Default 2,000,000. */
  readonly maxStdoutBytes?: number;
  /** Default 1,000,000. */
  readonly maxStderrBytes?: number;
  /** Default `drop`. */
  readonly onOutputLimit?: OnOutputLimit;
  /** Default: the machine's, asleep at most until `interrupted` says so. */
  readonly clock?: Clock;
  /** Default: the host's. */
  readonly entropy?: Entropy;
  /** Default 128 MiB. */
  readonly maxMemoryBytes?: number;
  /** How many descriptors the guest may have. Default 512. */
  readonly maxFds?: number;
  /** Says why the guest must end now, if it must. Default: never. */
  readonly interrupted?: () => Outcome | undefined;
  /** The share of the fuel, below 1, at which the guest is told that it nears its end. Default 0: never. */
  readonly fuelWarning?: number;
  /** Interrupts a guest that must end, and lets it go on for a while, before it is stopped. Default false. */
  readonly interrupts?: boolean;
  /** Finds the programs that `spawn` can start. Default: none. */
  readonly findProgram?: FindProgram;
  /** The only commands that may be started. Default: all. */
  readonly allowedCommands?: ReadonlySet<string> | undefined;
  /** The host's own functions that the guest can call. Default: none. */
  readonly tools?: ToolDeskOptions | ToolDesk;
  /** Watches where the fuel goes. Default: nobody. */
  readonly profiler?: Profiler | undefined;
  /** How many programs above this one have started each other. Default 0. */
  readonly depth?: number;
}

/** A kernel with the parts that only its maker uses. */
export interface OwnedKernel extends Kernel {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Closes every descriptor and lets the outputs say what they dropped. */
  close(): void;
}

/** Opens a kernel with stdin, stdout and stderr at 0, 1 and 2. */
export function createKernel(options: KernelOptions): OwnedKernel {
  return new GuestKernel(options);
}

class GuestKernel implements OwnedKernel {
  readonly fs: SyncFileSystem;
  readonly fds: FdTable;
  readonly fuel: FuelAccount;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly depth: number;
  readonly maxMemoryBytes: number;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly tools: ToolDesk | undefined;
  readonly allowedCommands: ReadonlySet<string> | undefined;
  readonly profiler: Profiler | undefined;
  memory?: WebAssembly.Memory;
  uncaught?: GuestFault | undefined;
  cwd: string;
  stopped: GuestStop | undefined;
  readonly #options: KernelOptions;
  readonly #stdin: Stream;
  readonly #softStop: SoftStop;

  constructor(options: KernelOptions) {
    this.#options = options;
    this.fs = options.fs;
    this.fuel = options.fuel;
    this.args = options.args;
    this.env = options.env ?? {};
    this.depth = options.depth ?? 0;
    this.profiler = options.profiler;
    this.cwd = options.cwd ?? "/app";
    this.maxMemoryBytes = options.maxMemoryBytes ?? 128 * 2 ** 20;
    this.entropy = options.entropy ?? createHostEntropy();
    const { fuelWarning = 0, interrupts = false } = options;
    this.#softStop = createSoftStop({ fuel: this.fuel, fuelWarning, interrupts });
    this.clock =
      options.clock ??
      createRealClock(createSleeper({ isInterrupted: () => this.poll() !== undefined }));
    this.tools = openDesk(options.tools, this);
    this.allowedCommands = options.allowedCommands;
    const onLimit = options.onOutputLimit ?? "drop";
    this.stdout = createOutput({
      name: "stdout",
      maxBytes: options.maxStdoutBytes ?? 2_000_000,
      onLimit,
      sink: options.stdout ?? ignore,
    });
    this.stderr = createOutput({
      name: "stderr",
      maxBytes: options.maxStderrBytes ?? 1_000_000,
      onLimit,
      sink: options.stderr ?? ignore,
    });
    this.#stdin = createStdin(options.stdin ?? new Uint8Array(), () => {
      this.stdout.flush();
      this.stderr.flush();
    });
    this.fds = new FdTable(options.fs, options.maxFds ?? 512);
    const streams = [this.#stdin, createOutputStream(this.stdout), createOutputStream(this.stderr)];
    for (const stream of streams) {
      this.fds.add({ kind: "stream", stream, flags: 0, rights: allRights });
    }
  }

  chdir(path: string): void {
    this.cwd = this.#directory(path, "chdir");
  }

  spawn(argv: readonly string[], options: SpawnOptions = {}): SpawnResult {
    const name = argv[0] ?? "";
    const depth = this.depth + 1;
    checkDepth(depth, name);
    const stdout = createByteCollector();
    const stderr = createByteCollector();
    const deadline =
      options.timeoutMs === undefined ? undefined : startDeadline(this.clock, options.timeoutMs);
    let timedOut = false;
    const child = createKernel({
      ...this.#options,
      depth,
      profiler: undefined,
      ...(this.tools === undefined ? {} : { tools: this.tools }),
      maxMemoryBytes: memoryLeft(this.maxMemoryBytes, this.memory?.buffer.byteLength ?? 0),
      // Signals are for the program of the run; what it has started just ends.
      fuelWarning: 0,
      interrupts: false,
      // What a starter reads must not be less than what was written, without a word.
      onOutputLimit: "stop",
      args: argv,
      env: options.env ?? this.env,
      cwd: options.cwd === undefined ? this.cwd : this.#directory(options.cwd, "spawn"),
      stdin: options.stdin ?? this.#stdin,
      stdout: stdout.add,
      stderr: options.mergeStderr ? stdout.add : stderr.add,
      clock: deadline?.clock ?? this.clock,
      ...(deadline && {
        interrupted: () => {
          const outcome = this.#options.interrupted?.();
          if (outcome !== undefined || !deadline.hasPassed()) return outcome;
          timedOut = true;
          return "timed-out";
        },
      }),
      entropy: this.entropy,
    });
    try {
      this.fuel.charge(startFuel);
      const run: Program = (kernel) => this.#find(name, kernel)(kernel);
      const exitCode = withSpan(this.profiler, "program", name, () =>
        runProgram(run, child, () => timedOut),
      );
      this.fuel.charge((stdout.length + stderr.length) * capturedByteFuel);
      return { exitCode, stdout: stdout.take(), stderr: stderr.take(), timedOut };
    } catch (error) {
      throw this.#stopped(error);
    }
  }

  checkProgram(name: string, { cwd, env = this.env }: SpawnOptions = {}): void {
    this.fuel.charge(startFuel);
    const directory = cwd === undefined ? this.cwd : this.#directory(cwd, "spawn");
    this.#find(name, { fs: this.fs, cwd: directory, env });
  }

  call(operation: string, args: readonly unknown[]): unknown {
    try {
      return answerCall(this, operation, args);
    } catch (error) {
      throw this.#stopped(error);
    }
  }

  poll(): GuestStop | undefined {
    if (this.stopped !== undefined) return this.stopped;
    const outcome = this.#options.interrupted?.();
    if (outcome === undefined || this.#softStop.mayGoOn(outcome)) return undefined;
    return this.stop(new GuestStop(outcome, outcome === "exited" ? 0 : outcomeExitCodes[outcome]));
  }

  takeSignal(): Signal | undefined {
    return this.#softStop.take();
  }

  get isInterrupting(): boolean {
    return this.#softStop.isInterrupting;
  }

  get interruptedBy(): StopOutcome | undefined {
    return this.#softStop.interruptedBy;
  }

  stop(reason: GuestStop): GuestStop {
    if (this.stopped === undefined) {
      this.stopped = reason;
      this.fuel.halt();
    }
    return this.stopped;
  }

  close(): void {
    this.fds.closeAll();
    this.stdout.finish();
    this.stderr.finish();
  }

  #find(name: string, place: ProgramPlace): Program {
    if (this.allowedCommands !== undefined && !isAllowed(name, this.allowedCommands)) {
      throw new FsError("EACCES", "spawn", name);
    }
    const program = this.#options.findProgram?.(name, place);
    if (program === undefined) throw new FsError("ENOENT", "spawn", name);
    return program;
  }

  #directory(path: string, syscall: string): string {
    const target = this.fs.realpath(path.startsWith("/") ? path : `${this.cwd}/${path}`);
    if (this.fs.stat(target).type !== "directory") throw new FsError("ENOTDIR", syscall, path);
    return target;
  }

  /** Records the stop that host code was unwound by. */
  #stopped(error: unknown): unknown {
    return error instanceof GuestStop ? this.stop(error) : error;
  }
}

/** Programs that start each other share one desk. */
function openDesk(tools: KernelOptions["tools"], run: ToolRun): ToolDesk | undefined {
  return tools === undefined || tools instanceof ToolDesk ? tools : new ToolDesk(tools, run);
}

function ignore(): void {}
