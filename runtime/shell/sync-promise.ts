/**
 * Promises that settle without a thread letting go: reactions run as soon as they can, and who
 * waits lets virtual time pass until there is a value.
 */

/** Something that has `then`. */
interface Thenable {
  then(onValue: (value: unknown) => void, onError: (error: unknown) => void): unknown;
}

type Reaction = (value: unknown) => unknown;

/** Runs reactions in order; one for each interpreter. */
export interface ReactionQueue {
  add(reaction: () => void): void;
  /** Whether nothing has been added since it was drained. */
  readonly isEmpty: boolean;
  /** Runs all that has been added, and what that adds. */
  drain(): void;
  clear(): void;
}

/** A promise of an interpreter. */
export interface SyncPromise<Value> {
  readonly state: "pending" | "fulfilled" | "rejected";
  /** The value, or what it was rejected with. */
  readonly outcome: Value | unknown;
  then(onValue?: unknown, onError?: unknown): SyncPromise<unknown>;
}

/** The promises of one interpreter, with the constructor that its code calls `Promise`. */
export interface SyncPromises {
  readonly Promise: unknown;
  readonly queue: ReactionQueue;
  resolve<Value>(value: Value): SyncPromise<Value>;
  reject(error: unknown): SyncPromise<never>;
  /** Takes the value out of anything. Throws what it was rejected with. */
  wait(value: unknown): unknown;
}

/** How promises are made. */
export interface SyncPromiseOptions {
  /** Whether `error` is no rejection but ends everything. */
  readonly isFatal: (error: unknown) => boolean;
  /** Lets the next timer ring; false when there is none. */
  readonly passTime: () => boolean;
}

/** A promise that nothing is left to settle. */
export class WouldBlock extends Error {
  override readonly name = "WouldBlock";
}

/** Makes the promises of one interpreter. */
export function createSyncPromises({ isFatal, passTime }: SyncPromiseOptions): SyncPromises {
  const queue = createQueue();

  class Settling implements SyncPromise<unknown> {
    state: "pending" | "fulfilled" | "rejected" = "pending";
    outcome: unknown = undefined;
    #reactions: (() => void)[] | undefined;

    constructor(executor?: (resolve: Reaction, reject: Reaction) => void) {
      if (executor === undefined) return;
      let isDecided = false;
      const once =
        (decide: (value: unknown) => void): Reaction =>
        (value) => {
          if (isDecided) return;
          isDecided = true;
          decide(value);
        };
      const reject = once((error) => this.finish("rejected", error));
      try {
        executor(
          once((value) => this.follow(value)),
          reject,
        );
      } catch (error) {
        if (isFatal(error)) throw error;
        reject(error);
      }
    }

    get [Symbol.toStringTag](): string {
      return "Promise";
    }

    // biome-ignore lint/suspicious/noThenProperty: it is a promise
    then(onValue?: unknown, onError?: unknown): Settling {
      const next = new Settling();
      const react = (): void => {
        const handler = this.state === "fulfilled" ? onValue : onError;
        if (typeof handler !== "function") {
          next.finish(this.state, this.outcome);
          return;
        }
        let value: unknown;
        try {
          value = handler(this.outcome);
        } catch (error) {
          if (isFatal(error)) throw error;
          next.finish("rejected", error);
          return;
        }
        next.follow(value);
      };
      if (this.state === "pending") this.#react(react);
      else queue.add(react);
      return next;
    }

    catch(onError?: unknown): Settling {
      return this.then(undefined, onError);
    }

    finally(handler: () => unknown): Settling {
      return this.then(
        (value: unknown) => resolve(handler()).then(() => value),
        (error: unknown) =>
          resolve(handler()).then(() => {
            throw error;
          }),
      );
    }

    /** Takes on the state of `value` when that is a promise, else is fulfilled with it. */
    follow(value: unknown): void {
      if (value instanceof Settling) {
        if (value.state === "pending") {
          value.#react(() => this.finish(value.state, value.outcome));
        } else this.finish(value.state, value.outcome);
      } else if (isThenable(value)) {
        value.then(
          (result) => this.follow(result),
          (error) => this.finish("rejected", error),
        );
      } else this.finish("fulfilled", value);
    }

    finish(state: "pending" | "fulfilled" | "rejected", outcome: unknown): void {
      if (this.state !== "pending") return;
      this.state = state;
      this.outcome = outcome;
      const reactions = this.#reactions;
      this.#reactions = undefined;
      for (const reaction of reactions ?? []) queue.add(reaction);
    }

    #react(reaction: () => void): void {
      this.#reactions ??= [];
      this.#reactions.push(reaction);
    }

    static resolve(value?: unknown): Settling {
      return resolve(value);
    }

    static reject(error: unknown): Settling {
      return reject(error);
    }

    static all(items: Iterable<unknown>): Settling {
      return new Settling((done, fail) => {
        const values: unknown[] = [];
        let left = 1;
        const arrive = (): void => {
          left -= 1;
          if (left === 0) done(values);
        };
        for (const item of items) {
          const index = values.push(undefined) - 1;
          left += 1;
          resolve(item).then((value: unknown) => {
            values[index] = value;
            arrive();
          }, fail);
        }
        arrive();
      });
    }

    static allSettled(items: Iterable<unknown>): Settling {
      return Settling.all(
        Array.from(items, (item) =>
          resolve(item).then(
            (value: unknown) => ({ status: "fulfilled", value }),
            (reason: unknown) => ({ status: "rejected", reason }),
          ),
        ),
      );
    }

    static race(items: Iterable<unknown>): Settling {
      return new Settling((done, fail) => {
        for (const item of items) resolve(item).then(done, fail);
      });
    }
  }

  function resolve(value: unknown): Settling {
    if (value instanceof Settling) return value;
    const promise = new Settling();
    if (isThenable(value)) promise.follow(value);
    else {
      promise.state = "fulfilled";
      promise.outcome = value;
    }
    return promise;
  }

  function reject(error: unknown): Settling {
    if (isFatal(error)) throw error;
    const promise = new Settling();
    promise.finish("rejected", error);
    return promise;
  }

  function wait(value: unknown): unknown {
    if (value instanceof Settling) {
      if (value.state === "fulfilled" && queue.isEmpty) return value.outcome;
    } else if (!isThenable(value)) return value;
    const promise = resolve(value);
    queue.drain();
    while (promise.state === "pending") {
      if (!passTime()) throw new WouldBlock("Cannot wait: nothing is left to wait for");
      queue.drain();
    }
    if (promise.state === "fulfilled") return promise.outcome;
    throw promise.outcome;
  }

  return {
    Promise: Settling,
    queue,
    resolve: (value) => resolve(value) as SyncPromise<never>,
    reject: (error) => reject(error) as SyncPromise<never>,
    wait,
  };
}

function isThenable(value: unknown): value is Thenable {
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return false;
  return "then" in value && typeof value.then === "function";
}

/** A reaction may itself wait, and so run those that come after it. */
function createQueue(): ReactionQueue {
  let reactions: (() => void)[] = [];
  let next = 0;
  return {
    get isEmpty() {
      return reactions.length === 0;
    },
    add(reaction) {
      reactions.push(reaction);
    },
    drain() {
      while (next < reactions.length) {
        const reaction = reactions[next];
        next += 1;
        reaction?.();
      }
      if (next > 0) this.clear();
    },
    clear() {
      reactions = [];
      next = 0;
    },
  };
}
