/** One output stream of a guest: passes bytes on up to a limit, then drops them or ends the guest. */
import { GuestStop } from "./guest-stop.ts";
import { outcomeExitCodes } from "./outcome.ts";

/** Takes a chunk of output. The chunk is a copy that belongs to the taker. */
export type OutputSink = (chunk: Uint8Array<ArrayBuffer>) => void;

/** What happens to bytes past the limit: they are dropped and counted, or the guest ends as `output-limit`. */
export type OnOutputLimit = "drop" | "stop";

/** How an output behaves. */
export interface OutputOptions {
  /** As the notice calls it, such as `stdout`. */
  readonly name: string;
  readonly maxBytes: number;
  readonly onLimit: OnOutputLimit;
  readonly sink: OutputSink;
}

/** One output stream of a guest. */
export interface Output {
  /** Bytes that reached the sink; the notice is not among them. */
  readonly writtenBytes: number;
  /** Bytes past the limit. */
  readonly droppedBytes: number;
  /** Takes what a guest wrote. Throws `GuestStop` `output-limit` past the limit when the output is to stop. */
  write(bytes: Uint8Array): void;
  /** Tells the sink, once, how much was dropped. */
  finish(): void;
}

/** Opens an output with nothing written yet. */
export function createOutput(options: OutputOptions): Output {
  return new LimitedOutput(options);
}

class LimitedOutput implements Output {
  writtenBytes = 0;
  droppedBytes = 0;
  #isFinished = false;
  readonly #options: OutputOptions;

  constructor(options: OutputOptions) {
    this.#options = options;
  }

  write(bytes: Uint8Array): void {
    const { maxBytes, onLimit, sink } = this.#options;
    const kept = Math.min(bytes.length, maxBytes - this.writtenBytes);
    if (kept > 0) {
      this.writtenBytes += kept;
      sink(new Uint8Array(bytes.subarray(0, kept)));
    }
    if (kept === bytes.length) return;
    this.droppedBytes += bytes.length - kept;
    if (onLimit === "stop") throw new GuestStop("output-limit", outcomeExitCodes["output-limit"]);
  }

  finish(): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    if (this.droppedBytes === 0) return;
    const { name, maxBytes, sink } = this.#options;
    sink(
      new TextEncoder().encode(
        `\n[${this.droppedBytes} bytes of ${name} dropped: the limit is ${maxBytes} bytes]\n`,
      ),
    );
  }
}
