/** `fuelbox bench`: where the fuel of a program goes, and how two programs compare. */

import type { Profile } from "../sandbox/door.ts";
import { analyzeFuel } from "../sandbox/fuel-analysis.ts";
import type { RunResult } from "../sandbox/result.ts";
import { hostDirectoryMounts } from "../vfs/providers/host-directory-node.ts";
import type { BenchCommand } from "./bench-command.ts";
import type { CommandIo } from "./command-io.ts";
import { summaryLine } from "./print.ts";
import { grouped, profileReport } from "./profile-report.ts";
import { type ProgramFile, placeProgram, readProgram } from "./program-file.ts";

type BenchIo = Pick<CommandIo, "stdout" | "stderr" | "onInterrupt" | "openSandbox">;

/** What was found out about one program. */
interface Measured {
  readonly file: string;
  readonly outcome: RunResult["outcome"];
  readonly exitCode: number;
  readonly fuel: number;
  /** Twice what it used, to two digits. */
  readonly suggestedBudget: number;
  readonly memoryBytes: number;
  /** The median of the runs that were not profiled; undefined when there are none. */
  readonly durationMs: number | undefined;
  readonly profile: Profile | undefined;
}

/** How two programs compare. */
interface Comparison {
  /** The fuel of the second for each unit of the first's; null when the first used none. */
  readonly ratio: number | null;
  readonly fuelDifference: number;
  /** Whether both wrote the same and left the same exit code. */
  readonly sameOutput: boolean;
}

/** Measures one program or two. Answers with the exit code of the first that has not ended well, or 0. */
export async function bench(options: BenchCommand, io: BenchIo): Promise<number> {
  const { file, compare, json } = options;
  const programs = [file, ...(compare === undefined ? [] : [compare])].map((name) => {
    return { name, program: readProgram(name) };
  });
  const results: { readonly measured: Measured; readonly result: RunResult }[] = [];
  for (const { name, program } of programs) {
    const { result, durations } = await measure(program, options, io);
    results.push({ measured: summarize(name, result, durations), result });
    if (result.outcome !== "exited") io.stderr.write(`${summaryLine(result)}\n`);
  }
  const [first, second] = results;
  const comparison = first && second && compareResults(first.result, second.result);
  const measured = results.map((each) => each.measured);
  if (json) io.stdout.write(`${JSON.stringify({ programs: measured, comparison })}\n`);
  else io.stdout.write(toText(measured, comparison));
  return results.find(({ result }) => !result.ok)?.result.exitCode ?? 0;
}

async function measure(
  program: ProgramFile,
  { args, mounts, limits, runs }: BenchCommand,
  io: BenchIo,
): Promise<{ readonly result: RunResult; readonly durations: readonly number[] }> {
  const cancel = new AbortController();
  const stopListening = io.onInterrupt(() => cancel.abort());
  const warn = (message: string) => io.stderr.write(`fuelbox: Warning: ${message}\n`);
  const runOnce = async (profile: boolean): Promise<RunResult> => {
    // A sandbox for each run: what one leaves in files must not change the next.
    const readOnly = mounts.map((mount) => {
      const mode = mount.mode === "rw" ? ("cow" as const) : mount.mode;
      return { ...mount, mode, onWarning: warn };
    });
    const sandbox = await io.openSandbox({
      mounts: [hostDirectoryMounts(readOnly, (fs) => placeProgram(fs, program))],
      onProgress: (message) => io.stderr.write(`fuelbox: ${message}\n`),
    });
    try {
      const { signal } = cancel;
      const given = { file: program.guestPath, args, limits, signal, profile };
      return await sandbox.run({ ...given, deterministic: 0, stdin: new Uint8Array() });
    } finally {
      await sandbox.close();
    }
  };
  try {
    const result = await runOnce(true);
    const durations: number[] = [];
    while (durations.length < runs && result.outcome === "exited") {
      durations.push((await runOnce(false)).durationMs);
    }
    return { result, durations };
  } finally {
    stopListening();
  }
}

function summarize(file: string, result: RunResult, durations: readonly number[]): Measured {
  const { outcome, exitCode, fuel, memory, profile } = result;
  const sorted = [...durations].sort((a, b) => a - b);
  return {
    file,
    outcome,
    exitCode,
    fuel: fuel.used,
    suggestedBudget: analyzeFuel(fuel.used, fuel.used, false).suggestedBudget,
    memoryBytes: memory.peakBytes,
    durationMs: sorted[sorted.length >> 1],
    profile,
  };
}

function compareResults(first: RunResult, second: RunResult): Comparison {
  const same = (["outcome", "exitCode", "stdout", "stderr"] as const).every(
    (name) => first[name] === second[name],
  );
  const used = first.fuel.used;
  return {
    ratio: used === 0 ? null : second.fuel.used / used,
    fuelDifference: second.fuel.used - used,
    sameOutput: same,
  };
}

function toText(measured: readonly Measured[], comparison: Comparison | undefined): string {
  const texts = measured.map((one) => {
    const time = one.durationMs === undefined ? "" : `, ${(one.durationMs / 1e3).toFixed(2)} s`;
    const memory = `${(one.memoryBytes / 2 ** 20).toFixed(1)} MiB`;
    const head = `${one.file}: ${grouped(one.fuel)} fuel, ${memory}${time}; suggested budget ${grouped(one.suggestedBudget)}\n`;
    return head + (one.profile === undefined ? "" : profileReport(one.profile));
  });
  if (comparison === undefined) return texts.join("");
  const [first, second] = measured.map(({ file }) => file);
  const { ratio, fuelDifference, sameOutput } = comparison;
  const times = ratio === null ? "" : `${ratio.toFixed(4)} times the fuel of ${first}, `;
  const difference = `${fuelDifference < 0 ? "-" : "+"}${grouped(Math.abs(fuelDifference))}`;
  const output = sameOutput ? "the same output" : "another output";
  return `${texts.join("\n")}\n${second}: ${times}${difference}, ${output}\n`;
}
