/** Has a profiler hear of each command that a shell runs. */
import type { Profiler } from "../profile/profiler.ts";
import type { Shell } from "./interpreter.ts";
import type { ShellRealm } from "./shell-realm.ts";

/** Makes each call of a command a span. What it costs stays the same: nothing of this is the interpreter's. */
export function profileCommands(
  { commands }: Pick<Shell, "commands">,
  realm: Pick<ShellRealm, "settle">,
  profiler: Profiler,
): void {
  for (const [name, command] of commands) {
    const { execute } = command;
    command.execute = (args, context) => {
      realm.settle();
      return profiler.span("command", name, () => {
        const result = execute(args, context);
        realm.settle();
        return result;
      });
    };
  }
}
