/** The arguments of a program. */
import type { Calls, WasiContext } from "./context.ts";
import { writeStringSizes, writeStrings } from "./strings.ts";

/** Makes `args_get` and `args_sizes_get`. */
export function createArgsCalls(context: WasiContext): Calls<"args_get" | "args_sizes_get"> {
  const { memory, args } = context;
  return {
    args_get: (pointers: number, bytes: number) => writeStrings(memory, args, pointers, bytes),
    args_sizes_get: (count: number, bytes: number) => writeStringSizes(memory, args, count, bytes),
  };
}
