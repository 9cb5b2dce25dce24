/** Reads the immediates of operators that are charged by a length, grow something or make an object. */
import type { ByteReader } from "../byte-reader.ts";
import { MAX_UNCHECKED_LENGTH } from "../costs.ts";
import { skipImmediates } from "../instructions.ts";
import { isArrayNew } from "../object-size.ts";
import { isWide } from "../operand-width.ts";
import { immediates, roles } from "../operator-kinds.ts";
import { operatorImmediates, operatorsByName } from "../operators.ts";
import { DYNAMIC_LENGTH, type EventList, temporaries } from "./event-list.ts";
import type { MeteringScope } from "./metering-scope.ts";

const TABLE_INIT = operatorsByName.get("table.init");

/** Constant lengths above this one are handled as if they were not constant, to keep sums exact. */
const MAX_CONSTANT_LENGTH = 2 ** 32;

/** Decides what is left to do for one such operator after another. */
export class LengthReader {
  readonly #scope: MeteringScope;
  readonly #reader: ByteReader;
  readonly #events: EventList;
  /** What the operator read last turned out to be. */
  role = 0;
  /** Whether its length has 64 bits. */
  wide = false;

  constructor(scope: MeteringScope, reader: ByteReader, events: EventList) {
    this.#scope = scope;
    this.#reader = reader;
    this.#events = events;
  }

  /** Returns the operand of the event. `length`: the constant before it; infinite when it is not constant. */
  read(operator: number, role: number, length: number): number {
    const reader = this.#reader;
    const { index, costs, functions, notesGrowth, countsObjects } = this.#scope;
    if (role === roles.allocate) {
      this.wide = false;
      this.role = countsObjects ? roles.allocate : roles.plain;
      skipImmediates(reader, operator);
      return 0;
    }
    const first = reader.u32();
    const second = operatorImmediates[operator] === immediates.index2 ? reader.u32() : first;
    this.wide = isWide(index, role, first, second);
    if (role === roles.bulkTable || role === roles.growTable) functions.tables.publish(first);
    if (role === roles.bulkTable || operator === TABLE_INIT) functions.tables.publish(second);
    if (role !== roles.growMemory && role !== roles.growTable) {
      const allocates = countsObjects && isArrayNew(operator);
      this.role = costs.bulk ? roles.bulk : allocates ? roles.allocate : roles.plain;
      if (length < MAX_CONSTANT_LENGTH) return length;
      if (costs.bulk || allocates) this.#need(temporaries.length32, temporaries.length64);
      return DYNAMIC_LENGTH;
    }
    this.role = role;
    const isConstant = length <= MAX_UNCHECKED_LENGTH;
    if (role === roles.growTable || !notesGrowth) {
      if (!costs.bulk) this.role = roles.plain;
      if (!costs.bulk) return 0;
      if (isConstant) this.role = roles.bulk;
      if (isConstant) return length;
    }
    this.#need(temporaries.result32, temporaries.result64);
    this.#need(temporaries.length32, temporaries.length64);
    return isConstant ? length : DYNAMIC_LENGTH;
  }

  #need(narrow: number, wide: number): void {
    this.#events.temporaries |= this.wide ? wide : narrow;
  }
}
