/** Takes what a shell remembers out of its interpreter, and puts it back into another one. */
import { cost } from "../../utils-lib/index.ts";
import type { Interpreter, Shell, ShellState } from "./interpreter.ts";
import { attributeNames, invalid, type SavedFunction, type SavedShell } from "./saved-shell.ts";

/** What a shell has besides what its interpreter knows. */
export interface ShellExtras {
  /** Actions by the names of what they wait for. */
  readonly traps: Map<string, string>;
  /** The permissions that new files do not have. */
  umask: number;
}

/** All that `state` and `extras` hold and a session keeps. */
export function saveShell(state: ShellState, extras: ShellExtras): SavedShell {
  const attributes = attributeNames.map((name) => [name, [...(state[name] ?? [])]] as const);
  return {
    version: 1,
    cwd: state.cwd,
    previousDir: state.previousDir,
    directoryStack: [...(state.directoryStack ?? [])],
    lastExitCode: state.lastExitCode & 0xff,
    lastArg: state.lastArg,
    startTime: state.startTime,
    env: [...state.env],
    arrays: Array.from(state.arrays ?? [], ([name, { kind, elements }]) => [
      name,
      { kind, elements: [...elements] },
    ]),
    functions: Array.from(state.functions, ([name, { source }]) => [name, source]),
    options: { ...state.options },
    shoptOptions: { ...state.shoptOptions },
    attributes: Object.fromEntries(attributes),
    traps: [...extras.traps],
    umask: extras.umask,
  };
}

/**
 * Gives what was saved to a new shell. Throws `InvalidState` for functions that are none. Parsing
 * them is paid for by the interpreter that does it.
 */
export function restoreShell(
  saved: SavedShell,
  {
    shell,
    interpreter,
    extras,
  }: {
    readonly shell: Shell;
    readonly interpreter: Interpreter;
    readonly extras: ShellExtras;
  },
): void {
  const { env, arrays, functions, options, shoptOptions, attributes, traps, umask } = saved;
  const { state } = shell;
  const restored = {
    cwd: saved.cwd,
    previousDir: saved.previousDir,
    directoryStack: [...saved.directoryStack],
    lastExitCode: saved.lastExitCode,
    lastArg: saved.lastArg,
    startTime: saved.startTime,
    env: new Map(env),
    arrays: new Map(
      arrays.map(([name, { kind, elements }]) => [name, { kind, elements: new Map(elements) }]),
    ),
    functions: new Map(functions.map((each) => [each[0], parseFunction(interpreter, each)])),
    options: known(state.options, options),
    shoptOptions: known(state.shoptOptions, shoptOptions),
    ...Object.fromEntries(attributeNames.map((name) => [name, new Set(attributes[name])])),
  };
  Object.assign(state, restored);
  for (const [condition, action] of traps) extras.traps.set(condition, action);
  extras.umask = umask;
}

/** Whether `source` cannot be read only because it ends too early. */
export function isBeginning(interpreter: Interpreter, source: string): boolean {
  try {
    interpreter.parse(source);
    return false;
  } catch (error) {
    if (!isParseError(error)) throw error;
    const token: unknown = Reflect.get(error, "token");
    const isAtEnd =
      typeof token === "object" && token !== null && Reflect.get(token, "type") === "EOF";
    return isAtEnd || /unexpected (?:EOF|end of file)/.test(error.message);
  }
}

/** What keeping or taking on a state of so many bytes costs. */
export function stateFuel(bytes: number): number {
  return cost.file + bytes * cost.copiedByte;
}

function parseFunction(interpreter: Interpreter, [name, source]: SavedFunction) {
  const found = onlyFunction(interpreter, source);
  if (found?.name !== name) throw invalid(`function ${JSON.stringify(name)} is none`);
  return found;
}

/** The function that `source` defines; undefined when it does anything else. */
function onlyFunction(interpreter: Interpreter, source: string) {
  let script: ReturnType<Interpreter["parse"]>;
  try {
    script = interpreter.parse(source);
  } catch (error) {
    if (!isParseError(error)) throw error;
    return undefined;
  }
  const [statement, ...others] = script.statements;
  const [pipeline, ...more] = statement?.pipelines ?? [];
  const [command, ...further] = pipeline?.commands ?? [];
  const isAlone = others.length + more.length + further.length === 0;
  const isPlain = statement?.background !== true && pipeline?.negated !== true;
  if (!isAlone || !isPlain || pipeline?.timed === true) return undefined;
  return command?.type === "FunctionDef" ? command : undefined;
}

function isParseError(error: unknown): error is Error {
  return error instanceof Error && /^(?:ParseException|LexerError)$/.test(error.name);
}

/** The settings that the shell has, with the values that were saved. */
function known(
  settings: Readonly<Record<string, boolean>>,
  saved: Readonly<Record<string, boolean>>,
): Record<string, boolean> {
  const names = Object.keys(settings);
  return Object.fromEntries(
    names.map((name) => [
      name,
      Object.hasOwn(saved, name) ? saved[name] === true : settings[name] === true,
    ]),
  );
}
