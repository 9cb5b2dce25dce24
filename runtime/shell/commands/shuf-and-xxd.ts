/** `shuf` and `xxd`. */
import { contentOf, linesOf, type OwnCommand } from "./command-call.ts";
import { OptionProblem, readOptions } from "./options.ts";

/** So many numbers can be in a range. */
const maxItems = 1_000_000;

/** The command `shuf`: lines in any order. */
export const shuf: OwnCommand = {
  name: "shuf",
  help: "Usage: shuf [-n COUNT] [-r] [-e ARGUMENT... | -i LOW-HIGH | FILE]\nWrite lines in any order.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "erz",
      values: "ino",
      long: { echo: "e", "input-range": "i", "head-count": "n", repeat: "r" },
    });
    const range = options.value("i");
    const items =
      range === undefined
        ? options.has("e")
          ? options.operands.map(contentOf)
          : linesOf(call.read(options.operands[0] ?? "-"))
        : numbersIn(range);
    call.charge(items.length * 50);
    const count = Number(options.value("n") ?? items.length);
    const bytes = new Uint8Array(4);
    const random = (below: number): number => {
      call.kernel.entropy(bytes);
      return new DataView(bytes.buffer).getUint32(0) % below;
    };
    const left = [...items];
    let written = "";
    for (
      let done = 0;
      done < Math.min(count, options.has("r") ? maxItems : items.length);
      done += 1
    ) {
      if (left.length === 0) break;
      const place = random(left.length);
      written += `${left[place]}\n`;
      if (options.has("r")) continue;
      left[place] = left.at(-1) ?? "";
      left.pop();
    }
    call.write(written);
    return 0;
  },
};

function numbersIn(range: string): readonly string[] {
  const [, low, high] = /^(\d+)-(\d+)$/.exec(range) ?? [];
  const count = Number(high) - Number(low) + 1;
  if (low === undefined || count < 0) throw new OptionProblem(`invalid input range: '${range}'`);
  if (count > maxItems) throw new OptionProblem(`too many numbers: '${range}'`);
  return Array.from({ length: count }, (_, index) => String(Number(low) + index));
}

/** The command `xxd`: bytes in hexadecimal. */
export const xxd: OwnCommand = {
  name: "xxd",
  help: "Usage: xxd [-p] [-u] [-c COLUMNS] [-g BYTES] [-l LENGTH] [-s START] [FILE]\n       xxd -r [-p] [FILE]\nWrite bytes in hexadecimal, or what it stands for.",
  run(call) {
    const options = readOptions(call.args, { flags: "pru", values: "cgls", long: { plain: "p" } });
    const content = call.read(options.operands[0] ?? "-");
    call.charge(content.length * 20);
    const isPlain = options.has("p");
    if (options.has("r")) {
      call.write(isPlain ? fromHex(content) : linesOf(content).map(fromDumpLine).join(""));
      return 0;
    }
    const start = Number(options.value("s") ?? 0);
    const bytes = content.slice(start, start + Number(options.value("l") ?? content.length));
    const columns = Number(options.value("c") ?? (isPlain ? 30 : 16));
    const group = isPlain ? columns : Number(options.value("g") ?? 2);
    const isUpper = options.has("u");
    for (let at = 0; at < bytes.length; at += columns) {
      const line = bytes.slice(at, at + columns);
      const pairs = Array.from(line, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0"));
      const cells = isUpper ? pairs.map((pair) => pair.toUpperCase()) : pairs;
      if (isPlain) {
        call.write(`${cells.join("")}\n`);
        continue;
      }
      const groups: string[] = [];
      for (let first = 0; first < cells.length; first += group)
        groups.push(cells.slice(first, first + group).join(""));
      const width = columns * 2 + Math.ceil(columns / group) - 1;
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is not shown
      const shown = line.replace(/[\0-\x1f\x7f-\xff]/g, ".");
      const offset = (start + at).toString(16).padStart(8, "0");
      call.write(`${offset}: ${groups.join(" ").padEnd(width)}  ${shown}\n`);
    }
    return 0;
  },
};

function fromHex(text: string): string {
  const digits = text.replace(/[^0-9a-fA-F]/g, "");
  return (digits.match(/../g) ?? [])
    .map((pair) => String.fromCharCode(Number.parseInt(pair, 16)))
    .join("");
}

function fromDumpLine(line: string): string {
  const [, hex = ""] = /^[0-9a-fA-F]+: (.*?)(?: {2}|$)/.exec(line) ?? [];
  return fromHex(hex);
}
