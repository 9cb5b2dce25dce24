/** The global section, with replaced functions in initial values and our counters at its end. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { copyConstExpression, type IndexMap, skipConstExpression } from "../const-expression.ts";
import type { Counter } from "../counters.ts";

/** Copies the section's content; `reader` is undefined when the module has none. `extra` follows. */
export function rewriteGlobals(
  reader: ByteReader | undefined,
  writer: ByteWriter,
  map: IndexMap,
  extra: readonly Counter[],
): void {
  const count = reader?.u32() ?? 0;
  writer.u32(count + extra.length);
  for (let i = 0; i < count && reader !== undefined; i++) {
    const start = reader.offset;
    reader.skipType();
    reader.skip(1);
    writer.copy(reader.bytes, start, reader.offset);
    copyConstExpression(reader, writer, map);
  }
  for (const { type, initial } of extra) {
    writer.pair(type, MUTABLE);
    writer.u8(type === I64 ? I64_CONST : I32_CONST);
    writer.sBig64(initial);
    writer.u8(END);
  }
}

/** Which of the globals that the section defines can change, numbered from 0. */
export function findMutableGlobals(reader: ByteReader): number[] {
  const found: number[] = [];
  const count = reader.u32();
  for (let i = 0; i < count; i++) {
    reader.skipType();
    if (reader.u8() === MUTABLE) found.push(i);
    skipConstExpression(reader);
  }
  return found;
}

const I64 = 0x7e;
const MUTABLE = 1;
const I32_CONST = 0x41;
const I64_CONST = 0x42;
const END = 0x0b;
