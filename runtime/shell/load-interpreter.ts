/** Loads the interpreter, which is large, when a shell is first wanted. */
import type { Interpreter, InterpreterHost } from "./interpreter.ts";

/** Makes a realm for shells. */
export type CreateInterpreter = (host: InterpreterHost) => Interpreter;

let loaded: CreateInterpreter | undefined;

/** Loads the interpreter, once. */
export async function loadInterpreter(): Promise<void> {
  if (loaded !== undefined) return;
  const module = await import("./generated/just-bash.js");
  loaded = module.createInterpreter;
}

/** The interpreter's maker. Throws unless it has been loaded. */
export function interpreterMaker(): CreateInterpreter {
  if (loaded === undefined) throw new Error("Cannot open a shell: the interpreter is not loaded");
  return loaded;
}
