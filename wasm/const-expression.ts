/** Constant expressions: initial values and offsets, in globals, tables and segments. */
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readOperator, skipImmediates } from "./instructions.ts";
import { operatorsByName } from "./operators.ts";

const END = operatorsByName.get("end");
const REF_FUNC = operatorsByName.get("ref.func");
const GLOBAL_GET = operatorsByName.get("global.get");

/** Gives the indices that take the place of others. */
export interface IndexMap {
  function(index: number): number;
  global(index: number): number;
  /** The indices of functions that are put into a table, where those are others. */
  readonly elements?: (table: number) => IndexMap | undefined;
  /** Is told where the bytes of each expression are. */
  readonly expression?: (start: number, end: number) => void;
}

/** Leaves indices as they are. */
export const sameIndices: IndexMap = { function: (index) => index, global: (index) => index };

/** Passes over a constant expression. */
export function skipConstExpression(reader: ByteReader): void {
  for (let one = readOperator(reader); one !== END; one = readOperator(reader)) {
    skipImmediates(reader, one);
  }
}

/** Copies a constant expression, with every function and global that it refers to replaced. */
export function copyConstExpression(reader: ByteReader, writer: ByteWriter, map: IndexMap): void {
  const first = reader.offset;
  for (;;) {
    const start = reader.offset;
    const operator = readOperator(reader);
    if (operator === REF_FUNC || operator === GLOBAL_GET) {
      writer.copy(reader.bytes, start, reader.offset);
      const index = reader.u32();
      writer.u32(operator === REF_FUNC ? map.function(index) : map.global(index));
      continue;
    }
    if (operator !== END) skipImmediates(reader, operator);
    writer.copy(reader.bytes, start, reader.offset);
    if (operator !== END) continue;
    map.expression?.(first, reader.offset);
    return;
  }
}
