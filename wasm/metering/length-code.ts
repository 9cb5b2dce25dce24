/** Code around operators that are charged by a length, grow something or make an object. */
import { ByteReader } from "../byte-reader.ts";
import { trapReasons } from "../trap-reasons.ts";
import { actionFlags } from "./action-list.ts";
import { type CodeWriter, opcode, valueType } from "./code-writer.ts";
import type { CounterCode } from "./counter-code.ts";
import { temporaries } from "./event-list.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Writes the code of one body after another. */
export class LengthCode {
  readonly #scope: MeteringScope;
  readonly #out: CodeWriter;
  readonly #counters: CounterCode;
  readonly #reader: ByteReader;
  /** The memory that grows. */
  #memory = 0;
  // Locals for an operator's length and result.
  #length32 = 0;
  #length64 = 0;
  #result32 = 0;
  #result64 = 0;
  #next = 0;

  constructor(scope: MeteringScope, out: CodeWriter, counters: CounterCode) {
    this.#scope = scope;
    this.#out = out;
    this.#counters = counters;
    this.#reader = new ByteReader(scope.index.bytes);
  }

  /** Declares the locals that a body wants, the first of which is `next`. */
  enter(wanted: number, next: number): void {
    this.#next = next;
    if (wanted & temporaries.length32) this.#length32 = this.#declare(valueType.i32);
    if (wanted & temporaries.length64) this.#length64 = this.#declare(valueType.i64);
    if (wanted & temporaries.result32) this.#result32 = this.#declare(valueType.i32);
    if (wanted & temporaries.result64) this.#result64 = this.#declare(valueType.i64);
  }

  #declare(type: number): number {
    this.#out.pair(1, type);
    return this.#next++;
  }

  /** Takes the index of a table from the operand stack. `flags`: of the action. */
  setIndexAside(flags: number): void {
    this.#out.localSet(flags & actionFlags.wide ? this.#length64 : this.#length32);
  }

  /** Puts it back. */
  pushIndex(flags: number): void {
    this.#out.localGet(flags & actionFlags.wide ? this.#length64 : this.#length32);
  }

  /** Keeps the length of a bulk operator, on top of the operand stack. `flags`: of the action. */
  beforeBulk(flags: number): void {
    this.#out.localTee(flags & actionFlags.wide ? this.#length64 : this.#length32);
  }

  /** Charges it, and `pending`. */
  afterBulk(flags: number, pending: number, outDepth: number): void {
    this.#counters.pushFuel(pending);
    this.#pushLength((flags & actionFlags.wide) !== 0);
    this.#out.u8(opcode.i64Sub);
    this.#counters.keep();
    this.#counters.stopAtMost(0, outDepth);
  }

  /** The operator that is measured ran to its end, so the length is below 2^53: no counter can wrap. */
  #pushLength(isWide: boolean): void {
    this.#out.localGet(isWide ? this.#length64 : this.#length32);
    if (!isWide) this.#out.u8(opcode.i64ExtendI32U);
  }

  /** Takes `bytes` for an object. */
  allocate(bytes: number): void {
    this.#out.i64Const(bytes);
    this.#out.call(this.#scope.functions.helpers.allocate);
  }

  /** Takes what an array of the length on top of the operand stack counts. */
  allocateArray(typeIndex: number): void {
    const out = this.#out;
    const type = this.#scope.index.types[typeIndex];
    out.localTee(this.#length32);
    this.#pushLength(false);
    out.i64Const(type?.elementBytes ?? 0);
    out.u8(opcode.i64Mul);
    out.i64Const(type?.objectBytes ?? 0);
    out.u8(opcode.i64Add);
    out.call(this.#scope.functions.helpers.allocate);
  }

  /**
   * Before `memory.grow` or `table.grow` at `at`, with what to grow by on top of the operand stack:
   * refuses what all memories together may not have.
   */
  beforeGrowth(flags: number, at: number): void {
    const out = this.#out;
    const isWide = (flags & actionFlags.wide) !== 0;
    const notes = (flags & actionFlags.notes) !== 0;
    const length = isWide ? this.#length64 : this.#length32;
    if (notes) {
      this.#reader.offset = at + 1;
      this.#memory = this.#reader.u32();
    }
    if (!notes || this.#scope.memoryGlobal < 0) {
      if (notes || flags & actionFlags.charges) out.localTee(length);
      return;
    }
    out.localSet(length);
    out.globalGet(this.#scope.memoryGlobal);
    out.i64Const(this.#pageLog2());
    out.u8(opcode.i64ShrU);
    this.#pushLength(isWide);
    out.u8(opcode.i64LtU);
    out.pair(opcode.if, isWide ? valueType.i64 : valueType.i32);
    this.#pushMinusOne(isWide);
    this.#noteRefusal();
    out.u8(opcode.else);
    out.localGet(length);
  }

  /** After it, with its result on the operand stack. */
  afterGrowth(flags: number, pending: number, outDepth: number): void {
    const out = this.#out;
    const isWide = (flags & actionFlags.wide) !== 0;
    const notes = (flags & actionFlags.notes) !== 0;
    const isShared = notes && this.#scope.memoryGlobal >= 0;
    const result = isWide ? this.#result64 : this.#result32;
    out.localTee(result);
    this.#pushMinusOne(isWide);
    out.u8(isWide ? opcode.i64Ne : opcode.i32Ne);
    out.pair(opcode.if, valueType.emptyBlock);
    if (isShared) {
      out.globalGet(this.#scope.memoryGlobal);
      this.#pushLength(isWide);
      out.i64Const(this.#pageLog2());
      out.pair(opcode.i64Shl, opcode.i64Sub);
      out.globalSet(this.#scope.memoryGlobal);
    }
    if (flags & actionFlags.charges) {
      this.#counters.pushFuel(0);
      this.#pushLength(isWide);
      out.u8(opcode.i64Sub);
      this.#counters.keep();
      this.#counters.stopAtMost(pending, outDepth + (isShared ? 2 : 1));
    }
    if (notes) {
      out.u8(opcode.else);
      this.#trapIfHostRefused(isWide, pending);
      this.#noteRefusal();
    }
    out.u8(opcode.end);
    out.localGet(result);
    if (isShared) out.u8(opcode.end);
  }

  /** The binary logarithm of a page of the memory that grows. */
  #pageLog2(): number {
    return this.#scope.index.memories[this.#memory]?.pageLog2 ?? 0;
  }

  /**
   * After a refused growth: one that was within the limit is no answer that a guest may see, as it
   * depends on the host.
   */
  #trapIfHostRefused(isWide: boolean, pending: number): void {
    const out = this.#out;
    const memory = this.#memory;
    const pages = this.#scope.ownPages[memory] ?? -1;
    if (pages < 0 || pages > Number.MAX_SAFE_INTEGER) return;
    this.#pushLength(isWide);
    out.i64Const(pages);
    out.u8(opcode.memorySize);
    out.u32(memory);
    if (!isWide) out.u8(opcode.i64ExtendI32U);
    out.u8(opcode.i64Sub);
    out.u8(opcode.i64LeU);
    out.pair(opcode.if, valueType.emptyBlock);
    this.#counters.save(pending);
    out.i32Const(trapReasons.hostMemory);
    out.globalSet(this.#scope.trapGlobal);
    out.pair(opcode.unreachable, opcode.end);
  }

  #noteRefusal(): void {
    this.#out.i32Const(trapReasons.memory);
    this.#out.globalSet(this.#scope.trapGlobal);
  }

  #pushMinusOne(isWide: boolean): void {
    if (isWide) this.#out.i64Const(-1);
    else this.#out.i32Const(-1);
  }
}
