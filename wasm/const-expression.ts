/** Constant expressions: initial values and offsets, in globals, tables and segments. */
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readOperator, skipImmediates } from "./instructions.ts";
import { operatorsByName } from "./operators.ts";

const END = operatorsByName.get("end");
const REF_FUNC = operatorsByName.get("ref.func");

/** Gives the function that takes the place of another. */
export type FunctionMap = (functionIndex: number) => number;

/** Passes over a constant expression. */
export function skipConstExpression(reader: ByteReader): void {
  for (let one = readOperator(reader); one !== END; one = readOperator(reader)) {
    skipImmediates(reader, one);
  }
}

/** Copies a constant expression, with every function that it refers to replaced. */
export function copyConstExpression(
  reader: ByteReader,
  writer: ByteWriter,
  replace: FunctionMap,
): void {
  for (;;) {
    const start = reader.offset;
    const operator = readOperator(reader);
    if (operator === REF_FUNC) {
      writer.write(reader.since(start));
      writer.u32(replace(reader.u32()));
      continue;
    }
    if (operator !== END) skipImmediates(reader, operator);
    writer.write(reader.since(start));
    if (operator === END) return;
  }
}
