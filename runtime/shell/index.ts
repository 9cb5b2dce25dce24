/** The shell: just-bash, made synchronous and metered, on a kernel. */
export { openShellEngine, type ShellProgram } from "./engine.ts";
export { loadInterpreter } from "./load-interpreter.ts";
export { runShell, type ShellScript } from "./run-shell.ts";
export { findShellProgram } from "./shell-programs.ts";
