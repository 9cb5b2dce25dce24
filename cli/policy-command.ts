/** The command `fuelbox policy`: a policy to start from. */
import type { Command } from "commander";
import { policyTemplates } from "../sandbox/policy-templates.ts";
import { policyHelp } from "./help.ts";
import { templateText } from "./policy-file.ts";

/** Adds the command to `program`. `showText` gets the text that is asked for. */
export function addPolicyCommand(program: Command, showText: (text: string) => void): void {
  program
    .command("policy")
    .description("Print a policy to start from, or the names of all")
    .argument("[NAME]", Object.keys(policyTemplates).join(", "))
    .addHelpText("after", policyHelp)
    .action((name: string | undefined) => {
      const names = `${Object.keys(policyTemplates).join("\n")}\n`;
      showText(name === undefined ? names : templateText(name));
    });
}
