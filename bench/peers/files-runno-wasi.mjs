/** @runno/wasi, on this thread. */
import { WASI } from "@runno/wasi";

/** @returns {import("../files/host.ts").OpenFilesHost} */
export function openHost() {
  return {
    async run(program) {
      let printed = "";
      const wasi = new WASI({
        args: ["program"],
        env: {},
        stdin: () => null,
        stdout: (text) => {
          printed += text;
        },
        stderr: () => {},
        fs: {},
      });
      const source = await WebAssembly.instantiate(program, wasi.getImportObject());
      const { exitCode } = wasi.start(source);
      if (exitCode !== 0) throw new Error(`Error: ended with ${exitCode}`);
      return printed;
    },
  };
}
