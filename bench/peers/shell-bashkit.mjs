/** bashkit, in WebAssembly: one shell for all command lines. */
import { readFileSync } from "node:fs";
import { Bash, initBashkit } from "@everruns/bashkit-wasm";

/** @type {import("../shell/contender.ts").ShellModule["open"]} */
export async function open(files) {
  const module = new URL(import.meta.resolve("@everruns/bashkit-wasm/bashkit_wasm_bg.wasm"));
  await initBashkit(readFileSync(module));
  const placed = Array.from(files, ([path, text]) => [`/app/${path}`, text]);
  const limits = { maxCommands: 1e9, maxLoopIterations: 1e9, timeoutMs: 60_000 };
  const openBash = () => new Bash({ cwd: "/app", files: Object.fromEntries(placed), ...limits });
  let bash = openBash();
  const run = (command) => {
    const { stdout, stderr } = bash.executeSync(command);
    if (stderr !== "") throw new Error(stderr);
    return stdout;
  };
  return {
    run(command) {
      try {
        return run(command);
      } catch {
        // A shell takes a thousand calls and a hundred thousand commands at most.
        bash = openBash();
        return run(command);
      }
    },
  };
}
