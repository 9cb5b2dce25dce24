/** Waiting for work of something that may die in the middle, without leaking a listener for each wait. */

/** Work that came to its end, or the death that cut it off. */
export type Survival<T, Death> = { readonly value: T } | { readonly death: Death };

/** Waits on behalf of many. */
export interface Lifeline<Death> {
  /** Resolves with what `work` gives, or with the death if that comes first; rejects as `work` does. */
  outlast<T>(work: Promise<T>): Promise<Survival<T, Death>>;
}

/** Makes a lifeline to something whose death resolves `died`. */
export function createLifeline<Death>(died: Promise<Death>): Lifeline<Death> {
  const waiting = new Set<(end: { readonly death: Death }) => void>();
  let end: { readonly death: Death } | undefined;
  void died.then((death) => {
    end = { death };
    for (const resolve of waiting) resolve(end);
    waiting.clear();
  });
  return {
    outlast: <T>(work: Promise<T>) =>
      new Promise<Survival<T, Death>>((resolve, reject) => {
        if (end !== undefined) return resolve(end);
        waiting.add(resolve);
        work.then(
          (value) => {
            waiting.delete(resolve);
            resolve({ value });
          },
          (error: unknown) => {
            waiting.delete(resolve);
            reject(error);
          },
        );
      }),
  };
}
