/** The table section, with new limits and replaced functions in initial values. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { copyConstExpression, type IndexMap } from "../const-expression.ts";
import { FUNCTION_REFERENCE, TABLE_WITH_VALUE } from "../module-index.ts";
import type { Caps } from "./caps.ts";
import { readLimits, writeLimits } from "./limits.ts";

/** Copies the section's content; `reader` is undefined when the module has none. `extra` tables of one function follow. */
export function rewriteTables(
  reader: ByteReader | undefined,
  writer: ByteWriter,
  caps: Caps,
  map: IndexMap,
  extra = 0,
): void {
  const count = reader?.u32() ?? 0;
  writer.u32(count + extra);
  for (let i = 0; i < count && reader !== undefined; i++) {
    const start = reader.offset;
    const hasValue = reader.bytes[start] === TABLE_WITH_VALUE;
    if (hasValue) reader.skip(2);
    reader.skipType();
    writer.copy(reader.bytes, start, reader.offset);
    writeLimits(writer, readLimits(reader), caps.nextTableMax());
    if (hasValue) copyConstExpression(reader, writer, map);
  }
  for (let i = 0; i < extra; i++) writer.write(Uint8Array.of(FUNCTION_REFERENCE, HAS_MAX, 1, 1));
}

const HAS_MAX = 1;
