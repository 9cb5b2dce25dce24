/** Makes, once for each CPython, what every run starts from: a snapshot of it when it has started. */
import type { SyncFileSystem } from "../../vfs/index.ts";
import { createFileSystem } from "../../vfs/index.ts";
import { FuelMeter, instrument } from "../../wasm/index.ts";
import { createVirtualClock } from "../clock.ts";
import { createKernel } from "../create-kernel.ts";
import { createSeededEntropy } from "../entropy.ts";
import { createFuelAccount } from "../fuel-account.ts";
import { GuestStop } from "../guest-stop.ts";
import { captureSnapshot, type Snapshot } from "../python/snapshot.ts";
import type { WasiContext } from "../wasi/context.ts";
import { GuestMemory } from "../wasi/memory.ts";
import { encodeCString } from "../wasi/strings.ts";
import { linkWasi } from "../wasi-link.ts";
import { encodeEnviron } from "../wasi-setup.ts";
import { openDirectories } from "./directories.ts";
import { driver, idMark } from "./driver.ts";
import { withEntry } from "./entry-module.ts";

/** A CPython as its owner gives it. */
export interface PythonWasiBuild {
  /** A WASI command, not a reactor. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What programs see as `/python`, with the directory of a job. */
  readonly base: SyncFileSystem;
  /** The environment it starts in, such as `PYTHONHOME`. */
  readonly env: Readonly<Record<string, string>>;
}

/** A CPython that has started. */
export interface StartedPython {
  /** The module whose `_start` runs a job in the state of the snapshot; not metered yet. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly snapshot: Snapshot;
}

/** The prefix of the exports that are the module's own mutable globals. */
export const globalPrefix = "__mutable_";

/** Where an object has its type, and a type the function that calls an object, in bytes. */
const typeAt = 4;
const callAt = 64;

/** Starts CPython and stops it in the middle of a call of its driver. Throws when it does not come so far. */
export function startPython({ bytes, base, env }: PythonWasiBuild): StartedPython {
  const { bytes: metered, meta } = instrument(bytes, {
    exports: { keep: ["memory", "_start"], globals: globalPrefix },
    debugNames: false,
    initialFuel: 2n ** 62n,
  });
  const fs = createFileSystem().sync;
  for (const path of ["/app", "/tmp"]) fs.mkdir(path);
  let said = "";
  const decoder = new TextDecoder();
  const time = createVirtualClock();
  const kernel = createKernel({
    fs,
    fuel: createFuelAccount(0n),
    args: ["python", "-c", driver],
    clock: {
      ...time,
      realtimeNs() {
        kernel.stdout.flush();
        // No call of the interpreter is in progress but the one that reads the clock.
        if (said.includes(idMark)) throw new GuestStop("cancelled", 0);
        return time.realtimeNs();
      },
    },
    entropy: createSeededEntropy(0),
    stdout: (chunk) => {
      said += decoder.decode(chunk);
    },
    stderr: (chunk) => {
      said += decoder.decode(chunk);
    },
  });
  try {
    openDirectories(kernel, base);
    const context: WasiContext = {
      kernel,
      memory: new GuestMemory(),
      args: kernel.args.map(encodeCString),
      environ: encodeEnviron({ PYTHONHASHSEED: "0", ...env }),
    };
    const module = new WebAssembly.Module(metered);
    const linked = linkWasi(module, context);
    if (linked.fault !== undefined) throw new Error(linked.fault.message);
    const { exports } = new WebAssembly.Instance(module, linked.imports);
    const { memory, _start: main } = exports;
    if (!(memory instanceof WebAssembly.Memory) || typeof main !== "function") {
      throw new TypeError('Cannot start Python: the module exports no memory or no "_start"');
    }
    FuelMeter.attach({ exports }, meta);
    context.memory.attach(memory);
    try {
      main();
    } catch (error) {
      if (kernel.stopped === undefined) throw error;
    }
    const ids = new RegExp(`${idMark} (?<enter>\\d+) (?<empty>\\d+)`).exec(said)?.groups;
    if (ids === undefined || kernel.stopped?.outcome !== "cancelled") {
      throw new Error(`Cannot start Python: it said "${said.slice(0, 1000)}"`);
    }
    const [enter, empty] = [Number(ids["enter"]), Number(ids["empty"])];
    const type = context.memory.getU32(enter + typeAt);
    const index = context.memory.getU32(type + callAt);
    const globals = meta.globals.map((name) => Number(globalValue(exports[name])) >>> 0);
    return {
      bytes: withEntry(bytes, { index, args: [enter, empty, 0] }),
      snapshot: captureSnapshot(new Uint8Array(memory.buffer), globals),
    };
  } finally {
    kernel.close();
  }
}

function globalValue(global: WebAssembly.ExportValue | undefined): unknown {
  return global instanceof WebAssembly.Global ? global.value : 0;
}
