/** The command `node`: its options, and where its program comes from. */
import {
  absolutePath,
  type Command,
  type Refusal,
  readSource,
  readStdin,
  refuse,
} from "./command.ts";
import type { JavaScriptProgram } from "./javascript/index.ts";
import type { Kernel } from "./kernel.ts";
import type { GuestEnd } from "./outcome.ts";
import { endProgram } from "./wasm-programs.ts";

/** What restoring a machine costs, in fuel. */
const restoreFuel = 1_000_000;

/** The version of Node that the engine looks like, as its `process.version` says. */
const version = "v20.19.0";

/** Where the running program's own path stands in `argv`. */
const execPath = "/usr/bin/node";

/** Makes the command of the engine's `run`. */
export function createNodeCommand(
  run: (program: JavaScriptProgram, kernel: Kernel) => GuestEnd,
): Command {
  return (argv, kernel) => {
    const program = readNodeCommand(argv, kernel);
    if ("exitCode" in program) return refuse(program, kernel);
    kernel.fuel.charge(restoreFuel);
    return endProgram(kernel, run(program, kernel));
  };
}

/** Options that change nothing in a sandbox, by how they begin. */
const ignored =
  /^--(?:no-|experimental-|enable-source-maps|harmony|max-old-space-size=|stack-size=|trace-|unhandled-rejections=|throw-deprecation|pending-deprecation|expose-gc)/;

/** Reads the command line. */
export function readNodeCommand(
  argv: readonly string[],
  kernel: Kernel,
): JavaScriptProgram | Refusal {
  const args = argv.slice(1);
  let kind: JavaScriptProgram["kind"];
  for (let arg = args.shift(); arg !== undefined; arg = args.shift()) {
    if (arg === "-") return fromStdin(args, kind, kernel);
    if (!arg.startsWith("-")) return fromFile(arg, args, kernel);
    const [option = "", value] = splitOption(arg);
    switch (option) {
      case "-v":
      case "--version":
        return { message: version, exitCode: 0 };
      case "-e":
      case "--eval":
      case "-p":
      case "-pe":
      case "--print": {
        const code = value ?? args.shift();
        if (code === undefined) return refusal(`node: ${option} requires an argument`);
        const isShown = option.includes("p");
        const source = isShown ? `console.log((0, eval)(${JSON.stringify(code)}))` : code;
        return fromText(source, "[eval]", args, kind, kernel);
      }
      case "--input-type":
        kind = value === "module" || value === "commonjs" ? value : undefined;
        break;
      default:
        if (!ignored.test(arg)) return refusal(`node: bad option: ${arg}`);
    }
  }
  return fromStdin([], kind, kernel);
}

function splitOption(arg: string): readonly [string, string | undefined] {
  const end = arg.startsWith("--") ? arg.indexOf("=") : -1;
  return end < 0 ? [arg, undefined] : [arg.slice(0, end), arg.slice(end + 1)];
}

function refusal(message: string): Refusal {
  return { message, exitCode: 9 };
}

function fromStdin(
  args: readonly string[],
  kind: JavaScriptProgram["kind"],
  kernel: Kernel,
): JavaScriptProgram {
  const source = new TextDecoder().decode(readStdin(kernel));
  return fromText(source, "[stdin]", ["-", ...args], kind, kernel);
}

/** A program that is no file, but whose imports start at the working directory. */
function fromText(
  source: string,
  name: string,
  args: readonly string[],
  kind: JavaScriptProgram["kind"],
  kernel: Kernel,
): JavaScriptProgram {
  const path = absolutePath(kernel, name);
  return { source, path, argv: [execPath, ...args], ...(kind === undefined ? {} : { kind }) };
}

/** What Node tries for the file that a command names. */
const endings = ["", ".js", "/index.js"];

function fromFile(
  name: string,
  args: readonly string[],
  kernel: Kernel,
): JavaScriptProgram | Refusal {
  const start = absolutePath(kernel, name);
  for (const ending of endings) {
    const path = start + ending;
    const bytes = readSource(kernel, path);
    if (bytes === undefined) continue;
    const real = kernel.fs.realpath(path);
    const source = new TextDecoder().decode(bytes);
    return { source, path: real, argv: [execPath, real, ...args] };
  }
  const message = `Error: Cannot find module '${start}'`;
  return { message: `${message}\n  code: 'MODULE_NOT_FOUND'`, exitCode: 1 };
}
