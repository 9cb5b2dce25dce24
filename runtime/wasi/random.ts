/** Random bytes for a guest. */
import type { Calls, WasiContext } from "./context.ts";

/** Makes `random_get`. */
export function createRandomCalls(context: WasiContext): Calls<"random_get"> {
  const { memory, kernel } = context;
  return {
    random_get: (pointer: number, length: number) =>
      kernel.entropy(memory.range(pointer, length >>> 0)),
  };
}
