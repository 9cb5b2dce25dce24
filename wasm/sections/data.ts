/** The data section, with replaced globals in offsets. https://webassembly.github.io/spec/core/binary/modules.html#data-section */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { copyConstExpression, type IndexMap } from "../const-expression.ts";

/** Bits of a segment's flags. */
const PASSIVE = 1;
const HAS_MEMORY = 2;

/** Copies the section's content. */
export function rewriteData(reader: ByteReader, writer: ByteWriter, map: IndexMap): void {
  const count = reader.u32();
  writer.u32(count);
  for (let i = 0; i < count; i++) {
    const flags = reader.u32();
    writer.u32(flags);
    if (flags & HAS_MEMORY) writer.u32(reader.u32());
    if ((flags & PASSIVE) === 0) copyConstExpression(reader, writer, map);
    const length = reader.u32();
    writer.u32(length);
    const start = reader.offset;
    reader.skip(length);
    writer.copy(reader.bytes, start, reader.offset);
  }
}
