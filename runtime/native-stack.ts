/** Tells the exhaustion of the engine's own stack from other errors. */

/** Whether `error` is the engine's report of a native stack overflow: RangeError in V8 and JavaScriptCore, InternalError in SpiderMonkey. */
export function isNativeStackOverflow(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "InternalError") return /recursion/i.test(error.message);
  return error instanceof RangeError && /call stack/i.test(error.message);
}
