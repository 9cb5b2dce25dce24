/** `head` and `tail`: the beginning and the end of files. */
import { cost } from "../../../utils-lib/index.ts";
import type { CommandCall, OwnCommand } from "./command-call.ts";
import { type GivenOptions, OptionProblem, readOptions } from "./options.ts";

const rules = {
  flags: "qvfFz",
  values: "nc",
  number: "n",
  long: { lines: "n", bytes: "c", quiet: "q", silent: "q", verbose: "v", follow: "f" },
};

/** The command `head`. */
export const head: OwnCommand = {
  name: "head",
  help: "Usage: head [-n [-]LINES | -c [-]BYTES] [-qv] [FILE]...\nWrite the first 10 lines of each file.",
  run: (call) =>
    showParts(call, readOptions(call.args, rules), (content, { sign, count, isBytes }) => {
      if (isBytes)
        return sign === "-"
          ? content.slice(0, Math.max(0, content.length - count))
          : content.slice(0, count);
      if (sign !== "-") return content.slice(0, afterLines(content, count));
      const end = startOfLast(content, count);
      return content.slice(0, end);
    }),
};

/** The command `tail`. */
export const tail: OwnCommand = {
  name: "tail",
  help: "Usage: tail [-n [+]LINES | -c [+]BYTES] [-qv] [FILE]...\nWrite the last 10 lines of each file.",
  run(call) {
    // The old way to say from which line on.
    const args = call.args.map((arg, index) =>
      index === 0 && /^\+\d+$/.test(arg) ? `-n${arg}` : arg,
    );
    return showParts(call, readOptions(args, rules), (content, { sign, count, isBytes }) => {
      if (isBytes)
        return sign === "+"
          ? content.slice(Math.max(0, count - 1))
          : count === 0
            ? ""
            : content.slice(-count);
      if (sign === "+") return content.slice(afterLines(content, Math.max(0, count - 1)));
      return content.slice(startOfLast(content, count));
    });
  },
};

interface Part {
  readonly sign: string;
  readonly count: number;
  readonly isBytes: boolean;
}

function showParts(
  call: CommandCall,
  options: GivenOptions,
  cut: (content: string, part: Part) => string,
): undefined {
  const part = readPart(options);
  const { operands } = options;
  const isNamed = options.has("v") || (operands.length > 1 && !options.has("q"));
  let isFirst = true;
  call.eachFile(operands, (content, given) => {
    call.charge(content.length * cost.scannedByte);
    if (isNamed) {
      const name = given === "-" ? "standard input" : given;
      call.writeText(`${isFirst ? "" : "\n"}==> ${name} <==\n`);
    }
    isFirst = false;
    call.write(cut(content, part));
  });
  return undefined;
}

const units: Readonly<Record<string, number>> = {
  "": 1,
  b: 512,
  k: 1024,
  K: 1024,
  kB: 1000,
  M: 2 ** 20,
  MB: 1e6,
  G: 2 ** 30,
};

function readPart({ all }: GivenOptions): Part {
  const [letter, value] = all.findLast(([each]) => each === "n" || each === "c") ?? ["n", "10"];
  const [, sign = "", digits = "", unit = ""] = /^([-+]?)(\d+)([a-zA-Z]*)$/.exec(value) ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (digits === "" || factor === undefined) {
    throw new OptionProblem(`invalid number of ${letter === "n" ? "lines" : "bytes"}: '${value}'`);
  }
  return { sign, count: Number(digits) * factor, isBytes: letter === "c" };
}

/** Where the line after the first `count` begins. */
function afterLines(content: string, count: number): number {
  let position = 0;
  for (let line = 0; line < count; line += 1) {
    const end = content.indexOf("\n", position);
    if (end < 0) return content.length;
    position = end + 1;
  }
  return position;
}

/** Where the last `count` lines begin. */
function startOfLast(content: string, count: number): number {
  if (count === 0) return content.length;
  let position = content.endsWith("\n") ? content.length - 1 : content.length;
  for (let line = 0; line < count; line += 1) {
    if (position <= 0) return 0;
    const end = content.lastIndexOf("\n", position - 1);
    if (end < 0) return 0;
    position = end;
  }
  return position + 1;
}
