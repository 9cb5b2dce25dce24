/** What has to be done so that a provider has what a tree has. */
import { FsError } from "./fs-error.ts";
import { findCollision, foldName } from "./name-collision.ts";
import type { ProviderCapabilities } from "./provider.ts";
import { placeOf } from "./provider-transfer.ts";
import type { Stat } from "./stat.ts";
import type { SyncFileSystem } from "./sync-file-system.ts";

/** Two states of one tree. */
export interface PlanStates {
  readonly before: SyncFileSystem;
  readonly after: SyncFileSystem;
  readonly at: string;
  /** Files and symlinks whose content, target, mode or attributes changed: absolute. */
  readonly modified: ReadonlySet<string>;
}

/** Steps in their order, as paths of the provider, parents before what is in them. */
export interface ProviderPlan {
  /** What gives way to something of another type, or of the same name where case does not count. */
  readonly obstacles: readonly string[];
  readonly directories: readonly string[];
  /** Files and symlinks. */
  readonly contents: readonly string[];
  readonly removals: readonly string[];
  /** What has another mode or time, and the directories that the steps before give another time. */
  readonly attributes: readonly string[];
}

/**
 * Compares all below the mount. EEXIST for two names in one directory that the provider would take for
 * one: said before anything is written.
 */
export function planChanges(states: PlanStates, capabilities: ProviderCapabilities): ProviderPlan {
  const plan = new Plan(states, capabilities);
  plan.run();
  return plan;
}

class Plan implements ProviderPlan {
  readonly obstacles: string[] = [];
  readonly directories: string[] = [];
  readonly contents: string[] = [];
  readonly removals: string[] = [];
  readonly #attributes = new Set<string>();
  readonly #states: PlanStates;
  readonly #capabilities: ProviderCapabilities;
  /** The same as the list: what lies in one of these gives way before it. */
  readonly #giveWay = new Set<string>();

  constructor(states: PlanStates, capabilities: ProviderCapabilities) {
    this.#states = states;
    this.#capabilities = capabilities;
  }

  get attributes(): readonly string[] {
    return [...this.#attributes].sort();
  }

  run(): void {
    const pending = ["/"];
    for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
      pending.push(...this.#compareDirectory(path));
    }
    for (const paths of [this.obstacles, this.directories, this.contents, this.removals]) {
      paths.sort();
    }
  }

  /** Gives the directories to look at next. */
  #compareDirectory(path: string): string[] {
    const was = this.#names(this.#states.before, path);
    const is = this.#names(this.#states.after, path);
    if (!this.#capabilities.caseSensitive) this.#checkNames(path, is);
    const folded = new Set(this.#capabilities.caseSensitive ? [] : [...is].map(foldName));
    const inner: string[] = [];
    const stepsBefore = this.#stepCount;
    for (const name of new Set([...was, ...is])) {
      const below = path === "/" ? `/${name}` : `${path}/${name}`;
      const before = was.has(name) ? this.#stat(this.#states.before, below) : undefined;
      const after = is.has(name) ? this.#stat(this.#states.after, below) : undefined;
      if (before !== undefined && before.type !== after?.type) {
        const givesWay =
          after !== undefined || folded.has(foldName(name)) || this.#giveWay.has(path);
        if (givesWay) this.#giveWay.add(below);
        (givesWay ? this.obstacles : this.removals).push(below);
      }
      if (after !== undefined) this.#keep(below, before, after);
      if (before?.type === "directory" || after?.type === "directory") inner.push(below);
    }
    const isTouched = this.#stepCount > stepsBefore && path !== "/";
    if (isTouched && this.#isDirectory(this.#states.after, path)) this.#attributes.add(path);
    return inner;
  }

  #keep(path: string, before: Stat | undefined, after: Stat): void {
    const isDirectory = after.type === "directory";
    if (before?.type !== after.type) {
      (isDirectory ? this.directories : this.contents).push(path);
      if (isDirectory) this.#attributes.add(path);
    } else if (!isDirectory && this.#states.modified.has(placeOf(this.#states.at, path))) {
      this.contents.push(path);
    } else if (before.mode !== after.mode || before.mtimeNs !== after.mtimeNs) {
      this.#attributes.add(path);
    }
  }

  #checkNames(path: string, names: Iterable<string>): void {
    const collision = findCollision(names);
    if (collision === undefined) return;
    const below = path === "/" ? `/${collision[1]}` : `${path}/${collision[1]}`;
    throw new FsError("EEXIST", "flush", placeOf(this.#states.at, below));
  }

  get #stepCount(): number {
    const { obstacles, directories, contents, removals } = this;
    return obstacles.length + directories.length + contents.length + removals.length;
  }

  #names(fs: SyncFileSystem, path: string): ReadonlySet<string> {
    if (!this.#isDirectory(fs, path)) return new Set();
    return new Set(fs.readdir(placeOf(this.#states.at, path)).map(({ name }) => name));
  }

  #isDirectory(fs: SyncFileSystem, path: string): boolean {
    const place = placeOf(this.#states.at, path);
    return fs.exists(place, { follow: false }) && fs.lstat(place).type === "directory";
  }

  #stat(fs: SyncFileSystem, path: string): Stat {
    return fs.lstat(placeOf(this.#states.at, path));
  }
}
