/** Pass 1: walks a function body once and lists its events. */
import { ByteReader } from "../byte-reader.ts";
import {
  MEMORY_INDEX_FLAG,
  readCastLabel,
  readHandler,
  refuseOperator,
  refuseRelaxed,
  skipImmediates,
} from "../instructions.ts";
import { createFacts, factLayout } from "../operator-facts.ts";
import { immediates, roles } from "../operator-kinds.ts";
import { shapes } from "../operator-shapes.ts";
import {
  END_RELAXED,
  FIRST_PREFIX,
  FIRST_RELAXED,
  isVectorOperator,
  operatorAccessBytes,
  operatorImmediates,
  operatorNumber,
  operatorRoles,
} from "../operators.ts";
import { doubled, type EventList } from "./event-list.ts";
import type { FunctionBody } from "./function-body.ts";
import { LengthReader } from "./length-reader.ts";
import { FrameMeasurer, frameBytes } from "./measure-frame.ts";
import type { MeteringScope } from "./metering-scope.ts";
import { readIndirectCall } from "./read-indirect-call.ts";

/** Local indices below this one have one byte, shifted, too. */
const SURELY_SHORT = 0x80 - 2;

// Compared with for every operator; constants of this file are cheaper than properties.
const { plain } = roles;
const { other, nothing, local, global, i32, memarg } = shapes;
const { shapeMask, costShift, costMask, trapBit, heightShift } = factLayout;

/** Walks the bodies of one module. */
export class BodyDecoder {
  readonly #scope: MeteringScope;
  readonly #reader: ByteReader;
  readonly #events: EventList;
  /** Facts by operator number. */
  readonly #facts: Int32Array;
  readonly #frames: FrameMeasurer;
  /** Open labels, innermost last, as event numbers. */
  #labels = new Int32Array(256);
  #depth = 0;
  /** Where the last constant ended, and its value as an unsigned length. */
  #constantEnd = -1;
  #constant = 0;
  /** How high the operand stack becomes, and whether vectors may be on it. */
  #highest = 0;
  #usesVectors = false;
  /** Set by immediates that make an operator more or less than its table row says. */
  #role = 0;
  readonly #lengths: LengthReader;

  constructor(scope: MeteringScope, events: EventList) {
    this.#scope = scope;
    this.#reader = new ByteReader(scope.index.bytes);
    this.#events = events;
    this.#frames = new FrameMeasurer(scope);
    this.#facts = createFacts(scope.costs.byOperator);
    this.#lengths = new LengthReader(scope, this.#reader, events);
  }

  /** Lists the events of the operators in `[start, end)`. Locals from `firstMoved` on get another index. */
  decode(start: number, end: number, firstMoved: number): void {
    const reader = this.#reader;
    const events = this.#events;
    const bytes = reader.bytes;
    const { firstMovedGlobal, settings, limitsStack, nearIsSafe } = this.#scope;
    const frames = this.#frames;
    const factsOf = this.#facts;
    reader.end = end;
    events.reset(start);
    this.#labels[0] = 0;
    this.#depth = 1;
    this.#constantEnd = -1;
    let next = start;
    let cost = 0;
    let seen = 0;
    // Of the operand stack; right only while the stack is limited.
    let height = 0;
    let highest = 0;
    let vectors = false;
    frames.begin();
    while (next < end) {
      const at = next++;
      let operator = bytes[at] ?? 0;
      if (operator >= FIRST_PREFIX) {
        reader.offset = next;
        operator = operatorNumber(operator, reader.u32());
        next = reader.offset;
        if (operator >= FIRST_RELAXED && operator < END_RELAXED && !settings.relaxedSimd) {
          refuseRelaxed(reader, at);
        }
        if (isVectorOperator(operator)) vectors = true;
      }
      const facts = factsOf[operator] ?? 0;
      seen |= facts;
      cost += (facts >> costShift) & costMask;
      height += facts >> heightShift;
      const shape = facts & shapeMask;
      // None of these makes the stack higher.
      if (shape === nothing) continue;
      if (height > highest) highest = height;
      const first = bytes[next] ?? 0x80;
      // The careful way is for immediates that are longer than they mostly are.
      if (shape === local) {
        if (first < 0x80) {
          if (first >= firstMoved) events.patch(first < SURELY_SHORT ? next : ~next);
          next++;
          continue;
        }
      } else if (shape === i32) {
        if (first < 0x40) {
          this.#constantEnd = ++next;
          this.#constant = first;
          continue;
        }
      } else if (shape === memarg) {
        if (first < MEMORY_INDEX_FLAG && (bytes[next + 1] ?? 0x80) < 0x80 && nearIsSafe) {
          next += 2;
          continue;
        }
      } else if (first < 0x80 && shape !== other) {
        if (shape === global && first >= firstMovedGlobal) events.patch(~next);
        next++;
        continue;
      }
      if (limitsStack) {
        height = frames.step(operator, height, next);
        if (height > highest) highest = height;
      }
      let role = operatorRoles[operator] ?? plain;
      let operand = 0;
      if (operatorImmediates[operator] !== immediates.none) {
        reader.offset = next;
        this.#role = role;
        operand = this.#readImmediates(operator, at, firstMoved);
        role = this.#role;
        next = reader.offset;
        if (role === plain) continue;
      }
      this.#addEvent(role, at, next, cost, operand);
      if (seen & trapBit) events.traps[events.count - 1] = 1;
      if (this.#depth === 0) break;
      cost = 0;
      seen = 0;
    }
    if (next !== end || this.#depth !== 0) {
      reader.fail("WASM_MALFORMED", "function body does not end where its size says", next);
    }
    this.#highest = highest;
    this.#usesVectors = vectors;
  }

  /** What a call of `body`, which was decoded last, takes from a limited stack. */
  frameBytes(body: FunctionBody): number {
    return this.#scope.limitsStack ? frameBytes(body, this.#highest, this.#usesVectors) : 0;
  }

  /** Reads what follows `operator` and returns the operand of its event. */
  #readImmediates(operator: number, at: number, firstMoved: number): number {
    const reader = this.#reader;
    switch (operatorImmediates[operator]) {
      case immediates.local:
        return this.#readMoved(firstMoved);
      case immediates.global:
        return this.#readMoved(this.#scope.firstMovedGlobal);
      case immediates.i32:
        this.#constant = reader.s64() >>> 0;
        this.#constantEnd = reader.offset;
        return 0;
      case immediates.i64: {
        const value = reader.s64();
        this.#constant = value < 0 ? Number.POSITIVE_INFINITY : value;
        this.#constantEnd = reader.offset;
        return 0;
      }
      case immediates.memarg:
      case immediates.memargLane:
        return this.#readMemarg(operator);
      case immediates.call:
      case immediates.label:
        return reader.u32();
      case immediates.functionRef:
        if (this.#scope.functions.replacesReferences) this.#events.patch(~reader.offset);
        reader.skipInteger();
        return 0;
      case immediates.indirectCall:
        return readIndirectCall(this.#scope, reader, this.#role, this.#events);
      case immediates.table:
        this.#scope.functions.tables.publish(reader.u32());
        return 0;
      case immediates.labels:
        return this.#readLabels();
      case immediates.handlers:
        return this.#readHandlers();
      case immediates.castLabel:
        return readCastLabel(reader);
      case immediates.unknown:
        return refuseOperator(reader, at);
    }
    if (this.#role >= roles.bulk) {
      const length = this.#constantEnd === at ? this.#constant : Number.POSITIVE_INFINITY;
      const operand = this.#lengths.read(operator, this.#role, length);
      this.#role = this.#lengths.role;
      return operand;
    }
    skipImmediates(reader, operator);
    return 0;
  }

  #readMoved(first: number): number {
    const { offset } = this.#reader;
    if (this.#reader.u32() >= first) this.#events.patch(~offset);
    return 0;
  }

  #readMemarg(operator: number): number {
    const reader = this.#reader;
    const memory = reader.u32() & MEMORY_INDEX_FLAG ? reader.u32() : 0;
    const end = reader.u64() + (operatorAccessBytes[operator] ?? 0);
    if (operatorImmediates[operator] === immediates.memargLane) reader.skip(1);
    if (end > (this.#scope.maxMemoryBytes[memory] ?? 0)) this.#role = roles.certainTrap;
    return 0;
  }

  /** All labels of a table get the same pending charge, as one instruction jumps to all of them. */
  #readLabels(): number {
    const reader = this.#reader;
    let first = -1;
    for (let rest = reader.u32(); rest >= 0; rest--) {
      const label = this.#label(reader.u32());
      if (first === -1) first = label;
      else this.#events.unite(first, label);
    }
    return 0;
  }

  #readHandlers(): number {
    const reader = this.#reader;
    reader.skipType();
    for (let rest = reader.u32(); rest > 0; rest--) {
      this.#events.marks[this.#label(readHandler(reader))] = 1;
    }
    return 0;
  }

  /** The event of the label at `depth`. */
  #label(depth: number): number {
    if (depth === this.#depth - 1) this.#events.branchesToEnd = true;
    return this.#labels[this.#depth - 1 - depth] ?? 0;
  }

  #addEvent(role: number, at: number, end: number, cost: number, operand: number): void {
    const events = this.#events;
    const mark = role >= roles.bulk && this.#lengths.wide ? 1 : 0;
    const event = events.add(role, at, end, cost, operand, mark);
    switch (role) {
      case roles.block:
      case roles.loop:
      case roles.if:
      case roles.try:
      case roles.tryTable:
        if (this.#depth === this.#labels.length) this.#labels = doubled(this.#labels, Int32Array);
        this.#labels[this.#depth++] = event;
        return;
      case roles.else:
        events.operands[this.#label(0)] = 1;
        return;
      case roles.end:
        events.operands[event] = this.#labels[--this.#depth] ?? 0;
        return;
      case roles.delegate:
        events.operands[event] = this.#labels[--this.#depth] ?? 0;
        if (operand === this.#depth - 1) events.patch(~(at + 1));
        return;
      case roles.branch:
      case roles.branchIf:
        if (operand === this.#depth - 1) events.branchesToEnd = true;
        return;
      case roles.tailCall:
      case roles.tailCallReference:
        events.hasCalls = true;
        events.hasForeignTailCall ||=
          role !== roles.tailCall || this.#scope.functions.registers[operand] !== 1;
        return;
      case roles.call:
      case roles.callReference:
        events.hasCalls = true;
    }
  }
}
