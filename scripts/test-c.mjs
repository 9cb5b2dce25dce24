/** Runs the tests that need a C compiler for WASI, or says how to get one. */
import { spawnSync } from "node:child_process";

const compiler = process.env.CLANG ?? "clang-14";

if (spawnSync(compiler, ["--version"]).status !== 0) {
  console.error(
    `Cannot test C programs: "${compiler}" does not run.\n` +
      "On Debian, as root: sh scripts/setup-c.sh\n" +
      "Elsewhere: set CLANG to a clang that finds wasi-libc in the sysroot /usr.",
  );
  process.exit(1);
}

const { status } = spawnSync("npx", ["vitest", "run", "--config", "vitest.c.config.ts"], {
  stdio: "inherit",
});
process.exit(status ?? 1);
