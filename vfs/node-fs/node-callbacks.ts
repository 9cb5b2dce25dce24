/** The calls of Node's `fs` with a callback, made from the synchronous ones. */
import { argumentError } from "./node-error.ts";
import type { NodeFsSync } from "./node-sync.ts";

/** A call whose last argument is `(error, result) => void`, which runs after the call has returned. */
export type CallbackCall = (...args: unknown[]) => void;

/** The names of the calls without `Sync`. */
export type CallbackName = keyof NodeFsSync | "opendirSync" extends infer Name
  ? Name extends `${infer Base}Sync`
    ? Base
    : never
  : never;

/** All calls with callbacks. */
export type Callbacks = Readonly<Record<CallbackName, CallbackCall>>;

type Call = (...args: never[]) => unknown;

/** Makes one for every call. */
export function withCallbacks(calls: Readonly<Record<string, Call>>): Callbacks {
  const made: Record<string, CallbackCall> = {};
  for (const [name, call] of Object.entries(calls)) {
    const base = name.slice(0, -"Sync".length);
    made[base] = (...args) => {
      const callback = args.pop();
      if (typeof callback !== "function") {
        throw argumentError("ERR_INVALID_ARG_TYPE", 'The "cb" argument must be of type function');
      }
      const results = resultsOf(base, call, args);
      queueMicrotask(() => Reflect.apply(callback, undefined, results));
    };
  }
  return made as Callbacks;
}

/** These tell their callback the buffer, too. */
const withBuffer: ReadonlySet<string> = new Set(["read", "write", "readv", "writev"]);

/** What the callback is called with. Wrong arguments throw at once, as they do in Node. */
function resultsOf(name: string, call: Call, args: readonly unknown[]): readonly unknown[] {
  let result: unknown;
  try {
    result = Reflect.apply(call, undefined, [...args]);
  } catch (error) {
    if (!(error instanceof Error) || !("errno" in error)) throw error;
    return [error];
  }
  if (name === "exists") return [result];
  if (withBuffer.has(name)) return [null, result, args[1]];
  return result === undefined ? [null] : [null, result];
}
