/** What `fs.promises.open` gives. */
import type { NodePath, NodeTime } from "./node-arguments.ts";
import type { ReadStreamOptions, WriteStreamOptions } from "./node-streams.ts";
import type {
  BufferRange,
  NodeFileCalls,
  ReadFileOptions,
  StatOptions,
  WriteFileOptions,
} from "./node-sync.ts";

/** Makes the streams of files. */
export interface StreamMakers<Readable, Writable> {
  readonly read: (calls: NodeFileCalls, path: NodePath, options: ReadStreamOptions) => Readable;
  readonly write: (calls: NodeFileCalls, path: NodePath, options: WriteStreamOptions) => Writable;
}

/** An open file; close it, or leave it to `await using`. */
export class NodeFileHandle<Readable = unknown, Writable = unknown> {
  readonly #calls: NodeFileCalls;
  readonly #streams: StreamMakers<Readable, Writable>;
  #fd: number;

  constructor(calls: NodeFileCalls, fd: number, streams: StreamMakers<Readable, Writable>) {
    this.#calls = calls;
    this.#fd = fd;
    this.#streams = streams;
  }

  /** Its number; -1 once it is closed. */
  get fd(): number {
    return this.#fd;
  }

  async read<View extends ArrayBufferView>(
    buffer: View,
    offset?: number | BufferRange,
    length?: number,
    position?: number | bigint | null,
  ): Promise<{ readonly bytesRead: number; readonly buffer: View }> {
    return { bytesRead: this.#calls.readSync(this.#fd, buffer, offset, length, position), buffer };
  }

  async write<Data extends string | ArrayBufferView>(
    data: Data,
    offset?: number | BufferRange | null,
    length?: number | "utf8",
    position?: number | null,
  ): Promise<{ readonly bytesWritten: number; readonly buffer: Data }> {
    const bytesWritten = this.#calls.writeSync(this.#fd, data, offset, length, position);
    return { bytesWritten, buffer: data };
  }

  async readv<View extends ArrayBufferView>(
    buffers: readonly View[],
    position?: number | null,
  ): Promise<{ readonly bytesRead: number; readonly buffers: readonly View[] }> {
    return { bytesRead: this.#calls.readvSync(this.#fd, buffers, position), buffers };
  }

  async writev<View extends ArrayBufferView>(
    buffers: readonly View[],
    position?: number | null,
  ): Promise<{ readonly bytesWritten: number; readonly buffers: readonly View[] }> {
    return { bytesWritten: this.#calls.writevSync(this.#fd, buffers, position), buffers };
  }

  async readFile(options?: ReadFileOptions): Promise<string | Uint8Array> {
    return this.#calls.readFileSync(this.#fd, options);
  }

  async writeFile(data: string | ArrayBufferView, options?: WriteFileOptions): Promise<void> {
    this.#calls.writeFileSync(this.#fd, data, options);
  }

  async appendFile(data: string | ArrayBufferView, options?: WriteFileOptions): Promise<void> {
    this.#calls.appendFileSync(this.#fd, data, options);
  }

  async stat(options?: StatOptions): Promise<ReturnType<NodeFileCalls["fstatSync"]>> {
    return this.#calls.fstatSync(this.#fd, options);
  }

  async truncate(length?: number): Promise<void> {
    this.#calls.ftruncateSync(this.#fd, length);
  }

  async chmod(mode: number | string): Promise<void> {
    this.#calls.fchmodSync(this.#fd, mode);
  }

  async chown(uid: number, gid: number): Promise<void> {
    this.#calls.fchownSync(this.#fd, uid, gid);
  }

  async utimes(atime: NodeTime, mtime: NodeTime): Promise<void> {
    this.#calls.futimesSync(this.#fd, atime, mtime);
  }

  async sync(): Promise<void> {
    this.#calls.fsyncSync(this.#fd);
  }

  async datasync(): Promise<void> {
    this.#calls.fdatasyncSync(this.#fd);
  }

  /** The rest of the file as a stream of bytes. */
  readableWebStream(): ReadableStream<Uint8Array<ArrayBuffer>> {
    return new ReadableStream({
      pull: (controller) => {
        const chunk = new Uint8Array(65_536);
        const count = this.#calls.readSync(this.#fd, chunk);
        if (count > 0) controller.enqueue(chunk.slice(0, count));
        else controller.close();
      },
    });
  }

  /** Reads from where the file stands, or from `start`; closes the handle at its end unless told otherwise. */
  createReadStream(options: Omit<ReadStreamOptions, "fd"> = {}): Readable {
    return this.#streams.read(this.#streamCalls(), "", { ...options, fd: this.#fd });
  }

  /** Writes from where the file stands, or from `start`; closes the handle at its end unless told otherwise. */
  createWriteStream(options: Omit<WriteStreamOptions, "fd"> = {}): Writable {
    return this.#streams.write(this.#streamCalls(), "", { ...options, fd: this.#fd });
  }

  async close(): Promise<void> {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    this.#calls.closeSync(fd);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** A stream that closes its file closes the handle. */
  #streamCalls(): NodeFileCalls {
    return { ...this.#calls, closeSync: () => void this.close() };
  }
}
