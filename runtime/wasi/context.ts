/** What the calls of one guest work with. */
import type { Kernel } from "../kernel.ts";
import type { GuestMemory } from "./memory.ts";

/** One guest: its kernel, its memory, and its arguments and environment as the guest is to see them. */
export interface WasiContext {
  readonly kernel: Kernel;
  readonly memory: GuestMemory;
  /** UTF-8, each with its final NUL. */
  readonly args: readonly Uint8Array[];
  /** `NAME=value` in UTF-8, each with its final NUL. */
  readonly environ: readonly Uint8Array[];
}

/** The calls of one topic. Each writes its results to memory, or throws `WasiFailure`, `FsError` or `GuestStop`. */
export type Calls<Name extends string> = Readonly<Record<Name, (...args: never[]) => void>>;
