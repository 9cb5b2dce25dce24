/** Watched changes as an async iterator, for a loop that may be slower than they come. */
import type { SyncFileSystem } from "./sync-file-system.ts";
import type { WatchEvent, WatchOptions } from "./watch.ts";

type Result = IteratorResult<WatchEvent, undefined>;

/** Watches from its making until it is returned. */
export class WatchStream implements AsyncIterableIterator<WatchEvent> {
  readonly #stop: () => void;
  readonly #maxEvents: number;
  #events: WatchEvent[] = [];
  readonly #waiting: ((result: Result) => void)[] = [];
  #hasEnded = false;

  constructor(fs: SyncFileSystem, path: string, options: WatchOptions = {}) {
    this.#maxEvents = options.maxEvents ?? 1024;
    this.#stop = fs.watch(path, (events) => this.#take(events), options);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    const value = this.#events.shift();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.#hasEnded) return Promise.resolve({ done: true, value: undefined });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  return(): Promise<Result> {
    this.#stop();
    this.#hasEnded = true;
    this.#events = [];
    const ended: Result = { done: true, value: undefined };
    for (const resolve of this.#waiting.splice(0)) resolve(ended);
    return Promise.resolve(ended);
  }

  #take(events: readonly WatchEvent[]): void {
    for (const value of events) {
      const resolve = this.#waiting.shift();
      if (resolve !== undefined) {
        resolve({ done: false, value });
      } else if (this.#events.length < this.#maxEvents) {
        this.#events.push(value);
      } else if (this.#events.at(-1)?.type !== "overflow") {
        // Takes the place of one event more than may wait.
        this.#events.push({ type: "overflow", path: value.path });
      }
    }
  }
}
