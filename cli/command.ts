/** The command as a function: arguments and surroundings in, exit code out. */

import { bench } from "./bench.ts";
import type { CommandIo } from "./command-io.ts";
import { parseCommandLine } from "./command-line.ts";
import { countFuel } from "./count-fuel.ts";
import { faultExitCode, faultLine } from "./fault.ts";
import { instrumentFile } from "./instrument-file.ts";
import { run } from "./run.ts";
import { shell } from "./shell.ts";
import { vendor } from "./vendor.ts";

/** Does what `argv` (without the program's name) asks. Never throws. */
export async function runCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const invocation = parseCommandLine(argv);
    switch (invocation.kind) {
      case "run":
      case "exec":
        return await run(invocation.options, io);
      case "instrument":
        return instrumentFile(invocation.options, io);
      case "fuel":
        return await countFuel(invocation.options, io);
      case "bench":
        return await bench(invocation.options, io);
      case "shell":
        return await shell(invocation.options, io);
      case "vendor":
        return await vendor(invocation.options, io);
    }
    const output = invocation.exitCode === 0 ? io.stdout : io.stderr;
    output.write(invocation.text);
    return invocation.exitCode;
  } catch (error) {
    io.stderr.write(`${faultLine(error)}\n`);
    return faultExitCode(error);
  }
}
