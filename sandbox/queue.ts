/** A queue in which tasks run one after the other, in the order they came. */

/** Runs tasks in order. */
export interface Queue {
  /** Runs `task` when all earlier ones have ended, and answers with what it answers. */
  add<T>(task: () => T | Promise<T>): Promise<T>;
  /** Resolves when all earlier tasks have ended; what its awaiter does at once comes before later tasks. */
  turn(): Promise<void>;
}

/** How many microtasks a turn lasts: more than a chain of awaits between the turn and its use takes. */
const turnTicks = 8;

/** Makes an empty queue. A failing task fails its own caller and nobody else. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  const add = <T>(task: () => T | Promise<T>): Promise<T> => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
  return {
    add,
    turn: () =>
      new Promise((resolve) => {
        void add(async () => {
          resolve();
          for (let tick = 0; tick < turnTicks; tick++) await undefined;
        });
      }),
  };
}
