/** The command `fuelbox help`: the help of a command, or what a language model must know. */
import type { Command } from "commander";
import { describeSandbox } from "../sandbox/describe.ts";
import { defaultLimits } from "../sandbox/limits.ts";
import { UsageError } from "./usage-error.ts";

/** Adds the command to `program`. `showText` gets the text that is asked for. */
export function addHelpCommand(program: Command, showText: (text: string) => void): void {
  program
    .helpCommand(false)
    .command("help")
    .description("Print the help of a command")
    .argument("[COMMAND]", "the command")
    .option("--prompt", "print what a language model must know to write programs for fuelbox")
    .action((name: string | undefined, { prompt }: { readonly prompt?: boolean }) => {
      if (prompt === true) return showText(describeSandbox(defaultLimits));
      const command =
        name === undefined ? program : program.commands.find((one) => one.name() === name);
      if (command === undefined)
        throw new UsageError(`Unknown command "${name}": see fuelbox help`);
      let text = "";
      command.configureOutput({
        writeOut: (part) => {
          text += part;
        },
      });
      command.outputHelp();
      showText(text);
    });
}
