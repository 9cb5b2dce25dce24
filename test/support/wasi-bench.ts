/** Calls WASI functions on a memory full of sentinels, so that every byte written shows. */
import { createKernel, type KernelOptions, type OwnedKernel } from "../../runtime/create-kernel.ts";
import { allRights } from "../../runtime/fd-table.ts";
import { createFuelAccount } from "../../runtime/fuel-account.ts";
import type { CallName } from "../../runtime/wasi/abi.ts";
import { createCalls } from "../../runtime/wasi/calls.ts";
import { findErrno } from "../../runtime/wasi/errno.ts";
import { layouts, type WasiModule } from "../../runtime/wasi/layout.ts";
import { GuestMemory } from "../../runtime/wasi/memory.ts";
import { encodeCString } from "../../runtime/wasi/strings.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";

/** What untouched memory holds: `?`. */
export const sentinel = 0x3f;

/** The descriptor of the bench's one preopen, `/app`. */
export const preopen = 3;

export interface WasiBench {
  readonly kernel: OwnedKernel;
  readonly fs: SyncFileSystem;
  readonly memory: WebAssembly.Memory;
  /** Calls and returns the error number, 0 for success. Throws `GuestStop`. */
  call(name: CallName, ...args: readonly (number | bigint)[]): number;
  /** Writes bytes or text to memory and returns how many bytes. */
  put(pointer: number, content: string | readonly number[] | Uint8Array): number;
  bytes(pointer: number, length: number): number[];
  text(pointer: number, length: number): string;
  u32(pointer: number): number;
  u64(pointer: number): bigint;
  /** Offsets of bytes that are no sentinel any more. */
  touched(): number[];
  /** Fills memory with sentinels again. */
  wipe(): void;
}

export interface BenchOptions extends Partial<KernelOptions> {
  /** Files below `/app`, and their content. */
  readonly files?: Readonly<Record<string, string>>;
  readonly maxBytes?: number;
  /** The version of the calls. Default: preview1. */
  readonly module?: WasiModule;
}

/** A bench with `/app` open as 3. */
export function createWasiBench({
  files = {},
  maxBytes,
  module = "wasi_snapshot_preview1",
  ...options
}: BenchOptions = {}): WasiBench {
  const limits = maxBytes === undefined ? {} : { maxBytes };
  const fs = createFileSystem({ ...limits, now: () => 1_000n }).sync;
  fs.mkdir("/app");
  for (const [path, content] of Object.entries(files)) {
    fs.writeFile(`/app/${path}`, new TextEncoder().encode(content));
  }
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(1_000_000n),
    args: ["prog"],
    ...options,
  });
  const file = fs.open("/app", { read: true, directory: true });
  kernel.fds.add({
    kind: "file",
    file,
    type: "directory",
    preopen: "/app",
    flags: 0,
    rights: allRights,
  });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 4 });
  const guestMemory = new GuestMemory();
  guestMemory.attach(memory);
  const calls = createCalls(
    {
      kernel,
      memory: guestMemory,
      args: kernel.args.map(encodeCString),
      environ: Object.entries(kernel.env).map(([name, value]) => encodeCString(`${name}=${value}`)),
    },
    layouts[module],
  );
  const view = (): Uint8Array => new Uint8Array(memory.buffer);
  view().fill(sentinel);
  return {
    kernel,
    fs,
    memory,
    call(name, ...args) {
      const call = calls[name] as (...all: readonly (number | bigint)[]) => void;
      try {
        call(...args);
        return 0;
      } catch (error) {
        const number = findErrno(error);
        if (number === undefined) throw error;
        return number;
      }
    },
    put(pointer, content) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      view().set(bytes, pointer);
      return bytes.length;
    },
    bytes: (pointer, length) => [...view().subarray(pointer, pointer + length)],
    text: (pointer, length) => new TextDecoder().decode(view().subarray(pointer, pointer + length)),
    u32: (pointer) => new DataView(memory.buffer).getUint32(pointer, true),
    u64: (pointer) => new DataView(memory.buffer).getBigUint64(pointer, true),
    touched: () => [...view().keys()].filter((at) => view()[at] !== sentinel),
    wipe: () => {
      view().fill(sentinel);
    },
  };
}
