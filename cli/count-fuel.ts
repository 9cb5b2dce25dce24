/** `fuelbox fuel`: runs a WASI program and prints what it cost. */
import { hostDirectoryMounts } from "../vfs/providers/host-directory-node.ts";
import type { CommandIo } from "./command-io.ts";
import { summaryLine } from "./print.ts";
import { placeProgram, readProgram } from "./program-file.ts";
import type { FuelCommand } from "./wasm-commands.ts";

/**
 * Runs the program with a virtual clock and seeded randomness, so that the count is the same every
 * time, and prints it alone on standard output. What the guest writes goes to standard error.
 * Answers with the guest's exit code.
 */
export async function countFuel(
  { file, args, limits }: FuelCommand,
  io: Pick<CommandIo, "stdout" | "stderr" | "onInterrupt" | "openSandbox">,
): Promise<number> {
  const program = readProgram(file);
  const cancel = new AbortController();
  const stopListening = io.onInterrupt(() => cancel.abort());
  const sandbox = await io.openSandbox({
    mounts: [hostDirectoryMounts([], (fs) => placeProgram(fs, program))],
  });
  try {
    const result = await sandbox.run({
      file: program.guestPath,
      args,
      limits,
      deterministic: 0,
      stdin: new Uint8Array(),
      signal: cancel.signal,
      onStdout: (chunk) => io.stderr.write(chunk),
      onStderr: (chunk) => io.stderr.write(chunk),
    });
    if (result.outcome !== "exited") io.stderr.write(`${summaryLine(result)}\n`);
    io.stdout.write(`${result.fuel.used}\n`);
    return result.exitCode;
  } finally {
    stopListening();
    await sandbox.close();
  }
}
