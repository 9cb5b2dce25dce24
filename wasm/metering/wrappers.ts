/**
 * Functions of the original type around those that take fuel in a register, and functions that
 * take fuel in a register around those of the original type.
 */
import { type CodeWriter, opcode, valueType } from "./code-writer.ts";
import { HOST_CALL_BYTES, wrapperFrameBytes } from "./measure-frame.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Writes the bodies of all wrappers, each with its size. */
export function writeWrappers(scope: MeteringScope, out: CodeWriter): void {
  const { index, functions } = scope;
  for (const wrapped of functions.wrapped) {
    const parameters = index.types[index.functions[wrapped] ?? -1]?.parameters ?? 0;
    const size = out.beginSized();
    if (functions.registers[wrapped] === 1) writeOuter(scope, out, wrapped, parameters);
    else writeInner(scope, out, wrapped, parameters);
    out.endSized(size);
  }
}

function writeOuter(
  { fuelGlobal, stackGlobal, limitsStack }: MeteringScope,
  out: CodeWriter,
  wrapped: number,
  parameters: number,
): void {
  if (limitsStack) {
    out.pair(1, 1);
    out.u8(valueType.i32);
  } else {
    out.u8(0);
  }
  for (let i = 0; i < parameters; i++) out.localGet(i);
  out.globalGet(fuelGlobal);
  if (limitsStack) {
    out.globalGet(stackGlobal);
    out.localTee(parameters);
    out.i32Const(wrapperFrameBytes(parameters));
    out.u8(opcode.i32Sub);
  }
  out.call(wrapped);
  out.globalSet(fuelGlobal);
  if (limitsStack) {
    out.localGet(parameters);
    out.globalSet(stackGlobal);
  }
  out.u8(opcode.end);
}

/** Fuel and stack are parameters here, and globals for what is called, which need not give back the stack. */
function writeInner(
  { index, fuelGlobal, stackGlobal, limitsStack }: MeteringScope,
  out: CodeWriter,
  wrapped: number,
  parameters: number,
): void {
  out.u8(0);
  out.localGet(parameters);
  out.globalSet(fuelGlobal);
  if (limitsStack) {
    const host = wrapped < index.importedFunctions ? HOST_CALL_BYTES : 0;
    out.localGet(parameters + 1);
    out.i32Const(wrapperFrameBytes(parameters) + host);
    out.u8(opcode.i32Sub);
    out.globalSet(stackGlobal);
  }
  for (let i = 0; i < parameters; i++) out.localGet(i);
  out.call(wrapped);
  out.globalGet(fuelGlobal);
  out.u8(opcode.end);
}
