/** The environment of a program. */
import type { Calls, WasiContext } from "./context.ts";
import { writeStringSizes, writeStrings } from "./strings.ts";

/** Makes `environ_get` and `environ_sizes_get`. */
export function createEnvironCalls(
  context: WasiContext,
): Calls<"environ_get" | "environ_sizes_get"> {
  const { memory, environ } = context;
  return {
    environ_get: (pointers: number, bytes: number) =>
      writeStrings(memory, environ, pointers, bytes),
    environ_sizes_get: (count: number, bytes: number) =>
      writeStringSizes(memory, environ, count, bytes),
  };
}
