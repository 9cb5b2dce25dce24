/** `node:wasi` on a directory in memory where there is one (/dev/shm), else on a temporary one. */
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WASI } from "node:wasi";

/** @returns {import("../files/host.ts").OpenFilesHost} */
export function openHost() {
  const place = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  return {
    async run(program) {
      const directory = mkdtempSync(join(place, "fuelbox-bench-"));
      try {
        const output = join(directory, "output");
        const stdout = openSync(output, "w");
        const preopens = { "/": mkdtempSync(join(directory, "files-")) };
        const wasi = new WASI({ version: "preview1", preopens, stdout, returnOnExit: true });
        const { instance } = await WebAssembly.instantiate(program, wasi.getImportObject());
        const code = wasi.start(instance);
        if (code !== 0) throw new Error(`Error: ended with ${code}`);
        return readFileSync(output, "utf8");
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  };
}
