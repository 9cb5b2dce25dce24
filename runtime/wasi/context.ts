/** What the calls of one guest work with. */
import type { Kernel } from "../kernel.ts";
import type { CallName } from "./abi.ts";
import type { Layout } from "./layout.ts";
import type { GuestMemory } from "./memory.ts";

/** One guest: its kernel, its memory, and its arguments and environment as the guest is to see them. */
export interface WasiContext {
  readonly kernel: Kernel;
  readonly memory: GuestMemory;
  /** UTF-8, each with its final NUL. */
  readonly args: readonly Uint8Array[];
  /** `NAME=value` in UTF-8, each with its final NUL. */
  readonly environ: readonly Uint8Array[];
  /** Hears of every call that has been answered, one line each. Default: nobody. */
  readonly onTrace?: TraceSink | undefined;
  /** Stands before the calls, for descriptors that are not files of the kernel. Default: nothing does. */
  readonly route?: RouteCalls | undefined;
}

/** Makes calls that stand before others. */
export type RouteCalls = (context: VersionedContext, calls: Calls<CallName>) => Calls<CallName>;

/** Takes one line of a log of calls, without its end. */
export type TraceSink = (line: string) => void;

/** What calls work with whose structures differ between the versions of the interface. */
export interface VersionedContext extends WasiContext {
  readonly layout: Layout;
}

/** The calls of one topic. Each writes its results to memory, or throws `WasiFailure`, `FsError` or `GuestStop`. */
export type Calls<Name extends string> = Readonly<Record<Name, (...args: never[]) => void>>;
