/** The sandbox in Node: guests run in a worker thread. */
import { readFile } from "node:fs/promises";
import { createEngineHost } from "../worker/artifacts-node.ts";
import { spawnWorker } from "../worker/spawn-node.ts";
import { checkSandboxOptions, type SandboxOptions } from "./options.ts";
import { withProgress } from "./progress.ts";
import { Sandbox } from "./sandbox.ts";

export type { GuestFault, Outcome } from "../runtime/index.ts";
export type { BoundUtilities } from "../utils-lib/index.ts";
export { type FileSystem, FsError, type FsErrorCode } from "../vfs/index.ts";
export {
  type HostChanges,
  type HostMapping,
  type HostMount,
  type HostMountOptions,
  hostDirectoryMount,
  type LoadOptions,
  type LoadReport,
  loadHostDirectory,
  MountError,
  type StoreReport,
  storeHostDirectory,
} from "../vfs/providers/host-directory-node.ts";
export {
  type HostDirectoryOptions,
  openHostDirectory,
} from "../vfs/providers/host-provider-node.ts";
export type { ExecOptions } from "./exec.ts";
export type { FuelAnalysis, FuelStatus } from "./fuel-analysis.ts";
export type {
  GuestSession,
  SessionLanguage,
  StepOptions,
  StepResult,
} from "./guest-session.ts";
export type { Guidance, GuidanceExample, GuidanceType } from "./guidance.ts";
export type { Limits, SandboxLimits } from "./limits.ts";
export type { Mount, SandboxOptions } from "./options.ts";
export type { FileChanges, RunResult } from "./result.ts";
export type { RunOptions } from "./run-options.ts";
export type { Sandbox } from "./sandbox.ts";
export { SandboxError, type SandboxErrorCode } from "./sandbox-error.ts";
export type { SessionKey } from "./session-snapshot.ts";
export {
  defineTool,
  type Tool,
  type ToolCall,
  type ToolContext,
  type ToolSchema,
  type ToolSchemaIssue,
  type ToolSchemaResult,
} from "./tool-types.ts";

/** One for the process: what one sandbox has prepared, the next one finds. */
const engineHost = createEngineHost();

/**
 * Opens a sandbox. Close it after use, with `close()` or `await using`.
 *
 * @throws TypeError or RangeError for wrong options; `FsError` for files that do not fit; what a
 * mount throws.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openSandbox } from "fuelbox";
 *
 * const sandbox = await openSandbox({ limits: { fuel: 50_000_000 } });
 * const result = await sandbox.run({ javascript: "for (;;) {}" });
 * assert.equal(result.outcome, "out-of-fuel");
 * assert.equal(result.fuel.used, 50_000_000);
 * await sandbox.close();
 * ```
 */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const checked = checkSandboxOptions(options);
  const { sharedMemory, onProgress } = checked;
  const sandbox = new Sandbox(checked, {
    spawn: () => spawnWorker({ engineHost: withProgress(engineHost, onProgress), sharedMemory }),
    readUrl: async (url) => new Uint8Array(await readFile(url)),
  });
  await sandbox.open();
  return sandbox;
}
