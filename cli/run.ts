/** `fuelbox run` and `fuelbox exec`: one program, from the host's files to the exit code. */

import type { Policy } from "../sandbox/policy.ts";
import type { RunResult } from "../sandbox/result.ts";
import { hostDirectoryMounts } from "../vfs/providers/host-directory-node.ts";
import type { CommandIo } from "./command-io.ts";
import type { ExecOptions, RunOptions } from "./command-line.ts";
import { checkOutDirectory, writeOutDirectory } from "./out-directory.ts";
import { readPolicy } from "./policy-file.ts";
import { summaryLine } from "./print.ts";
import { writeProfile } from "./profile-flag.ts";
import { type ProgramFile, placeProgram, readProgram } from "./program-file.ts";
import { readInput, readInputFile } from "./standard-input.ts";
import { UsageError } from "./usage-error.ts";

/** Runs the program and answers with the exit code. */
export async function run(options: RunOptions | ExecOptions, io: CommandIo): Promise<number> {
  const warn = (message: string) => io.stderr.write(`fuelbox: Warning: ${message}\n`);
  const policy = options.policy === undefined ? undefined : readPolicy(options.policy);
  const program = "command" in options ? undefined : readTraceable(options, policy);
  if (options.out !== undefined) checkOutDirectory(options.out);
  const stdin =
    options.stdin === undefined
      ? await readInput(io.stdin, { patienceMs: io.stdinPatienceMs, warn })
      : readInputFile(options.stdin);
  const mounts = options.mounts.map((mount) => ({ ...mount, onWarning: warn }));
  const cancel = new AbortController();
  const stopListening = io.onInterrupt(() => cancel.abort());
  const sandbox = await io.openSandbox({
    mounts: [hostDirectoryMounts(mounts, (fs) => program && placeProgram(fs, program))],
    ...(policy && { policy }),
    ...(options.packages.length > 0 && { packages: options.packages }),
    onProgress: (message) => io.stderr.write(`fuelbox: ${message}\n`),
  });
  try {
    const result = await sandbox.run({
      ...("command" in options
        ? { shell: options.command }
        : program && { file: program.guestPath }),
      args: options.args,
      env: options.env,
      stdin,
      signal: cancel.signal,
      limits: options.limits,
      ...(options.seed !== undefined && { deterministic: options.seed }),
      ...("trace" in options && { trace: true }),
      ...(options.profile !== undefined && { profile: true }),
      ...(!options.json && {
        onStdout: (chunk) => io.stdout.write(chunk),
        onStderr: (chunk) => io.stderr.write(chunk),
      }),
    });
    report(result, options, io);
    if (options.profile !== undefined) {
      writeProfile(result, options.profile, { json: options.json, stderr: io.stderr });
    }
    if (options.out !== undefined) {
      for (const path of writeOutDirectory(sandbox.fs.sync, result.files, options.out)) {
        warn(`Left out "${path}": its target could lead out of "${options.out}"`);
      }
    }
    return result.exitCode;
  } finally {
    stopListening();
    await sandbox.close();
  }
}

/** Undefined when the policy says what is run. */
function readTraceable(
  { file, trace }: RunOptions,
  policy: Policy | undefined,
): ProgramFile | undefined {
  if (file === undefined) {
    if (policy?.argv !== undefined) return undefined;
    throw new UsageError("Name the program to run: the policy has no argv");
  }
  const program = readProgram(file);
  if (trace === true && !program.guestPath.endsWith(".wasm")) {
    throw new UsageError(`Cannot trace "${file}": it must be a .wasm program`);
  }
  return program;
}

function report(
  result: RunResult,
  { json }: Pick<RunOptions, "json">,
  { stdout, stderr }: CommandIo,
): void {
  if (json) stdout.write(`${JSON.stringify(result)}\n`);
  else stderr.write(`${summaryLine(result)}\n`);
}
