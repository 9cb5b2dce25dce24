/** `bc`: arithmetic with as many digits as are asked for. */
import { mathFunctions } from "./bc-functions.ts";
import {
  ArithmeticProblem,
  add,
  compare,
  type Decimal,
  decimalText,
  digitsOf,
  divide,
  fromInteger,
  multiply,
  negate,
  parseDecimal,
  power,
  remainder,
  rescale,
  squareRoot,
  zero,
} from "./bc-number.ts";
import { BcParser, BcSyntaxError } from "./bc-parser.ts";
import type { Expression, Statement } from "./bc-syntax.ts";
import { type CommandCall, type OwnCommand, textOf } from "./command-call.ts";
import { readOptions } from "./options.ts";

/** The command. */
export const bc: OwnCommand = {
  name: "bc",
  help: `Usage: bc [-l] [-q] [FILE]...
Calculate: + - * / % ^ ( ), comparisons, && || !, variables, scale, ibase, obase, last, sqrt(), length(),
scale(), if, while, for, print, quit; with -l also s() c() a() l() e(). No define, arrays or read().`,
  run(call) {
    const options = readOptions(call.args, {
      flags: "lqsiw",
      long: { mathlib: "l", quiet: "q", standard: "s", interactive: "i", warn: "w" },
    });
    const machine = createMachine(call, options.has("l"));
    const files = options.operands;
    for (const file of [...files, "-"]) {
      const shown = file === "-" ? "(standard_in)" : file;
      if (!runSource(machine, call, textOf(call.read(file)), shown)) break;
    }
    return undefined;
  },
};

/** Says whether there is more to do: `quit` says no. */
function runSource(machine: Machine, call: CommandCall, source: string, name: string): boolean {
  call.charge(source.length * 100);
  const parser = new BcParser(source);
  for (;;) {
    try {
      const statement = parser.next();
      if (statement === undefined) return true;
      if (execute(machine, statement) === "quit") return false;
    } catch (error) {
      if (error instanceof BcSyntaxError) call.say(`${name} ${error.line}: ${error.message}\n`);
      else if (error instanceof ArithmeticProblem) {
        call.say(`Runtime error (func=(main), adr=0): ${error.message}\n`);
      } else throw error;
    }
  }
}

interface Machine {
  readonly variables: Map<string, Decimal>;
  readonly functions: typeof mathFunctions;
  last: Decimal;
  charge(fuel: number): void;
  write(text: string): void;
}

function createMachine(call: CommandCall, hasMath: boolean): Machine {
  const settings: readonly (readonly [string, number])[] = [
    ["scale", hasMath ? 20 : 0],
    ["ibase", 10],
    ["obase", 10],
  ];
  return {
    variables: new Map(settings.map(([name, value]) => [name, fromInteger(value)])),
    functions: hasMath ? mathFunctions : {},
    last: zero,
    charge: call.charge,
    write: (text) => call.writeText(text),
  };
}

type Flow = "on" | "break" | "continue" | "quit";

const stepFuel = 400;

function execute(machine: Machine, statement: Statement): Flow {
  machine.charge(stepFuel);
  switch (statement.kind) {
    case "value": {
      const value = evaluate(machine, statement.value);
      if (statement.value.kind !== "assign") show(machine, value);
      return "on";
    }
    case "text":
      machine.write(statement.text);
      return "on";
    case "print":
      for (const item of statement.items) {
        if (typeof item === "string") machine.write(unescapeText(item));
        else machine.write(textIn(machine, evaluate(machine, item)));
      }
      return "on";
    case "block":
      for (const each of statement.statements) {
        const flow = execute(machine, each);
        if (flow !== "on") return flow;
      }
      return "on";
    case "if": {
      if (isTrue(evaluate(machine, statement.condition))) return execute(machine, statement.then);
      return statement.otherwise === undefined ? "on" : execute(machine, statement.otherwise);
    }
    case "loop":
      return loop(machine, statement);
    default:
      return statement.kind;
  }
}

function loop(machine: Machine, statement: Statement & { readonly kind: "loop" }): Flow {
  const { start, condition, next, body } = statement;
  if (start !== undefined) evaluate(machine, start);
  while (condition === undefined || isTrue(evaluate(machine, condition))) {
    const flow = execute(machine, body);
    if (flow === "quit") return flow;
    if (flow === "break") break;
    if (next !== undefined) evaluate(machine, next);
  }
  return "on";
}

/** Longer lines go on in the next one, after a backslash. */
const lineLength = 68;

function show(machine: Machine, value: Decimal): void {
  machine.last = value;
  const text = textIn(machine, value);
  const lines = text.length <= lineLength + 1 ? [text] : (text.match(/.{1,68}/g) ?? []);
  machine.write(`${lines.join("\\\n")}\n`);
}

function textIn(machine: Machine, value: Decimal): string {
  machine.charge(digitsOf(value) ** 2);
  return decimalText(value, setting(machine, "obase"));
}

function unescapeText(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    n: "\n",
    t: "\t",
    "\\": "\\",
    q: '"',
    r: "\r",
  };
  return text.replace(/\\(.)/g, (whole, letter: string) => escapes[letter] ?? whole);
}

function isTrue({ units }: Decimal): boolean {
  return units !== 0n;
}

function setting({ variables }: Machine, name: "ibase" | "obase" | "scale"): number {
  return Number(rescale(variables.get(name) ?? zero, 0).units);
}

const limits: Readonly<Record<string, readonly [number, number]>> = {
  scale: [0, 10_000],
  ibase: [2, 16],
  obase: [2, 999],
};

function assign(machine: Machine, name: string, value: Decimal): Decimal {
  const [low, high] = limits[name] ?? [];
  if (low !== undefined && high !== undefined) {
    const whole = Number(rescale(value, 0).units);
    const kept = fromInteger(Math.min(high, Math.max(low, whole)));
    machine.variables.set(name, kept);
    return kept;
  }
  machine.variables.set(name, value);
  return value;
}

function evaluate(machine: Machine, expression: Expression): Decimal {
  machine.charge(stepFuel);
  switch (expression.kind) {
    case "number":
      machine.charge(expression.text.length ** 2);
      return parseDecimal(expression.text, setting(machine, "ibase"));
    case "variable":
      return machine.variables.get(expression.name) ?? zero;
    case "last":
      return machine.last;
    case "assign": {
      const { name, operator } = expression;
      const value = evaluate(machine, expression.value);
      const old = machine.variables.get(name) ?? zero;
      return assign(
        machine,
        name,
        operator === "" ? value : combine(machine, operator, old, value),
      );
    }
    case "step": {
      const old = machine.variables.get(expression.name) ?? zero;
      const value = assign(machine, expression.name, add(old, fromInteger(expression.by)));
      return expression.isBefore ? value : old;
    }
    case "negate":
      return negate(evaluate(machine, expression.operand));
    case "not":
      return truth(!isTrue(evaluate(machine, expression.operand)));
    case "call":
      return callFunction(machine, expression.name, evaluate(machine, expression.argument));
    case "binary": {
      const left = evaluate(machine, expression.left);
      return combine(machine, expression.operator, left, evaluate(machine, expression.right));
    }
  }
}

function truth(value: boolean): Decimal {
  return fromInteger(value ? 1 : 0);
}

function combine(machine: Machine, operator: string, a: Decimal, b: Decimal): Decimal {
  const scale = setting(machine, "scale");
  machine.charge((digitsOf(a) + scale) * (digitsOf(b) + 1));
  switch (operator) {
    case "+":
      return add(a, b);
    case "-":
      return add(a, negate(b));
    case "*":
      return multiply(a, b, scale);
    case "/":
      return divide(a, b, scale);
    case "%":
      return remainder(a, b, scale);
    case "^": {
      const result = power(a, b, scale);
      machine.charge(digitsOf(result) ** 2);
      return result;
    }
    case "&&":
      return truth(isTrue(a) && isTrue(b));
    case "||":
      return truth(isTrue(a) || isTrue(b));
    default:
      return truth(matches(operator, compare(a, b)));
  }
}

function matches(operator: string, order: number): boolean {
  if (operator === "==") return order === 0;
  if (operator === "!=") return order !== 0;
  return (
    (operator.includes("<") ? order < 0 : order > 0) || (operator.endsWith("=") && order === 0)
  );
}

function callFunction(machine: Machine, name: string, argument: Decimal): Decimal {
  const scale = setting(machine, "scale");
  const size = digitsOf(argument) + scale + 20;
  switch (name) {
    case "sqrt":
      machine.charge(size ** 2 * 4);
      return squareRoot(argument, scale);
    case "length":
      return fromInteger(Math.max(lengthOf(argument), argument.scale));
    case "scale":
      return fromInteger(argument.scale);
    default: {
      const work = Object.hasOwn(machine.functions, name) ? machine.functions[name] : undefined;
      if (work === undefined) throw new ArithmeticProblem(`Function ${name} not defined.`);
      machine.charge(size ** 2 * 200);
      return work(argument, scale);
    }
  }
}

function lengthOf({ units }: Decimal): number {
  return units.toString().replace("-", "").length;
}
