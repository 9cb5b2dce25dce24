/** A provider as one of the `mounts` of `openSandbox`: in the guest's own tree, where guests see it. */
import { FsError } from "./fs-error.ts";
import type { Provider } from "./provider.ts";
import { ProviderMirror } from "./provider-mirror.ts";
import type { TransferOptions } from "./provider-transfer.ts";
import type { SyncFileSystem } from "./sync-file-system.ts";

/** A provider, where the guest sees it and what it may do with it. */
export interface GuestMountOptions extends TransferOptions {
  readonly provider: Provider;
  /** An absolute path without a last slash, such as `/app/data`. */
  readonly guest: string;
  /**
   * `ro`: changes fail with EROFS; `cow`: the guest changes its copy, and the provider stays as it is;
   * `rw`: changes are written back after each run.
   * @default {"cow"}
   */
  readonly mode?: "ro" | "cow" | "rw";
}

/** What a sandbox calls to fill its tree and to bring changes back. */
export interface GuestMount {
  load(fs: SyncFileSystem): Promise<void>;
  /** Absent unless the mode is `rw`. */
  flush?(fs: SyncFileSystem): Promise<void>;
}

/**
 * Makes a mount for `openSandbox`: everything that the provider holds is loaded before the first run.
 * Both calls reject with what the provider throws, and EDQUOT where it does not fit.
 *
 * @throws FsError EROFS for the mode `rw` over a provider that only reads.
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openSandbox } from "fuelbox";
 * import { memoryProvider, providerGuestMount } from "fuelbox/vfs";
 *
 * const provider = memoryProvider();
 * const mount = providerGuestMount({ provider, guest: "/app/out", mode: "rw" });
 * const sandbox = await openSandbox({ mounts: [mount] });
 * await sandbox.run({
 *   javascript: 'import { writeFileSync } from "node:fs"; writeFileSync("/app/out/a.txt", "hi")',
 * });
 * assert.equal((await provider.stat("/a.txt")).size, 2);
 * await sandbox.close();
 * ```
 */
export function providerGuestMount(options: GuestMountOptions): GuestMount {
  const { provider, guest: at, mode = "cow" } = options;
  if (mode === "rw" && !provider.capabilities.writes) throw new FsError("EROFS", "mount", at);
  let mirror: ProviderMirror | undefined;
  return {
    async load(fs) {
      mirror?.close();
      mirror = await ProviderMirror.open({ provider, fs, at }, options);
      if (mode !== "rw") mirror.close();
      if (mode === "ro") fs.setReadOnly(at, true);
    },
    ...(mode === "rw" && {
      async flush() {
        await mirror?.flush(options);
      },
    }),
  };
}
