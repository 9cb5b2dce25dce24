/**
 * Pass 3: writes a body with the planned code in it.
 *
 *     block $out                ;; out of fuel or stack: a br_if leads here
 *       <fuel and stack are checked>
 *       block $exit (result …)  ;; only if the body jumps to its own label
 *         <body>
 *       end
 *       <leave>
 *     end
 *     <trap>
 */
import { ByteReader } from "../byte-reader.ts";
import type { AppendedTypes } from "../sections/appended-types.ts";
import { type ActionList, actionFlags, actions } from "./action-list.ts";
import { type CodeWriter, opcode, valueType } from "./code-writer.ts";
import { CounterCode } from "./counter-code.ts";
import type { EventList } from "./event-list.ts";
import type { FunctionBody } from "./function-body.ts";
import { LengthCode } from "./length-code.ts";
import type { MeteringScope } from "./metering-scope.ts";

const REF_FUNC = 0xd2;

/** A body becomes larger by half of itself and about this, to know how many digits its size will have. */
const LIKELY_EXTRA_BYTES = 24;

/** Frames up to this size may pass the stack limit when they call nothing. */
const MAX_UNCHECKED_FRAME_BYTES = 1024;

/** Writes the bodies of one module. */
export class BodyEmitter {
  readonly #scope: MeteringScope;
  readonly #events: EventList;
  readonly #actions: ActionList;
  readonly #types: AppendedTypes;
  readonly #out: CodeWriter;
  readonly #counters: CounterCode;
  readonly #reader: ByteReader;
  /** How much of the body was copied, and how many of its patches were made. */
  #copied = 0;
  #patched = 0;
  /** How far locals that are not parameters move. */
  #shift = 0;
  readonly #lengths: LengthCode;

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
    this.#counters = new CounterCode(scope, out);
    this.#lengths = new LengthCode(scope, out, this.#counters);
    this.#reader = new ByteReader(scope.index.bytes);
  }

  /** Writes `body` with its size before it. `frameBytes`: what a call takes from a limited stack. */
  emit(body: FunctionBody, register: boolean, frameBytes: number): void {
    const out = this.#out;
    const counters = this.#counters;
    const hasExit = this.#events.branchesToEnd;
    this.#copied = body.codeStart;
    this.#patched = 0;
    const bodySize = body.end - body.localsStart;
    const likelySize = bodySize + (bodySize >> 1) + LIKELY_EXTRA_BYTES;
    const size = out.beginSized(likelySize);
    this.#writeLocals(body, register, frameBytes);
    out.pair(opcode.block, valueType.emptyBlock);
    counters.enter();
    if (hasExit) {
      out.u8(opcode.block);
      this.#types.writeResultBlockType(out, body.typeIndex);
    }
    const innerLabels = this.#outerBlocks() - 1;
    for (let action = 0; action < this.#actions.count; action++) {
      this.#copyTo(this.#actions.offsets[action] ?? 0);
      this.#writeAction(action, innerLabels);
    }
    this.#copyTo(body.end - 1);
    if (hasExit) out.u8(opcode.end);
    if (this.#actions.endReachable) {
      if (this.#actions.endReloads) counters.reload(0);
      counters.leave(this.#actions.endPending);
      out.u8(opcode.return);
    } else {
      out.u8(opcode.unreachable);
    }
    out.u8(opcode.end);
    counters.stop();
    out.u8(opcode.end);
    out.endSized(size, likelySize);
  }

  /** The body's own locals, then ours. */
  #writeLocals(body: FunctionBody, register: boolean, frameBytes: number): void {
    const out = this.#out;
    const { locals } = this.#counters;
    const { limitsStack } = this.#scope;
    const counters = limitsStack ? 2 : 1;
    this.#shift = register ? counters : 0;
    let next = body.parameters + body.locals + this.#shift;
    const wanted = this.#events.temporaries;
    let groups = body.localGroups + (register ? 0 : counters);
    for (let bits = wanted; bits > 0; bits &= bits - 1) groups++;
    out.u32(groups);
    out.copy(this.#scope.index.bytes, body.localsStart, body.codeStart);
    locals.fuel = register ? body.parameters : next;
    locals.stack = locals.fuel + 1;
    if (!register) {
      out.pair(1, valueType.i64);
      if (limitsStack) out.pair(1, valueType.i32);
      next += counters;
    }
    if (wanted !== 0) this.#lengths.enter(wanted, next);
    const isSmallLeaf = !this.#events.hasCalls && frameBytes <= MAX_UNCHECKED_FRAME_BYTES;
    locals.register = register;
    locals.frameBytes = frameBytes;
    locals.checksStack = limitsStack && !isSmallLeaf;
    locals.passesStack = this.#actions.passesStack;
    locals.storesFuel = register && this.#scope.settings.exactTraps && this.#events.stores[0] === 1;
  }

  #writeAction(action: number, innerLabels: number): void {
    const list = this.#actions;
    const counters = this.#counters;
    const value = list.values[action] ?? 0;
    const end = list.ends[action] ?? 0;
    const flags = list.flags[action] ?? 0;
    const outDepth = (list.depths[action] ?? 0) + innerLabels;
    switch (list.kinds[action]) {
      case actions.charge:
        counters.charge(value);
        break;
      case actions.save:
        counters.save(value);
        break;
      case actions.saveForCall:
        counters.save(value);
        counters.saveStack(false, (flags & actionFlags.host) !== 0);
        break;
      case actions.saveForTailCall:
        counters.save(value);
        counters.saveStack(true, (flags & actionFlags.host) !== 0);
        break;
      case actions.reload:
        counters.reload(value);
        break;
      case actions.check:
        counters.check(value, outDepth);
        break;
      case actions.push:
        counters.moveFuel(value);
        counters.pushStack(false);
        break;
      case actions.pushForIndirectCall:
        this.#lengths.setIndexAside(flags);
        counters.moveFuel(value);
        // A null element traps here.
        counters.noteFuel();
        counters.pushStack(false);
        this.#lengths.pushIndex(flags);
        break;
      case actions.pushForTailCall:
        counters.moveFuel(value);
        counters.pushStack(true);
        break;
      case actions.resume:
        counters.takeReturned(value, (flags & actionFlags.stores) !== 0);
        break;
      case actions.leave:
        counters.leave(value);
        break;
      case actions.bulk:
        this.#lengths.beforeBulk(flags);
        this.#copyTo(end);
        this.#lengths.afterBulk(flags, value, outDepth);
        break;
      case actions.grow:
        this.#lengths.beforeGrowth(flags, list.offsets[action] ?? 0);
        this.#copyTo(end);
        this.#lengths.afterGrowth(flags, value, outDepth);
        break;
      case actions.allocate:
        this.#lengths.allocate(value);
        break;
      case actions.allocateArray:
        this.#lengths.allocateArray(value);
        break;
      case actions.omit:
        if (flags & actionFlags.seemsReachable) this.#out.u8(opcode.unreachable);
        this.#omitTo(end);
        break;
      case actions.redirectTailCall:
        this.#out.u8(opcode.returnCall);
        this.#out.u32(this.#scope.functions.outer(value));
        this.#omitTo(end);
        break;
    }
  }

  /** Copies the body up to `offset`, patching indices on the way. */
  #copyTo(offset: number): void {
    const out = this.#out;
    const { bytes } = this.#scope.index;
    const { patches, patchCount } = this.#events;
    const shift = this.#shift;
    let copied = this.#copied;
    let patched = this.#patched;
    for (;;) {
      let last = patched;
      while (last < patchCount && inPlace(patches[last] ?? 0, offset)) last++;
      const next = last < patchCount ? ~(patches[last] ?? 0) : -1;
      const end = next >= 0 && next < offset ? next : offset;
      const moved = out.length - copied;
      out.copy(bytes, copied, end);
      const written = out.bytes;
      for (; patched < last; patched++) {
        const at = (patches[patched] ?? 0) + moved;
        written[at] = (written[at] ?? 0) + shift;
      }
      copied = end;
      if (end === offset) break;
      copied = this.#writePatched(end);
      patched++;
    }
    this.#patched = patched;
    this.#copied = copied;
  }

  /** Writes the index at `patch` as it is now. Returns where it ends. */
  #writePatched(patch: number): number {
    const { index, functions, globalShift } = this.#scope;
    const operator = index.bytes[patch - 1] ?? 0;
    this.#reader.offset = patch;
    const original = this.#reader.u32();
    if (operator === REF_FUNC) this.#out.u32(functions.reference(original));
    // To the caller past our blocks: some engines take no block for a target.
    else if (operator === opcode.delegate) this.#out.u32(original + this.#outerBlocks());
    else if (operator === opcode.callIndirect) this.#out.u32(this.#types.metered(original));
    else this.#out.u32(original + (operator >= opcode.globalGet ? globalShift : this.#shift));
    return this.#reader.offset;
  }

  /** How many blocks of ours are around the whole body. */
  #outerBlocks(): number {
    return this.#events.branchesToEnd ? 2 : 1;
  }

  #omitTo(offset: number): void {
    const { patches, patchCount } = this.#events;
    for (; this.#patched < patchCount; this.#patched++) {
      const patch = patches[this.#patched] ?? 0;
      if ((patch < 0 ? ~patch : patch) >= offset) break;
    }
    this.#copied = offset;
  }
}

/** Whether a patch before `offset` is of an index that keeps its length. */
function inPlace(patch: number, offset: number): boolean {
  return patch >= 0 && patch < offset;
}
