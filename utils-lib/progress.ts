/** Tells a host how far a call of a utility has come. */
import type { UtilityContext } from "./utility.ts";

/** Adds what has been done since the last time: bytes read, files and directories visited. */
export type ProgressReport = (bytes: number, items: number) => void;

/** Opens the report of one call. Costs nothing where the context has no `progress`. */
export function createProgress(context: UtilityContext): ProgressReport {
  if (context.progress === undefined) return () => {};
  let done = { bytes: 0, items: 0 };
  return (bytes, items) => {
    done = { bytes: done.bytes + bytes, items: done.items + items };
    context.progress?.(done);
  };
}
