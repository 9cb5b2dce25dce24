/** Loads the interpreter, which is large, when a shell is first wanted. */
import type { Interpreter, InterpreterHost } from "./interpreter.ts";

/** The one module that is loaded after a worker has begun to serve its host. */
export const interpreterUrl: string = new URL("./generated/just-bash.js", import.meta.url).href;

/** Makes a realm for shells. */
export type CreateInterpreter = (host: InterpreterHost) => Interpreter;

let loaded: CreateInterpreter | undefined;

/** Loads the interpreter, once. */
export async function loadInterpreter(): Promise<void> {
  if (loaded !== undefined) return;
  const module: typeof import("./generated/just-bash.js") = await import(
    /* @vite-ignore */ interpreterUrl
  );
  loaded = module.createInterpreter;
}

/** The interpreter's maker. Throws unless it has been loaded. */
export function interpreterMaker(): CreateInterpreter {
  if (loaded === undefined) throw new Error("Cannot open a shell: the interpreter is not loaded");
  return loaded;
}
