/** The kernel of a program whose instance somebody else makes: no budget, and the host's own streams. */
import { createFileSystem, type SyncFileSystem } from "../vfs/index.ts";
import { createKernel } from "./create-kernel.ts";
import type { WasiOptions } from "./create-wasi.ts";
import { allRights, type StreamDescriptor } from "./fd-table.ts";
import { createFuelAccount } from "./fuel-account.ts";
import { GuestStop } from "./guest-stop.ts";
import type { Clock, Kernel } from "./kernel.ts";
import type { OutputSink } from "./output.ts";
import { createStdin, type Stream } from "./stdio.ts";
import type { TraceSink, WasiContext } from "./wasi/context.ts";
import { GuestMemory } from "./wasi/memory.ts";
import { encodeCString } from "./wasi/strings.ts";
import { encodeEnviron, openPreopen, standardPreopens } from "./wasi-setup.ts";
import { closeShimFiles, routeToShim } from "./wasi-shim/route.ts";
import { ShimFile } from "./wasi-shim/shim-file.ts";

/** A program before it has an instance. */
export interface EmbeddedProgram {
  readonly context: WasiContext;
  /** What a function of the host threw first. */
  readonly fault: Fault | undefined;
  close(): void;
}

interface Fault {
  readonly error: unknown;
}

/** Opens everything that `options` name. Throws `FsError` for a preopen that cannot be opened. */
export function openEmbeddedProgram(options: WasiOptions): EmbeddedProgram {
  const { args = [], env = {}, clock, random, preopens = {}, stdin, stdout, stderr } = options;
  const watch = new FaultWatch();
  const kernel = createKernel({
    fs: openFiles(options.fs),
    // The budget of a metered program is its meter's; nothing is charged here.
    fuel: createFuelAccount(0n),
    args,
    env,
    maxFds,
    ...(clock === undefined ? {} : { clock: watchClock(clock, watch) }),
    ...(random === undefined ? {} : { entropy: watch.over(random) }),
  });
  const { fds } = kernel;
  const streams = [
    openInput(stdin, watch),
    openOutput(stdout, watch),
    openOutput(stderr, watch),
  ] as const;
  streams.forEach((descriptor, fd) => {
    // The kernel's own streams gather and cut output, for limits that there are none of here.
    fds.close(fd);
    fds.add(descriptor, fd);
  });
  try {
    openPreopens(kernel, options.preopens);
  } catch (error) {
    kernel.close();
    throw error;
  }
  const sources = [stdin, stdout, stderr, ...Object.values(preopens)];
  const hasShimFiles = sources.some((source) => source instanceof ShimFile);
  return {
    context: {
      kernel,
      memory: new GuestMemory(),
      args: args.map(encodeCString),
      environ: encodeEnviron(env),
      onTrace: openTrace(options.trace, streams[2].stream, watch),
      ...(hasShimFiles ? { route: routeToShim } : {}),
    },
    get fault() {
      return watch.fault;
    },
    close: () => {
      // The first reason stays: this one is for a program that has not ended itself.
      kernel.stop(new GuestStop("cancelled", 0));
      closeShimFiles(fds, maxFds);
      kernel.close();
    },
  };
}

/** Remembers the first error of the host's own functions: all that the guest learns is that it ends. */
class FaultWatch {
  fault: Fault | undefined;

  over<Args extends readonly unknown[], Result>(
    call: (...args: Args) => Result,
  ): (...args: Args) => Result {
    return (...args) => {
      try {
        return call(...args);
      } catch (error) {
        this.fault ??= { error };
        throw error;
      }
    };
  }
}

function openFiles(fs: WasiOptions["fs"]): SyncFileSystem {
  if (fs === undefined) return createFileSystem().sync;
  return "sync" in fs ? fs.sync : fs;
}

function watchClock(clock: Clock, watch: FaultWatch): Clock {
  return {
    realtimeNs: watch.over(() => clock.realtimeNs()),
    monotonicNs: watch.over(() => clock.monotonicNs()),
    sleepNs: watch.over((ns: bigint) => clock.sleepNs(ns)),
  };
}

function openInput(source: WasiOptions["stdin"], watch: FaultWatch): StreamDescriptor {
  if (source instanceof ShimFile) return source.descriptor();
  const given = typeof source === "function" ? watch.over(source) : source;
  return describe(createStdin(given ?? new Uint8Array(), ignore));
}

function openOutput(sink: WasiOptions["stdout"] = ignore, watch: FaultWatch): StreamDescriptor {
  if (sink instanceof ShimFile) return sink.descriptor();
  const take: OutputSink = watch.over(sink);
  return describe({ write: (source) => take(new Uint8Array(source)) });
}

function describe(stream: Stream): StreamDescriptor {
  return { kind: "stream", stream, flags: 0, rights: allRights };
}

/** How many descriptors a program may have. */
const maxFds = 512;

/** Programs look for preopens from 3 upwards. */
const firstPreopen = 3;

function openPreopens(kernel: Kernel, preopens: WasiOptions["preopens"]): void {
  const chosen = preopens === undefined ? standardPreopens(kernel) : Object.entries(preopens);
  for (const [name, source] of chosen) {
    if (typeof source === "string") openPreopen(kernel, [name, source]);
    else kernel.fds.add(source.descriptor(name), firstPreopen);
  }
}

function openTrace(
  trace: WasiOptions["trace"] = false,
  stderr: Stream,
  watch: FaultWatch,
): TraceSink | undefined {
  if (typeof trace === "function") return watch.over(trace);
  const encoder = new TextEncoder();
  return trace ? (line) => stderr.write?.(encoder.encode(`${line}\n`)) : undefined;
}

function ignore(): void {}
