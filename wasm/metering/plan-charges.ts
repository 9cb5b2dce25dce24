/**
 * Pass 2: decides where fuel is taken off the counter and where it is checked.
 *
 * Work is summed up in `pending` while the body is walked once; nothing is subtracted until the
 * counter's value matters. Invariant: fuel left = counter - pending, at every point. Every label
 * has one pending value that all jumps to it agree on: the first jump sets it, later ones charge
 * the difference. Checks compare the counter with pending instead of charging first.
 */
import { ByteReader } from "../byte-reader.ts";
import { ENTRY_COST } from "../costs.ts";
import { readHandler } from "../instructions.ts";
import { roles } from "../operator-kinds.ts";
import { type ActionList, actionFlags, actions } from "./action-list.ts";
import { type EventList, indirectCalls } from "./event-list.ts";
import { FrameStack } from "./frame-stack.ts";
import type { MeteringScope } from "./metering-scope.ts";
import { LengthPlanner } from "./plan-lengths.ts";

/** Plans the bodies of one module. */
export class ChargePlanner {
  readonly #scope: MeteringScope;
  readonly #events: EventList;
  readonly #actions: ActionList;
  readonly #frames = new FrameStack();
  readonly #reader: ByteReader;
  readonly #lengths: LengthPlanner;
  #pending = 0;
  #reachable = true;
  /** The action that has just written the counter, with no jump or label since; else -1. */
  #written = -1;
  /** Where code that can never run started. */
  #deadFrom = 0;
  /** Whether it started at the end of a block, after which the validator thinks that it runs. */
  #deadAfterBlock = false;

  constructor(scope: MeteringScope, events: EventList, actionList: ActionList) {
    this.#scope = scope;
    this.#events = events;
    this.#actions = actionList;
    this.#reader = new ByteReader(scope.index.bytes);
    this.#lengths = new LengthPlanner(scope, events, actionList, this.#reader);
  }

  /** Fills the action list from the event list. `register`: the function takes fuel in a register. */
  plan(register: boolean): void {
    const events = this.#events;
    this.#actions.count = 0;
    this.#actions.passesStack = false;
    this.#frames.depth = 0;
    this.#frames.open(0, true, 0);
    this.#pending = ENTRY_COST;
    this.#reachable = true;
    this.#written = -1;
    for (let event = 1; event < events.count; event++) {
      if (this.#reachable) this.#pending += events.costs[event] ?? 0;
      const role = events.roles[event] ?? 0;
      const first = this.#actions.count;
      if (role <= roles.delegate) this.#planStructure(role, event);
      else if (this.#reachable) this.#planReachable(role, event, register);
      if (role <= roles.branchIf && this.#written < first) this.#written = -1;
    }
  }

  #planStructure(role: number, event: number): void {
    switch (role) {
      case roles.else:
      case roles.catch:
        this.#startArm(role, event);
        return;
      case roles.end:
      case roles.delegate:
        this.#close(event);
        return;
      case roles.if:
        if (!this.#reachable || this.#events.operands[event] === 1) break;
        // Without an else, the false arm goes straight to the label.
        this.#frames.open(event, true, this.#pending);
        this.#jump(this.#start(event), this.#frames.depth - 1);
        return;
      case roles.tryTable:
        if (this.#reachable) this.#targetHandlers(event);
        break;
      case roles.loop:
        if (!this.#reachable) break;
        this.#openLoop(event);
        return;
    }
    this.#frames.open(event, this.#reachable, this.#pending);
  }

  #planReachable(role: number, event: number, register: boolean): void {
    const at = this.#start(event);
    const after = this.#events.ends[event] ?? 0;
    const operand = this.#events.operands[event] ?? 0;
    switch (role) {
      case roles.branchIf:
        this.#jump(at, this.#frames.depth - 1 - operand);
        return;
      case roles.certainTrap:
        this.#act(actions.save, at, this.#pending);
        return;
      case roles.call:
        if (this.#scope.functions.registers[operand] === 1) this.#call(actions.push, event, 0);
        else this.#call(actions.saveForCall, event, this.#hostFlag(operand));
        return;
      case roles.callReference: {
        const kind =
          operand === indirectCalls.outer ? actions.saveForCall : actions.pushForIndirectCall;
        const flags = operand === indirectCalls.innerWide ? actionFlags.wide : 0;
        this.#call(kind, event, flags);
        return;
      }
      case roles.bulk:
      case roles.growMemory:
      case roles.growTable:
      case roles.allocate:
        this.#pending = this.#lengths.plan(role, event, this.#pending, this.#frames.depth - 1);
        this.#written = -1;
        return;
      // The rest does not go on to the next operator.
      case roles.branch:
        this.#jump(at, this.#frames.depth - 1 - operand);
        break;
      case roles.branchTable:
        this.#jumpByTable(at);
        break;
      case roles.return:
        this.#act(actions.leave, at, this.#pending);
        break;
      case roles.tailCall:
        this.#tailCall(at, after, operand, register);
        break;
      case roles.tailCallReference:
        this.#act(actions.saveForTailCall, at, this.#pending);
        break;
      default:
        this.#act(actions.save, at, this.#pending);
    }
    this.#reachable = false;
    this.#deadFrom = after;
    this.#deadAfterBlock = false;
  }

  #start(event: number): number {
    return this.#events.starts[event] ?? 0;
  }

  #act(kind: number, offset: number, value: number, end = 0, flags = 0): void {
    const writes = kind === actions.resume || kind === actions.reload;
    this.#written = writes ? this.#actions.count : -1;
    this.#actions.add(kind, offset, value, end, flags, this.#frames.depth - 1);
  }

  /** Ends the code that can never run, if there is any before `at`. */
  #omitDead(at: number): void {
    if (this.#deadFrom === at) return;
    const flags = this.#deadAfterBlock ? actionFlags.seemsReachable : 0;
    this.#act(actions.omit, this.#deadFrom, 0, at, flags);
  }

  /** Makes pending what label `event` has agreed on. */
  #agree(at: number, event: number): void {
    const { agreed } = this.#events;
    const root = this.#events.root(event);
    const value = agreed[root] ?? Number.NaN;
    if (Number.isNaN(value)) agreed[root] = this.#pending;
    else if (value !== this.#pending) {
      this.#charge(at, this.#pending - value);
      this.#pending = value;
    }
  }

  /** Takes `amount` off the counter: where it was written last, if that is in the same straight code, else at `at`. */
  #charge(at: number, amount: number): void {
    const { values } = this.#actions;
    if (this.#written < 0) this.#act(actions.charge, at, amount);
    else values[this.#written] = (values[this.#written] ?? 0) + amount;
  }

  /** A jump from `at` to the label of `frame`, or falling to its end. */
  #jump(at: number, frame: number): void {
    this.#frames.targeted[frame] = 1;
    const label = this.#frames.labels[frame] ?? 0;
    // An exception arrives with the counter in its global, so everyone else must, too.
    if (this.#events.marks[label] === 1) this.#act(actions.save, at, this.#pending);
    else this.#agree(at, label);
  }

  #jumpByTable(at: number): void {
    const frames = this.#frames;
    const reader = this.#reader;
    reader.offset = at + 1;
    let agreed = false;
    let caught = false;
    for (let rest = reader.u32(); rest >= 0; rest--) {
      const frame = frames.depth - 1 - reader.u32();
      frames.targeted[frame] = 1;
      const label = frames.labels[frame] ?? 0;
      if (this.#events.marks[label] === 1) caught = true;
      else if (!agreed) {
        this.#agree(at, label);
        agreed = true;
      }
    }
    if (caught) this.#act(actions.save, at, this.#pending);
  }

  #targetHandlers(event: number): void {
    const reader = this.#reader;
    reader.offset = this.#start(event) + 1;
    reader.skipType();
    for (let rest = reader.u32(); rest > 0; rest--) {
      this.#frames.targeted[this.#frames.depth - 1 - readHandler(reader)] = 1;
    }
  }

  #openLoop(event: number): void {
    const after = this.#events.ends[event] ?? 0;
    this.#frames.open(event, true, this.#pending);
    this.#jump(this.#start(event), this.#frames.depth - 1);
    if (this.#events.marks[event] === 1) {
      this.#act(actions.reload, after, 0);
      this.#pending = 0;
    }
    this.#act(actions.check, after, this.#pending);
  }

  /** An `else`, or a handler of the older exceptions. */
  #startArm(role: number, event: number): void {
    const frames = this.#frames;
    const frame = frames.depth - 1;
    const at = this.#start(event);
    const entered = frames.entered[frame] === 1;
    if (this.#reachable) this.#jump(at, frame);
    else if (entered) this.#omitDead(at);
    this.#reachable = entered;
    if (role === roles.else) {
      this.#pending = frames.pendings[frame] ?? 0;
    } else if (entered) {
      this.#act(actions.reload, this.#events.ends[event] ?? 0, 0);
      this.#pending = 0;
    }
  }

  #close(event: number): void {
    const frames = this.#frames;
    const frame = frames.depth - 1;
    const at = this.#start(event);
    const label = frames.labels[frame] ?? 0;
    const caught = this.#events.marks[label] === 1;
    const isLoop = this.#events.roles[label] === roles.loop;
    if (!this.#reachable && frames.entered[frame] === 1) this.#omitDead(at);
    const targeted = frames.targeted[frame] === 1 && !isLoop;
    if (this.#reachable && targeted) this.#jump(at, frame);
    const reachable = this.#reachable || targeted;
    if (targeted) this.#pending = caught ? 0 : (this.#events.agreed[this.#events.root(label)] ?? 0);
    frames.depth--;
    if (frame === 0) {
      this.#actions.endReachable = reachable;
      this.#actions.endPending = this.#pending;
      this.#actions.endReloads = caught && targeted;
      return;
    }
    const after = this.#events.ends[event] ?? 0;
    if (caught && targeted) this.#act(actions.reload, after, 0);
    if (!reachable && frames.entered[frame] === 1) {
      this.#deadFrom = after;
      this.#deadAfterBlock = true;
    }
    this.#reachable = reachable;
  }

  /** A call; `before` leaves the counter where the callee takes it from. */
  #call(before: number, event: number, flags: number): void {
    const after = this.#events.ends[event] ?? 0;
    const stores = this.#events.stores[event] === 1 ? actionFlags.stores : 0;
    this.#act(before, this.#start(event), this.#pending, 0, flags);
    if (before === actions.saveForCall) this.#act(actions.reload, after, 0);
    else this.#act(actions.resume, after, 0, 0, stores);
    // Even if it takes its stack from elsewhere, it may call something that does not.
    this.#actions.passesStack = true;
    this.#pending = 0;
  }

  #hostFlag(callee: number): number {
    return callee < this.#scope.index.importedFunctions ? actionFlags.host : 0;
  }

  #tailCall(at: number, after: number, callee: number, register: boolean): void {
    if (register) {
      this.#act(actions.pushForTailCall, at, this.#pending);
      return;
    }
    this.#act(actions.saveForTailCall, at, this.#pending, 0, this.#hostFlag(callee));
    if (this.#scope.functions.registers[callee] === 1) {
      this.#act(actions.redirectTailCall, at, callee, after);
    }
  }
}
