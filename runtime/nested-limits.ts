/** What a program that another one starts may use: what its starter has left. */
import { FsError } from "../vfs/index.ts";

/** How many programs may have started each other. Each takes a share of the native stack. */
export const maxDepth = 8;

/** What starting any program costs, in fuel; the program's own preparation comes on top. */
export const startFuel = 20_000;

/** What a byte costs that a program hands to its starter, in fuel. */
export const capturedByteFuel = 2;

/** Limits on memory are rounded down to this, so that few variants of a module are prepared. */
const memoryStepBytes = 16 * 2 ** 20;

/** Refuses to start `name` below `depth` others with `FsError` EAGAIN, as a system does that has no room for another process. */
export function checkDepth(depth: number, name: string): void {
  if (depth >= maxDepth) throw new FsError("EAGAIN", "spawn", name);
}

/** The memory that a program may have whose starter may have `maxBytes` and has `usedBytes` now. */
export function memoryLeft(maxBytes: number, usedBytes: number): number {
  const left = Math.max(0, maxBytes - usedBytes);
  return left - (left % memoryStepBytes);
}
