/** The programs that guests can start with a shell: `sh`, `bash`, scripts for them, and each of its commands. */
import { baseName } from "../../vfs/index.ts";
import { refuse } from "../command.ts";
import { commandName, findExecutable } from "../find-executable.ts";
import type { FindProgram, Program } from "../programs.ts";
import { readShebang } from "../shebang.ts";
import { programNames } from "./commands/index.ts";
import { runShell, shellCommandNames } from "./run-shell.ts";
import { readShellCommand } from "./shell-command.ts";

const shells: ReadonlySet<string> = new Set(["sh", "bash", "dash"]);

/** Finds them. The interpreter must be loaded when one is looked for. */
export const findShellProgram: FindProgram = (name, kernel) => {
  const path = findExecutable(name, kernel);
  if (path !== undefined) {
    const script = readShebang(kernel, path);
    if (script === undefined || !shells.has(baseName(script.interpreter))) return undefined;
    return (child) =>
      runCommandLine([script.interpreter, ...script.args, path, ...child.args.slice(1)], child);
  }
  const command = commandName(name);
  if (shells.has(command))
    return (child) => runCommandLine([command, ...child.args.slice(1)], child);
  // Those that the shell itself starts as programs are looked for elsewhere.
  if (programNames.has(command) || !shellCommandNames().has(command)) return undefined;
  return (child) =>
    runShell({ source: command, name: "bash", args: [], words: child.args.slice(1) }, child);
};

function runCommandLine(argv: readonly string[], kernel: Parameters<Program>[0]): number {
  const script = readShellCommand(argv, kernel);
  return "exitCode" in script ? refuse(script, kernel) : runShell(script, kernel);
}
