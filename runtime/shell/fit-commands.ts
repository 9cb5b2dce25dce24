/** Fits the commands of a shell to its run: adds those of the host, and refuses those that are not allowed. */
import { isAllowed } from "../allowed-commands.ts";
import type { Kernel } from "../kernel.ts";
import { toCommand } from "./commands/command-call.ts";
import { toolCommand } from "./commands/tool-command.ts";
import type { Command, Shell } from "./interpreter.ts";
import type { ShellRealm } from "./shell-realm.ts";

/** Fits them. The shell's list of commands must be its own. */
export function fitCommands(
  shell: Pick<Shell, "commands" | "registerCommand">,
  realm: ShellRealm,
  { tools, allowedCommands }: Pick<Kernel, "tools" | "allowedCommands">,
): void {
  for (const info of tools?.tools ?? []) {
    // What a script counts on is not taken away from it.
    if (!shell.commands.has(info.name)) shell.registerCommand(toCommand(toolCommand(info), realm));
  }
  for (const info of tools?.commands ?? []) {
    shell.registerCommand(toCommand(toolCommand(info), realm));
  }
  if (allowedCommands === undefined) return;
  for (const name of [...shell.commands.keys()]) {
    if (!isAllowed(name, allowedCommands)) shell.registerCommand(refuser(name));
  }
}

/** `names`, and those of the commands that the host offers. */
export function withHostCommands(
  names: ReadonlySet<string>,
  { tools }: Pick<Kernel, "tools">,
): Iterable<string> {
  if (tools === undefined) return names;
  return [...names, ...[...tools.tools, ...tools.commands].map(({ name }) => name)];
}

function refuser(name: string): Command {
  const stderr = `bash: ${name}: command not allowed\n`;
  return { name, trusted: true, execute: () => ({ stdout: "", stderr, exitCode: 126 }) };
}
