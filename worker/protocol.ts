/** What crosses the thread wall: the RPC that the host calls, and how the two ends are wired. */
import type { GuestEnd, PackageArchive, Profile, ToolInfo, WasiProgram } from "../runtime/index.ts";
import type { ToolWires } from "./tool-port.ts";

/** The program of a run. */
export type Program =
  | {
      readonly kind: "javascript";
      readonly source: string;
      /** The guest path that the source calls itself by; its extension decides module or CommonJS. */
      readonly path: string;
    }
  | {
      readonly kind: "python";
      /** Text, or bytes that are read as CPython reads a file. */
      readonly source: string | Uint8Array<ArrayBuffer>;
      /** The guest path that the source calls itself by. */
      readonly path: string;
    }
  | {
      readonly kind: "shell";
      readonly source: string;
      /** What the script calls itself: a name, or its guest path. */
      readonly path: string;
    }
  | ({ readonly kind: "wasm" } & WasiProgram);

/** The kinds of program. */
export type ProgramKind = Program["kind"];

/** The kinds of program that are source text, which a guest starts by a command. */
export type Language = Exclude<ProgramKind, "wasm">;

/** An engine, and the memory its guests may have: what can be got ready ahead of a run. */
export interface Preparation {
  readonly kind: ProgramKind;
  readonly memoryBytes: number;
  /** Whether runs are to be profiled. */
  readonly profile?: boolean;
  /** What Python programs can import besides its own library. */
  readonly packages?: readonly PackageArchive[];
}

/** What a run may use. */
export interface RunLimits {
  readonly fuel: number;
  readonly memoryBytes: number;
  /** Wall time. */
  readonly timeoutMs: number;
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
  /** Calls of the host's own functions. */
  readonly toolCalls: number;
  /** The share of the fuel, below 1, at which the guest is warned; 0 for never. */
  readonly fuelWarning: number;
  /** What happens past the limits of stdout and stderr. */
  readonly onOutputLimit: "truncate" | "stop";
}

/** What a tree may hold. */
export interface TreeLimits {
  readonly maxBytes: number;
  readonly maxNodes: number;
  readonly maxOpenFiles: number;
  readonly maxDepth: number;
}

/** One run, as the worker is told it. */
export interface RunRequest {
  readonly program: Program;
  /** `args[0]` is the program's own name. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: Uint8Array<ArrayBuffer>;
  /** Absolute guest path of a directory. Default `/app`; a step has its own. */
  readonly cwd?: string;
  readonly limits: RunLimits;
  /** With a seed, the clock is virtual and the entropy comes from it. */
  readonly seed?: bigint;
  /** The host's own functions that the guest can call. */
  readonly tools?: readonly ToolInfo[];
  /** The only commands that the guest may start; absent when it may start all. */
  readonly allowedCommands?: readonly string[];
  /** The languages besides its own in which the guest can start programs. They must have been prepared. */
  readonly languages?: readonly Language[];
  /** Whether to say where the fuel went. */
  readonly profile?: boolean;
  /** Makes the run a step of a session. */
  readonly step?: StepRequest;
  /** Send what the guest uses while it runs. */
  readonly tellsUsage?: true;
}

/** A run with the wires that it has for itself. */
export interface WiredRun extends RunRequest {
  readonly toolWires: ToolWires | undefined;
}

/** The code of the fault when a session's state is none of its engine. */
export const invalidStateCode = "INVALID_STATE";

/** What a step of a session starts from. */
export interface StepRequest {
  /** The interpreter, as its engine stored it; undefined for the first step. */
  readonly state: Uint8Array<ArrayBuffer> | undefined;
  /** Absolute guest path; undefined for the first step. */
  readonly cwd: string | undefined;
}

/** What a step of a session leaves. */
export interface StepReport {
  /** Undefined when the guest was not at rest. */
  readonly state: Uint8Array<ArrayBuffer> | undefined;
  readonly cwd: string;
  /** What the last expression came to, as JSON. */
  readonly value: string | undefined;
}

/** How a run ended, as the worker tells it. */
export interface RunReport {
  readonly end: GuestEnd;
  readonly fuelUsed: number;
  /** Bytes of output past its limits. */
  readonly stdoutDropped: number;
  readonly stderrDropped: number;
  /** Frames that the worker has sent in its life; the host must have handled them all. */
  readonly frames: number;
  /** Present for steps of sessions. */
  readonly step?: StepReport;
  /** Present when it was asked for. */
  readonly profile?: Profile;
}

/** What a worker does for its host. Calls are answered in order. */
export interface GuestService {
  /** Gets engines ready ahead of the first run. */
  prepare(preparations: readonly Preparation[]): Promise<void>;
  /** Empties the working copy of the tree. */
  reset(limits: TreeLimits): void;
  /** Applies encoded journal records of the host to the working copy. */
  apply(records: Uint8Array<ArrayBuffer>): void;
  run(request: WiredRun): Promise<RunReport>;
}

/** What a worker is given when it starts: its ends of everything. */
export interface WorkerWiring {
  /** Names this worker in the frames of the port channel. */
  readonly epoch: number;
  /** Carries the RPC. */
  readonly rpc: MessagePort;
  /** Carries frames, or rings for them when there is a ring. */
  readonly frames: MessagePort;
  readonly ring: SharedArrayBuffer | undefined;
  readonly cells: SharedArrayBuffer | undefined;
  /** Carries requests for assets and artifacts. */
  readonly assets: MessagePort;
}

/** Why a worker is no more. */
export interface WorkerEnd {
  readonly cause: "terminated" | "out-of-memory" | "failed";
  readonly message: string;
}

/** The host's hold on a worker of its platform. */
export interface WorkerLink {
  /** The host's ends. */
  readonly wiring: Omit<WorkerWiring, "assets">;
  /** Resolves when the thread is no more. */
  readonly ended: Promise<WorkerEnd>;
  /** Ends the thread, whatever it does. Resolves when it is no more. */
  terminate(): Promise<void>;
  /** Whether a run is on: an idle worker does not keep the process alive. */
  hold(isBusy: boolean): void;
}

/** Starts a worker. */
export type SpawnWorker = () => WorkerLink;
