/** Compiles the C programs of this folder for WASI, with the clang that Debian ships. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** The binary of `<name>.c`. */
export function compile(name: string): Uint8Array<ArrayBuffer> {
  const work = mkdtempSync(join(tmpdir(), "fuelbox-c-"));
  try {
    const output = join(work, `${name}.wasm`);
    const flags = ["--target=wasm32-wasi", "--sysroot=/usr", "-O2", "-Wall", "-Werror"];
    execFileSync(process.env["CLANG"] ?? "clang-14", [
      ...flags,
      join(folder, `${name}.c`),
      "-o",
      output,
    ]);
    return new Uint8Array(readFileSync(output));
  } finally {
    rmSync(work, { recursive: true });
  }
}
