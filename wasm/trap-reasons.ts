/** Why a metered guest trapped, as its trap global says. */

/** Values of the trap global. */
export const trapReasons = {
  /** Nothing was noted. */
  none: 0,
  /** Fuel ran out. */
  fuel: 1,
  /** The stack limit was reached. */
  stack: 2,
  /** A memory was refused to grow; the guest went on and trapped later, if it did. */
  memory: 3,
  /** The engine had no memory to give although the limit allows it. */
  hostMemory: 4,
  /** The host's soft limit handler said so. */
  stopped: 5,
  /** The objects that the guest has made are more than it may make. */
  gc: 6,
} as const;
