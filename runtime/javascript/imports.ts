/** What `quickjs.wasm` imports: six functions of its own and six of WASI. */
import type { Box, Pointer } from "./quickjs-exports.ts";

/** What stands behind the imports. */
export interface ImportHandlers {
  /** Answers a call of the one host function; 0 when it has thrown inside the guest. */
  call(count: number, values: Pointer): Box;
  /** Asked every few thousand steps; 1 would interrupt in a way that a program can notice. */
  interrupt(): 0 | 1;
  /** A promise was rejected without a handler, or got one after all. The boxes are the handler's. */
  rejection(promise: Box, reason: Box, isHandled: boolean): void;
  /** Finds the name of the module that `specifier` means in `base`; 0 when it has thrown. */
  normalize(base: Pointer, specifier: Pointer): Pointer;
  /** Gives the source of a module that the engine asks for, and its length as u32 where `length` points; 0 when there is none. */
  load(name: Pointer, length: Pointer): Pointer;
  /** Writes the time in nanoseconds, as u64, to where `pointer` says. */
  clock(pointer: Pointer, isMonotonic: boolean): void;
  random(pointer: Pointer, length: number): void;
  /** Takes what the engine itself writes to a descriptor, as a list of u32 pointer, u32 length. */
  write(fd: number, vectors: Pointer, count: number, written: Pointer): void;
}

const errno = { success: 0, badf: 8, nosys: 52 } as const;

/** Makes the import object. */
export function createImports(handlers: ImportHandlers): WebAssembly.Imports {
  return {
    env: {
      host_call: (_name: Pointer, _length: number, _this: Box, count: number, values: Pointer) =>
        handlers.call(count, values),
      host_interrupt: () => handlers.interrupt(),
      host_promise_rejection: (promise: Box, reason: Box, isHandled: number) =>
        handlers.rejection(promise, reason, isHandled !== 0),
      host_module_normalize: (base: Pointer, specifier: Pointer) =>
        handlers.normalize(base, specifier),
      host_module_load: (name: Pointer, length: Pointer) => handlers.load(name, length),
      // Guests live in UTC.
      host_get_timezone_offset: () => 0,
    },
    wasi_snapshot_preview1: {
      clock_time_get: (id: number, _precision: bigint, pointer: Pointer) => {
        handlers.clock(pointer, id !== 0);
        return errno.success;
      },
      random_get: (pointer: Pointer, length: number) => {
        handlers.random(pointer, length);
        return errno.success;
      },
      fd_write: (fd: number, vectors: Pointer, count: number, written: Pointer) => {
        handlers.write(fd, vectors, count, written);
        return errno.success;
      },
      fd_close: () => errno.badf,
      fd_fdstat_get: () => errno.badf,
      fd_seek: () => errno.nosys,
    },
  };
}
