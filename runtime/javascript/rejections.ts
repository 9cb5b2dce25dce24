/** Promises that were rejected and that nobody has handled yet. */
import type { Box } from "./quickjs-exports.ts";
import type { QuickJsVm } from "./quickjs-vm.ts";

/** A rejection that nobody has handled. */
export interface Rejection {
  /** The caller's. */
  readonly reason: Box;
  /** Whether it is the program's own evaluation that has failed. */
  readonly isMain: boolean;
}

/** Keeps rejected promises until the program is asked about them. */
export class Rejections {
  readonly #vm: () => QuickJsVm;
  readonly #pending = new Map<number, { readonly promise: Box; readonly reason: Box }>();

  #main = 0;

  constructor(vm: () => QuickJsVm) {
    this.#vm = vm;
  }

  /** Says which promise stands for the program itself. */
  setMain(promise: Box): void {
    this.#main = this.#vm().exports.qjs_get_value_ptr(promise);
  }

  /** Takes what the engine tells; the boxes are ours. */
  track(promise: Box, reason: Box, isHandled: boolean): void {
    const vm = this.#vm();
    // No memory for a box: without it nothing can be told.
    if (promise === 0 || reason === 0) return;
    const identity = vm.exports.qjs_get_value_ptr(promise);
    const known = this.#pending.get(identity);
    if (known !== undefined) {
      this.#pending.delete(identity);
      for (const box of [known.promise, known.reason]) vm.freeValue(box);
    }
    if (isHandled) {
      for (const box of [promise, reason]) vm.freeValue(box);
      return;
    }
    this.#pending.set(identity, { promise, reason });
  }

  /** The oldest rejection that is still not handled; it is forgotten. */
  take(): Rejection | undefined {
    for (const [identity, { promise, reason }] of this.#pending) {
      this.#pending.delete(identity);
      this.#vm().freeValue(promise);
      return { reason, isMain: identity === this.#main };
    }
    return undefined;
  }
}
