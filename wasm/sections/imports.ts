/** The import section, with new limits for imported memories and tables. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { externKinds } from "../module-index.ts";
import type { Caps } from "./caps.ts";
import { readLimits, writeLimits } from "./limits.ts";

/** Copies the section's content. */
export function rewriteImports(reader: ByteReader, writer: ByteWriter, caps: Caps): void {
  const count = reader.u32();
  writer.u32(count);
  for (let i = 0; i < count; i++) {
    const start = reader.offset;
    reader.skip(reader.u32());
    reader.skip(reader.u32());
    const kind = reader.u8();
    switch (kind) {
      case externKinds.function:
        reader.skipInteger();
        break;
      case externKinds.global:
        reader.skipType();
        reader.skip(1);
        break;
      case externKinds.tag:
        reader.skip(1);
        reader.skipInteger();
        break;
      case externKinds.table:
        reader.skipType();
        break;
    }
    writer.write(reader.since(start));
    if (kind === externKinds.table) writeLimits(writer, readLimits(reader), caps.nextTableMax());
    if (kind === externKinds.memory) writeLimits(writer, readLimits(reader), caps.nextMemoryMax());
  }
}
