/** The limits of a sandbox and of each of its runs, with their defaults. */
import type { RunLimits, TreeLimits } from "../worker/protocol.ts";
import { checkInteger, checkOptions, checkShare, show } from "./check.ts";

/** What a run may use; absent limits are the sandbox's. */
export interface Limits {
  /** Units of fuel, about one for each Wasm instruction. Default 2,000,000,000. */
  readonly fuel?: number;
  /**
   * The share of the fuel, such as 0.8, at which a Python program gets the exception `FuelWarning`
   * once, so that it can end in good order. Default 0: never.
   */
  readonly fuelWarning?: number;
  /** Linear memory of the guest in bytes. Default 128 MiB. */
  readonly memoryBytes?: number;
  /** Wall time in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
  /** Default 2,000,000. */
  readonly stdoutBytes?: number;
  /** Default 1,000,000. */
  readonly stderrBytes?: number;
  /** Calls of the sandbox's tools. Default 1,000. */
  readonly toolCalls?: number;
  /** Past the limits of stdout and stderr, drop the rest (the default), or end the run as `output-limit`. */
  readonly onOutputLimit?: "truncate" | "stop";
}

/** What a sandbox may hold, and the defaults of its runs. */
export interface SandboxLimits extends Limits {
  /** Bytes of all files together. Default 256 MiB. */
  readonly fileBytes?: number;
  /** Files, directories and symlinks. Default 100,000. */
  readonly fileNodes?: number;
  /** Files open at once. Default 256. */
  readonly openFiles?: number;
  /** How deep directories nest. Default 64. */
  readonly directoryDepth?: number;
}

/** Limits of a run with nothing absent. */
export type FullLimits = RunLimits;

/** The limits of a run when nobody says otherwise. */
export const defaultLimits: FullLimits = {
  fuel: 2_000_000_000,
  memoryBytes: 128 * 2 ** 20,
  timeoutMs: 30_000,
  stdoutBytes: 2_000_000,
  stderrBytes: 1_000_000,
  toolCalls: 1_000,
  fuelWarning: 0,
  onOutputLimit: "truncate",
};

const gibibyte = 2 ** 30;
/** The longest time a timer of the platform can wait. */
const maxTimeoutMs = 2 ** 31 - 1;
const runKeys = Object.keys(defaultLimits);
const treeKeys = ["fileBytes", "fileNodes", "openFiles", "directoryDepth"];

/** Checks the limits of a run. Throws TypeError or RangeError that names the limit. */
export function checkLimits(limits: Limits = {}, defaults: FullLimits = defaultLimits): FullLimits {
  checkOptions(limits, "limits", runKeys);
  return readLimits(limits, defaults);
}

/** Checks the limits of a sandbox. Throws TypeError or RangeError that names the limit. */
export function checkSandboxLimits(limits: SandboxLimits = {}): {
  readonly run: FullLimits;
  readonly tree: TreeLimits;
} {
  checkOptions(limits, "limits", [...runKeys, ...treeKeys]);
  const { fileBytes, fileNodes, openFiles, directoryDepth } = limits;
  const read = (value: unknown, name: string, fallback: number, max: number): number =>
    checkInteger(value, `limits.${name}`, { fallback, min: 1, max });
  return {
    run: readLimits(limits, defaultLimits),
    tree: {
      maxBytes: read(fileBytes, "fileBytes", 256 * 2 ** 20, 4 * gibibyte),
      maxNodes: read(fileNodes, "fileNodes", 100_000, 10_000_000),
      maxOpenFiles: read(openFiles, "openFiles", 256, 65_536),
      maxDepth: read(directoryDepth, "directoryDepth", 64, 1024),
    },
  };
}

function readLimits(limits: Limits, defaults: FullLimits): FullLimits {
  const read = (
    name: Exclude<keyof Limits, "fuelWarning" | "onOutputLimit">,
    min: number,
    max: number,
  ): number => checkInteger(limits[name], `limits.${name}`, { fallback: defaults[name], min, max });
  const onOutputLimit: unknown = limits.onOutputLimit ?? defaults.onOutputLimit;
  if (onOutputLimit !== "truncate" && onOutputLimit !== "stop") {
    throw new TypeError(
      `Cannot use option "limits.onOutputLimit": must be "truncate" or "stop", got ${show(onOutputLimit)}`,
    );
  }
  return {
    fuel: read("fuel", 0, Number.MAX_SAFE_INTEGER),
    memoryBytes: read("memoryBytes", 0, 4 * gibibyte),
    timeoutMs: read("timeoutMs", 1, maxTimeoutMs),
    stdoutBytes: read("stdoutBytes", 0, gibibyte),
    stderrBytes: read("stderrBytes", 0, gibibyte),
    toolCalls: read("toolCalls", 0, 1_000_000),
    fuelWarning: checkShare(limits.fuelWarning, "limits.fuelWarning", defaults.fuelWarning),
    onOutputLimit,
  };
}
