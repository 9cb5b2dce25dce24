/** Instructions that metered code is made of. */
import { ByteWriter } from "../byte-writer.ts";

/** Opcodes that metered code uses. */
export const opcode = {
  unreachable: 0x00,
  block: 0x02,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  brIf: 0x0d,
  return: 0x0f,
  call: 0x10,
  callIndirect: 0x11,
  returnCall: 0x12,
  delegate: 0x18,
  localGet: 0x20,
  localSet: 0x21,
  localTee: 0x22,
  globalGet: 0x23,
  globalSet: 0x24,
  memorySize: 0x3f,
  i32Const: 0x41,
  i64Const: 0x42,
  i32LtS: 0x48,
  i32Ne: 0x47,
  i64Ne: 0x52,
  i64LtS: 0x53,
  i64LtU: 0x54,
  i64GtS: 0x55,
  i64LeS: 0x57,
  i64LeU: 0x58,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32And: 0x71,
  i64Add: 0x7c,
  i64Sub: 0x7d,
  i64Mul: 0x7e,
  i64Shl: 0x86,
  i64ShrU: 0x88,
  i64ExtendI32U: 0xad,
} as const;

/** Type bytes that metered code uses. */
export const valueType = { i32: 0x7f, i64: 0x7e, emptyBlock: 0x40 } as const;

/** A byte writer that speaks in instructions. */
export class CodeWriter extends ByteWriter {
  localGet(index: number): void {
    this.#withIndex(opcode.localGet, index);
  }

  localSet(index: number): void {
    this.#withIndex(opcode.localSet, index);
  }

  localTee(index: number): void {
    this.#withIndex(opcode.localTee, index);
  }

  globalGet(index: number): void {
    this.#withIndex(opcode.globalGet, index);
  }

  globalSet(index: number): void {
    this.#withIndex(opcode.globalSet, index);
  }

  i32Const(value: number): void {
    this.#withValue(opcode.i32Const, value);
  }

  i64Const(value: number): void {
    this.#withValue(opcode.i64Const, value);
  }

  call(functionIndex: number): void {
    this.#withIndex(opcode.call, functionIndex);
  }

  brIf(depth: number): void {
    this.#withIndex(opcode.brIf, depth);
  }

  #withValue(operator: number, value: number): void {
    if (value >= -64 && value < 64) {
      this.pair(operator, value & 0x7f);
      return;
    }
    this.u8(operator);
    this.s64(value);
  }

  #withIndex(operator: number, index: number): void {
    if (index < 0x80) {
      this.pair(operator, index);
      return;
    }
    this.u8(operator);
    this.u32(index);
  }
}
