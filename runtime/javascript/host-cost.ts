/**
 * What host calls cost besides the guest's own instructions, in fuel. One fuel stands for about
 * one nanosecond of host work, as in the cost model of the utilities.
 */
export const hostCost = {
  /** One call, with its arguments. */
  call: 300,
  /** One path, resolved component by component. */
  path: 1_000,
  /** One directory entry listed, or one module path probed. */
  entry: 300,
  /** Sixteen bytes copied between a file and the guest. */
  sixteenBytes: 4,
  /** One byte hashed. */
  hashedByte: 12,
  /** One character of a URL parsed. */
  urlCharacter: 20,
} as const;

/** The price of moving `bytes`. */
export function copyCost(bytes: number): number {
  return Math.ceil(bytes / 16) * hostCost.sixteenBytes;
}
