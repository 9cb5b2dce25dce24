/** The least that a call of WASI takes: an import that looks its file up in a map and writes the size. */
import type { OpenFilesHost } from "../files/host.ts";

/** Opens a host for programs that write one file and ask for its size again and again. */
export function openHost(): OpenFilesHost {
  return {
    async run(program) {
      let view = new DataView(new ArrayBuffer(0));
      let printed = "";
      /** Sizes by the address of the path, which is the same in each call. */
      const sizes = new Map<number, number>();
      const { instance } = await WebAssembly.instantiate(program, {
        wasi_snapshot_preview1: {
          ...unused,
          path_open: (...[, , path, , , , , , result]: number[]) => {
            sizes.set(path ?? 0, 0);
            view.setUint32(result ?? 0, 4, true);
            return 0;
          },
          path_filestat_get: (
            _fd: number,
            _flags: number,
            path: number,
            _length: number,
            to: number,
          ) => {
            const size = sizes.get(path);
            if (size === undefined) return 44;
            view.setUint32(to + 32, size, true);
            return 0;
          },
          fd_write: (fd: number, vectors: number, _count: number, result: number) => {
            const start = view.getUint32(vectors, true);
            const length = view.getUint32(vectors + 4, true);
            view.setUint32(result, length, true);
            if (fd === 1) {
              printed += new TextDecoder().decode(new Uint8Array(view.buffer, start, length));
            } else {
              for (const path of sizes.keys()) sizes.set(path, length);
            }
            return 0;
          },
          clock_time_get: (_id: number, _precision: bigint, result: number) => {
            view.setBigUint64(result, BigInt(Math.round(performance.now() * 1e6)), true);
            return 0;
          },
        },
      });
      const { memory, _start: main } = instance.exports;
      if (!(memory instanceof WebAssembly.Memory) || typeof main !== "function") {
        throw new TypeError("There is no program");
      }
      view = new DataView(memory.buffer);
      main();
      return printed;
    },
  };
}

const unused: WebAssembly.ModuleImports = {
  fd_read: () => 52,
  fd_seek: () => 52,
  fd_tell: () => 52,
  fd_close: () => 0,
  fd_readdir: () => 52,
  path_unlink_file: () => 52,
  proc_exit: (code: number) => {
    throw new Error(`Error: ended with ${code}`);
  },
};
