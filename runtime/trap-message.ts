/** Says in one line why the engine trapped, the same on every engine as far as their words allow. */

/** What engines say, and what we say. */
const known: readonly (readonly [RegExp, string])[] = [
  [/(divi[ds]|remainder).* by zero/i, "integer divide by zero"],
  [/unrepresentable|overflow|invalid conversion/i, "integer overflow"],
  [/unreachable/i, "unreachable instruction executed"],
  [/table|signature|indirect/i, "bad indirect call or table access"],
  [/out of bounds/i, "memory access out of bounds"],
];

/** One line for what left the guest's entry point. */
export function describeTrap(error: unknown): string {
  if (error instanceof WebAssembly.Exception) return "Guest trapped: uncaught exception";
  if (!(error instanceof WebAssembly.RuntimeError)) return "Guest trapped";
  const found = known.find(([pattern]) => pattern.test(error.message));
  return found === undefined ? "Guest trapped" : `Guest trapped: ${found[1]}`;
}
