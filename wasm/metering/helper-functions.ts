/** Functions that metered code calls when it is stopped, or asks the host, so that this code is there only once. */
import { ENTRY_COST } from "../costs.ts";
import type { AppendedTypes } from "../sections/appended-types.ts";
import { trapReasons } from "../trap-reasons.ts";
import { writeAdmission } from "./admission.ts";
import { CodeWriter, opcode, valueType } from "./code-writer.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** A function to append. */
export interface HelperFunction {
  readonly type: number;
  readonly body: Uint8Array;
}

/** All that the module needs, in the order that `FunctionPlan.helpers` gives them. */
export function createHelpers(scope: MeteringScope, types: AppendedTypes): HelperFunction[] {
  const nothing = types.add([], []);
  const helpers = [{ type: nothing, body: outOfFuel(scope) }];
  if (scope.limitsStack) {
    helpers.push({ type: types.add([valueType.i32], []), body: outOfEither(scope) });
  }
  if (scope.functions.resumes) {
    const type = types.add([valueType.i64], [valueType.i64]);
    helpers.push({ type, body: askHost(scope, nothing) });
    if (scope.settings.resumesLoops) helpers.push({ type, body: askHostInside(scope, nothing) });
  }
  if (scope.countsObjects) {
    helpers.push({ type: types.add([valueType.i64], []), body: allocate(scope) });
  }
  if (scope.functions.admission.isNeeded) {
    const { index, settings, functions } = scope;
    const next = settings.keepStart ? index.start : undefined;
    const body = writeAdmission(scope, next === undefined ? next : functions.outer(next));
    helpers.push({ type: nothing, body });
  }
  return helpers;
}

/** Stops for good: whoever enters again finds the counter empty. */
function outOfFuel({ fuelGlobal, trapGlobal }: MeteringScope): Uint8Array {
  const out = new CodeWriter(32);
  out.u8(0);
  out.i64Const(0);
  out.globalSet(fuelGlobal);
  out.i32Const(trapReasons.fuel);
  out.globalSet(trapGlobal);
  out.pair(opcode.unreachable, opcode.end);
  return out.done();
}

/** Stops as well. Takes the stack that remains, below zero if that is missing, and fuel is not. */
function outOfEither({ fuelGlobal, trapGlobal, functions }: MeteringScope): Uint8Array {
  const out = new CodeWriter(32);
  out.u8(0);
  out.localGet(0);
  out.i32Const(0);
  out.u8(opcode.i32LtS);
  out.globalGet(fuelGlobal);
  out.i64Const(ENTRY_COST);
  out.pair(opcode.i64GtS, opcode.i32And);
  out.pair(opcode.if, valueType.emptyBlock);
  out.i32Const(trapReasons.stack);
  out.globalSet(trapGlobal);
  out.pair(opcode.unreachable, opcode.end);
  out.call(functions.helpers.outOfFuel);
  out.u8(opcode.end);
  return out.done();
}

/** Takes the bytes of an object that is about to be made. What is missing stays missing: the next one traps, too. */
function allocate({ gcGlobal, trapGlobal }: MeteringScope): Uint8Array {
  const out = new CodeWriter(32);
  out.u8(0);
  out.globalGet(gcGlobal);
  out.localGet(0);
  out.u8(opcode.i64Sub);
  out.localTee(0);
  out.globalSet(gcGlobal);
  out.localGet(0);
  out.i64Const(0);
  out.u8(opcode.i64LtS);
  out.pair(opcode.if, valueType.emptyBlock);
  out.i32Const(trapReasons.gc);
  out.globalSet(trapGlobal);
  out.pair(opcode.unreachable, opcode.end);
  out.u8(opcode.end);
  return out.done();
}

/**
 * Called within a function when fuel has fallen to the soft limit. Takes the fuel that is left and
 * returns what is left then. What is stored, which a trap may show, changes by what the host has
 * changed and no more.
 */
function askHostInside(scope: MeteringScope, handlerType: number): Uint8Array {
  const { fuelGlobal, trapGlobal, slowTable } = scope;
  const out = new CodeWriter(64);
  const [note, stored, left] = [1, 2, 3] as const;
  out.u8(2);
  out.pair(1, valueType.i32);
  out.pair(2, valueType.i64);
  out.globalGet(fuelGlobal);
  out.localSet(stored);
  out.localGet(0);
  out.globalSet(fuelGlobal);
  out.globalGet(trapGlobal);
  out.localSet(note);
  out.i32Const(trapReasons.fuel);
  out.globalSet(trapGlobal);
  out.i32Const(0);
  out.u8(opcode.callIndirect);
  out.u32(handlerType);
  out.u32(slowTable);
  out.localGet(note);
  out.globalSet(trapGlobal);
  out.globalGet(fuelGlobal);
  out.localSet(left);
  out.localGet(stored);
  out.localGet(left);
  out.localGet(0);
  out.pair(opcode.i64Sub, opcode.i64Add);
  out.globalSet(fuelGlobal);
  out.localGet(left);
  out.u8(opcode.end);
  return out.done();
}

/**
 * Called when fuel has fallen to the soft limit. Takes the fuel that is left and returns what is
 * left then, or stops when that is nothing.
 */
function askHost(scope: MeteringScope, handlerType: number): Uint8Array {
  const { fuelGlobal, trapGlobal, slowTable, functions } = scope;
  const out = new CodeWriter(64);
  // One local: what was noted before, as the note is needed in case there is no handler.
  out.pair(1, 1);
  out.u8(valueType.i32);
  out.localGet(0);
  out.globalSet(fuelGlobal);
  out.globalGet(trapGlobal);
  out.localSet(1);
  out.i32Const(trapReasons.fuel);
  out.globalSet(trapGlobal);
  out.i32Const(0);
  out.u8(opcode.callIndirect);
  out.u32(handlerType);
  out.u32(slowTable);
  out.globalGet(fuelGlobal);
  out.localTee(0);
  out.i64Const(ENTRY_COST);
  out.u8(opcode.i64LeS);
  out.pair(opcode.if, valueType.emptyBlock);
  out.call(functions.helpers.outOfFuel);
  out.u8(opcode.end);
  out.localGet(1);
  out.globalSet(trapGlobal);
  out.localGet(0);
  out.u8(opcode.end);
  return out.done();
}
