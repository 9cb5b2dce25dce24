/** Code that reads, moves and tests the counters of one function body. */
import { ENTRY_COST } from "../costs.ts";
import { type CodeWriter, opcode, valueType } from "./code-writer.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Frames up to this size may pass the stack limit when they call nothing. */
const MAX_UNCHECKED_FRAME_BYTES = 1024;

/** Where a body has its counters. */
export interface CounterLocals {
  /** Whether fuel arrives as a parameter and leaves as a result. */
  readonly register: boolean;
  readonly fuel: number;
  /** The stack that remains; without meaning while the stack is not limited. */
  readonly stack: number;
  /** What a call of the function takes from the stack. */
  readonly frameBytes: number;
  readonly hasCalls: boolean;
  /** Whether calls leave the remaining stack in its global. */
  readonly passesStack: boolean;
}

const nowhere: CounterLocals = {
  register: false,
  fuel: 0,
  stack: 0,
  frameBytes: 0,
  hasCalls: false,
  passesStack: false,
};

/** Writes counter code into one body after another. `pending` is always what is not yet taken off. */
export class CounterCode {
  readonly #scope: MeteringScope;
  readonly #out: CodeWriter;
  #locals: CounterLocals = nowhere;

  constructor(scope: MeteringScope, out: CodeWriter) {
    this.#scope = scope;
    this.#out = out;
  }

  /** Takes the counters over and stops when they are spent. The label to stop at is the innermost. */
  enter(locals: CounterLocals): void {
    this.#locals = locals;
    const out = this.#out;
    const { fuelGlobal, settings, limitsStack } = this.#scope;
    if (locals.register) {
      if (settings.exactTraps) this.save(0);
      out.localGet(locals.fuel);
    } else {
      out.globalGet(fuelGlobal);
      out.localTee(locals.fuel);
    }
    if (this.#scope.resumes) this.#askAtSoftLimit();
    else this.stopAtMost(ENTRY_COST, 0);
    const isSmallLeaf = !locals.hasCalls && locals.frameBytes <= MAX_UNCHECKED_FRAME_BYTES;
    if (limitsStack && !isSmallLeaf) this.#enterStack(locals);
  }

  /** With the counter on the operand stack: lets the host decide when it is not above the soft limit. */
  #askAtSoftLimit(): void {
    const out = this.#out;
    const { fuel } = this.#locals;
    out.globalGet(this.#scope.softGlobal);
    out.u8(opcode.i64LeS);
    out.pair(opcode.if, valueType.emptyBlock);
    out.localGet(fuel);
    out.call(this.#scope.functions.helpers.askHost);
    out.localSet(fuel);
    out.u8(opcode.end);
  }

  #enterStack({ register, stack, frameBytes }: CounterLocals): void {
    const out = this.#out;
    const { settings, functions } = this.#scope;
    if (register) out.localGet(stack);
    else out.globalGet(this.#scope.stackGlobal);
    out.i32Const(frameBytes);
    out.u8(opcode.i32Sub);
    out.localTee(stack);
    out.i32Const(0);
    out.u8(opcode.i32LtS);
    out.pair(opcode.if, valueType.emptyBlock);
    // With exact traps a register's value is in the global already.
    if (!register || !settings.exactTraps) this.save(0);
    out.call(functions.helpers.outOfStack);
    out.pair(opcode.unreachable, opcode.end);
  }

  /** Stops for good. */
  trapOutOfFuel(): void {
    this.#out.call(this.#scope.functions.helpers.outOfFuel);
    this.#out.u8(opcode.unreachable);
  }

  /** Pushes the fuel that is left. */
  pushFuel(pending: number): void {
    const out = this.#out;
    out.localGet(this.#locals.fuel);
    if (pending === 0) return;
    out.i64Const(pending);
    out.u8(opcode.i64Sub);
  }

  /** Takes `pending` off the counter. */
  charge(pending: number): void {
    this.pushFuel(pending);
    this.take();
  }

  /** Takes the counter from the operand stack. */
  take(): void {
    this.#out.localSet(this.#locals.fuel);
  }

  /** Takes the counter from the operand stack and leaves it there, too. */
  keep(): void {
    this.#out.localTee(this.#locals.fuel);
  }

  /** Stores the fuel that is left in its global. */
  save(pending: number): void {
    this.pushFuel(pending);
    this.#out.globalSet(this.#scope.fuelGlobal);
  }

  /** Loads the counter from its global. */
  reload(): void {
    this.#out.globalGet(this.#scope.fuelGlobal);
    this.take();
  }

  /** Pushes the stack that a callee may use; `replaced`: it takes the place of this frame. */
  pushStack(replaced: boolean): void {
    if (!this.#scope.limitsStack) return;
    const out = this.#out;
    out.localGet(this.#locals.stack);
    if (!replaced) return;
    out.i32Const(this.#locals.frameBytes);
    out.u8(opcode.i32Add);
  }

  /** Stores the stack that a callee may use in its global. */
  saveStack(replaced: boolean): void {
    if (!this.#scope.limitsStack) return;
    this.pushStack(replaced);
    this.#out.globalSet(this.#scope.stackGlobal);
  }

  /** With a counter on the operand stack: stops when it is at most `limit`. */
  stopAtMost(limit: number, outDepth: number): void {
    const out = this.#out;
    out.i64Const(limit);
    out.u8(opcode.i64LeS);
    out.brIf(outDepth);
  }

  /** Hands the counters back to the caller, just before the function returns. */
  leave(pending: number): void {
    const out = this.#out;
    const { register, fuel, passesStack } = this.#locals;
    if (!register) {
      this.save(pending);
      if (passesStack) this.saveStack(true);
      return;
    }
    this.pushFuel(pending);
    if (!this.#scope.settings.exactTraps) return;
    out.localTee(fuel);
    out.globalSet(this.#scope.fuelGlobal);
    out.localGet(fuel);
  }
}
