/** The answer of providers that cannot tell what changes. */
import { FsError } from "../fs-error.ts";
import type { WatchEvent } from "../watch.ts";

/** Fails with ENOTSUP when it is asked for the first event. */
export function noWatch(path: string): AsyncIterable<WatchEvent> {
  const next = (): Promise<never> => Promise.reject(new FsError("ENOTSUP", "watch", path));
  return { [Symbol.asyncIterator]: () => ({ next }) };
}
