/** What the calls of one interpreter work with. */
import type { Kernel } from "../../kernel.ts";
import type { Stream } from "../../stdio.ts";
import type { GuestMemory } from "../../wasi/memory.ts";

/** What the calls need of the interpreter's own functions. */
export interface GuestFunctions {
  /** Allocates zeroed or dirty bytes in guest memory; 0 when there is no room. */
  allocate(alignment: number, length: number): number;
  /** The function at `index` of the guest's table. Throws RangeError or answers null when there is none. */
  tableEntry(index: number): unknown;
}

/** One guest. `guest` and `heap` answer only once its instance exists. */
export interface EmscriptenContext {
  readonly kernel: Kernel;
  readonly memory: GuestMemory;
  /** None: an instance becomes a run only after the environment of the snapshot is fixed. */
  readonly args: readonly Uint8Array[];
  /** `NAME=value` in UTF-8, each with its final NUL. */
  readonly environ: readonly Uint8Array[];
  /** Devices below `/dev` that only this guest has. */
  readonly devices: ReadonlyMap<string, Stream>;
  readonly guest: () => GuestFunctions;
  readonly heap: () => WebAssembly.Memory;
}

/** What crosses between the guest and its imports. */
export type GuestValue = number | bigint | null | undefined;

/** The calls of one topic. Each answers a {@link GuestValue} (nothing is 0), or throws `SyscallFailure`, `WasiFailure`, `FsError` or `GuestStop`. */
export type Calls<Name extends string> = Readonly<Record<Name, (...args: never[]) => unknown>>;
