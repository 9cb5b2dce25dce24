/** Walks operators one by one: their number, then their immediates. For the rare paths; the decoder has its own loop. */
import type { ByteReader } from "./byte-reader.ts";
import { immediates } from "./operator-kinds.ts";
import { FIRST_PREFIX, operatorImmediates, operatorNumber } from "./operators.ts";

/** Set in a memory access's alignment when a memory index follows. */
export const MEMORY_INDEX_FLAG = 0x40;

/** Reads an operator, with its prefix if it has one, and returns its number. Unknown ones are refused. */
export function readOperator(reader: ByteReader): number {
  const at = reader.offset;
  const byte = reader.u8();
  const operator = byte < FIRST_PREFIX ? byte : operatorNumber(byte, reader.u32());
  if (operatorImmediates[operator] === immediates.unknown) refuseOperator(reader, at);
  return operator;
}

/** Throws for the operator at `at`, which the table does not have. */
export function refuseOperator(reader: ByteReader, at: number): never {
  reader.offset = at;
  const byte = reader.u8();
  const code = byte < FIRST_PREFIX ? "" : ` 0x${reader.u32().toString(16)}`;
  reader.fail("WASM_UNSUPPORTED", `operator "0x${byte.toString(16)}${code}" is not supported`, at);
}

/** Throws for the relaxed vector operator at `at`. */
export function refuseRelaxed(reader: ByteReader, at: number): never {
  reader.fail(
    "WASM_UNSUPPORTED",
    "relaxed SIMD is not allowed, as its results differ between machines",
    at,
  );
}

/** Passes over the immediates of `operator`. */
export function skipImmediates(reader: ByteReader, operator: number): void {
  switch (operatorImmediates[operator]) {
    case immediates.none:
      return;
    case immediates.f32:
      reader.skip(4);
      return;
    case immediates.f64:
      reader.skip(8);
      return;
    case immediates.bytes16:
      reader.skip(16);
      return;
    case immediates.byte:
      reader.skip(1);
      return;
    case immediates.index2:
    case immediates.indirectCall:
      reader.skipInteger();
      reader.skipInteger();
      return;
    case immediates.blockType:
      reader.skipType();
      return;
    case immediates.memarg:
      skipMemarg(reader);
      return;
    case immediates.memargLane:
      skipMemarg(reader);
      reader.skip(1);
      return;
    case immediates.labels:
      for (let rest = reader.u32(); rest >= 0; rest--) reader.skipInteger();
      return;
    case immediates.valueTypes:
      for (let rest = reader.u32(); rest > 0; rest--) reader.skipType();
      return;
    case immediates.handlers:
      reader.skipType();
      for (let rest = reader.u32(); rest > 0; rest--) readHandler(reader);
      return;
    case immediates.castLabel:
      readCastLabel(reader);
      return;
    default:
      reader.skipInteger();
      return;
  }
}

/** Reads one handler of a `try_table` and returns the depth of its label. */
export function readHandler(reader: ByteReader): number {
  // catch and catch_ref name a tag; catch_all and catch_all_ref do not.
  if (reader.u8() < 2) reader.skipInteger();
  return reader.u32();
}

/** Reads the immediates of a jump by a cast and returns the depth of its label. */
export function readCastLabel(reader: ByteReader): number {
  reader.skip(1);
  const label = reader.u32();
  reader.skipInteger();
  reader.skipInteger();
  return label;
}

function skipMemarg(reader: ByteReader): void {
  if (reader.u32() & MEMORY_INDEX_FLAG) reader.skipInteger();
  reader.skipInteger();
}
