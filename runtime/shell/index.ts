/** The shell: just-bash, made synchronous and metered, on a kernel. */
export { runShell, type ShellScript } from "./run-shell.ts";
