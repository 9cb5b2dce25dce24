/** What a WASI program finds when it starts: directories, the RPC device, arguments, environment. */
import { allRights, type FdTable } from "./fd-table.ts";
import type { Kernel } from "./kernel.ts";
import { createRpcDevice, rpcFdVariable } from "./rpc-device.ts";
import type { TraceSink, WasiContext } from "./wasi/context.ts";
import { GuestMemory } from "./wasi/memory.ts";
import { encodeCString } from "./wasi/strings.ts";

/** A directory that is open when a program starts: the name it is offered under, and its absolute guest path. */
export type Preopen = readonly [name: string, path: string];

/** What a program starts with beyond what its kernel says. */
export interface WasiSetup {
  /** In the order of their numbers, from 3. Default: `/app`, and the working directory as `.`; one that is not there is left out. */
  readonly preopens?: readonly Preopen[] | undefined;
  /** Hears of every call, one line each. Default: nobody. */
  readonly onTrace?: TraceSink | undefined;
}

/** Opens the directories; after them the RPC device, whose number is in the environment. Throws `FsError` for a given directory that cannot be opened. */
export function openWasiContext(
  kernel: Kernel,
  { preopens, onTrace }: WasiSetup = {},
): WasiContext {
  const { fds, args, env } = kernel;
  for (const preopen of preopens ?? standardPreopens(kernel)) openPreopen(kernel, preopen);
  const rpcFd = addRpcDevice(fds, kernel);
  const variables = { ...env, [rpcFdVariable]: `${rpcFd}` };
  return {
    kernel,
    memory: new GuestMemory(),
    args: args.map(encodeCString),
    environ: encodeEnviron(variables),
    onTrace,
  };
}

/** The directories that a program has when nobody says which. One that an earlier program has removed is not offered. */
export function standardPreopens(kernel: Kernel): readonly Preopen[] {
  const standard: readonly Preopen[] = [
    ["/app", "/app"],
    [".", kernel.cwd],
  ];
  return standard.filter(([, path]) => isDirectory(kernel, path));
}

/** Variables as a program is to see them. */
export function encodeEnviron(env: Readonly<Record<string, string>>): readonly Uint8Array[] {
  return Object.entries(env).map(([name, value]) => encodeCString(`${name}=${value}`));
}

/** Programs look for preopens from 3 upwards, up to the first number that is none. */
const firstPreopen = 3;

function isDirectory({ fs }: Kernel, path: string): boolean {
  return fs.exists(path) && fs.stat(path).type === "directory";
}

/** Opens one directory under the lowest number that is free. Throws `FsError`. */
export function openPreopen(kernel: Kernel, [name, path]: Preopen): void {
  const { fds, fs } = kernel;
  const file = fs.open(path, { read: true, directory: true });
  try {
    fds.add(
      { kind: "file", file, type: "directory", preopen: name, flags: 0, rights: allRights },
      firstPreopen,
    );
  } catch (error) {
    fs.close(file);
    throw error;
  }
}

function addRpcDevice(fds: FdTable, kernel: Kernel): number {
  const stream = createRpcDevice(kernel);
  return fds.add({ kind: "stream", stream, flags: 0, rights: allRights }, firstPreopen);
}
