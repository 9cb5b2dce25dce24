/**
 * Two providers as one: a lower one that is only read, and an upper one that takes the changes. What
 * is removed from the lower one is marked in the upper one as OCI image layers do, by an empty file
 * `.wh.` + name, so that an upper provider that lasts can be laid over the lower one again. The mark
 * hides what is below it from then on, whatever the upper provider has there later.
 */
import { FsError } from "../fs-error.ts";
import type {
  Provider,
  ProviderAttributes,
  ProviderCall,
  ProviderCapabilities,
  ProviderEntry,
  ProviderRead,
  ProviderStat,
  ProviderWrite,
} from "../provider.ts";
import type { WatchEvent } from "../watch.ts";
import { memoryProvider } from "./memory.ts";
import { noWatch } from "./no-watch.ts";
import { overlaidCapabilities } from "./overlay-capabilities.ts";
import {
  checkOverlayName,
  directoriesAbove,
  findLayers,
  type Layers,
  markOf,
  markPrefix,
} from "./overlay-layers.ts";
import { checkVersion, named, prefixed, shown } from "./overlay-versions.ts";
import { copyOne, renameByCopy } from "./rename-by-copy.ts";

/**
 * Lays a provider that takes all changes, one in memory unless it is given, over another, which stays
 * as it is. Names that begin with `.wh.` are refused (EINVAL) and not shown.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { memoryProvider, overlayProvider } from "fuelbox/vfs";
 *
 * const base = memoryProvider();
 * await base.write("/a.txt", new TextEncoder().encode("base"));
 * const work = overlayProvider(base);
 * await work.write("/b.txt", new TextEncoder().encode("new"));
 * await work.remove("/a.txt");
 * await assert.rejects(work.stat("/a.txt"), { code: "ENOENT" });
 * assert.equal((await base.stat("/a.txt")).size, 4);
 * ```
 */
export function overlayProvider(lower: Provider, upper: Provider = memoryProvider()): Provider {
  return new OverlayProvider(lower, upper);
}

class OverlayProvider implements Provider {
  readonly capabilities: ProviderCapabilities;
  readonly #lower: Provider;
  readonly #upper: Provider;
  #changed: Promise<unknown> = Promise.resolve();

  constructor(lower: Provider, upper: Provider) {
    this.#lower = lower;
    this.#upper = upper;
    this.capabilities = overlaidCapabilities(lower.capabilities, upper.capabilities);
  }

  async *list(path: string, call?: ProviderCall): AsyncGenerator<ProviderEntry, void, undefined> {
    const { upper, lower } = await this.#visible(path, "scandir", call);
    if ((upper ?? lower)?.type !== "directory") throw new FsError("ENOTDIR", "scandir", path);
    const hidden = new Set<string>();
    for await (const entry of upper === undefined ? [] : this.#upper.list(path, call)) {
      const { name } = entry;
      hidden.add(name.startsWith(markPrefix) ? name.slice(markPrefix.length) : name);
      if (!name.startsWith(markPrefix)) yield named("upper", entry);
    }
    for await (const entry of lower === undefined ? [] : this.#lower.list(path, call)) {
      const { name } = entry;
      if (!hidden.has(name) && !name.startsWith(markPrefix)) yield named("lower", entry);
    }
  }

  async stat(path: string, call?: ProviderCall): Promise<ProviderStat> {
    return shown(await this.#visible(path, "stat", call));
  }

  async read(path: string, call: ProviderRead = {}): Promise<Uint8Array<ArrayBuffer>> {
    const layers = await this.#visible(path, "read", call);
    const { ifVersion, ...range } = call;
    if (ifVersion !== undefined) checkVersion(layers, path, "read", ifVersion);
    const version = (layers.upper ?? layers.lower)?.version;
    const isBound = ifVersion !== undefined && version !== undefined;
    return this.#holder(layers).read(path, isBound ? { ...range, ifVersion: version } : range);
  }

  write(path: string, content: Uint8Array, call: ProviderWrite = {}): Promise<ProviderStat> {
    return this.#alone(() => this.#write(path, content, call));
  }

  makeDirectory(path: string, call?: Parameters<Provider["makeDirectory"]>[1]): Promise<void> {
    return this.#alone(async () => {
      await this.#checkNew(path, "mkdir", call);
      await this.#change({ path, call }, () => this.#upper.makeDirectory(path, call));
    });
  }

  remove(path: string, call: Parameters<Provider["remove"]>[1] = {}): Promise<void> {
    return this.#alone(() => this.#remove(path, call));
  }

  rename(from: string, to: string, call?: ProviderCall): Promise<void> {
    return renameByCopy(this, from, to, call);
  }

  async readlink(path: string, call?: ProviderCall): Promise<string> {
    return this.#holder(await this.#visible(path, "readlink", call)).readlink(path, call);
  }

  symlink(target: string, path: string, call?: ProviderCall): Promise<void> {
    return this.#alone(async () => {
      await this.#checkNew(path, "symlink", call);
      await this.#change({ path, call }, () => this.#upper.symlink(target, path, call));
    });
  }

  setAttributes(path: string, attributes: ProviderAttributes): Promise<ProviderStat> {
    return this.#alone(() => this.#setAttributes(path, attributes));
  }

  async xattrs(
    path: string,
    call?: ProviderCall,
  ): Promise<ReadonlyMap<string, Uint8Array<ArrayBuffer>>> {
    return this.#holder(await this.#visible(path, "xattrs", call)).xattrs(path, call);
  }

  watch(path: string): AsyncIterable<WatchEvent> {
    return noWatch(path);
  }

  async close(): Promise<void> {
    await this.#upper.close();
    await this.#lower.close();
  }

  /** One change after the other: two that copy the same directory up would be in each other's way. */
  #alone<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#changed.then(change);
    this.#changed = changed.catch(() => {});
    return changed;
  }

  async #write(path: string, content: Uint8Array, call: ProviderWrite): Promise<ProviderStat> {
    const layers = await this.#find(path, "write", call);
    const { upper, lower } = layers;
    const { ifVersion, ...options } = call;
    if (ifVersion !== undefined) {
      if (this.capabilities.conditions === "none") throw new FsError("ENOTSUP", "write", path);
      checkVersion(layers, path, "write", ifVersion);
    }
    if ((upper ?? lower)?.type === "directory") throw new FsError("EISDIR", "write", path);
    const mode = options.mode ?? (lower?.type === "file" ? lower.mode : undefined);
    const isNew = (upper ?? lower) === undefined;
    const written = await this.#change({ path, isNew, call }, async () => {
      const stat = await this.#upper.write(path, content, {
        ...options,
        ...(mode === undefined || upper !== undefined ? {} : { mode }),
        ...(ifVersion === undefined ? {} : { ifVersion: upper?.version ?? null }),
      });
      const isCopied = upper === undefined && lower?.type === "file";
      return (isCopied ? await this.#copyXattrs(path, call) : undefined) ?? stat;
    });
    return { ...written, ...prefixed("upper", written) };
  }

  async #remove(path: string, call: ProviderCall & { readonly ifVersion?: string }): Promise<void> {
    if (path === "/") throw new FsError("EBUSY", "remove", path);
    const layers = await this.#visible(path, "remove", call);
    const { ifVersion, ...options } = call;
    if (ifVersion !== undefined) checkVersion(layers, path, "remove", ifVersion);
    if ((layers.upper ?? layers.lower)?.type === "directory") {
      for await (const _ of this.list(path, options)) {
        throw new FsError("ENOTEMPTY", "remove", path);
      }
    }
    await this.#change({ path, call: options }, async () => {
      // First the mark: what is interrupted must not bring the old file back.
      if (layers.isBelow) await this.#upper.write(markOf(path), new Uint8Array(0), options);
      if (layers.upper === undefined) return;
      if (layers.upper.type === "directory") await this.#removeMarks(path, options);
      await this.#upper.remove(path, options);
    });
  }

  async #setAttributes(path: string, attributes: ProviderAttributes): Promise<ProviderStat> {
    const { upper, lower } = await this.#visible(path, "setAttributes", attributes);
    const call = callOf(attributes);
    const stat = await this.#change({ path, isNew: false, call }, async () => {
      if (upper === undefined && lower !== undefined) await this.#copyUp(path, lower, call);
      return this.#upper.setAttributes(path, attributes);
    });
    return { ...stat, ...prefixed("upper", stat) };
  }

  #find(path: string, syscall: string, call?: ProviderCall): Promise<Layers> {
    checkOverlayName(path, syscall);
    return findLayers({ lower: this.#lower, upper: this.#upper }, path, { syscall, call });
  }

  async #visible(path: string, syscall: string, call?: ProviderCall): Promise<Layers> {
    const layers = await this.#find(path, syscall, call);
    if ((layers.upper ?? layers.lower) === undefined) throw new FsError("ENOENT", syscall, path);
    return layers;
  }

  async #checkNew(path: string, syscall: string, call?: ProviderCall): Promise<void> {
    const { upper, lower } = await this.#find(path, syscall, call);
    if ((upper ?? lower) !== undefined) throw new FsError("EEXIST", syscall, path);
  }

  #holder(layers: Layers): Provider {
    return layers.upper === undefined ? this.#lower : this.#upper;
  }

  /**
   * Runs a change of the upper provider when it has the directories above. What is copied there keeps
   * its times, and the last one changes only when names come or go.
   */
  async #change<Result>(
    change: {
      readonly path: string;
      readonly isNew?: boolean;
      readonly call: ProviderCall | undefined;
    },
    run: () => Promise<Result>,
  ): Promise<Result> {
    const { path, isNew = true, call } = change;
    const kept: { readonly at: string; readonly mtimeNs: bigint }[] = [];
    for (const at of directoriesAbove(path)) {
      const { upper, lower } = await this.#find(at, "open", call);
      if (upper === undefined && lower !== undefined) await this.#copyUp(at, lower, call);
      const { mtimeNs } = upper ?? lower ?? {};
      if (mtimeNs !== undefined) kept.push({ at, mtimeNs });
    }
    const result = await run();
    if (isNew) kept.pop();
    if (!this.#upper.capabilities.times) return result;
    for (const { at, mtimeNs } of kept.reverse()) {
      const { mtimeNs: now } = await this.#upper.stat(at, callOf(call));
      if (now !== mtimeNs) await this.#upper.setAttributes(at, { ...callOf(call), mtimeNs });
    }
    return result;
  }

  async #copyUp(path: string, stat: ProviderStat, call?: ProviderCall): Promise<void> {
    const copy = { from: path, to: path, stat };
    await copyOne(this.#upper, copy, callOf(call), this.#lower);
    // A file is written with its time.
    if (stat.type === "file" || !this.#upper.capabilities.times) return;
    await this.#upper.setAttributes(path, { ...callOf(call), mtimeNs: stat.mtimeNs });
  }

  async #copyXattrs(path: string, call?: ProviderCall): Promise<ProviderStat | undefined> {
    if (!this.capabilities.xattrs) return undefined;
    const xattrs = await this.#lower.xattrs(path, callOf(call));
    if (xattrs.size === 0) return undefined;
    return this.#upper.setAttributes(path, { ...callOf(call), xattrs });
  }

  async #removeMarks(path: string, call: ProviderCall): Promise<void> {
    const marks: string[] = [];
    for await (const { name } of this.#upper.list(path, call)) marks.push(`${path}/${name}`);
    for (const mark of marks) await this.#upper.remove(mark, call);
  }
}

function callOf(call: ProviderCall | undefined): ProviderCall {
  return call?.signal === undefined ? {} : { signal: call.signal };
}
