/** What the charge planner decided: code to put in, in the order of the body. The arrays are reused. */
import { doubled } from "./event-list.ts";

/** Kinds of actions. `pending` is work done since fuel was last taken off the counter. */
export const actions = {
  /** Take `value` off the counter in the local. */
  charge: 0,
  /** Store the counter less `value` in its global. */
  save: 1,
  /** As `save`, before a call whose callee reads the globals. `flags` say whether that is the host. */
  saveForCall: 2,
  /** As `saveForCall`, before a call that replaces this frame. */
  saveForTailCall: 3,
  /** Load the counter from its global, less `value`. */
  reload: 4,
  /** Stop when the counter is at most `value`. */
  check: 5,
  /** Push the counter less `value`, the last argument of a call. */
  push: 6,
  /** As `push`, for a call that replaces this frame. */
  pushForTailCall: 7,
  /** Take the counter that a call returned, less `value`. */
  resume: 8,
  /** Leave the function with the counter less `value`. */
  leave: 9,
  /** Run the bulk operator up to `end`; charge its length and `value`; stop when that was too much. */
  bulk: 10,
  /** Run the growing operator up to `end`; `flags` say what follows. */
  grow: 11,
  /** Leave out the code up to `end`, which can never run. */
  omit: 12,
  /** Call `value` through its wrapper instead of what stands there up to `end`, replacing this frame. */
  redirectTailCall: 13,
  /** As `push`, below the index of a call through a private table, which is on top of the operand stack. */
  pushForIndirectCall: 16,
  /** Take `value` bytes for an object. */
  allocate: 14,
  /** Take the bytes of an array of type `value`, whose length is on top of the operand stack. */
  allocateArray: 15,
} as const;

/** Bits of {@link ActionList.flags}. */
export const actionFlags = {
  /** The length, or the index, has 64 bits. */
  wide: 1,
  /** Growing: charge what was grown by. */
  charges: 2,
  /** Growing: note when it was refused. */
  notes: 4,
  /** Calling: what is called is imported. */
  host: 16,
  /** Resuming: traps may come before the counter is stored. */
  stores: 32,
  /** Omitting: the validator takes the code there for reachable. */
  seemsReachable: 8,
} as const;

/** Actions by number, each property in its own array. */
export class ActionList {
  count = 0;
  /** One of `actions`. */
  kinds: Uint8Array = new Uint8Array(1024);
  /** Offset in the module before which the action goes. */
  offsets: Int32Array = new Int32Array(1024);
  values: Float64Array = new Float64Array(1024);
  ends: Int32Array = new Int32Array(1024);
  flags: Uint8Array = new Uint8Array(1024);
  /** Labels open there, without the function's own. */
  depths: Int32Array = new Int32Array(1024);

  /** Whether the function's end can be reached, by falling or jumping to it. */
  endReachable = false;
  /** Pending there. */
  endPending = 0;
  /** Whether the counter is in its global there, as after a caught exception. */
  endReloads = false;
  /** Whether calls may leave this function's remaining stack, or less, in its global. */
  passesStack = false;

  add(
    kind: number,
    offset: number,
    value: number,
    end: number,
    flags: number,
    depth: number,
  ): void {
    if (this.count === this.kinds.length) this.#grow();
    const action = this.count++;
    this.kinds[action] = kind;
    this.offsets[action] = offset;
    this.values[action] = value;
    this.ends[action] = end;
    this.flags[action] = flags;
    this.depths[action] = depth;
  }

  #grow(): void {
    this.kinds = doubled(this.kinds, Uint8Array);
    this.offsets = doubled(this.offsets, Int32Array);
    this.values = doubled(this.values, Float64Array);
    this.ends = doubled(this.ends, Int32Array);
    this.flags = doubled(this.flags, Uint8Array);
    this.depths = doubled(this.depths, Int32Array);
  }
}
