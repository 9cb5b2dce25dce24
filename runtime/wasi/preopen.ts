/** The directories that are open when a program starts, and the paths they are offered under. */
import { size } from "./abi.ts";
import type { Calls, WasiContext } from "./context.ts";
import { fail } from "./errno.ts";
import { encodeText } from "./strings.ts";

/** Makes `fd_prestat_get` and `fd_prestat_dir_name`. */
export function createPreopenCalls(
  context: WasiContext,
): Calls<"fd_prestat_dir_name" | "fd_prestat_get"> {
  const { memory, kernel } = context;
  const preopenName = (fd: number): Uint8Array => {
    const descriptor = kernel.fds.require(fd >>> 0, "prestat");
    // EBADF tells a program that it has seen all of them.
    if (descriptor.kind !== "file" || descriptor.preopen === undefined) return fail("EBADF");
    return encodeText(descriptor.preopen);
  };
  return {
    fd_prestat_get(fd: number, result: number) {
      const name = preopenName(fd);
      memory.range(result, size.prestat).fill(0);
      memory.setU32(result + 4, name.length);
    },

    fd_prestat_dir_name(fd: number, pointer: number, length: number) {
      const name = preopenName(fd);
      if (length >>> 0 < name.length) fail("ENAMETOOLONG");
      memory.range(pointer, name.length).set(name);
    },
  };
}
