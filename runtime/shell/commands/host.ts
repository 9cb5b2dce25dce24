/** `host`: programs of the host, which only the host itself can offer. */
import type { OwnCommand } from "./command-call.ts";

/** The command as it is when the host offers nothing. */
export const host: OwnCommand = {
  name: "host",
  help: "Usage: host [-p PATH] COMMAND [ARGUMENT]...\nRun a program of the host, where the sandbox was opened with a hostExecutor.",
  run(call) {
    call.complain("programs of the host are not allowed here", 126);
    return undefined;
  },
};
