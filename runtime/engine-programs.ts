/** The programs that engines run: the commands `python3` and `node`, and scripts that name one of them. */
import { baseName, FsError } from "../vfs/index.ts";
import type { Command } from "./command.ts";
import { commandName, findExecutable } from "./find-executable.ts";
import type { JavaScriptProgram } from "./javascript/index.ts";
import type { Kernel } from "./kernel.ts";
import { createNodeCommand } from "./node-command.ts";
import type { GuestEnd } from "./outcome.ts";
import type { FindProgram } from "./programs.ts";
import type { PythonProgram } from "./python/index.ts";
import { createPythonCommand } from "./python-command.ts";
import { readShebang } from "./shebang.ts";

/** The engines that can run programs at once; absent ones cannot be started. */
export interface EngineRunners {
  readonly python?: ((program: PythonProgram, kernel: Kernel) => GuestEnd) | undefined;
  readonly javascript?: ((program: JavaScriptProgram, kernel: Kernel) => GuestEnd) | undefined;
}

/**
 * Finds commands by their names, and files that begin with `#!` and the name of one. A file of a
 * command's name in `PATH` comes before the command. Throws `FsError` ENOEXEC for a file that is
 * no script, ENOENT for one whose interpreter is not there.
 */
export function createEnginePrograms({ python, javascript }: EngineRunners): FindProgram {
  const commands = new Map<string, Command>();
  if (python !== undefined) {
    const command = createPythonCommand(python);
    for (const name of ["python", "python3", "python3.14"]) commands.set(name, command);
  }
  if (javascript !== undefined) {
    const command = createNodeCommand(javascript);
    for (const name of ["node", "nodejs"]) commands.set(name, command);
  }
  return (name, place) => {
    const path = findExecutable(name, place);
    if (path === undefined) {
      const command = commands.get(commandName(name));
      return command && ((child) => command(child.args, child));
    }
    const script = readShebang(place, path);
    if (script === undefined) throw new FsError("ENOEXEC", "spawn", name);
    const command = commands.get(baseName(script.interpreter));
    if (command === undefined) throw new FsError("ENOENT", "spawn", name);
    return (child) =>
      command([script.interpreter, ...script.args, path, ...child.args.slice(1)], child);
  };
}
