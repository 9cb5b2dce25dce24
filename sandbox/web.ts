/** The sandbox in a page: guests run in a worker of the page. */
import { createEngineHost, keepsArtifacts } from "../worker/artifacts-web.ts";
import { canPersist } from "../worker/open-store-web.ts";
import { spawnWorker } from "../worker/spawn-web.ts";
import {
  available,
  type Capability,
  isolatedOnly,
  keepingOf,
  listCapabilities,
  sharingOf,
  unavailable,
} from "./capabilities.ts";
import { loadPackages } from "./packages/load-packages.ts";
import { fetchPackageFile } from "./packages/package-files-web.ts";
import { checkPageOptions, type PageOptions } from "./page-options.ts";
import { openPersisted } from "./persistence/persisted.ts";
import { withProgress } from "./progress.ts";
import { Sandbox } from "./sandbox.ts";
import { SandboxError } from "./sandbox-error.ts";

export type { AssetLocations } from "../worker/artifacts-web.ts";
export * from "./door.ts";
export type { PageOptions } from "./page-options.ts";
export { deletePersisted, listPersisted } from "./persistence/persisted.ts";

/** One for the page: what one sandbox has fetched, the next one has. */
let packaged: ReturnType<typeof createEngineHost> | undefined;

/**
 * Opens a sandbox in a page. Close it after use, with `close()` or `await using`.
 * Memory is shared with the worker only in a page that is cross-origin isolated.
 *
 * @throws TypeError or RangeError for wrong options; `FsError` for files that do not fit; what a
 * mount throws; `SandboxError` NOT_ISOLATED where a page may not start workers or hash,
 * PACKAGE_INVALID, PACKAGE_NATIVE or PACKAGE_MISSING.
 */
export async function openSandbox(options: PageOptions = {}): Promise<Sandbox> {
  const page = checkPageOptions(options);
  const { sandbox: checked, assets, createWorker, persist, createStoreWorker } = page;
  checkPlatform();
  const packages = await loadPackages(checked.packages, fetchPackageFile);
  packaged ??= createEngineHost();
  const assetHost = assets === undefined ? packaged : createEngineHost(assets);
  const engineHost = withProgress(assetHost, checked.onProgress);
  const sharedMemory = checked.sharedMemory && globalThis.crossOriginIsolated;
  const capabilities = listCapabilities({
    sharedMemory: sharingOf(checked.sharedMemory, globalThis.crossOriginIsolated),
    idleSleep: idleSleep(),
    engineCache: keepingOf(await keepsArtifacts()),
    persistence: (await canPersist())
      ? available
      : unavailable("there is no private filesystem that can be written to"),
    hostDirectories: unavailable("a page has no directories of the host"),
  });
  const kept = persist === undefined ? undefined : await openPersisted(persist, createStoreWorker);
  const sandbox = new Sandbox(checked, {
    kept,
    packages,
    capabilities,
    spawn: () => spawnWorker({ engineHost, sharedMemory, createWorker }),
    readUrl,
  });
  try {
    await sandbox.open();
    return sandbox;
  } catch (error) {
    // Else nobody could have the kept files any more while the page is there.
    await sandbox.close();
    throw error;
  }
}

function checkPlatform(): void {
  if (typeof Worker === "undefined") {
    throw new SandboxError("NOT_ISOLATED", "Cannot open a sandbox: there are no workers here");
  }
  if (globalThis.isSecureContext) return;
  throw new SandboxError(
    "NOT_ISOLATED",
    "Cannot open a sandbox: the page must be served over https or from localhost",
  );
}

/** A thread can only wait on memory that is shared, if with nobody. */
function idleSleep(): Capability {
  try {
    const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    Atomics.notify(new Int32Array(buffer), 0);
    return Object.prototype.toString.call(buffer) === "[object SharedArrayBuffer]"
      ? available
      : isolatedOnly();
  } catch {
    return isolatedOnly();
  }
}

async function readUrl(url: URL): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) {
    throw new SandboxError(
      "PROGRAM_MISSING",
      `Cannot read program "${url.href}": server answered ${response.status}`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}
