/** The function that metered code calls when fuel has fallen to the soft limit: it asks the host. */
import { ENTRY_COST } from "../costs.ts";
import { trapReasons } from "../trap-reasons.ts";
import { CodeWriter, opcode, valueType } from "./code-writer.ts";
import type { MeteringScope } from "./metering-scope.ts";

/**
 * Its body. It takes the fuel that is left and returns what is left then, or stops when that is
 * nothing. `handlerType`: the index of the type without parameters and results.
 */
export function slowFunctionBody(
  { fuelGlobal, trapGlobal, slowTable }: MeteringScope,
  handlerType: number,
): Uint8Array {
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
  out.i64Const(0);
  out.globalSet(fuelGlobal);
  out.pair(opcode.unreachable, opcode.end);
  out.localGet(1);
  out.globalSet(trapGlobal);
  out.localGet(0);
  out.u8(opcode.end);
  return out.done();
}
