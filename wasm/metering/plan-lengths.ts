/** Plans what is charged by a length, grows something or makes an object. */
import type { ByteReader } from "../byte-reader.ts";
import { MAX_UNCHECKED_LENGTH } from "../costs.ts";
import { readOperator } from "../instructions.ts";
import { isArrayNew, isStructNew } from "../object-size.ts";
import { roles } from "../operator-kinds.ts";
import { operatorsByName } from "../operators.ts";
import { type ActionList, actionFlags, actions } from "./action-list.ts";
import { DYNAMIC_LENGTH, type EventList } from "./event-list.ts";
import type { MeteringScope } from "./metering-scope.ts";

const ARRAY_NEW_FIXED = operatorsByName.get("array.new_fixed");

/** Plans one event after another. */
export class LengthPlanner {
  readonly #scope: MeteringScope;
  readonly #events: EventList;
  readonly #actions: ActionList;
  readonly #reader: ByteReader;

  constructor(scope: MeteringScope, events: EventList, actionList: ActionList, reader: ByteReader) {
    this.#scope = scope;
    this.#events = events;
    this.#actions = actionList;
    this.#reader = reader;
  }

  /** Plans `event` and returns what is pending after it. `depth`: labels open there. */
  plan(role: number, event: number, pending: number, depth: number): number {
    const events = this.#events;
    const at = events.starts[event] ?? 0;
    const after = events.ends[event] ?? 0;
    const length = events.operands[event] ?? 0;
    const wide = events.marks[event] === 1 ? actionFlags.wide : 0;
    if (role === roles.growMemory || role === roles.growTable) {
      const { costs, notesGrowth } = this.#scope;
      const isDynamic = length === DYNAMIC_LENGTH;
      const charges = costs.bulk && isDynamic ? actionFlags.charges : 0;
      const notes = notesGrowth && role === roles.growMemory ? actionFlags.notes : 0;
      this.#actions.add(actions.grow, at, pending, after, wide | charges | notes, depth);
      return costs.bulk && !isDynamic ? pending + length : pending;
    }
    if (this.#scope.countsObjects) this.#allocate(at, length, depth);
    if (role === roles.allocate) return pending;
    if (length === DYNAMIC_LENGTH) {
      this.#actions.add(actions.bulk, at, pending, after, wide, depth);
      return 0;
    }
    const sum = pending + length;
    if (length > MAX_UNCHECKED_LENGTH) this.#actions.add(actions.check, after, sum, 0, 0, depth);
    return sum;
  }

  /** Takes what the object that is made at `at` counts, if one is. */
  #allocate(at: number, length: number, depth: number): void {
    const reader = this.#reader;
    reader.offset = at;
    const operator = readOperator(reader);
    const isFixed = operator === ARRAY_NEW_FIXED;
    const isArray = isFixed || isArrayNew(operator);
    if (!isArray && !isStructNew(operator)) return;
    const typeIndex = reader.u32();
    if (isArray && !isFixed && length === DYNAMIC_LENGTH) {
      this.#actions.add(actions.allocateArray, at, typeIndex, 0, 0, depth);
      return;
    }
    const type = this.#scope.index.types[typeIndex];
    const elements = isFixed ? reader.u32() : isArray ? length : 0;
    const bytes = (type?.objectBytes ?? 0) + elements * (type?.elementBytes ?? 0);
    this.#actions.add(actions.allocate, at, bytes, 0, 0, depth);
  }
}
