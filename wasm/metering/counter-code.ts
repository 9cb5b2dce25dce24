/** Code that reads, moves and tests the counters of one function body. */
import { ENTRY_COST } from "../costs.ts";
import { type CodeWriter, opcode, valueType } from "./code-writer.ts";
import { HOST_CALL_BYTES } from "./measure-frame.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Where a body has its counters. */
export interface CounterLocals {
  /** Whether fuel arrives as a parameter and leaves as a result. */
  register: boolean;
  fuel: number;
  /** The stack that remains; without meaning while the stack is not limited. */
  stack: number;
  /** What a call of the function takes from the stack. */
  frameBytes: number;
  /** Whether it may take too much. */
  checksStack: boolean;
  /** Whether calls leave the remaining stack in its global. */
  passesStack: boolean;
  /** Whether fuel that arrives as a parameter is stored, for traps. */
  storesFuel: boolean;
}

/** Writes counter code into one body after another. `pending` is always what is not yet taken off. */
export class CounterCode {
  readonly #scope: MeteringScope;
  readonly #out: CodeWriter;
  /** Those of the body that is being written. */
  readonly locals: CounterLocals = {
    ...{ register: false, fuel: 0, stack: 0 },
    ...{ frameBytes: 0, checksStack: false, passesStack: false, storesFuel: false },
  };
  /** Where the instruction that wrote the counter begins, and where what follows it is written. */
  #setAt = 0;
  #setEnd = -1;

  constructor(scope: MeteringScope, out: CodeWriter) {
    this.#scope = scope;
    this.#out = out;
  }

  /**
   * Takes the counters over and stops when they are spent. The innermost label is where to stop.
   */
  enter(): void {
    const { locals } = this;
    this.#setEnd = -1;
    const out = this.#out;
    const { fuelGlobal, resumes } = this.#scope;
    if (locals.register) {
      if (locals.storesFuel) this.save(0);
      out.localGet(locals.fuel);
    } else {
      out.globalGet(fuelGlobal);
      out.localTee(locals.fuel);
    }
    if (resumes) this.#askAtSoftLimit();
    else this.stopAtMost(ENTRY_COST, 0);
    if (locals.checksStack) this.#enterStack(locals);
  }

  /** With the counter on the operand stack: lets the host decide when it is not above the soft limit. */
  #askAtSoftLimit(): void {
    const out = this.#out;
    const { fuel } = this.locals;
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
    if (register) out.localGet(stack);
    else out.globalGet(this.#scope.stackGlobal);
    out.i32Const(frameBytes);
    out.u8(opcode.i32Sub);
    out.localTee(stack);
    out.i32Const(0);
    out.u8(opcode.i32LtS);
    out.brIf(0);
  }

  /** Stops for good, for lack of fuel, or of stack, which only the first instructions can find. */
  stop(): void {
    const out = this.#out;
    const { functions } = this.#scope;
    const { register, checksStack, storesFuel, stack } = this.locals;
    if (checksStack) {
      // Otherwise the global has what the function was entered with.
      if (register && !storesFuel) this.save(0);
      out.localGet(stack);
      out.call(functions.helpers.outOfEither);
    } else out.call(functions.helpers.outOfFuel);
    out.u8(opcode.unreachable);
  }

  /** Pushes the fuel that is left. */
  pushFuel(pending: number): void {
    // What has just been written need not be read.
    if (this.#out.length === this.#setEnd) this.#out.bytes[this.#setAt] = opcode.localTee;
    else this.#out.localGet(this.locals.fuel);
    this.#subtract(pending);
  }

  /** As {@link pushFuel}, when the local is not read again before it is written. */
  moveFuel(pending: number): void {
    if (this.#out.length !== this.#setEnd) {
      this.pushFuel(pending);
      return;
    }
    this.#out.length = this.#setAt;
    this.#setEnd = -1;
    this.#subtract(pending);
  }

  /** Takes `pending` off the counter. */
  charge(pending: number): void {
    this.moveFuel(pending);
    this.take(0);
  }

  /** Takes the counter, less `pending`, from the operand stack. */
  take(pending: number): void {
    const out = this.#out;
    this.#subtract(pending);
    this.#setAt = out.length;
    out.localSet(this.locals.fuel);
    this.#setEnd = out.length;
  }

  #subtract(pending: number): void {
    if (pending === 0) return;
    this.#out.i64Const(pending);
    this.#out.u8(opcode.i64Sub);
  }

  /** Takes the counter from the operand stack and leaves it there, too. */
  keep(): void {
    this.#out.localTee(this.locals.fuel);
  }

  /** Stores the fuel that is left in its global. */
  save(pending: number): void {
    this.pushFuel(pending);
    this.#out.globalSet(this.#scope.fuelGlobal);
  }

  /** Loads the counter, less `pending`, from its global. */
  reload(pending: number): void {
    this.#out.globalGet(this.#scope.fuelGlobal);
    this.take(pending);
  }

  /** Pushes the stack that a callee may use; `replaced`: it takes the place of this frame. */
  pushStack(replaced: boolean): void {
    if (!this.#scope.limitsStack) return;
    const out = this.#out;
    out.localGet(this.locals.stack);
    if (!replaced) return;
    out.i32Const(this.locals.frameBytes);
    out.u8(opcode.i32Add);
  }

  /** Stores the stack that a callee may use in its global; `host`: it is imported. */
  saveStack(replaced: boolean, host: boolean): void {
    if (!this.#scope.limitsStack) return;
    this.pushStack(replaced);
    if (host) {
      this.#out.i32Const(HOST_CALL_BYTES);
      this.#out.u8(opcode.i32Sub);
    }
    this.#out.globalSet(this.#scope.stackGlobal);
  }

  /** Stops when the counter is at most `pending`, after the host had a look if it wants one. */
  check(pending: number, outDepth: number): void {
    if (this.#scope.settings.resumesLoops) this.#askInside(pending);
    this.pushFuel(0);
    this.stopAtMost(pending, outDepth);
  }

  #askInside(pending: number): void {
    const out = this.#out;
    this.pushFuel(pending);
    out.globalGet(this.#scope.softGlobal);
    out.u8(opcode.i64LeS);
    out.pair(opcode.if, valueType.emptyBlock);
    this.pushFuel(pending);
    out.call(this.#scope.functions.helpers.askHostInside);
    if (pending !== 0) {
      out.i64Const(pending);
      out.u8(opcode.i64Add);
    }
    out.localSet(this.locals.fuel);
    out.u8(opcode.end);
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
    const { register, passesStack } = this.locals;
    if (!register) {
      this.save(pending);
      if (passesStack) this.saveStack(true, false);
      return;
    }
    this.moveFuel(pending);
  }

  /** Takes the counter, less `pending`, that a call has returned; `stores`: a trap may come before it is stored. */
  takeReturned(pending: number, stores: boolean): void {
    if (!stores || !this.#scope.settings.exactTraps) {
      this.take(pending);
      return;
    }
    this.keep();
    this.#out.globalSet(this.#scope.fuelGlobal);
    if (pending !== 0) this.charge(pending);
  }

  /** With the counter on the operand stack: stores it, too, when traps that may follow must be exact. */
  noteFuel(): void {
    if (!this.#scope.settings.exactTraps) return;
    this.keep();
    this.#out.globalSet(this.#scope.fuelGlobal);
    this.#out.localGet(this.locals.fuel);
  }
}
