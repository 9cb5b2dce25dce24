/**
 * What the decoder found in one function body: the operators that the charge planner must know
 * of, with the plain ones between them summed up. The arrays are reused from body to body.
 */

/** Length of a bulk operator that is not constant. */
export const DYNAMIC_LENGTH = -1;

/**
 * What is called through a table: functions of their own type, or those that take fuel in a
 * register, by an index of 32 or 64 bits.
 */
export const indirectCalls = { outer: 0, inner: 1, innerWide: 2 } as const;

/** Bits of {@link EventList.temporaries}: which extra locals the rewritten body needs. */
export const temporaries = { length32: 1, length64: 2, result32: 4, result64: 8 } as const;

/** Events by number, each property in its own array. Event 0 is the function's own label. */
export class EventList {
  count = 0;
  /** One of `roles`. */
  roles: Uint8Array = new Uint8Array(1024);
  /** Offset of the operator. */
  starts: Int32Array = new Int32Array(1024);
  /** Offset after its immediates. */
  ends: Int32Array = new Int32Array(1024);
  /** Fuel of the plain operators before it and of itself. */
  costs: Float64Array = new Float64Array(1024);
  /** Label depth, callee, the event of the label that ends, one of `indirectCalls`, or constant length; for `if` 1 when it has an `else`. */
  operands: Float64Array = new Float64Array(1024);
  /** For a label: exceptions are caught there. For a length: it is 64 bits wide. */
  marks: Uint8Array = new Uint8Array(1024);
  /** Whether a plain operator before it, since the last event, may trap, or itself. */
  traps: Uint8Array = new Uint8Array(1024);
  /** For a call: whether the fuel it leaves must be stored, as a trap may come before it is stored anyway. For event 0: that of the function's entry. */
  stores: Uint8Array = new Uint8Array(1024);
  /** For a label: another that must see the same pending charge, up to a root. */
  #equals: Int32Array = new Int32Array(1024);
  /** For a root label: the pending charge that every jump to it agrees on; NaN until the first. */
  agreed: Float64Array = new Float64Array(1024);

  /**
   * Offsets of indices that the emitter must rewrite: shifted locals, replaced functions, and
   * delegates to the function's own label. Inverted when the index may get another length.
   */
  patches: Int32Array = new Int32Array(1024);
  patchCount = 0;

  /** Whether anything jumps to the function's own label. */
  branchesToEnd = false;
  hasCalls = false;
  /** Whether it ends in a call that cannot return fuel in a register. */
  hasForeignTailCall = false;
  temporaries = 0;

  /** Starts a new body whose first operator is at `start`. */
  reset(start: number): void {
    this.count = 0;
    this.patchCount = 0;
    this.branchesToEnd = false;
    this.hasCalls = false;
    this.hasForeignTailCall = false;
    this.temporaries = 0;
    this.add(0, start, start, 0, 0, 0);
  }

  /** Adds an event and returns its number. */
  add(
    role: number,
    start: number,
    end: number,
    cost: number,
    operand: number,
    mark: number,
  ): number {
    const event = this.count;
    if (event === this.roles.length) this.#grow();
    this.roles[event] = role;
    this.starts[event] = start;
    this.ends[event] = end;
    this.costs[event] = cost;
    this.operands[event] = operand;
    this.marks[event] = mark;
    this.traps[event] = 0;
    this.stores[event] = 0;
    this.#equals[event] = event;
    this.agreed[event] = Number.NaN;
    this.count = event + 1;
    return event;
  }

  /** Notes that the index at `offset`, inverted when it may get another length, must be rewritten. */
  patch(offset: number): void {
    if (this.patchCount === this.patches.length) this.patches = doubled(this.patches, Int32Array);
    this.patches[this.patchCount++] = offset;
  }

  /** The label that stands for all that agree with `label`. */
  root(label: number): number {
    const equals = this.#equals;
    let root = label;
    for (;;) {
      const next = equals[root] ?? root;
      if (next === root) return root;
      equals[root] = equals[next] ?? next;
      root = next;
    }
  }

  /** Makes two labels agree. */
  unite(a: number, b: number): void {
    const first = this.root(a);
    const second = this.root(b);
    this.#equals[Math.max(first, second)] = Math.min(first, second);
  }

  #grow(): void {
    this.roles = doubled(this.roles, Uint8Array);
    this.starts = doubled(this.starts, Int32Array);
    this.ends = doubled(this.ends, Int32Array);
    this.costs = doubled(this.costs, Float64Array);
    this.operands = doubled(this.operands, Float64Array);
    this.marks = doubled(this.marks, Uint8Array);
    this.traps = doubled(this.traps, Uint8Array);
    this.stores = doubled(this.stores, Uint8Array);
    this.#equals = doubled(this.#equals, Int32Array);
    this.agreed = doubled(this.agreed, Float64Array);
  }
}

/** A copy of `array` with twice the room. */
export function doubled<T extends Uint8Array | Int32Array | Float64Array>(
  array: T,
  type: new (length: number) => T,
): T {
  const copy = new type(array.length * 2);
  copy.set(array);
  return copy;
}
