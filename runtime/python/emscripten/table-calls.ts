/** Calls of functions in the guest's own table, which CPython makes through its host to convert argument lists. */
import { trap } from "../../../wasm/index.ts";
import type { EmscriptenContext, GuestValue } from "./context.ts";

type TableFunction = (...args: readonly GuestValue[]) => GuestValue;

/** Makes the calls through the table. They are hot: CPython calls most of its builtin methods this way. */
export function createTableCalls({
  guest,
  memory,
}: Pick<EmscriptenContext, "guest" | "memory">): Readonly<
  Record<
    "_PyEM_TrampolineCall_JS" | "__call_sighandler" | "ffi_closure_alloc_js",
    (...args: readonly GuestValue[]) => GuestValue
  >
> {
  // The table never changes, so that what was found once can be kept.
  const found: (TableFunction | undefined)[] = [];
  const find = (index: number): TableFunction => {
    let entry: unknown;
    try {
      entry = guest().tableEntry(index >>> 0);
    } catch {
      return trap();
    }
    if (typeof entry !== "function") return trap();
    const call = entry as TableFunction;
    found[index] = call;
    return call;
  };
  return {
    _PyEM_TrampolineCall_JS(index, a, b, c) {
      return (found[index as number] ?? find(index as number))(a, b, c);
    },
    __call_sighandler(index, signal) {
      return find(index as number)(signal);
    },
    /** A closure that nothing can call: memory for its header, and no function behind it. */
    ffi_closure_alloc_js(length, code) {
      const pointer = guest().allocate(8, Math.max(minClosureBytes, Number(length) >>> 0));
      try {
        memory.setU32(code as number, 0);
      } catch {
        return 0;
      }
      return pointer;
    },
  };
}

const minClosureBytes = 64;
