/**
 * Pass 3: writes a body with the planned code in it.
 *
 *     block $out                ;; out of fuel: a br_if leads here
 *       <fuel and stack are checked>
 *       block $exit (result …)  ;; only if the body jumps to its own label
 *         <body>
 *       end
 *       <leave>
 *     end
 *     <note "fuel", trap>
 */
import { ByteReader } from "../byte-reader.ts";
import type { AppendedTypes } from "../sections/appended-types.ts";
import { trapReasons } from "../trap-reasons.ts";
import { type ActionList, actionFlags, actions } from "./action-list.ts";
import { type CodeWriter, opcode, valueType } from "./code-writer.ts";
import { type EventList, temporaries } from "./event-list.ts";
import type { FunctionBody } from "./function-body.ts";
import type { MeteringScope } from "./metering-scope.ts";
import { ENTRY_COST } from "./plan-charges.ts";

const REF_FUNC = 0xd2;

/** Writes the bodies of one module. */
export class BodyEmitter {
  readonly #scope: MeteringScope;
  readonly #events: EventList;
  readonly #actions: ActionList;
  readonly #types: AppendedTypes;
  readonly #out: CodeWriter;
  readonly #reader: ByteReader;
  /** How much of the body was copied, and how many of its patches were made. */
  #copied = 0;
  #patched = 0;
  /** How far locals that are not parameters move. */
  #shift = 0;
  #register = false;
  #frameBytes = 0;
  // Locals: the counter, the stack that remains, a bulk operator's length and result.
  #fuel = 0;
  #stack = 0;
  #length32 = 0;
  #length64 = 0;
  #result32 = 0;
  #result64 = 0;

  constructor(
    scope: MeteringScope,
    events: EventList,
    actionList: ActionList,
    types: AppendedTypes,
    out: CodeWriter,
  ) {
    this.#scope = scope;
    this.#events = events;
    this.#actions = actionList;
    this.#types = types;
    this.#out = out;
    this.#reader = new ByteReader(scope.index.bytes);
  }

  /** Writes `body` with its size before it. */
  emit(body: FunctionBody, register: boolean): void {
    const out = this.#out;
    const hasExit = this.#events.branchesToEnd;
    this.#register = register;
    this.#copied = body.codeStart;
    this.#patched = 0;
    this.#frameBytes = body.frameBytes;
    const size = out.beginSized();
    this.#writeLocals(body);
    out.pair(opcode.block, valueType.emptyBlock);
    this.#writeEntry();
    if (hasExit) {
      out.u8(opcode.block);
      this.#types.writeResultBlockType(out, body.typeIndex);
    }
    for (let action = 0; action < this.#actions.count; action++) {
      this.#copyTo(this.#actions.offsets[action] ?? 0);
      this.#writeAction(action, hasExit ? 1 : 0);
    }
    this.#copyTo(body.end - 1);
    if (hasExit) out.u8(opcode.end);
    if (this.#actions.endReachable) {
      if (this.#actions.endReloads) this.#reload();
      this.#leave(this.#actions.endPending);
      out.u8(opcode.return);
    } else {
      out.u8(opcode.unreachable);
    }
    out.u8(opcode.end);
    this.#writeOutOfFuel();
    out.u8(opcode.end);
    out.endSized(size);
  }

  /** The body's own locals, then ours. */
  #writeLocals(body: FunctionBody): void {
    const out = this.#out;
    const { limitsStack } = this.#scope;
    this.#shift = this.#register ? (limitsStack ? 2 : 1) : 0;
    const narrow = body.parameters;
    let next = body.parameters + body.locals + this.#shift;
    const wanted = this.#events.temporaries;
    const isWanted = (bit: number): boolean => (wanted & bit) !== 0;
    let groups = body.localGroups;
    if (!this.#register) groups += limitsStack ? 2 : 1;
    for (const bit of [1, 2, 4, 8]) if (isWanted(bit)) groups++;
    out.u32(groups);
    out.copy(this.#scope.index.bytes, body.localsStart, body.codeStart);
    const add = (type: number): number => {
      out.pair(1, type);
      return next++;
    };
    this.#fuel = this.#register ? narrow : add(valueType.i64);
    if (limitsStack) this.#stack = this.#register ? narrow + 1 : add(valueType.i32);
    if (isWanted(temporaries.length32)) this.#length32 = add(valueType.i32);
    if (isWanted(temporaries.length64)) this.#length64 = add(valueType.i64);
    if (isWanted(temporaries.result32)) this.#result32 = add(valueType.i32);
    if (isWanted(temporaries.result64)) this.#result64 = add(valueType.i64);
  }

  #writeEntry(): void {
    const out = this.#out;
    const { fuelGlobal, stackGlobal, trapGlobal, settings, limitsStack } = this.#scope;
    if (this.#register) {
      if (settings.exactTraps) this.#save(0);
      out.localGet(this.#fuel);
    } else {
      out.globalGet(fuelGlobal);
      out.localTee(this.#fuel);
    }
    this.#stopAtMost(ENTRY_COST, 0);
    if (!limitsStack) return;
    if (this.#register) out.localGet(this.#stack);
    else out.globalGet(stackGlobal);
    out.i32Const(this.#frameBytes);
    out.u8(opcode.i32Sub);
    out.localTee(this.#stack);
    out.i32Const(0);
    out.u8(opcode.i32LtS);
    out.pair(opcode.if, valueType.emptyBlock);
    this.#save(0);
    out.i32Const(trapReasons.stack);
    out.globalSet(trapGlobal);
    out.pair(opcode.unreachable, opcode.end);
  }

  /** An empty counter stays empty: whoever enters again traps again. */
  #writeOutOfFuel(): void {
    const out = this.#out;
    out.i64Const(0);
    out.globalSet(this.#scope.fuelGlobal);
    out.i32Const(trapReasons.fuel);
    out.globalSet(this.#scope.trapGlobal);
    out.u8(opcode.unreachable);
  }

  #writeAction(action: number, exitDepth: number): void {
    const out = this.#out;
    const list = this.#actions;
    const value = list.values[action] ?? 0;
    const end = list.ends[action] ?? 0;
    const flags = list.flags[action] ?? 0;
    const outDepth = (list.depths[action] ?? 0) + exitDepth;
    switch (list.kinds[action]) {
      case actions.charge:
        this.#pushFuel(value);
        out.localSet(this.#fuel);
        return;
      case actions.save:
        this.#save(value);
        return;
      case actions.saveForCall:
        this.#save(value);
        this.#saveStack(0);
        return;
      case actions.saveForTailCall:
        this.#save(value);
        this.#saveStack(this.#frameBytes);
        return;
      case actions.reload:
        this.#reload();
        return;
      case actions.check:
        out.localGet(this.#fuel);
        this.#stopAtMost(value, outDepth);
        return;
      case actions.push:
        this.#pushFuel(value);
        this.#pushStack(0);
        return;
      case actions.pushForTailCall:
        this.#pushFuel(value);
        this.#pushStack(this.#frameBytes);
        return;
      case actions.resume:
        out.localSet(this.#fuel);
        return;
      case actions.leave:
        this.#leave(value);
        return;
      case actions.bulk:
        this.#bulk(value, end, flags, outDepth);
        return;
      case actions.grow:
        this.#grow(value, end, flags, outDepth);
        return;
      case actions.omit:
        if (flags & actionFlags.seemsReachable) out.u8(opcode.unreachable);
        this.#omitTo(end);
        return;
      case actions.redirectTailCall:
        out.u8(opcode.returnCall);
        out.u32(this.#scope.functions.outer(value));
        this.#omitTo(end);
        return;
    }
  }

  /** Copies the body up to `offset`, patching indices on the way. */
  #copyTo(offset: number): void {
    const { index, functions } = this.#scope;
    const { patches, patchCount } = this.#events;
    const out = this.#out;
    while (this.#patched < patchCount) {
      const patch = patches[this.#patched] ?? 0;
      if (patch >= offset) break;
      out.copy(index.bytes, this.#copied, patch);
      this.#reader.offset = patch;
      const original = this.#reader.u32();
      const isFunction = index.bytes[patch - 1] === REF_FUNC;
      out.u32(isFunction ? functions.outer(original) : original + this.#shift);
      this.#copied = this.#reader.offset;
      this.#patched++;
    }
    out.copy(index.bytes, this.#copied, offset);
    this.#copied = offset;
  }

  #omitTo(offset: number): void {
    const { patches, patchCount } = this.#events;
    while (this.#patched < patchCount && (patches[this.#patched] ?? 0) < offset) this.#patched++;
    this.#copied = offset;
  }

  #pushFuel(pending: number): void {
    const out = this.#out;
    out.localGet(this.#fuel);
    if (pending === 0) return;
    out.i64Const(pending);
    out.u8(opcode.i64Sub);
  }

  /** Stores the counter, less `pending`, in its global. */
  #save(pending: number): void {
    this.#pushFuel(pending);
    this.#out.globalSet(this.#scope.fuelGlobal);
  }

  #reload(): void {
    this.#out.globalGet(this.#scope.fuelGlobal);
    this.#out.localSet(this.#fuel);
  }

  #pushStack(given: number): void {
    if (!this.#scope.limitsStack) return;
    const out = this.#out;
    out.localGet(this.#stack);
    if (given === 0) return;
    out.i32Const(given);
    out.u8(opcode.i32Add);
  }

  /** Stores the stack that remains, plus `given`, in its global. */
  #saveStack(given: number): void {
    if (!this.#scope.limitsStack) return;
    this.#pushStack(given);
    this.#out.globalSet(this.#scope.stackGlobal);
  }

  /** With a counter on the operand stack: stops when it is at most `limit`. */
  #stopAtMost(limit: number, outDepth: number): void {
    const out = this.#out;
    out.i64Const(limit);
    out.u8(opcode.i64LeS);
    out.brIf(outDepth);
  }

  #leave(pending: number): void {
    const out = this.#out;
    if (!this.#register) {
      this.#save(pending);
      if (this.#actions.passesStack) this.#saveStack(this.#frameBytes);
      return;
    }
    this.#pushFuel(pending);
    if (!this.#scope.settings.exactTraps) return;
    out.localTee(this.#fuel);
    out.globalSet(this.#scope.fuelGlobal);
    out.localGet(this.#fuel);
  }

  #bulk(pending: number, end: number, flags: number, outDepth: number): void {
    const out = this.#out;
    const isWide = (flags & actionFlags.wide) !== 0;
    const length = isWide ? this.#length64 : this.#length32;
    out.localTee(length);
    this.#copyTo(end);
    this.#pushFuel(pending);
    this.#subtractLength(length, isWide);
    out.localTee(this.#fuel);
    this.#stopAtMost(0, outDepth);
  }

  /** The operator ran to its end, so its length is below 2^53: the counter cannot wrap. */
  #subtractLength(length: number, isWide: boolean): void {
    const out = this.#out;
    out.localGet(length);
    if (!isWide) out.u8(opcode.i64ExtendI32U);
    out.u8(opcode.i64Sub);
  }

  #grow(pending: number, end: number, flags: number, outDepth: number): void {
    const out = this.#out;
    const isWide = (flags & actionFlags.wide) !== 0;
    const charges = (flags & actionFlags.charges) !== 0;
    const length = isWide ? this.#length64 : this.#length32;
    const result = isWide ? this.#result64 : this.#result32;
    if (charges) out.localTee(length);
    this.#copyTo(end);
    out.localTee(result);
    if (isWide) out.i64Const(-1);
    else out.i32Const(-1);
    out.u8(isWide ? opcode.i64Ne : opcode.i32Ne);
    out.pair(opcode.if, valueType.emptyBlock);
    if (charges) {
      this.#pushFuel(0);
      this.#subtractLength(length, isWide);
      out.localTee(this.#fuel);
      this.#stopAtMost(pending, outDepth + 1);
    }
    if (flags & actionFlags.notes) {
      out.u8(opcode.else);
      out.i32Const(trapReasons.memory);
      out.globalSet(this.#scope.trapGlobal);
    }
    out.u8(opcode.end);
    out.localGet(result);
  }
}
