/** Functions of the original type around those that take fuel in a register. */
import type { ByteWriter } from "../byte-writer.ts";
import { CodeWriter, opcode, valueType } from "./code-writer.ts";
import { wrapperFrameBytes } from "./measure-frame.ts";
import type { MeteringScope } from "./metering-scope.ts";

/** Writes the bodies of all wrappers, each with its size. */
export function writeWrappers(scope: MeteringScope, out: ByteWriter): void {
  for (const inner of scope.functions.wrapped) {
    const typeIndex = scope.index.functions[inner] ?? -1;
    const body = wrapper(scope, inner, scope.index.types[typeIndex]?.parameters ?? 0);
    out.u32(body.length);
    out.write(body);
  }
}

function wrapper(scope: MeteringScope, inner: number, parameters: number): Uint8Array {
  const { fuelGlobal, stackGlobal, limitsStack } = scope;
  const out = new CodeWriter(64);
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
  return out.done();
}
