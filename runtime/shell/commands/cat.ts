/** `cat`: files one after another. */
import { cost } from "../../../utils-lib/index.ts";
import { linesOf, type OwnCommand } from "./command-call.ts";
import { readOptions } from "./options.ts";

/** The command. */
export const cat: OwnCommand = {
  name: "cat",
  help: "Usage: cat [-AbeEnstTv] [FILE]...\nWrite files, or standard input, to standard output.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "AbeEnstTuv",
      long: {
        "show-all": "A",
        "number-nonblank": "b",
        "show-ends": "E",
        number: "n",
        "squeeze-blank": "s",
        "show-tabs": "T",
        "show-nonprinting": "v",
      },
    });
    const has = (letters: string): boolean => [...letters].some((letter) => options.has(letter));
    const isPlain = !has("AbeEnstTv");
    let number = 0;
    let wasBlank = false;
    call.eachFile(options.operands, (content) => {
      if (isPlain) return call.write(content);
      call.charge(content.length * cost.lineByte);
      const lines = linesOf(content);
      lines.forEach((line, index) => {
        if (has("s") && line === "" && wasBlank) return;
        wasBlank = line === "";
        const isNumbered = has("b") ? line !== "" : has("n");
        if (isNumbered) number += 1;
        const start = isNumbered ? `${String(number).padStart(6)}\t` : "";
        const shown = has("Aetv") ? showControls(line) : line;
        const tabbed = has("AtT") ? shown.replaceAll("\t", "^I") : shown;
        const hasEnd = index < lines.length - 1 || content.endsWith("\n");
        call.write(start + tabbed + (hasEnd ? `${has("AeE") ? "$" : ""}\n` : ""));
      });
    });
    return undefined;
  },
};

function showControls(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return line.replace(/[\0-\x08\x0a-\x1f\x7f-\xff]/g, (character) => {
    const code = character.charCodeAt(0);
    const low = code & 0x7f;
    const shown =
      low < 32
        ? `^${String.fromCharCode(low + 64)}`
        : low === 127
          ? "^?"
          : String.fromCharCode(low);
    return code > 127 ? `M-${shown}` : shown;
  });
}
