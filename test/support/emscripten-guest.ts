/** A guest without an interpreter: memory, a kernel, and the calls that an interpreter would import. */
import {
  createFuelAccount,
  createKernel,
  createSeededEntropy,
  createVirtualClock,
  type KernelOptions,
  type OwnedKernel,
} from "../../runtime/index.ts";
import type { EmscriptenContext } from "../../runtime/python/emscripten/context.ts";
import { createFunctions } from "../../runtime/python/emscripten/link.ts";
import { createTableCalls } from "../../runtime/python/emscripten/table-calls.ts";
import { GuestMemory } from "../../runtime/wasi/memory.ts";
import { createFileSystem, type SyncFileSystem } from "../../vfs/index.ts";

export interface EmscriptenGuest {
  readonly kernel: OwnedKernel;
  readonly context: EmscriptenContext;
  readonly fs: SyncFileSystem;
  readonly memory: WebAssembly.Memory;
  /** Calls what the guest imports as `name`. */
  call(name: string, ...args: readonly (number | bigint)[]): unknown;
  /** Puts a C string at `pointer` and answers the pointer. */
  text(text: string, pointer?: number): number;
  /** The bytes from `start` to `end`. */
  bytes(start: number, end: number): readonly number[];
  view(): DataView;
}

/** What memory holds that no call has written. */
export const sentinel = 0xa5;

/** Opens a guest of one page of memory, all of it {@link sentinel}, with an empty `/app`. */
export function openGuest(
  options: Partial<KernelOptions> & {
    readonly env?: Readonly<Record<string, string>>;
    readonly maxPages?: number;
    readonly allocate?: (alignment: number, length: number) => number;
  } = {},
): EmscriptenGuest {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: options.maxPages ?? 4 });
  new Uint8Array(memory.buffer).fill(sentinel);
  const fs = options.fs ?? createFileSystem({ now: () => 1_500_000_000n }).sync;
  if (!fs.exists("/app")) fs.mkdir("/app");
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(10n ** 9n),
    args: ["python"],
    clock: createVirtualClock({ epochNs: 0n }),
    entropy: createSeededEntropy(1),
    ...options,
  });
  const guestMemory = new GuestMemory();
  guestMemory.attach(memory);
  let next = 32_768;
  const allocate = (alignment: number, length: number): number => {
    const step = Math.min(alignment, 4096);
    const pointer = Math.ceil(next / step) * step;
    next = pointer + length;
    return next > memory.buffer.byteLength ? 0 : pointer;
  };
  const context: EmscriptenContext = {
    kernel,
    memory: guestMemory,
    args: [],
    environ: Object.entries(options.env ?? {}).map(([name, value]) =>
      new TextEncoder().encode(`${name}=${value}\0`),
    ),
    devices: new Map(),
    guest: () => ({
      allocate: options.allocate ?? allocate,
      tableEntry: (index) => {
        if (index === 9) throw new RangeError("Cannot get: index out of bounds");
        return index === 1 ? (...args: readonly unknown[]) => args.length : null;
      },
    }),
    heap: () => memory,
  };
  const functions = new Map([
    ...createFunctions(context),
    ...Object.entries(createTableCalls(context)),
  ]);
  return {
    kernel,
    context,
    fs,
    memory,
    call(name, ...args) {
      const found = functions.get(name);
      if (found === undefined) throw new Error(`Cannot call "${name}": there is no such import`);
      return found(...args);
    },
    text(text, pointer = 1024) {
      new Uint8Array(memory.buffer).set(new TextEncoder().encode(`${text}\0`), pointer);
      return pointer;
    },
    bytes: (start, end) => [...new Uint8Array(memory.buffer, start, end - start)],
    view: () => new DataView(memory.buffer),
  };
}
