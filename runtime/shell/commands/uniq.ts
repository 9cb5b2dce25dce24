/** `uniq`: lines that are like the one before. */
import { cost } from "../../../utils-lib/index.ts";
import { fromLatin1 } from "../latin1.ts";
import { linesOf, type OwnCommand } from "./command-call.ts";
import { readOptions } from "./options.ts";

/** The command. */
export const uniq: OwnCommand = {
  name: "uniq",
  help: "Usage: uniq [-cdiuD] [-f N] [-s N] [-w N] [INPUT [OUTPUT]]\nLeave out lines that are like the one before.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "cdiuDz",
      values: "fsw",
      long: {
        count: "c",
        repeated: "d",
        "all-repeated": "D",
        unique: "u",
        "ignore-case": "i",
        "skip-fields": "f",
        "skip-chars": "s",
        "check-chars": "w",
        "zero-terminated": "z",
      },
    });
    const [input = "-", output] = options.operands;
    const content = call.read(input);
    call.charge(content.length * cost.lineByte);
    const end = options.has("z") ? "\0" : "\n";
    const fields = Number(options.value("f") ?? 0);
    const start = Number(options.value("s") ?? 0);
    const width = Number(options.value("w") ?? Number.POSITIVE_INFINITY);
    const keyOf = (line: string): string => {
      const rest =
        fields > 0 ? line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${fields}}`), "") : line;
      const key = rest.slice(start, start + width);
      return options.has("i") ? key.toLowerCase() : key;
    };
    let written = "";
    let group: string[] = [];
    let groupKey = "";
    const finish = (): void => {
      const [first] = group;
      if (first === undefined) return;
      const isRepeated = group.length > 1;
      if (options.has("d") && !isRepeated) return;
      if (options.has("D") && !isRepeated) return;
      if (options.has("u") && isRepeated) return;
      const shown = options.has("D") ? group : [first];
      const count = options.has("c") ? `${String(group.length).padStart(7)} ` : "";
      for (const line of shown) written += count + line + end;
    };
    for (const line of linesOf(content, end)) {
      const key = keyOf(line);
      if (group.length > 0 && key === groupKey) {
        group.push(line);
        continue;
      }
      finish();
      group = [line];
      groupKey = key;
    }
    finish();
    if (output === undefined || output === "-") call.write(written);
    else call.fs.writeFile(call.path(output), fromLatin1(written));
    return undefined;
  },
};
