/** The command `python3`: its options, and where its program comes from. */
import {
  absolutePath,
  type Command,
  type Refusal,
  readSource,
  readStdin,
  refuse,
} from "./command.ts";
import type { Kernel } from "./kernel.ts";
import type { GuestEnd } from "./outcome.ts";
import type { PythonProgram } from "./python/index.ts";
import { endProgram } from "./wasm-programs.ts";

/** What restoring an interpreter costs, in fuel. */
const restoreFuel = 5_000_000;

/** The version of CPython that the engine is. */
const version = "Python 3.14.2";

/** Makes the command of the engine's `run`. */
export function createPythonCommand(
  run: (program: PythonProgram, kernel: Kernel) => GuestEnd,
): Command {
  return (argv, kernel) => {
    const program = readPythonCommand(argv, kernel);
    if ("exitCode" in program) return refuse(program, kernel);
    kernel.fuel.charge(restoreFuel);
    return endProgram(kernel, run(program, kernel));
  };
}

/** Options whose next argument is theirs, and those without one; neither changes what a sandbox does. */
const withValue = "WX";
const plain = "bBdEiIOPqRsSuvx";

/** Reads the command line. */
export function readPythonCommand(
  argv: readonly string[],
  kernel: Kernel,
): PythonProgram | Refusal {
  const args = argv.slice(1);
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (arg === "-") return fromStdin(["-", ...args], kernel);
    if (!arg.startsWith("-")) return fromFile(arg, args, kernel);
    if (arg === "--version") return { message: version, exitCode: 0 };
    const letters = arg.startsWith("--") ? arg : arg.slice(1);
    for (let index = 0; index < letters.length; index += 1) {
      const letter = letters[index] ?? "";
      if (letter === "V") return { message: version, exitCode: 0 };
      if (plain.includes(letter)) continue;
      const attached = letters.slice(index + 1);
      const value = attached === "" ? args.shift() : attached;
      if (letter === "c" && value !== undefined) {
        return { source: `${value}\n`, path: "<string>", argv: ["-c", ...args] };
      }
      if (letter === "m" && value !== undefined) {
        return { source: runModule(value), path: "<string>", argv: ["-m", ...args] };
      }
      if (withValue.includes(letter) && value !== undefined) break;
      return unknownOption(arg);
    }
  }
  return fromStdin([""], kernel);
}

/** As the interpreter itself does for `-m`. */
function runModule(name: string): string {
  return `import runpy; runpy._run_module_as_main(${JSON.stringify(name)})\n`;
}

function fromStdin(argv: readonly string[], kernel: Kernel): PythonProgram {
  return { source: readStdin(kernel), path: "<stdin>", argv };
}

function fromFile(name: string, args: readonly string[], kernel: Kernel): PythonProgram | Refusal {
  const path = absolutePath(kernel, name);
  const source = readSource(kernel, path);
  if (source !== undefined) return { source, path, argv: [name, ...args] };
  const message = `python3: can't open file '${path}': [Errno 2] No such file or directory`;
  return { message, exitCode: 2 };
}

function unknownOption(option: string): Refusal {
  const usage = "usage: python3 [option] ... [-c cmd | -m mod | file | -] [arg] ...";
  return { message: `Unknown option: ${option}\n${usage}`, exitCode: 2 };
}
