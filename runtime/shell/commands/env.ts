/** `env`: the environment, and commands in another one. */
import type { OwnCommand } from "./command-call.ts";
import { readOptions } from "./options.ts";

/** The command. */
export const env: OwnCommand = {
  name: "env",
  help: "Usage: env [-i] [-u NAME]... [NAME=VALUE]... [COMMAND [ARGUMENT]...]\nRun a command in another environment, or write the environment.",
  usageExitCode: 125,
  run(call) {
    const options = readOptions(call.args, {
      flags: "i0",
      values: "uCS",
      long: { "ignore-environment": "i", unset: "u", chdir: "C", "split-string": "S", null: "0" },
      stopsAtOperand: true,
    });
    const variables = new Map(options.has("i") ? [] : Object.entries(call.env));
    for (const name of options.values("u")) variables.delete(name);
    const words = [
      ...options.values("S").flatMap((text) => text.split(/\s+/)),
      ...options.operands,
    ];
    while (/^[^=]+=/.test(words[0] ?? "")) {
      const [word = ""] = words.splice(0, 1);
      const equals = word.indexOf("=");
      variables.set(word.slice(0, equals), word.slice(equals + 1));
    }
    if (words.length > 0) {
      return call.run(words, call.stdin, Object.fromEntries(variables)).exitCode;
    }
    const end = options.has("0") ? "\0" : "\n";
    for (const [name, value] of variables) call.writeText(`${name}=${value}${end}`);
    return 0;
  },
};
