/** `AbortController` as far as the interpreter uses it: workers have lost their own. */

type Listener = (event: { readonly type: "abort" }) => void;

/** Makes the two constructors, and the error that signals carry. */
export function createAbortController(): Readonly<
  Record<"AbortController" | "AbortSignal" | "DOMException", unknown>
> {
  class Signal {
    aborted = false;
    reason: unknown;
    readonly #listeners = new Set<Listener>();
    addEventListener(_type: string, listener: Listener): void {
      this.#listeners.add(listener);
    }
    removeEventListener(_type: string, listener: Listener): void {
      this.#listeners.delete(listener);
    }
    throwIfAborted(): void {
      if (this.aborted) throw this.reason;
    }
    abort(reason: unknown): void {
      if (this.aborted) return;
      this.aborted = true;
      this.reason = reason;
      for (const listener of this.#listeners) listener({ type: "abort" });
    }
  }
  class Aborted extends Error {
    override readonly name: string;
    constructor(message = "", name = "Error") {
      super(message);
      this.name = name;
    }
  }
  class Controller {
    readonly signal = new Signal();
    abort(reason: unknown = new Aborted("This operation was aborted", "AbortError")): void {
      this.signal.abort(reason);
    }
  }
  return { AbortController: Controller, AbortSignal: Signal, DOMException: Aborted };
}
