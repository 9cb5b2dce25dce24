/** What a case of the table is: calls as a guest makes them, and what each must answer and write. */
import { type CallName, right } from "../../runtime/wasi/abi.ts";
import type { ErrnoName } from "../../runtime/wasi/errno.ts";
import type { WasiModule } from "../../runtime/wasi/layout.ts";
import type { SyncFileSystem } from "../../vfs/index.ts";

/** Calls on a tree of their own, one after another. */
export interface WasiCase {
  readonly name: string;
  /** Default: preview1. */
  readonly module?: WasiModule;
  /** What lies in `/app`, which is open as 3: text is a file, `null` a directory. Default: `f` with `abcdef`, an empty `e` and the directory `d`. */
  readonly files?: Readonly<Record<string, string | null>>;
  /** Changes the tree before the first call. */
  readonly setup?: (fs: SyncFileSystem) => void;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly maxFds?: number;
  readonly maxBytes?: number;
  readonly steps: readonly Step[];
}

/** A call, a look at the tree, or a new time. */
export type Step = CallStep | TreeStep | TimeStep;

/** A call and its error number. Without one it must answer 0; a number instead is the exit code that it ends the guest with. */
export type CallStep = readonly [call: CallName, args: readonly Arg[], answer?: ErrnoName | number];

/** What lies in `/app` now: the text of a file, `null` for nothing, `true` for a directory. */
export interface TreeStep {
  readonly tree: Readonly<Record<string, string | boolean | null>>;
}

/** Moves the clock that files get their times from; it starts at 1,000 ns. */
export interface TimeStep {
  readonly nowNs: bigint;
}

/** A subscription of `poll_oneoff`; its user data is its place, from 100. */
export type Subscription =
  | { readonly clock: number; readonly timeout: bigint; readonly absolute?: boolean }
  | { readonly read: number | Fd }
  | { readonly write: number | Fd }
  | { readonly tag: number };

/** An event: user data, error, type, and bytes that can be read. */
export type Event = readonly [userdata: number, error: ErrnoName | 0, type: number, bytes?: number];

/** A descriptor that an earlier call has opened. */
export interface Fd {
  readonly fd: string;
}

/** The fields of a filestat that are looked at. */
export interface ExpectedStat {
  readonly type?: number;
  readonly nlink?: number;
  readonly size?: bigint;
  readonly atim?: bigint;
  readonly mtim?: bigint;
  readonly ctim?: bigint;
  readonly dev?: bigint;
}

/** An argument: one value, or pointers with what they point at. A string is a path: pointer and length. */
export type Arg =
  | number
  | bigint
  | string
  | Fd
  /** Bytes as they are: pointer and length. */
  | { readonly bytes: readonly number[] }
  /** A list of buffers as it is in memory, 8 bytes each: pointer and count. */
  | { readonly iovecs: readonly number[] }
  /** A result of 32 bits, remembered as a descriptor when it has a name. */
  | { readonly u32: number | { readonly as: string } }
  | { readonly u64: bigint | "any" }
  /** A buffer of `length` bytes, by default as long as the text: pointer and length. */
  | { readonly text: string; readonly length?: number }
  /** A buffer without its length. */
  | { readonly raw: readonly number[] }
  /** Buffers to read into, together holding `text` then: pointer and count. */
  | { readonly into: readonly number[]; readonly text: string }
  /** Buffers to write: pointer and count. */
  | { readonly from: readonly string[] }
  | { readonly stat: ExpectedStat }
  | {
      readonly fdstat: {
        readonly type?: number;
        readonly flags?: number;
        readonly base?: bigint;
        readonly inheriting?: bigint;
      };
    }
  /** A buffer for entries, and the names of those that are whole, sorted: pointer and length. */
  | { readonly entries: readonly string[]; readonly length: number }
  /** Subscriptions and events: two pointers and the count. */
  | { readonly poll: readonly Subscription[]; readonly events: readonly Event[] }
  /** An array of pointers and what they point at, one string after another: two pointers. */
  | { readonly strings: readonly string[] };

/** A result that is remembered under a name. */
export function as(name: string): Arg {
  return { u32: { as: name } };
}

/** What was opened under a name. */
export function fd(name: string): Fd {
  return { fd: name };
}

/** Every right there is. */
export const all: bigint = -1n;

/** Every right that may be asked for with a directory: none opens to be written. */
const allOfDirectory = all & ~right.fdWrite;

/** Opens `path` below 3, by default with every right, and remembers it under `name`. */
export function opening(
  path: string,
  name: string,
  {
    oflags = 0,
    base = (oflags & 2) === 0 ? all : allOfDirectory,
    inheriting = all,
    fdflags = 0,
    lookup = 1,
    at = 3,
  }: {
    readonly oflags?: number;
    readonly base?: bigint;
    readonly inheriting?: bigint;
    readonly fdflags?: number;
    readonly lookup?: number;
    readonly at?: number | Fd;
  } = {},
): CallStep {
  return ["path_open", [at, lookup, path, oflags, base, inheriting, fdflags, as(name)]];
}
