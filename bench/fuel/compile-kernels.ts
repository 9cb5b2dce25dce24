/** Compiles the C kernels, without a C library: `$CLANG`, or Debian's clang 14, with its wasm-ld. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { repositoryPath } from "../child.ts";
import { kernelPath, kernels } from "./kernels.ts";

const compiler = process.env["CLANG"] ?? "clang-14";

const flags: readonly string[] = [
  ...["--target=wasm32", "-O2", "-mbulk-memory", "-Wall", "-Wextra", "-Werror"],
  ...["-nostdlib", "-Wl,--no-entry"],
];

/** Compiles what is not compiled yet. Answers why there are no kernels; undefined when there are. */
export function compileKernels(): string | undefined {
  for (const { name } of kernels) {
    const source = repositoryPath(`bench/fuel/kernels/${name}.c`);
    const target = repositoryPath(kernelPath(name));
    if (existsSync(target) && statSync(target).mtimeMs > statSync(source).mtimeMs) continue;
    mkdirSync(dirname(target), { recursive: true });
    const { status, stderr } = spawnSync(compiler, [...flags, source, "-o", target]);
    if (status === null) {
      return `missing, "${compiler}" does not run: sh scripts/setup-c.sh installs it on Debian`;
    }
    if (status !== 0) throw new Error(`Cannot compile kernel "${name}": ${stderr}`);
  }
  return undefined;
}
