/** Passes on what a run uses while it is on. */
import type { Usage } from "../worker/usage.ts";

/** Whoever follows the use of a run. */
export interface UsageListener {
  /** Takes what the worker has told; undefined when that could not be read. */
  hear(usage: Usage | undefined): void;
  /** What the listener threw first, if it threw. */
  readonly failure: { readonly error: unknown } | undefined;
}

/** Makes a listener; undefined when nobody listens. */
export function createUsageListener(
  onUsage: ((usage: Usage) => void) | undefined,
): UsageListener | undefined {
  if (onUsage === undefined) return undefined;
  let failure: { readonly error: unknown } | undefined;
  return {
    hear(usage): void {
      if (usage === undefined || failure !== undefined) return;
      try {
        onUsage(usage);
      } catch (error) {
        failure = { error };
      }
    },
    get failure(): { readonly error: unknown } | undefined {
      return failure;
    },
  };
}
