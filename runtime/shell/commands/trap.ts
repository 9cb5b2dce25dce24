/** `trap`: what is done at the end of the shell. No signal ever comes, so that `EXIT` alone is ever heard of. */
import type { Command } from "../interpreter.ts";

/** Makes the command; `current` gives the actions of the script that runs, by the names of what they wait for. */
export function createTrap(current: () => Map<string, string>): Command {
  return {
    name: "trap",
    trusted: true,
    execute(args) {
      const traps = current();
      const [first, ...rest] = args.filter((arg) => arg !== "--");
      if (first === undefined || first === "-p") {
        const lines = Array.from(traps, ([name, action]) => {
          return `trap -- '${action.replaceAll("'", "'\\''")}' ${name}\n`;
        });
        return { stdout: lines.join(""), stderr: "", exitCode: 0 };
      }
      // A name alone, as well as a dash before it, takes the action away.
      const names = rest.length === 0 ? [first] : rest;
      for (const name of names.map(conditionName)) {
        if (first === "-" || rest.length === 0) traps.delete(name);
        else traps.set(name, first);
      }
      return { stdout: "", stderr: "", exitCode: 0 };
    },
  };
}

function conditionName(name: string): string {
  const plain = name.toUpperCase().replace(/^SIG/, "");
  return plain === "0" ? "EXIT" : plain;
}
