/** `seq`: numbers in a row. */
import { cost } from "../../../utils-lib/index.ts";
import type { OwnCommand } from "./command-call.ts";
import { OptionProblem } from "./options.ts";

/** The command. */
export const seq: OwnCommand = {
  name: "seq",
  help: "Usage: seq [-w] [-s TEXT] [-f FORMAT] [FIRST [STEP]] LAST\nWrite numbers from FIRST to LAST.",
  run(call) {
    const { numbers, separator, isPadded, format } = readArguments(call.args);
    const [only = "1", second, third] = numbers;
    const first = second === undefined ? "1" : only;
    const step = third === undefined ? "1" : (second ?? "1");
    const last = third ?? second ?? only;
    const places = Math.max(placesOf(first), placesOf(step));
    const unit = 10 ** places;
    // In whole units there is no rounding on the way.
    const [start, by, end] = [first, step, last].map((text) => Number(text) * unit);
    if (start === undefined || by === undefined || end === undefined || by === 0) {
      throw new OptionProblem(`invalid Zero increment value: ‘${step}’`);
    }
    const count = Math.floor((end - start) / by + 1e-9) + 1;
    const texts = (value: number): string => value.toFixed(places);
    const width = isPadded
      ? Math.max(texts(start / unit).length, texts((start + (count - 1) * by) / unit).length)
      : 0;
    let piece = "";
    for (let index = 0; index < count; index += 1) {
      call.charge(cost.line);
      const value = (Math.round(start) === start ? start + index * by : start + index * by) / unit;
      const text = format === undefined ? padded(texts(value), width) : format(value);
      piece += index === 0 ? text : separator + text;
      if (piece.length > 65_536) {
        call.writeText(piece);
        piece = "";
      }
    }
    if (count > 0) call.writeText(`${piece}\n`);
    return undefined;
  },
};

interface Arguments {
  readonly numbers: readonly string[];
  readonly separator: string;
  readonly isPadded: boolean;
  readonly format: ((value: number) => string) | undefined;
}

/** Negative numbers look like options, and are none. */
function readArguments(args: readonly string[]): Arguments {
  const numbers: string[] = [];
  let separator = "\n";
  let isPadded = false;
  let format: Arguments["format"];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [, option, glued] = /^(-[sf]|--separator|--format)(?:=?([\s\S]*))$/.exec(arg) ?? [];
    if (arg === "-w" || arg === "--equal-width") isPadded = true;
    else if (option !== undefined) {
      const value = glued === "" || glued === undefined ? rest.shift() : glued;
      if (value === undefined) {
        throw new OptionProblem(`option requires an argument -- '${option.slice(-1)}'`);
      }
      if (option.includes("s") && option !== "--format") separator = value;
      else format = readFormat(value);
    } else if (arg !== "--") {
      if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,2})?$/i.test(arg)) {
        if (/^-\D/.test(arg)) throw new OptionProblem(`invalid option -- '${arg.charAt(1)}'`);
        throw new OptionProblem(`invalid floating point argument: ‘${arg}’`);
      }
      numbers.push(arg);
    }
  }
  if (numbers.length === 0) throw new OptionProblem("missing operand");
  if (numbers.length > 3) throw new OptionProblem(`extra operand ‘${numbers[3]}’`);
  return { numbers, separator, isPadded, format };
}

function placesOf(text: string): number {
  return text.split(".")[1]?.replace(/e.*$/i, "").length ?? 0;
}

function padded(text: string, width: number): string {
  return text.startsWith("-")
    ? `-${text.slice(1).padStart(width - 1, "0")}`
    : text.padStart(width, "0");
}

/** The formats of `printf` for numbers with a point. */
function readFormat(format: string): (value: number) => string {
  const [, before = "", flags = "", width = "", precision, letter, after = ""] =
    /^((?:[^%]|%%)*)%([-0+ ]*)(\d{0,3})(?:\.(\d{1,2}))?([fgeE])((?:[^%]|%%)*)$/.exec(format) ?? [];
  if (letter === undefined) throw new OptionProblem(`format ‘${format}’ has unknown directive`);
  const [start, end] = [before, after].map((text) => text.replaceAll("%%", "%"));
  return (value) => {
    const size = numberText(
      Math.abs(value),
      letter,
      precision === undefined ? undefined : Number(precision),
    );
    const sign = value < 0 ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
    const length = Number(width);
    const body = flags.includes("-")
      ? (sign + size).padEnd(length)
      : flags.includes("0")
        ? sign + size.padStart(length - sign.length, "0")
        : (sign + size).padStart(length);
    return `${start}${body}${end}`;
  };
}

function numberText(value: number, letter: string, precision = 6): string {
  if (letter === "f") return value.toFixed(precision);
  const withExponent = (text: string): string => text.replace(/e([-+])(\d)$/, "e$10$2");
  if (letter !== "g") {
    const text = withExponent(value.toExponential(precision));
    return letter === "E" ? text.toUpperCase() : text;
  }
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(value));
  if (exponent < -4 || exponent >= Math.max(1, precision)) {
    return withExponent(value.toExponential(Math.max(0, precision - 1)).replace(/\.?0+e/, "e"));
  }
  const text = value.toFixed(Math.max(0, precision - 1 - exponent));
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
