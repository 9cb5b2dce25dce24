/** The commands of a shell that are ours. */
import type { Kernel } from "../../kernel.ts";
import { spawnProgram } from "../foreign-file.ts";
import type { Command } from "../interpreter.ts";
import type { ShellRealm } from "../shell-realm.ts";

/** Programs of the sandbox that are commands of the shell. */
export const programNames: ReadonlySet<string> = new Set(["python", "python3", "node", "nodejs"]);

/** Their names. */
export const ownCommandNames: readonly string[] = [...programNames];

/** Makes them for one shell. */
export function createCommands(kernel: Kernel, realm: ShellRealm): readonly Command[] {
  return [
    ...Array.from(programNames, (name) => createProgram(name, kernel, realm)),
    listEnvironment,
  ];
}

/** Without arguments, the interpreter's own shows its parameters as well. */
const listEnvironment: Command = {
  name: "env",
  trusted: true,
  execute(args, { exportedEnv, origCommand }) {
    if (args.length > 0 && origCommand !== undefined) return origCommand(args);
    const lines = Object.entries(exportedEnv).map(([name, value]) => `${name}=${value}\n`);
    return { stdout: lines.join(""), stderr: "", exitCode: 0 };
  },
};

function createProgram(name: string, kernel: Kernel, realm: ShellRealm): Command {
  return {
    name,
    trusted: true,
    execute: (args, context) => realm.outside(() => spawnProgram(kernel, [name, ...args], context)),
  };
}
