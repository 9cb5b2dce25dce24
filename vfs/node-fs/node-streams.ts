/** Streams over files, made of the stream classes of whoever asks: this room has none of its own. */
import type { NodeEncoding, NodePath } from "./node-arguments.ts";
import type { NodeFileCalls } from "./node-sync.ts";

/** A class such as `Readable` or `Writable` of `node:stream`. */
export type StreamClass<Stream> = new (options: object) => Stream;

/** What is read, and how much at a time. */
export interface ReadStreamOptions {
  readonly flags?: string;
  readonly mode?: number;
  readonly encoding?: NodeEncoding;
  readonly fd?: number;
  readonly autoClose?: boolean;
  readonly start?: number;
  /** The last byte that is read. */
  readonly end?: number;
  readonly highWaterMark?: number;
}

/** Where writing starts. */
export interface WriteStreamOptions {
  readonly flags?: string;
  readonly mode?: number;
  readonly encoding?: NodeEncoding;
  readonly fd?: number;
  readonly autoClose?: boolean;
  readonly start?: number;
  readonly highWaterMark?: number;
}

type Done = (error?: Error | null) => void;

/** Makes the options of a `Readable` over a file. */
export function readStreamOptions(
  calls: NodeFileCalls,
  path: NodePath,
  options: ReadStreamOptions,
): object {
  const { encoding, highWaterMark = 65_536, start, end = Number.POSITIVE_INFINITY } = options;
  const file = new StreamFile(calls, path, options, "r");
  let position = start;
  let left = end - (start ?? 0) + 1;
  return {
    highWaterMark,
    ...(encoding ? { encoding } : {}),
    construct: (done: Done) => attempt(done, () => file.open()),
    read(
      this: { push(chunk: Uint8Array | null): boolean; destroy(error: unknown): void },
      size: number,
    ) {
      try {
        const chunk = new Uint8Array(Math.max(0, Math.min(size, left)));
        const count =
          chunk.length === 0 ? 0 : calls.readSync(file.fd, chunk, 0, chunk.length, position);
        left -= count;
        if (position !== undefined) position += count;
        this.push(count === 0 ? null : chunk.subarray(0, count));
      } catch (error) {
        this.destroy(error);
      }
    },
    destroy: (error: Error | null, done: Done) =>
      attempt(
        () => done(error),
        () => file.close(),
      ),
  };
}

/** Makes the options of a `Writable` over a file. */
export function writeStreamOptions(
  calls: NodeFileCalls,
  path: NodePath,
  options: WriteStreamOptions,
): object {
  const { highWaterMark = 16_384, start, encoding } = options;
  const file = new StreamFile(calls, path, options, start === undefined ? "w" : "r+");
  let position = start;
  return {
    highWaterMark,
    decodeStrings: true,
    ...(encoding ? { defaultEncoding: encoding } : {}),
    construct: (done: Done) => attempt(done, () => file.open()),
    write(chunk: Uint8Array, _encoding: string, done: Done) {
      attempt(done, () => {
        const count = calls.writeSync(file.fd, chunk, 0, chunk.length, position);
        if (position !== undefined) position += count;
      });
    },
    destroy: (error: Error | null, done: Done) =>
      attempt(
        () => done(error),
        () => file.close(),
      ),
  };
}

/** The file of a stream: its own, or one that was given by number. */
class StreamFile {
  readonly #calls: NodeFileCalls;
  readonly #open: () => number;
  readonly #closes: boolean;
  fd = -1;

  constructor(
    calls: NodeFileCalls,
    path: NodePath,
    { fd, flags, mode, autoClose = true }: ReadStreamOptions,
    otherwise: string,
  ) {
    this.#calls = calls;
    this.#open = () => fd ?? calls.openSync(path, flags ?? otherwise, mode);
    this.#closes = autoClose;
  }

  open(): void {
    this.fd = this.#open();
  }

  close(): void {
    if (this.fd >= 0 && this.#closes) this.#calls.closeSync(this.fd);
    this.fd = -1;
  }
}

function attempt(done: Done, action: () => void): void {
  try {
    action();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
    return;
  }
  done();
}
