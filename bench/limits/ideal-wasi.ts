/**
 * The least that WASI takes in JavaScript: one directory as a map, content in pages of 64 KiB, and
 * nothing else. No rights, links, times, limits or checks.
 */
import type { OpenFilesHost } from "../files/host.ts";

const pageBytes = 65_536;

interface File {
  readonly pages: Uint8Array[];
  size: number;
}

interface Opened {
  readonly file: File | undefined;
  position: number;
}

type Call = (...args: never[]) => number | undefined;

/** Opens the host. */
export function openHost(): OpenFilesHost {
  return {
    async run(program) {
      const guest = new IdealGuest();
      const { instance } = await WebAssembly.instantiate(program, {
        wasi_snapshot_preview1: guest.calls() as WebAssembly.ModuleImports,
      });
      return guest.start(instance);
    },
  };
}

class IdealGuest {
  #bytes = new Uint8Array();
  #view = new DataView(new ArrayBuffer(0));
  #printed = "";
  readonly #files = new Map<string, File>();
  readonly #opened: Opened[] = [];
  readonly #decoder = new TextDecoder();

  start({ exports: { memory, _start: main } }: WebAssembly.Instance): string {
    if (!(memory instanceof WebAssembly.Memory) || typeof main !== "function") {
      throw new TypeError("There is no program");
    }
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
    main();
    return this.#printed;
  }

  calls(): Record<string, Call> {
    return {
      clock_time_get: (_id: number, _precision: bigint, result: number) => {
        this.#view.setBigUint64(result, BigInt(Math.round(performance.now() * 1e6)), true);
        return 0;
      },
      proc_exit: (code: number) => {
        throw new Error(`Error: ended with ${code}`);
      },
      path_open: (...[, , path, length, oflags, , , , result]: number[]) => {
        const name = this.#path(path ?? 0, length ?? 0);
        let file = this.#files.get(name);
        if (((oflags ?? 0) & 8) !== 0 && file !== undefined) file = { pages: [], size: 0 };
        if (((oflags ?? 0) & 1) !== 0) file ??= { pages: [], size: 0 };
        if (file !== undefined) this.#files.set(name, file);
        this.#opened.push({ file, position: 0 });
        this.#view.setUint32(result ?? 0, this.#opened.length + 3, true);
        return 0;
      },
      fd_close: () => 0,
      fd_tell: (fd: number, result: number) => this.#setPosition(result, this.#get(fd).position),
      fd_seek: (fd: number, offset: bigint, _whence: number, result: number) => {
        this.#get(fd).position = Number(offset);
        return this.#setPosition(result, Number(offset));
      },
      fd_write: (fd: number, iovec: number, _count: number, result: number) => {
        const start = this.#view.getUint32(iovec, true);
        const length = this.#view.getUint32(iovec + 4, true);
        const source = this.#bytes.subarray(start, start + length);
        if (fd === 1) this.#printed += this.#decoder.decode(source);
        else this.#write(this.#get(fd), source);
        this.#view.setUint32(result, length, true);
        return 0;
      },
      fd_read: (fd: number, iovec: number, _count: number, result: number) => {
        const start = this.#view.getUint32(iovec, true);
        const length = this.#view.getUint32(iovec + 4, true);
        this.#view.setUint32(result, this.#read(this.#get(fd), start, length), true);
        return 0;
      },
      path_filestat_get: (
        _fd: number,
        _flags: number,
        path: number,
        length: number,
        to: number,
      ) => {
        const file = this.#files.get(this.#path(path, length));
        if (file === undefined) return 44;
        this.#bytes.fill(0, to, to + 64);
        this.#view.setBigUint64(to + 32, BigInt(file.size), true);
        return 0;
      },
      path_unlink_file: (_fd: number, path: number, length: number) =>
        this.#files.delete(this.#path(path, length)) ? 0 : 44,
      fd_readdir: (_fd: number, buffer: number, length: number, cookie: bigint, result: number) => {
        this.#view.setUint32(result, this.#list(buffer, length, Number(cookie)), true);
        return 0;
      },
    };
  }

  /** Names in the order of the map; a cookie is a place in it. */
  #names: string[] = [];

  #list(buffer: number, length: number, cookie: number): number {
    if (cookie === 0) this.#names = [...this.#files.keys()];
    let used = 0;
    for (let at = cookie; at < this.#names.length; at++) {
      const name = this.#names[at] ?? "";
      if (used + 24 + name.length > length) return length;
      const to = buffer + used;
      this.#view.setBigUint64(to, BigInt(at + 1), true);
      this.#view.setBigUint64(to + 8, 0n, true);
      this.#view.setUint32(to + 16, name.length, true);
      this.#view.setUint32(to + 20, 4, true);
      for (let index = 0; index < name.length; index++) {
        this.#bytes[to + 24 + index] = name.charCodeAt(index);
      }
      used += 24 + name.length;
    }
    return used;
  }

  #get(fd: number): Opened {
    const opened = this.#opened[fd - 4];
    if (opened === undefined) throw new Error(`Error: ${fd} is not open`);
    return opened;
  }

  #path(pointer: number, length: number): string {
    return this.#decoder.decode(this.#bytes.subarray(pointer, pointer + length));
  }

  #setPosition(result: number, position: number): number {
    this.#view.setBigUint64(result, BigInt(position), true);
    return 0;
  }

  #write(opened: Opened, source: Uint8Array): void {
    const { file } = opened;
    if (file === undefined) return;
    let done = 0;
    while (done < source.length) {
      const within = opened.position % pageBytes;
      const index = (opened.position - within) / pageBytes;
      const count = Math.min(source.length - done, pageBytes - within);
      file.pages[index] ??= new Uint8Array(pageBytes);
      file.pages[index].set(source.subarray(done, done + count), within);
      done += count;
      opened.position += count;
    }
    if (opened.position > file.size) file.size = opened.position;
  }

  #read(opened: Opened, start: number, length: number): number {
    const { file } = opened;
    if (file === undefined) return 0;
    const wanted = Math.max(0, Math.min(length, file.size - opened.position));
    let done = 0;
    while (done < wanted) {
      const within = opened.position % pageBytes;
      const page = file.pages[(opened.position - within) / pageBytes];
      const count = Math.min(wanted - done, pageBytes - within);
      if (page !== undefined) this.#bytes.set(page.subarray(within, within + count), start + done);
      done += count;
      opened.position += count;
    }
    return done;
  }
}
