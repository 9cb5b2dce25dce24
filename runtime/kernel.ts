/**
 * The kernel of one guest: its descriptors, clock, entropy, budget and the way to other programs.
 * The ABI front ends (WASI preview1, QuickJS host calls) translate to it and hold no state of
 * their own.
 */
import type { SyncFileSystem } from "../vfs/index.ts";
import type { FdTable } from "./fd-table.ts";
import type { FuelAccount } from "./fuel-account.ts";
import type { GuestStop } from "./guest-stop.ts";
import type { GuestFault } from "./outcome.ts";
import type { Profiler } from "./profile/profiler.ts";
import type { Signal, StopOutcome } from "./soft-stop.ts";
import type { ToolDesk } from "./tool-desk.ts";

/** Time as a guest sees it. A virtual clock moves only when it is read or slept on. */
export interface Clock {
  /** Nanoseconds since the Unix epoch. */
  realtimeNs(): bigint;
  /** Nanoseconds since an arbitrary start; never goes back. */
  monotonicNs(): bigint;
  /** Lets `ns` pass without burning fuel; blocks the thread on a real clock. */
  sleepNs(ns: bigint): void;
}

/** Fills with random bytes: from the host, or from a seed. */
export type Entropy = (target: Uint8Array) => void;

/** What a spawned program left behind. */
export interface SpawnResult {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Whether it was ended because the time was over that its starter gave it. */
  readonly timedOut: boolean;
}

/** What a spawned program starts with; absent parts are its parent's. */
export interface SpawnOptions {
  readonly stdin?: Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Gathers stderr with stdout, in the order they are written. */
  readonly mergeStderr?: boolean;
  /** Ends the program after so much time of the clock; its starter goes on. */
  readonly timeoutMs?: number;
}

/** Everything a guest can reach. */
export interface Kernel {
  readonly fs: SyncFileSystem;
  readonly fds: FdTable;
  readonly fuel: FuelAccount;
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** `args[0]` is the program's own name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Absolute guest path. */
  readonly cwd: string;
  /** How many programs above this one have started each other. */
  readonly depth: number;
  /** The most linear memory a guest may have, in bytes. */
  readonly maxMemoryBytes: number;
  /** The guest's linear memory, which its engine puts here; for whoever watches the run. */
  memory?: WebAssembly.Memory;
  /** The exception that has ended the program, which its engine puts here. */
  uncaught?: GuestFault | undefined;
  /** Changes the directory that relative paths start at. ENOENT, ENOTDIR. */
  chdir(path: string): void;
  /** Runs another program of the sandbox to its end, on the same budget. Throws `FsError` ENOENT when none has that name. */
  spawn(argv: readonly string[], options?: SpawnOptions): SpawnResult;
  /** Throws the `FsError` with which `spawn` would fail to find the program. */
  checkProgram(name: string, options?: Pick<SpawnOptions, "cwd" | "env">): void;
  /**
   * Answers a request of the RPC device or of a host call, such as `find` with its arguments.
   * Throws what the utility throws; throws `GuestStop` when the budget ends in the middle.
   */
  call(operation: string, args: readonly unknown[]): unknown;
  /** Whoever watches where the fuel goes; undefined when nobody does, and for programs that others have started. */
  readonly profiler: Profiler | undefined;
  /** The commands that may be started; undefined when all may. */
  readonly allowedCommands: ReadonlySet<string> | undefined;
  /** The host's own functions; undefined when it offers none. */
  readonly tools: ToolDesk | undefined;
  /** Asks the host whether the guest must end (deadline, cancel) and stops it if so. Engines call it often. */
  poll(): GuestStop | undefined;
  /** What the guest is to be told now, if anything. Engines ask often; each signal comes once. */
  takeSignal(): Signal | undefined;
  /** Whether an interrupt is on its way to the guest, which should not wait for anything any longer. */
  readonly isInterrupting: boolean;
  /** Why the guest was interrupted by a signal, once it has been. */
  readonly interruptedBy: StopOutcome | undefined;
  /** Why the guest must end, once something has said so. The first reason stays. */
  readonly stopped: GuestStop | undefined;
  /** Records why the guest must end and lets every metered instruction from now on trap. Returns the stop to throw. */
  stop(reason: GuestStop): GuestStop;
}
