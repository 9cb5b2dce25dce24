/** What a WASI program finds when it starts: directories, the RPC device, arguments, environment. */
import { allRights, type FdTable } from "./fd-table.ts";
import type { Kernel } from "./kernel.ts";
import { createRpcDevice, rpcFdVariable } from "./rpc-device.ts";
import type { WasiContext } from "./wasi/context.ts";
import { GuestMemory } from "./wasi/memory.ts";
import { encodeCString } from "./wasi/strings.ts";

/** Opens `/app` and, as `.`, the working directory; after them the RPC device, whose number is in the environment. */
export function openWasiContext(kernel: Kernel): WasiContext {
  const { fds, args, env } = kernel;
  openPreopen(kernel, "/app", "/app");
  openPreopen(kernel, kernel.cwd, ".");
  const rpcFd = addRpcDevice(fds, kernel);
  const variables = { ...env, [rpcFdVariable]: `${rpcFd}` };
  return {
    kernel,
    memory: new GuestMemory(),
    args: args.map(encodeCString),
    environ: Object.entries(variables).map(([name, value]) => encodeCString(`${name}=${value}`)),
  };
}

/** Programs look for preopens from 3 upwards, up to the first number that is none. */
const firstPreopen = 3;

function openPreopen(kernel: Kernel, path: string, name: string): void {
  const { fds, fs } = kernel;
  // A directory that an earlier program has removed is not offered.
  if (!fs.exists(path) || fs.stat(path).type !== "directory") return;
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
