/**
 * The call stack that WASI programs have together which start each other: all of them run on one
 * native stack, so that what one leaves is all that the next may use.
 */
import type { InstrumentMeta } from "../wasm/index.ts";
import type { FuelAccount } from "./fuel-account.ts";

/** What the host's own frames between two programs may take, in bytes. */
const hostBytes = 32 * 1024;

/** The counter of the program that runs now, by the account that it shares with all it has to do with. */
const innermost = new WeakMap<FuelAccount, { value: number }>();

/**
 * Limits the stack of a program that is about to run to what its starter has left, if that is a
 * program too. The returned function says that it has ended.
 */
export function enterStack(
  account: FuelAccount,
  exports: WebAssembly.Exports,
  { exports: names }: Pick<InstrumentMeta, "exports">,
): () => void {
  const counter = names.stack === undefined ? undefined : exports[names.stack];
  if (!(counter instanceof WebAssembly.Global)) return () => {};
  const outer = innermost.get(account);
  // The export is an i32, whose value is a number.
  const own = counter as { value: number };
  if (outer !== undefined) own.value = Math.max(0, Math.min(own.value, outer.value - hostBytes));
  innermost.set(account, own);
  return () => {
    if (outer === undefined) innermost.delete(account);
    else innermost.set(account, outer);
  };
}
