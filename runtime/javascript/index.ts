/** The JavaScript engine: programs in QuickJS, with what Node gives them over the kernel. */
import type { Engine, EngineHost } from "../engine.ts";
import { endAs } from "../guest-end.ts";
import type { GuestEnd } from "../outcome.ts";
import { follow, followNow } from "./course.ts";
import type { JavaScriptProgram } from "./javascript-program.ts";
import { type MachineMaker, prepareMachines } from "./prepare.ts";
import { runProgram, runStep } from "./run-program.ts";

export type { JavaScriptKind, JavaScriptProgram } from "./javascript-program.ts";

/** How an engine is set up. */
export interface JavaScriptEngineOptions {
  /**
   * Bytes of the guest's stack after which calls throw RangeError. Native frames take up to ten
   * times as much: the default wants a thread with a stack of 16 MB; less than 96 KiB goes with
   * the 1 MB of a main thread. Default 768 KiB, at most 768 KiB.
   */
  readonly stackBytes?: number;
}

/** The smallest memory in which the engine starts, in bytes. */
const minMemoryBytes = 8 * 2 ** 20;
const maxStackBytes = 768 * 1024;

/**
 * Opens the engine for JavaScript programs. What it prepares is kept in memory and in the host's
 * cache; the first run waits for it.
 */
export async function openJavaScriptEngine(
  host: EngineHost,
  options: JavaScriptEngineOptions = {},
): Promise<Engine<JavaScriptProgram>> {
  const stackBytes = Math.min(options.stackBytes ?? maxStackBytes, maxStackBytes);
  let preparing: Promise<MachineMaker> | undefined;
  let ready: MachineMaker | undefined;
  const prepare = async (): Promise<MachineMaker> => {
    preparing ??= prepareMachines(host, stackBytes);
    try {
      ready = await preparing;
      return ready;
    } catch (error) {
      preparing = undefined;
      throw error;
    }
  };
  return {
    async prepare(memoryBytes) {
      const maker = await prepare();
      if (memoryBytes < minMemoryBytes) return;
      await maker.prepare(memoryBytes);
      maker.machine(memoryBytes);
    },
    async run(program, kernel) {
      const { maxMemoryBytes: limit, tools } = kernel;
      if (limit < minMemoryBytes) return tooSmall(limit);
      const { machine } = await prepare();
      return follow(runProgram(machine(limit), program, kernel), tools);
    },
    runNow(program, kernel) {
      const { maxMemoryBytes: limit } = kernel;
      if (ready === undefined) throw new Error("Cannot run JavaScript now: it is not prepared");
      if (limit < minMemoryBytes) return tooSmall(limit);
      return followNow(runProgram(ready.machine(limit), program, kernel));
    },
    async step(program, kernel, state) {
      const { maxMemoryBytes: limit, tools } = kernel;
      if (limit < minMemoryBytes)
        return { end: tooSmall(limit), state: undefined, value: undefined };
      const { machine } = await prepare();
      return follow(runStep(machine(limit), program, kernel, state), tools);
    },
  };
}

function tooSmall(limit: number): GuestEnd {
  const message = `Cannot start JavaScript in ${limit} bytes: it needs ${minMemoryBytes}`;
  return endAs("out-of-memory", 0, { code: "MEMORY_TOO_SMALL", message });
}
