/** What a program is handed when it starts, and what it says of its end. */
import { allRights } from "../fd-table.ts";
import type { Kernel } from "../kernel.ts";
import { createRpcDevice, rpcFdVariable } from "../rpc-device.ts";
import type { Stream } from "../stdio.ts";
import { readUncaught } from "../uncaught.ts";
import type { PythonProgram } from "./run-python.ts";

/** The first descriptor after stdin, stdout and stderr, as for other guests. */
const firstFd = 3;

/** Opens the RPC device for the program and returns its descriptor. */
function addRpcDevice(kernel: Kernel): number {
  const stream = createRpcDevice(kernel);
  return kernel.fds.add({ kind: "stream", stream, flags: 0, rights: allRights }, firstFd);
}

/** What a job says besides the program. */
export interface JobOptions {
  /** Whether no step came before it in its session. */
  readonly isFirst?: boolean;
  /** What comes last on `sys.path`. */
  readonly libraries: readonly string[];
}

/** Makes the stream from which the driver reads the job, and to which it writes an uncaught exception. */
export function createJob(
  program: PythonProgram,
  kernel: Kernel,
  { isFirst = true, libraries }: JobOptions,
): Stream {
  const { source, path } = program;
  const rpcFd = addRpcDevice(kernel);
  const { args, env, cwd } = kernel;
  const job = {
    argv: program.argv ?? [path, ...args.slice(1)],
    env: { ...env, [rpcFdVariable]: `${rpcFd}` },
    path,
    cwd,
    isFirst,
    libraries,
    fuel: `${kernel.fuel.limit}`,
  };
  const encoder = new TextEncoder();
  const parts = [
    encoder.encode(`${JSON.stringify(job)}\n`),
    typeof source === "string" ? encoder.encode(source) : source,
  ];
  return {
    read: (target) => {
      const [part = nothing] = parts;
      const chunk = part.subarray(0, target.length);
      target.set(chunk);
      if (chunk.length < part.length) parts[0] = part.subarray(chunk.length);
      else parts.shift();
      return chunk.length;
    },
    write: (source) => {
      kernel.uncaught = readUncaught(new TextDecoder().decode(source.subarray(0, maxReportBytes)));
    },
  };
}

/** What a program says of its end is not longer. */
const maxReportBytes = 256 * 1024;

const nothing = new Uint8Array();
