/** Reads arguments as GNU's `getopt_long` does: options and operands in any order, up to `--`. */

/** The options of a command, by letters. */
export interface OptionRules {
  /** Letters without a value. */
  readonly flags?: string;
  /** Letters with one. */
  readonly values?: string;
  /** Long names, and the letters that they stand for. */
  readonly long?: Readonly<Record<string, string>>;
  /** The letter that `-5` gives 5 to. */
  readonly number?: string;
  /** Whether the first operand ends the options. */
  readonly stopsAtOperand?: boolean;
}

/** What the arguments say. */
export interface GivenOptions {
  has(letter: string): boolean;
  /** The last value given. */
  value(letter: string): string | undefined;
  values(letter: string): readonly string[];
  /** All options in their order; the value of a flag is empty. */
  readonly all: readonly (readonly [letter: string, value: string])[];
  readonly operands: readonly string[];
}

/** Arguments that a command does not take; the message has no name in front. */
export class OptionProblem extends Error {
  override readonly name = "OptionProblem";
}

/** Reads `args`. Throws `OptionProblem`. */
export function readOptions(args: readonly string[], rules: OptionRules): GivenOptions {
  const { flags = "", values = "", long = {}, number, stopsAtOperand = false } = rules;
  const all: (readonly [string, string])[] = [];
  const operands: string[] = [];
  const rest = [...args];
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    if (arg === "--") {
      operands.push(...rest);
      break;
    }
    if (arg === "-" || !arg.startsWith("-")) {
      operands.push(arg);
      if (!stopsAtOperand) continue;
      operands.push(...rest);
      break;
    }
    if (arg.startsWith("--")) all.push(readLong(arg, rest, { values, long }));
    else if (number !== undefined && /^-\d+$/.test(arg)) all.push([number, arg.slice(1)]);
    else readLetters(arg, rest, { flags, values, all });
  }
  const valuesOf = (letter: string) =>
    all.filter(([each]) => each === letter).map(([, value]) => value);
  return {
    all,
    operands,
    has: (letter) => all.some(([each]) => each === letter),
    value: (letter) => valuesOf(letter).at(-1),
    values: valuesOf,
  };
}

function readLong(
  arg: string,
  rest: string[],
  { values, long }: { readonly values: string; readonly long: Readonly<Record<string, string>> },
): readonly [string, string] {
  const equals = arg.indexOf("=");
  const name = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
  const names = Object.keys(long).filter((each) => each.startsWith(name));
  const full = Object.hasOwn(long, name) ? name : names.length === 1 ? names[0] : undefined;
  const letter = full === undefined ? undefined : long[full];
  if (letter === undefined) throw new OptionProblem(`unrecognized option '--${name}'`);
  const given = equals < 0 ? undefined : arg.slice(equals + 1);
  if (!values.includes(letter)) {
    // Long options may have a value that may be left out, such as that of `--color`.
    return [letter, given ?? ""];
  }
  const value = given ?? rest.shift();
  if (value === undefined) throw new OptionProblem(`option '--${full}' requires an argument`);
  return [letter, value];
}

function readLetters(
  arg: string,
  rest: string[],
  {
    flags,
    values,
    all,
  }: {
    readonly flags: string;
    readonly values: string;
    readonly all: (readonly [string, string])[];
  },
): void {
  for (let index = 1; index < arg.length; index += 1) {
    const letter = arg.charAt(index);
    if (values.includes(letter)) {
      const value = index + 1 < arg.length ? arg.slice(index + 1) : rest.shift();
      if (value === undefined)
        throw new OptionProblem(`option requires an argument -- '${letter}'`);
      all.push([letter, value]);
      return;
    }
    if (!flags.includes(letter)) throw new OptionProblem(`invalid option -- '${letter}'`);
    all.push([letter, ""]);
  }
}
