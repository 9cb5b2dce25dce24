/** @bjorn3/browser_wasi_shim, without its log. */
import { ConsoleStdout, PreopenDirectory, WASI } from "@bjorn3/browser_wasi_shim";

/** @returns {import("../files/host.ts").OpenFilesHost} */
export function openHost() {
  return {
    run: (program) =>
      runWith(async (imports) => (await WebAssembly.instantiate(program, imports)).instance),
    runCompiled: (program) => runWith((imports) => new WebAssembly.Instance(program, imports)),
  };
}

async function runWith(instantiate) {
  let printed = "";
  const decoder = new TextDecoder();
  const stdout = new ConsoleStdout((bytes) => {
    printed += decoder.decode(bytes);
  });
  const fds = [new ConsoleStdout(() => {}), stdout, stdout, new PreopenDirectory("/", new Map())];
  const wasi = new WASI([], [], fds, { debug: false });
  const code = wasi.start(await instantiate({ wasi_snapshot_preview1: wasi.wasiImport }));
  if (code !== 0) throw new Error(`Error: ended with ${code}`);
  return printed;
}
