/** How much of a process's memory each of many equal things takes. */
import { setTimeout as sleep } from "node:timers/promises";

/** What each takes, and the process with the first of them, in bytes of its resident set. */
export interface AddedMemory {
  readonly eachBytes: number;
  readonly baseBytes: number;
}

/** Opens something and resolves when it is at work; what is returned is held. */
export type OpenOne = () => Promise<unknown>;

/**
 * Opens one, which pays for what all share, then `count` more, and holds all of them. Garbage of
 * this thread is collected before each reading.
 */
export async function measureAdded(
  open: OpenOne,
  count: number,
  readBytes: () => Promise<number> = readRss,
): Promise<AddedMemory> {
  const held = [await open()];
  const baseBytes = await readBytes();
  for (let index = 0; index < count; index++) held.push(await open());
  const eachBytes = ((await readBytes()) - baseBytes) / (held.length - 1);
  return { eachBytes, baseBytes };
}

/** How long threads have to give back what they do not need, in milliseconds. */
const settleMs = 300;

async function readRss(): Promise<number> {
  globalThis.gc?.();
  await sleep(settleMs);
  globalThis.gc?.();
  return process.memoryUsage.rss();
}
