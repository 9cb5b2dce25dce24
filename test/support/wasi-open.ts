/** Opens files on a bench of WASI calls. */
import { preopen, type WasiBench } from "./wasi-bench.ts";

/** Where paths are put; away from what tests look at. */
const pathPointer = 60_000;
const resultPointer = 65_000;

export interface OpenRequest {
  readonly fd?: number;
  readonly lookup?: number;
  readonly oflags?: number;
  readonly base?: bigint;
  readonly inheriting?: bigint;
  readonly fdflags?: number;
}

/** Calls `path_open` and returns its error number. */
export function tryOpen(bench: WasiBench, path: string, request: OpenRequest = {}): number {
  const length = bench.put(pathPointer, path);
  return bench.call(
    "path_open",
    request.fd ?? preopen,
    request.lookup ?? 1,
    pathPointer,
    length,
    request.oflags ?? 0,
    request.base ?? -1n,
    request.inheriting ?? -1n,
    request.fdflags ?? 0,
    resultPointer,
  );
}

/** Opens and returns the descriptor; memory is all sentinels afterwards. */
export function open(bench: WasiBench, path: string, request: OpenRequest = {}): number {
  const number = tryOpen(bench, path, request);
  if (number !== 0) throw new Error(`Cannot open "${path}": error number ${number}`);
  const fd = bench.u32(resultPointer);
  bench.wipe();
  return fd;
}

/** Puts a path to memory and returns its pointer and its length, as calls take them. */
export function path(
  bench: WasiBench,
  text: string,
  pointer: number = pathPointer,
): [number, number] {
  return [pointer, bench.put(pointer, text)];
}
