/** The end of a program by its own will. */
import { GuestStop } from "../guest-stop.ts";
import type { Calls } from "./context.ts";
import { fail } from "./errno.ts";

/** Signals that do nothing by what WASI says of each: none, PIPE, CHLD, CONT, URG and WINCH. */
const ignoredSignals: ReadonlySet<number> = new Set([0, 13, 16, 17, 22, 27]);
const lastSignal = 30;

/** Makes `proc_exit` and `proc_raise`. Only the low 8 bits of an exit code are kept, as POSIX says; a signal ends the program with 128 + its number. */
export function createProcessCalls(): Calls<"proc_exit" | "proc_raise"> {
  const exit = (code: number): never => {
    throw new GuestStop("exited", code & 0xff);
  };
  return {
    proc_exit: exit,
    proc_raise(signal: number) {
      if (signal < 0 || signal > lastSignal) fail("EINVAL");
      if (!ignoredSignals.has(signal)) exit(128 + signal);
    },
  };
}
