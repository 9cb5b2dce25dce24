/** The end of the program, its heap, and the functions it calls through its own table. */
import { GuestStop } from "../../guest-stop.ts";
import { outcomeExitCodes } from "../../outcome.ts";
import type { Signal } from "../../soft-stop.ts";
import type { Calls, EmscriptenContext } from "./context.ts";
import { encodeCString, readMessage } from "./strings.ts";

/** The exit code with which the driver reports an uncaught MemoryError; no program can exit with it by chance. */
export const outOfMemoryExit = 0x4d45_4d00;

/** SIGXCPU, for which the driver has a handler, and SIGINT. */
const signalNumbers: Readonly<Record<Signal, number>> = { "fuel-warning": 24, interrupt: 2 };

const pageBytes = 65_536;

/** Memory grows by a fifth more than asked, so that a program that allocates in small steps grows it seldom. */
const growthFactor = 1.2;

/** Makes the calls about the process. */
export function createProcessCalls(
  context: EmscriptenContext,
): Calls<
  | "_Py_CheckEmscriptenSignals_Helper"
  | "_Py_emscripten_runtime"
  | "__assert_fail"
  | "_abort_js"
  | "_emscripten_get_progname"
  | "emscripten_get_heap_max"
  | "emscripten_resize_heap"
  | "exit"
  | "proc_exit"
> {
  const { memory, kernel } = context;

  const exit = (code: number): never => {
    if (code === outOfMemoryExit) {
      throw new GuestStop("out-of-memory", outcomeExitCodes["out-of-memory"]);
    }
    throw new GuestStop("exited", code & 0xff);
  };

  const trapped = (code: string, message: string): never => {
    throw new GuestStop("trapped", outcomeExitCodes.trapped, { code, message });
  };

  return {
    proc_exit: exit,
    exit,
    _abort_js: () => trapped("ABORTED", "The program called abort"),
    __assert_fail: (condition: number) =>
      trapped("ABORTED", `Assertion failed: ${readMessage(memory, condition)}`),

    /** Answers the number of a signal to raise, or 0. The guest asks often, which is when deadlines are seen. */
    _Py_CheckEmscriptenSignals_Helper() {
      const signal = kernel.takeSignal();
      return signal === undefined ? 0 : signalNumbers[signal];
    },

    _Py_emscripten_runtime() {
      const text = encodeCString("fuelbox");
      const pointer = context.guest().allocate(8, text.length);
      if (pointer !== 0) memory.range(pointer, text.length).set(text);
      return pointer;
    },

    _emscripten_get_progname(pointer: number, length: number) {
      const name = encodeCString("python").subarray(0, length >>> 0);
      memory.range(pointer, name.length).set(name);
    },

    emscripten_get_heap_max: () => kernel.maxMemoryBytes,

    emscripten_resize_heap(wanted: number) {
      const heap = context.heap();
      const current = heap.buffer.byteLength;
      const needed = wanted >>> 0;
      const generous = Math.max(needed, Math.min(kernel.maxMemoryBytes, current * growthFactor));
      // Growing past the limit by the rest of a page would be growing past the limit.
      const pages = Math.max(
        Math.ceil((needed - current) / pageBytes),
        Math.floor((generous - current) / pageBytes),
      );
      if (current + pages * pageBytes > kernel.maxMemoryBytes) return 0;
      try {
        heap.grow(pages);
        return 1;
      } catch {
        return 0;
      }
    },
  };
}
