/** Commands of the shell that the host answers, and programs of the host that it may offer. */
import { checkFunction, checkOptions, checkString, show } from "./check.ts";
import type { Tool } from "./tool-types.ts";

/** What a command of the host is told. */
export interface HostCommandCall {
  /** The words after its name. */
  readonly args: readonly string[];
  /** What was piped into it; bytes that are no UTF-8 are lone surrogates from U+DC80 on. */
  readonly stdin: string;
  /** Where the shell is: an absolute guest path. */
  readonly cwd: string;
  /** The exported variables of the shell. */
  readonly env: Readonly<Record<string, string>>;
  /** Aborts when the run that called has ended. */
  readonly signal: AbortSignal;
}

/** What a command of the host leaves: what is absent is empty, or 0. A text alone is its stdout. */
export type HostCommandOutput =
  | string
  | { readonly stdout?: string; readonly stderr?: string; readonly exitCode?: number };

/**
 * Answers a command of the shell. What it throws becomes a line on stderr and the exit code 1. It may
 * read the sandbox's files; writing waits for the end of the run, and must not be waited for.
 */
export type HostCommand = (
  call: HostCommandCall,
) => HostCommandOutput | undefined | Promise<HostCommandOutput | undefined>;

/** What is said about a command. */
export interface HostCommandOptions {
  /** What it does, for whoever writes scripts. */
  readonly description?: string;
}

/** A program of the host that a script asks for by `host [-p PATH] COMMAND [ARGUMENT]...`. */
export interface HostExecution extends Omit<HostCommandCall, "args"> {
  /** The program's name and its arguments. */
  readonly argv: readonly string[];
}

/** Runs programs of the host, or refuses to. */
export type HostExecutor = (execution: HostExecution) => ReturnType<HostCommand>;

/** A function of the host that only the shell sees. */
export type CommandTool = Tool & { readonly isCommand: true };

/** Makes the tool that answers a command. Throws TypeError or RangeError that names what is wrong. */
export function checkHostCommand(
  name: unknown,
  execute: unknown,
  options: HostCommandOptions,
): readonly [name: string, tool: CommandTool] {
  const checked = checkCommandName(name, "name");
  checkFunction(execute, "execute");
  if (execute === undefined) {
    throw new TypeError(`Cannot register command "${checked}": its function is missing`);
  }
  checkOptions(options, "command options", ["description"]);
  const { description = "A command of the host." } = options;
  checkString(description, "description");
  return [checked, commandTool(description, execute as HostCommand)];
}

/** Throws unless it is the name of a command. */
export function checkCommandName(name: unknown, option: string): string {
  const text = checkString(name, option);
  if (/^[A-Za-z_][\w.-]{0,63}$/.test(text)) return text;
  throw new RangeError(`Cannot use option "${option}": ${show(text)} is no name of a command`);
}

/** Checks the option `allowedCommands`. Throws TypeError or RangeError. */
export function checkAllowedCommands(names: unknown): readonly string[] | undefined {
  if (names === undefined) return undefined;
  if (!Array.isArray(names)) {
    throw new TypeError(
      `Cannot use option "allowedCommands": must be an array of names, got ${show(names)}`,
    );
  }
  return names.map((name) => checkCommandName(name, "allowedCommands"));
}

/** The command `host`, over what the host offers. */
export function hostExecutorTool(execute: HostExecutor): CommandTool {
  return commandTool("Run a program of the host: host [-p PATH] COMMAND [ARGUMENT]...", (call) => {
    const { args, cwd, ...rest } = call;
    const words = [...args];
    let place = cwd;
    for (let [word] = words; word?.startsWith("-"); [word] = words) {
      words.shift();
      if (word === "--") break;
      const [, value] = /^--path=(.*)$/s.exec(word) ?? [];
      if (!/^(?:-p|-C|--path)$/.test(word) && value === undefined) {
        return { stderr: `host: unrecognized option '${word}'\n`, exitCode: 2 };
      }
      const path = value ?? words.shift();
      if (path === undefined) return { stderr: "host: -p expects a path\n", exitCode: 2 };
      place = path.startsWith("/") ? path : `${cwd}/${path}`;
    }
    if (words.length === 0) return { stderr: "host expects a command to run\n", exitCode: 2 };
    return execute({ argv: words, cwd: place, ...rest });
  });
}

function commandTool(description: string, execute: HostCommand): CommandTool {
  return {
    description,
    isCommand: true,
    async execute(input, { signal }) {
      return outputOf(await execute({ ...callOf(input), signal }));
    },
  };
}

/** The guest's own account of the call: what is missing in it is empty. */
function callOf(input: unknown): Omit<HostCommandCall, "signal"> {
  const read = (name: string): unknown =>
    typeof input === "object" && input !== null ? Reflect.get(input, name) : undefined;
  const args = read("args");
  const env = read("env");
  const variables = typeof env === "object" && env !== null ? Object.entries(env) : [];
  return {
    args: Array.isArray(args) ? args.map(String) : [],
    stdin: String(read("stdin") ?? ""),
    cwd: String(read("cwd") ?? "/app"),
    env: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
  };
}

function outputOf(output: HostCommandOutput | undefined): HostCommandOutput {
  if (output === undefined) return {};
  if (typeof output === "string") return { stdout: output };
  const { stdout = "", stderr = "", exitCode = 0 } = output;
  if (typeof stdout !== "string" || typeof stderr !== "string" || !Number.isInteger(exitCode)) {
    throw new TypeError("The command has answered neither text nor { stdout, stderr, exitCode }");
  }
  return { stdout, stderr, exitCode };
}
