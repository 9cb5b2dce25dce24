/** `cut`: parts of each line, by bytes or fields. */
import { cost } from "../../../utils-lib/index.ts";
import { contentOf, linesOf, type OwnCommand } from "./command-call.ts";
import { OptionProblem, readOptions } from "./options.ts";

/** The command. */
export const cut: OwnCommand = {
  name: "cut",
  help: "Usage: cut (-b LIST | -c LIST | -f LIST [-d DELIMITER] [-s]) [--complement] [FILE]...\nWrite parts of each line.",
  run(call) {
    const options = readOptions(call.args, {
      flags: "nsCz",
      values: "bcdfo",
      long: {
        bytes: "b",
        characters: "c",
        fields: "f",
        delimiter: "d",
        "only-delimited": "s",
        "output-delimiter": "o",
        complement: "C",
        "zero-terminated": "z",
      },
    });
    const [letter, list] = options.all.find(([each]) => "bcf".includes(each)) ?? ["", ""];
    if (letter === "")
      throw new OptionProblem("you must specify a list of bytes, characters, or fields");
    const given = options.value("d");
    if (given !== undefined && given.length > 1)
      throw new OptionProblem("the delimiter must be a single character");
    if (given !== undefined && letter !== "f") {
      throw new OptionProblem("an input delimiter may be specified only when operating on fields");
    }
    const delimiter = given === "" ? "\0" : contentOf(given ?? "\t");
    const { isChosen, last } = parseList(list, options.has("C"));
    const joint = options.value("o");
    const fieldJoint = contentOf(joint ?? delimiter);
    const end = options.has("z") ? "\0" : "\n";
    call.eachFile(options.operands, (content) => {
      call.charge(content.length * cost.lineByte);
      const cutLine = (line: string): string | undefined => {
        if (letter !== "f")
          return [...line].filter((_, index) => isChosen(index + 1)).join(joint ?? "");
        let at = line.indexOf(delimiter);
        if (at < 0) return options.has("s") ? undefined : line;
        const fields: string[] = [];
        let start = 0;
        for (let position = 1; position <= last; position += 1) {
          if (isChosen(position)) fields.push(line.slice(start, at < 0 ? undefined : at));
          if (at < 0) break;
          start = at + 1;
          at = line.indexOf(delimiter, start);
        }
        return fields.join(fieldJoint);
      };
      let written = "";
      for (const line of linesOf(content, end)) {
        const part = cutLine(line);
        if (part !== undefined) written += part + end;
      }
      call.write(written);
    });
    return undefined;
  },
};

interface List {
  isChosen(position: number): boolean;
  /** Nothing past it is chosen. */
  readonly last: number;
}

function parseList(list: string, isComplement: boolean): List {
  const ranges = list.split(/[,\s]+/).map((part): readonly [number, number] => {
    const [, first = "", dash = "", last = ""] = /^(\d*)(-?)(\d*)$/.exec(part) ?? [];
    if (first === "" && last === "") throw new OptionProblem(`invalid field value '${part}'`);
    const from = first === "" ? 1 : Number(first);
    const to = dash === "" ? from : last === "" ? Number.POSITIVE_INFINITY : Number(last);
    if (from === 0) throw new OptionProblem("fields are numbered from 1");
    if (to < from) throw new OptionProblem("invalid decreasing range");
    return [from, to];
  });
  return {
    isChosen: (position) =>
      ranges.some(([from, to]) => position >= from && position <= to) !== isComplement,
    last: isComplement
      ? Number.POSITIVE_INFINITY
      : ranges.reduce((last, [, to]) => Math.max(last, to), 0),
  };
}
