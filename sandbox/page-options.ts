/** What a sandbox in a page is opened with. */
import { type AssetLocations, assetNames } from "../worker/artifacts-web.ts";
import { checkFunction, checkOptions, show } from "./check.ts";
import { type CheckedOptions, checkSandboxOptions, type SandboxOptions } from "./options.ts";
import { checkPersistName } from "./persistence/persist-name.ts";
import { policyMounts } from "./policy.ts";
import { SandboxError } from "./sandbox-error.ts";

/** What a sandbox in a page is opened with, besides what every sandbox is. */
export interface PageOptions extends SandboxOptions {
  /** Where engine assets are fetched from. By default from beside the package's own files. */
  readonly assets?: AssetLocations;
  /** Starts the package's `worker/entry-web` as a module worker, when its file is elsewhere than the package has it. */
  readonly worker?: () => Worker;
  /**
   * Keeps the files of the sandbox in the browser's storage for this site, under this name: they are
   * there again when a sandbox is opened with it, and `files` are placed the first time only. One
   * sandbox at a time can have a name open. Not together with `mounts`.
   */
  readonly persist?: string;
  /** Starts the package's `worker/entry-store-web` as a module worker, when its file is elsewhere than the package has it. */
  readonly storeWorker?: () => Worker;
}

/** Options that have been checked. */
export interface CheckedPageOptions {
  readonly sandbox: CheckedOptions;
  readonly assets: AssetLocations | undefined;
  readonly createWorker: (() => Worker) | undefined;
  readonly persist: string | undefined;
  readonly createStoreWorker: (() => Worker) | undefined;
}

/** Checks what a sandbox is opened with. Throws TypeError or RangeError that names the option. */
export function checkPageOptions(options: PageOptions): CheckedPageOptions {
  checkOptions(options, "options", Object.keys(options ?? {}));
  const { assets, worker, persist, storeWorker, ...others } = options;
  const sandbox = checkSandboxOptions(others);
  checkFunction(worker, "worker");
  if (policyMounts(sandbox.policy).length > 0) {
    const message = "Cannot use the policy: a page has no directories of the host to mount";
    throw new SandboxError("INVALID_POLICY", message);
  }
  if (assets !== undefined) checkAssets(assets);
  checkFunction(storeWorker, "storeWorker");
  if (persist !== undefined && sandbox.mounts.length > 0) {
    throw new TypeError('Cannot use option "persist": what is kept cannot hold "mounts"');
  }
  return {
    sandbox,
    assets,
    createWorker: worker,
    persist: persist === undefined ? undefined : checkPersistName(persist),
    createStoreWorker: storeWorker,
  };
}

function checkAssets({ base, urls, ...others }: AssetLocations): void {
  checkOptions(others, "assets", []);
  if (base !== undefined) checkUrl(base, "assets.base");
  if (urls === undefined) return;
  checkOptions(urls, "assets.urls", assetNames);
  for (const [name, url] of Object.entries(urls)) checkUrl(url, `assets.urls["${name}"]`);
}

function checkUrl(value: unknown, name: string): void {
  if (value instanceof URL) return;
  if (typeof value !== "string") {
    throw new TypeError(`Cannot use option "${name}": must be a URL, got ${show(value)}`);
  }
  const isUrl = URL.canParse(value, "https://page.invalid/");
  if (!isUrl) throw new TypeError(`Cannot use option "${name}": ${show(value)} is no URL`);
}
