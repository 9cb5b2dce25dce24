/** The table section, with new limits and replaced functions in initial values. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { copyConstExpression, type FunctionMap } from "../const-expression.ts";
import { TABLE_WITH_VALUE } from "../module-index.ts";
import type { Caps } from "./caps.ts";
import { readLimits, writeLimits } from "./limits.ts";

/** Copies the section's content. */
export function rewriteTables(
  reader: ByteReader,
  writer: ByteWriter,
  caps: Caps,
  replace: FunctionMap,
): void {
  const count = reader.u32();
  writer.u32(count);
  for (let i = 0; i < count; i++) {
    const start = reader.offset;
    const hasValue = reader.bytes[start] === TABLE_WITH_VALUE;
    if (hasValue) reader.skip(2);
    reader.skipType();
    writer.write(reader.since(start));
    writeLimits(writer, readLimits(reader), caps.nextTableMax());
    if (hasValue) copyConstExpression(reader, writer, replace);
  }
}
