/** The one line that sums up a run. */
import type { FileChanges, RunResult } from "../sandbox/result.ts";

/** Outcome, fuel, memory, time and changed files, without a line break. */
export function summaryLine(result: RunResult): string {
  const { fuel, memory, files, durationMs } = result;
  const ending =
    result.outcome === "exited" ? `exited ${result.exitCode}` : result.outcome.replaceAll("-", " ");
  const parts = [
    // What nothing caught is on stderr already.
    result.error === undefined || result.error.code === "UNCAUGHT"
      ? ending
      : `${ending} (${oneLine(result.error.message)})`,
    `fuel ${grouped(fuel.used)} of ${grouped(fuel.limit)}`,
    `memory ${mebibytes(memory.peakBytes)} of ${mebibytes(memory.limitBytes)} MiB`,
    `${(durationMs / 1000).toFixed(2)} s`,
    changesText(files),
  ];
  return `fuelbox: ${parts.join(", ")}`;
}

const shownPaths = 3;

function changesText({ created, modified, deleted }: FileChanges): string {
  const lists = [
    ["created", created],
    ["modified", modified],
    ["deleted", deleted],
  ] as const;
  const texts = lists
    .filter(([, paths]) => paths.length > 0)
    .map(([verb, paths]) => `${verb} ${listText(paths)}`);
  return texts.length === 0 ? "no files changed" : texts.join(", ");
}

function listText(paths: readonly string[]): string {
  const rest = paths.length - shownPaths;
  const shown = paths.slice(0, shownPaths).map(oneLine).join(" ");
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** Names and messages come from the guest: control characters must not reach the terminal. */
function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}+/gu, " ");
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

function mebibytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1).replace(/\.0$/, "");
}
