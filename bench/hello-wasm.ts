/** The smallest WASI program that says hello, and the least work that runs it. */

/** WebAssembly text of the program. */
export const helloWat = `(module
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\\10\\00\\00\\00\\06\\00\\00\\00")
  (data (i32.const 16) "hello\\n")
  (func (export "_start")
    (drop (call $fd_write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))`;

/** Compiles and runs the program on this thread, with one import and no checks at all. */
export async function runBare(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  let printed = "";
  const { instance } = await WebAssembly.instantiate(bytes, {
    wasi_snapshot_preview1: {
      fd_write: (_fd: number, vectors: number) => {
        const { memory } = instance.exports;
        if (!(memory instanceof WebAssembly.Memory)) return 8;
        const view = new DataView(memory.buffer);
        const text = new Uint8Array(
          memory.buffer,
          view.getUint32(vectors, true),
          view.getUint32(vectors + 4, true),
        );
        printed += new TextDecoder().decode(text);
        return 0;
      },
    },
  });
  const { _start: start } = instance.exports;
  if (typeof start === "function") start();
  return printed;
}
