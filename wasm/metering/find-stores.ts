/**
 * Finds out where fuel must be stored so that every trap leaves the right amount: at the entry of a
 * function and after calls, unless it is stored anyway before anything can trap. One walk over the
 * events from the last to the first, since what follows decides.
 */
import { roles } from "../operator-kinds.ts";
import { doubled, type EventList } from "./event-list.ts";

/** Walks the bodies of one module. */
export class StoreFinder {
  readonly #events: EventList;
  /** Of each open block, the function's own first: whether a trap may come after a jump to its label, and in its `else`. */
  #ends = new Uint8Array(256);
  #elses = new Uint8Array(256);
  #depth = 0;

  constructor(events: EventList) {
    this.#events = events;
  }

  /** Sets `stores` of every event for which it means something. */
  find(): void {
    const { roles: kinds, operands, traps, stores } = this.#events;
    this.#depth = 0;
    // What follows the function's end is up to its caller.
    let live = 0;
    for (let event = this.#events.count - 1; event > 0; event--) {
      switch (kinds[event]) {
        case roles.end:
          // Jumps to a loop go to its start, which was not walked yet: a trap may well come.
          this.#open(kinds[operands[event] ?? 0] === roles.loop ? 1 : live, live);
          break;
        case roles.block:
          this.#depth--;
          break;
        case roles.loop:
          this.#depth--;
          break;
        case roles.if:
          this.#depth--;
          live |= this.#elses[this.#depth] ?? 1;
          break;
        case roles.else:
          this.#elses[this.#depth - 1] = live;
          live = this.#ends[this.#depth - 1] ?? 1;
          break;
        case roles.branch:
          live = this.#after(operands[event] ?? 0);
          break;
        case roles.branchIf:
          live |= this.#after(operands[event] ?? 0);
          break;
        case roles.call:
        case roles.callReference:
          stores[event] = live;
          live = 0;
          break;
        // Fuel is stored before these.
        case roles.return:
        case roles.unreachable:
        case roles.throw:
        case roles.tailCall:
        case roles.tailCallReference:
          live = 0;
          break;
        case roles.try:
        case roles.tryTable:
        case roles.catch:
        case roles.delegate:
          // Handlers lead anywhere; they are rare.
          stores.fill(1, 0, this.#events.count);
          return;
        default:
          live = 1;
      }
      live |= traps[event] ?? 1;
    }
    stores[0] = live;
  }

  /** Whether a trap may come after a jump to the label. */
  #after(label: number): number {
    return this.#ends[this.#depth - 1 - label] ?? 1;
  }

  #open(label: number, end: number): void {
    if (this.#depth === this.#ends.length) {
      this.#ends = doubled(this.#ends, Uint8Array);
      this.#elses = doubled(this.#elses, Uint8Array);
    }
    this.#ends[this.#depth] = label;
    this.#elses[this.#depth++] = end;
  }
}
