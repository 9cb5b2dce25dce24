/** The sandbox in Node: guests run in a worker thread. */
import { readFile } from "node:fs/promises";
import { hostDirectoryMounts } from "../vfs/providers/host-directory-node.ts";
import { createEngineHost, keepsArtifacts } from "../worker/artifacts-node.ts";
import { spawnWorker } from "../worker/spawn-node.ts";
import { available, keepingOf, listCapabilities, sharingOf, unavailable } from "./capabilities.ts";
import { type CheckedOptions, checkSandboxOptions, type SandboxOptions } from "./options.ts";
import { loadPackages } from "./packages/load-packages.ts";
import { readPackageFile } from "./packages/package-files-node.ts";
import { policyMounts } from "./policy.ts";
import { withProgress } from "./progress.ts";
import { Sandbox } from "./sandbox.ts";

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
export * from "./door.ts";

/** One for the process: what one sandbox has prepared, the next one finds. */
const engineHost = createEngineHost();

let keeping: Promise<boolean> | undefined;

/**
 * Opens a sandbox. Close it after use, with `close()` or `await using`.
 *
 * @throws TypeError or RangeError for wrong options; `FsError` for files that do not fit; what a
 * mount throws; `SandboxError` PACKAGE_INVALID, PACKAGE_NATIVE or PACKAGE_MISSING.
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
  const checked = withPolicyMounts(checkSandboxOptions(options));
  const { sharedMemory, onProgress } = checked;
  const packages = await loadPackages(checked.packages, readPackageFile);
  keeping ??= keepsArtifacts();
  const capabilities = listCapabilities({
    sharedMemory: sharingOf(sharedMemory, true),
    idleSleep: available,
    engineCache: keepingOf(await keeping),
    persistence: unavailable("files are kept in a page; here a directory can be mounted"),
    hostDirectories: available,
  });
  const sandbox = new Sandbox(checked, {
    packages,
    capabilities,
    spawn: () => spawnWorker({ engineHost: withProgress(engineHost, onProgress), sharedMemory }),
    readUrl: async (url) => new Uint8Array(await readFile(url)),
  });
  await sandbox.open();
  return sandbox;
}

/** Adds the directories of the host that the policy mounts. */
function withPolicyMounts(options: CheckedOptions): CheckedOptions {
  const mounts = policyMounts(options.policy);
  if (mounts.length === 0) return options;
  return { ...options, mounts: [hostDirectoryMounts(mounts), ...options.mounts] };
}
