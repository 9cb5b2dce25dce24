/** The same work by a native program, on a directory in memory where there is one. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryPath } from "../child.ts";
import type { Sample } from "../sample.ts";
import type { FilesJob } from "./jobs.ts";

/** The native program, compiled. */
export interface NativeProgram {
  /** Why there is none. */
  readonly missing: string | undefined;
  sample(job: FilesJob): Sample;
  close(): void;
}

/** Compiles it with the C compiler of the machine. */
export function openNative(): NativeProgram {
  const place = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  const directory = mkdtempSync(join(place, "fuelbox-bench-"));
  const program = join(directory, "native");
  const source = repositoryPath("bench/files/native.c");
  const { status } = spawnSync("cc", ["-O2", "-o", program, source]);
  return {
    missing: status === 0 ? undefined : "missing, it needs a C compiler",
    sample({ kind, count, bytes }) {
      const cwd = mkdtempSync(join(directory, "files-"));
      try {
        const printed = execFileSync(program, [kind, `${count}`, `${bytes}`], { cwd });
        const [ns, answer = ""] = printed.toString().trim().split(" ");
        return { ms: Number(ns) / 1e6, answer };
      } finally {
        rmSync(cwd, { recursive: true });
      }
    },
    close: () => rmSync(directory, { recursive: true, force: true }),
  };
}
