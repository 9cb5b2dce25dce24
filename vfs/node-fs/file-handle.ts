/** What `fs.promises.open` gives. */
import type { NodeTime } from "./node-arguments.ts";
import type {
  BufferRange,
  NodeFileCalls,
  ReadFileOptions,
  StatOptions,
  WriteFileOptions,
} from "./node-sync.ts";

/** An open file; close it, or leave it to `await using`. */
export class NodeFileHandle {
  readonly #calls: NodeFileCalls;
  #fd: number;

  constructor(calls: NodeFileCalls, fd: number) {
    this.#calls = calls;
    this.#fd = fd;
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

  async close(): Promise<void> {
    if (this.#fd < 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    this.#calls.closeSync(fd);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
