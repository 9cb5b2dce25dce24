/** The providers that one filesystem has mounted. */
import { FsError } from "./fs-error.ts";
import { createLimitedCore, type FileSystemOptions } from "./limited-core.ts";
import type { Provider } from "./provider.ts";
import type { FlushReport } from "./provider-flush.ts";
import { ProviderMirror } from "./provider-mirror.ts";
import { asPlaced, type TransferOptions } from "./provider-transfer.ts";
import type { MountOptions, SyncFileSystem } from "./sync-file-system.ts";

/** How a provider is mounted. */
export interface ProviderMountOptions extends MountOptions, TransferOptions {
  /** Of the tree that the files are loaded into. @default those of `createFileSystem` */
  readonly limits?: FileSystemOptions;
}

/** Mirrors by the tree that each is mounted as. */
export class ProviderMounts {
  readonly #fs: SyncFileSystem;
  readonly #mirrors = new Map<SyncFileSystem, ProviderMirror>();

  constructor(fs: SyncFileSystem) {
    this.#fs = fs;
  }

  /** Loads everything, and then has it mounted by `mount`: a failure leaves nothing behind. */
  async add(
    path: string,
    provider: Provider,
    options: ProviderMountOptions,
    mount: (tree: SyncFileSystem, options: MountOptions) => Promise<void>,
  ): Promise<void> {
    const tree = createLimitedCore(options.limits ?? {});
    const mirror = await asPlaced(path, () =>
      ProviderMirror.open({ provider, fs: tree, at: "/" }, options),
    );
    const readOnly = options.readOnly === true || !provider.capabilities.writes;
    await mount(tree, { readOnly });
    this.#mirrors.set(tree, mirror);
  }

  /** EINVAL where no provider is mounted. */
  async flush(path: string | undefined, options: TransferOptions): Promise<FlushReport> {
    const place = path === undefined ? undefined : this.#fs.realpath(path);
    const mounts = this.#mounted().filter((mount) => place === undefined || mount.path === place);
    if (place !== undefined && mounts.length === 0) throw new FsError("EINVAL", "flush", path);
    const flushes = await Promise.allSettled(
      mounts.map(({ path: at, mirror }) => asPlaced(at, () => mirror.flush(options))),
    );
    let sum: FlushReport = { written: 0, removed: 0, bytes: 0, skipped: [] };
    for (const [index, flush] of flushes.entries()) {
      if (flush.status === "rejected") throw flush.reason;
      const { written, removed, bytes, skipped } = flush.value;
      const at = mounts[index]?.path ?? "";
      sum = {
        written: sum.written + written,
        removed: sum.removed + removed,
        bytes: sum.bytes + bytes,
        skipped: [...sum.skipped, ...skipped.map((path) => `${at}${path}`)],
      };
    }
    return sum;
  }

  /** EBUSY where changes are not flushed. */
  checkFlushed(path: string): void {
    if (!this.#fs.exists(path)) return;
    const place = this.#fs.realpath(path);
    const mount = this.#mounted().find((other) => other.path === place);
    if (mount?.mirror.hasChanges === true) throw new FsError("EBUSY", "unmount", path);
  }

  /** Forgets what is mounted no longer. */
  sweep(): void {
    const mounted = new Set(this.#fs.listMounts().map(({ fs }) => fs));
    for (const [tree, mirror] of this.#mirrors) {
      if (mounted.has(tree)) continue;
      mirror.close();
      this.#mirrors.delete(tree);
    }
  }

  #mounted(): readonly { readonly path: string; readonly mirror: ProviderMirror }[] {
    return this.#fs.listMounts().flatMap(({ path, fs }) => {
      const mirror = this.#mirrors.get(fs);
      return mirror === undefined ? [] : [{ path, mirror }];
    });
  }
}
