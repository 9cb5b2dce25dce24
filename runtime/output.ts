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
  /** Bytes taken within the limit; the notice is not among them. */
  readonly writtenBytes: number;
  /** Bytes past the limit. */
  readonly droppedBytes: number;
  /** Takes what a guest wrote. Throws `GuestStop` `output-limit` past the limit when the output is to stop. */
  write(bytes: Uint8Array): void;
  /** Passes on what is held back. */
  flush(): void;
  /** Passes on what is held back and tells the sink, once, how much was dropped. */
  finish(): void;
}

/** Opens an output with nothing written yet. */
export function createOutput(options: OutputOptions): Output {
  return new LimitedOutput(options);
}

/** So many writes reach the sink at once. A guest that writes more often has them gathered: a chunk per byte would fill the host. */
const maxPromptChunks = 2_000;
const blockBytes = 4_096;

/** What is written in place of bytes past the limit, as UTF-8. */
export function dropNotice(
  name: string,
  droppedBytes: number,
  maxBytes: number,
): Uint8Array<ArrayBuffer> {
  const limit = `the limit is ${maxBytes} bytes`;
  return new TextEncoder().encode(`\n[${droppedBytes} bytes of ${name} dropped: ${limit}]\n`);
}

class LimitedOutput implements Output {
  writtenBytes = 0;
  droppedBytes = 0;
  #promptChunks = 0;
  #block: Uint8Array | undefined;
  #blockLength = 0;
  #isFinished = false;
  readonly #options: OutputOptions;

  constructor(options: OutputOptions) {
    this.#options = options;
  }

  write(bytes: Uint8Array): void {
    const { maxBytes, onLimit } = this.#options;
    const kept = Math.min(bytes.length, maxBytes - this.writtenBytes);
    if (kept > 0) {
      this.writtenBytes += kept;
      this.#pass(bytes.subarray(0, kept));
    }
    if (kept === bytes.length) return;
    this.droppedBytes += bytes.length - kept;
    if (onLimit === "stop") throw new GuestStop("output-limit", outcomeExitCodes["output-limit"]);
  }

  flush(): void {
    if (this.#block === undefined || this.#blockLength === 0) return;
    const chunk = new Uint8Array(this.#block.subarray(0, this.#blockLength));
    this.#blockLength = 0;
    this.#options.sink(chunk);
  }

  finish(): void {
    this.flush();
    if (this.#isFinished) return;
    this.#isFinished = true;
    if (this.droppedBytes === 0) return;
    const { name, maxBytes, sink } = this.#options;
    sink(dropNotice(name, this.droppedBytes, maxBytes));
  }

  #pass(bytes: Uint8Array): void {
    const isPrompt = this.#promptChunks < maxPromptChunks;
    if (isPrompt) this.#promptChunks += 1;
    else if (this.#blockLength + bytes.length <= blockBytes) {
      this.#block ??= new Uint8Array(blockBytes);
      this.#block.set(bytes, this.#blockLength);
      this.#blockLength += bytes.length;
      return;
    }
    this.flush();
    this.#options.sink(new Uint8Array(bytes));
  }
}
