/** The stdin of a shell: read when somebody first asks for it; what nobody has taken goes back. */
import { readStdin } from "../command.ts";
import type { Kernel } from "../kernel.ts";
import { toLatin1 } from "../latin1.ts";
import type { SharedStdin } from "./interpreter.ts";
import { fromLatin1 } from "./latin1.ts";
import type { ShellRealm } from "./shell-realm.ts";

/** Opens the stdin of `kernel` for a shell in `realm`. */
export function openShellStdin(kernel: Kernel, realm: Pick<ShellRealm, "outside">): SharedStdin {
  let text: string | undefined;
  let position = 0;
  return {
    rest() {
      text ??= realm.outside(() => toLatin1(readStdin(kernel)));
      return position === 0 ? text : text.slice(position);
    },
    take(count) {
      position += count;
    },
    release() {
      if (text === undefined) return;
      const descriptor = kernel.fds.get(0);
      const left = text.slice(position);
      if (left !== "" && descriptor?.kind === "stream") {
        descriptor.stream.unread?.(fromLatin1(left));
      }
      text = undefined;
      position = 0;
    },
  };
}
