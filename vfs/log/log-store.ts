/** Keeps a tree as a log in two files, of which one is whole at every moment. */
import {
  decodeHeader,
  encodeFrame,
  encodeHeader,
  frameHeadBytes,
  headerBytes,
  isWhole,
  payloadLength,
} from "./log-bytes.ts";
import type { LogFile } from "./log-file.ts";

/**
 * A log of encoded journal records. It grows at its end; when it has grown too long, a new one that
 * begins with an image of the tree is written into the other file and takes over by its header,
 * which is written last. So whoever dies in between leaves one that is whole up to its last frame.
 */
export class LogStore {
  readonly #files: readonly [LogFile, LogFile];
  /** Which of the files is read. */
  #current = 0;
  #generation = 0;
  /** Where the next frame goes. */
  #end = headerBytes;
  /** Where the next frame of an image goes; undefined when none is being written. */
  #imageEnd: number | undefined;

  /** Opens what the files hold, and drops what was not written to its end. */
  constructor(files: readonly [LogFile, LogFile]) {
    this.#files = files;
    const generations = files.map(readGeneration);
    this.#current = (generations[1] ?? 0) > (generations[0] ?? 0) ? 1 : 0;
    this.#generation = generations[this.#current] ?? 0;
    if (this.#generation === 0) this.#begin();
    else this.#dropTail();
  }

  /** Bytes of the log. */
  get bytes(): number {
    return this.#end;
  }

  /** Whether nothing has been logged yet. */
  get isEmpty(): boolean {
    return this.#end === headerBytes;
  }

  /** The payloads of the log, in order. */
  *payloads(): Generator<Uint8Array<ArrayBuffer>, void, undefined> {
    for (const frame of readFrames(this.#file)) yield frame.payload;
  }

  /** Appends one payload, all or nothing. When it returns, the payload is kept. Throws what the file throws. */
  append(payload: Uint8Array): void {
    const frame = encodeFrame(payload);
    try {
      this.#file.write(frame, this.#end);
      this.#file.flush();
    } catch (error) {
      this.#file.truncate(this.#end);
      throw error;
    }
    this.#end += frame.length;
  }

  /** Begins a log that shall take the place of this one. */
  startImage(): void {
    this.#other.truncate(0);
    this.#imageEnd = headerBytes;
  }

  /** Appends a payload to it. Throws what the file throws, and forgets the image then. */
  addToImage(payload: Uint8Array): void {
    if (this.#imageEnd === undefined) throw new Error("Cannot add to an image: none has begun");
    const frame = encodeFrame(payload);
    try {
      this.#other.write(frame, this.#imageEnd);
    } catch (error) {
      this.dropImage();
      throw error;
    }
    this.#imageEnd += frame.length;
  }

  /** Lets it take the place of this one. Throws what the file throws, and forgets the image then. */
  finishImage(): void {
    const end = this.#imageEnd;
    if (end === undefined) throw new Error("Cannot finish an image: none has begun");
    try {
      this.#other.flush();
      this.#other.write(encodeHeader(this.#generation + 1), 0);
      this.#other.flush();
    } catch (error) {
      this.dropImage();
      throw error;
    }
    this.#current = 1 - this.#current;
    this.#generation += 1;
    this.#end = end;
    this.dropImage();
  }

  /** Gives back what the other file takes. */
  dropImage(): void {
    this.#imageEnd = undefined;
    this.#other.truncate(0);
  }

  get #file(): LogFile {
    return this.#files[this.#current === 0 ? 0 : 1];
  }

  get #other(): LogFile {
    return this.#files[this.#current === 0 ? 1 : 0];
  }

  #begin(): void {
    this.#generation = 1;
    this.#file.truncate(0);
    this.#file.write(encodeHeader(1), 0);
    this.#file.flush();
  }

  #dropTail(): void {
    for (const { end } of readFrames(this.#file)) this.#end = end;
    this.#file.truncate(this.#end);
    this.dropImage();
  }
}

function readGeneration(file: LogFile): number {
  const header = new Uint8Array(headerBytes);
  return file.read(header, 0) < headerBytes ? 0 : decodeHeader(header);
}

interface Frame {
  readonly payload: Uint8Array<ArrayBuffer>;
  /** Where the next one begins. */
  readonly end: number;
}

/** The frames of a file up to the first that is not whole. */
function* readFrames(file: LogFile): Generator<Frame, void, undefined> {
  const size = file.size();
  const head = new Uint8Array(frameHeadBytes);
  for (let at = headerBytes; at + frameHeadBytes <= size; ) {
    if (file.read(head, at) < frameHeadBytes) return;
    const length = payloadLength(head);
    const end = at + frameHeadBytes + (length ?? Number.POSITIVE_INFINITY);
    if (length === undefined || end > size) return;
    const payload = new Uint8Array(length);
    if (file.read(payload, at + frameHeadBytes) < length || !isWhole(head, payload)) return;
    yield { payload, end };
    at = end;
  }
}
