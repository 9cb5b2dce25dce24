/** What host code is left by when the guest throws, or cannot allocate. Neither is an error of the host. */
import type { Box } from "./quickjs-exports.ts";

/** The guest has thrown `value`, which now belongs to the catcher. */
export class GuestThrow {
  readonly value: Box;

  constructor(value: Box) {
    this.value = value;
  }
}

/** The guest's allocator has refused. */
export class NoGuestMemory {}
