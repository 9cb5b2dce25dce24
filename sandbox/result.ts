/** What a run leaves behind: one shape, whatever the guest did. */
import type { GuestFault, Outcome, Profile } from "../runtime/index.ts";
import type { FuelAnalysis } from "./fuel-analysis.ts";
import type { Guidance } from "./guidance.ts";
import type { ToolCall } from "./tool-types.ts";

/** The files and symlinks in `/app` that a run changed: absolute guest paths, sorted. */
export interface FileChanges {
  readonly created: readonly string[];
  readonly modified: readonly string[];
  readonly deleted: readonly string[];
}

/** How a run ended and what it used. It is plain data: `JSON.stringify` keeps all of it. */
export interface RunResult {
  readonly outcome: Outcome;
  /** Whether the guest exited by itself, with code 0. */
  readonly ok: boolean;
  /** The guest's own code, or the one that stands for the outcome. */
  readonly exitCode: number;
  /** Decoded as UTF-8; what is none becomes U+FFFD. */
  readonly stdout: string;
  readonly stderr: string;
  /** Whether bytes past the limit were dropped; a notice at the end of the text says how many. */
  readonly stdoutTruncated: boolean;
  readonly stderrTruncated: boolean;
  /** Units of fuel, from the first instruction of the guest on. `used` is a lower bound when `stateLost`. */
  readonly fuel: { readonly used: number; readonly limit: number; readonly profile: string };
  /** What the use of fuel means for the next run. */
  readonly fuelAnalysis: FuelAnalysis;
  /** Linear memory of the guest. `peakBytes` is a lower bound when `stateLost`. */
  readonly memory: { readonly peakBytes: number; readonly limitBytes: number };
  /** From the start of the run, not counting its time in the queue. */
  readonly durationMs: number;
  readonly files: FileChanges;
  /** Present when the files could not be kept, as `persist` asks: why. They are there as long as the sandbox is open. */
  readonly notKept?: { readonly code: string; readonly message: string };
  /** The directory with `stdout.log` and `stderr.log`; present when the policy preserves logs and there was room. */
  readonly logs?: string;
  /** The calls of tools that were answered, in the order of their answers; present when the sandbox has tools. */
  readonly toolCalls?: readonly ToolCall[];
  /** Present when it was asked for, and the worker did not have to be ended: where the fuel went. */
  readonly profile?: Profile;
  /** Present when the worker had to be ended: files are whole, all else of the guest's state is gone. */
  readonly stateLost?: true;
  /** Present when the guest failed for a reason that has a name; an uncaught exception is `UNCAUGHT`. */
  readonly error?: GuestFault;
  /** Present when a common mistake was made: what to do about it. */
  readonly guidance?: Guidance;
}
