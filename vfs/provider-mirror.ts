/** A provider and its copy in a tree: loaded once, written back whenever it is asked to be. */
import { type FlushReport, flushPlan } from "./provider-flush.ts";
import { loadProvider, type ProviderPlace } from "./provider-load.ts";
import { planChanges } from "./provider-plan.ts";
import type { TransferOptions } from "./provider-transfer.ts";
import type { Snapshot } from "./snapshot.ts";

/** What a mirror knows of both sides; nothing of the provider is asked for but in `open` and `flush`. */
export class ProviderMirror {
  readonly place: ProviderPlace;
  readonly #versions: Map<string, string>;
  readonly #stop: () => void;
  /** What the provider has, as the tree had it. */
  #base: Snapshot;
  /** Whether a flush has failed, so that the provider has not got all of what it wanted. */
  #isBehind = false;
  #generation: number;
  #hasChanged = false;
  #flushing = 0;
  #flushed: Promise<unknown> = Promise.resolve();

  private constructor(place: ProviderPlace, versions: Map<string, string>) {
    this.place = place;
    this.#versions = versions;
    this.#base = place.fs.snapshot();
    this.#generation = place.fs.generation;
    this.#stop = place.fs.onChange(() => {
      this.#hasChanged = true;
    });
  }

  /** Loads the provider into the tree. What a failure leaves there is for the caller to remove. */
  static async open(place: ProviderPlace, options: TransferOptions = {}): Promise<ProviderMirror> {
    return new ProviderMirror(place, await loadProvider(place, options));
  }

  /** Whether the provider may lack something that the tree has. */
  get hasChanges(): boolean {
    return this.#flushing > 0 || this.#isBehind || this.#isChanged();
  }

  /** Writes back what differs at this moment. One flush waits for the other. */
  flush(options: TransferOptions = {}): Promise<FlushReport> {
    const isChanged = this.#isChanged();
    const wanted = this.place.fs.snapshot();
    this.#hasChanged = false;
    this.#generation = this.place.fs.generation;
    this.#flushing += 1;
    const flushed = this.#flushed
      .then(() => (isChanged || this.#isBehind ? this.#bring(wanted, options) : nothing))
      .finally(() => {
        this.#flushing -= 1;
      });
    this.#flushed = flushed.catch(() => {});
    return flushed;
  }

  /** Changes are no longer noticed. The provider stays open: whoever opened it closes it. */
  close(): void {
    this.#stop();
  }

  #isChanged(): boolean {
    return this.#hasChanged || this.#generation !== this.place.fs.generation;
  }

  async #bring(wanted: Snapshot, options: TransferOptions): Promise<FlushReport> {
    const { provider, fs, at } = this.place;
    this.#isBehind = true;
    const { created, modified } = fs.diff(this.#base, wanted, at);
    const states = {
      at,
      before: fs.fork(this.#base),
      after: fs.fork(wanted),
      modified: new Set([...created, ...modified]),
    };
    const plan = planChanges(states, provider.capabilities);
    const flush = { provider, at, fs: states.after, versions: this.#versions, options };
    const report = await flushPlan(flush, plan);
    this.#base = wanted;
    this.#isBehind = false;
    return report;
  }
}

const nothing: FlushReport = { written: 0, removed: 0, bytes: 0, skipped: [] };
