/** Takes the steps of a plan: what a tree has goes to its provider. */
import { mapConcurrent } from "./concurrent.ts";
import { FsError, type FsErrorCode } from "./fs-error.ts";
import { permissionBits } from "./inode.ts";
import type { Provider, ProviderStat, ProviderWrite } from "./provider.ts";
import type { ProviderPlace } from "./provider-load.ts";
import type { ProviderPlan } from "./provider-plan.ts";
import {
  asPlaced,
  defaultConcurrency,
  placeOf,
  signalOf,
  TransferCount,
  type TransferOptions,
} from "./provider-transfer.ts";

/** What a flush did. */
export interface FlushReport {
  /** Files and symlinks. */
  readonly written: number;
  readonly removed: number;
  /** Bytes of the files that were written. */
  readonly bytes: number;
  /** Symlinks that the provider cannot hold: absolute paths. */
  readonly skipped: readonly string[];
}

/** A flush that has begun. */
export interface Flush extends ProviderPlace {
  /** Of the files that the provider is known to have, by its paths; kept up to date. */
  readonly versions: Map<string, string>;
  readonly options: TransferOptions;
}

/**
 * Obstacles go first, then directories and files are made, and then the rest is removed: what was moved
 * is never missing. Goes on after a failure and throws the first at the end.
 */
export async function flushPlan(flush: Flush, plan: ProviderPlan): Promise<FlushReport> {
  return new FlushRun(flush).run(plan);
}

class FlushRun {
  readonly #flush: Flush;
  readonly #provider: Provider;
  readonly #failures: unknown[] = [];
  readonly #skipped: string[] = [];
  #written = 0;
  #removed = 0;
  #bytes = 0;

  constructor(flush: Flush) {
    this.#flush = flush;
    this.#provider = flush.provider;
  }

  async run(plan: ProviderPlan): Promise<FlushReport> {
    const { options, fs } = this.#flush;
    const deepestFirst = (paths: readonly string[]) => [...paths].reverse();
    const sizes = plan.contents.map((path) => fs.lstat(this.#place(path)).size);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const count = new TransferCount(options, plan.contents.length, total);
    await this.#each(deepestFirst(plan.obstacles), (path) => this.#remove(path));
    await this.#each(plan.directories, (path) => this.#makeDirectory(path));
    await this.#each(
      plan.contents,
      async (path) => {
        const size = await this.#write(path);
        count.done(this.#place(path), size);
      },
      options.concurrency ?? defaultConcurrency,
    );
    await this.#each(deepestFirst(plan.removals), (path) => this.#remove(path));
    await this.#each(deepestFirst(plan.attributes), (path) => this.#setAttributes(path));
    if (this.#failures.length > 0) throw this.#failures[0];
    const written = this.#written;
    return { written, removed: this.#removed, bytes: this.#bytes, skipped: this.#skipped.sort() };
  }

  async #each(
    paths: readonly string[],
    step: (path: string) => Promise<void>,
    limit = 1,
  ): Promise<void> {
    const { at, options } = this.#flush;
    await mapConcurrent(paths, limit, async (path) => {
      options.signal?.throwIfAborted();
      await asPlaced(at, () => step(path)).catch((error: unknown) => {
        // When the caller has enough, nothing more is tried.
        options.signal?.throwIfAborted();
        this.#failures.push(error);
      });
    });
  }

  async #remove(path: string): Promise<void> {
    const { versions } = this.#flush;
    const version = this.#canCompare() ? versions.get(path) : undefined;
    const call = { ...this.#call(), ...(version === undefined ? {} : { ifVersion: version }) };
    // Gone already is as good.
    await this.#provider.remove(path, call).catch(unless("ENOENT"));
    versions.delete(path);
    this.#removed += 1;
  }

  async #makeDirectory(path: string): Promise<void> {
    const mode = this.#flush.fs.lstat(this.#place(path)).mode & permissionBits;
    const kept = this.#provider.capabilities.modes ? { mode } : {};
    try {
      await this.#provider.makeDirectory(path, { ...this.#call(), ...kept });
    } catch (error) {
      if (!(error instanceof FsError && error.code === "EEXIST")) throw error;
      if ((await this.#provider.stat(path, this.#call())).type !== "directory") throw error;
    }
  }

  async #write(path: string): Promise<number> {
    const { fs } = this.#flush;
    const place = this.#place(path);
    const { type, mode, mtimeNs } = fs.lstat(place);
    if (type === "symlink") {
      await this.#writeLink(path, place);
      return 0;
    }
    const { modes, times } = this.#provider.capabilities;
    const content = fs.readFile(place, { follow: false });
    const written = await this.#provider.write(path, content, {
      ...this.#call(),
      ...(modes ? { mode: mode & permissionBits } : {}),
      ...(times ? { mtimeNs } : {}),
      ...this.#condition(path),
    });
    this.#remember(path, written);
    this.#written += 1;
    this.#bytes += content.length;
    await this.#writeXattrs(path, place);
    return content.length;
  }

  async #writeLink(path: string, place: string): Promise<void> {
    const target = this.#flush.fs.readlink(place);
    try {
      await this.#provider.remove(path, this.#call()).catch(unless("ENOENT"));
      await this.#provider.symlink(target, path, this.#call());
      this.#written += 1;
    } catch (error) {
      unless("ENOTSUP", "EPERM")(error);
      this.#skipped.push(place);
    }
  }

  async #writeXattrs(path: string, place: string): Promise<void> {
    if (!this.#provider.capabilities.xattrs) return;
    const { fs } = this.#flush;
    const xattrs = new Map<string, Uint8Array>();
    for (const name of fs.listxattr(place, own)) {
      xattrs.set(name, fs.getxattr(place, name, own) ?? new Uint8Array(0));
    }
    const isKnown =
      xattrs.size === 0 && (await this.#provider.xattrs(path, this.#call())).size === 0;
    if (isKnown) return;
    this.#remember(path, await this.#provider.setAttributes(path, { ...this.#call(), xattrs }));
  }

  async #setAttributes(path: string): Promise<void> {
    const { modes, times } = this.#provider.capabilities;
    const { type, mode, mtimeNs } = this.#flush.fs.lstat(this.#place(path));
    // A symlink may have been left out, and its time tells little.
    if (type === "symlink" || !(modes || times)) return;
    const stat = await this.#provider.setAttributes(path, {
      ...this.#call(),
      ...(modes ? { mode: mode & permissionBits } : {}),
      ...(times ? { mtimeNs } : {}),
    });
    this.#remember(path, stat);
  }

  #remember(path: string, { version }: ProviderStat): void {
    if (version !== undefined) this.#flush.versions.set(path, version);
  }

  /** A file is replaced only as it was read, and made only where nothing is. */
  #condition(path: string): Pick<ProviderWrite, "ifVersion"> {
    const version = this.#flush.versions.get(path);
    if (this.#canCompare()) return { ifVersion: version ?? null };
    const isNew = version === undefined && this.#provider.capabilities.conditions === "create";
    return isNew ? { ifVersion: null } : {};
  }

  #canCompare(): boolean {
    const { conditions } = this.#provider.capabilities;
    return conditions === "checked" || conditions === "atomic";
  }

  #call(): { readonly signal?: AbortSignal } {
    return signalOf(this.#flush.options);
  }

  #place(path: string): string {
    return placeOf(this.#flush.at, path);
  }
}

const own = { follow: false };

function unless(...codes: readonly FsErrorCode[]): (error: unknown) => void {
  return (error) => {
    if (!(error instanceof FsError && codes.includes(error.code))) throw error;
  };
}
