/** What `opendir` gives: the names of a directory, one at a time. */
import type { NodeDirent } from "./node-stats.ts";

/** An open directory, as it was when it was opened. */
export class NodeDir implements AsyncIterable<NodeDirent> {
  readonly path: string;
  readonly #entries: NodeDirent[];

  constructor(path: string, entries: readonly NodeDirent[]) {
    this.path = path;
    this.#entries = [...entries];
  }

  readSync(): NodeDirent | null {
    return this.#entries.shift() ?? null;
  }

  async read(): Promise<NodeDirent | null> {
    return this.readSync();
  }

  closeSync(): void {
    this.#entries.length = 0;
  }

  async close(): Promise<void> {
    this.closeSync();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<NodeDirent, void, undefined> {
    for (let entry = this.readSync(); entry !== null; entry = this.readSync()) yield entry;
  }
}
