/** Functions of the original type around those that take fuel in a register. */
import { type CodeWriter, opcode, valueType } from "./code-writer.ts";
import { wrapperFrameBytes } from "./measure-frame.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Writes the bodies of all wrappers, each with its size. */
export function writeWrappers(scope: MeteringScope, out: CodeWriter): void {
  for (const inner of scope.functions.wrapped) {
    const typeIndex = scope.index.functions[inner] ?? -1;
    const size = out.beginSized();
    writeWrapper(scope, out, inner, scope.index.types[typeIndex]?.parameters ?? 0);
    out.endSized(size);
  }
}

function writeWrapper(
  { fuelGlobal, stackGlobal, limitsStack }: MeteringScope,
  out: CodeWriter,
  inner: number,
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
  out.u8(opcode.call);
  out.u32(inner);
  out.globalSet(fuelGlobal);
  if (limitsStack) {
    out.localGet(parameters);
    out.globalSet(stackGlobal);
  }
  out.u8(opcode.end);
}
