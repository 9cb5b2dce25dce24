/** The import section, with new limits for imported memories and tables. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { externKinds } from "../module-index.ts";
import type { Caps } from "./caps.ts";
import { readLimits, writeLimits } from "./limits.ts";

/** A mutable global to import, by the byte of its type. */
export interface ExtraImport {
  readonly module: string;
  readonly name: string;
  readonly type: number;
}

/** Copies the section's content; `reader` is undefined when the module has none. `extra` follows. */
export function rewriteImports(
  reader: ByteReader | undefined,
  writer: ByteWriter,
  caps: Caps,
  extra: readonly ExtraImport[] = [],
): void {
  const count = reader?.u32() ?? 0;
  writer.u32(count + extra.length);
  for (let i = 0; i < count && reader !== undefined; i++) {
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
    writer.copy(reader.bytes, start, reader.offset);
    if (kind === externKinds.table) writeLimits(writer, readLimits(reader), caps.nextTableMax());
    if (kind === externKinds.memory) writeLimits(writer, readLimits(reader), caps.nextMemoryMax());
  }
  for (const { module, name, type } of extra) {
    writer.name(module);
    writer.name(name);
    writer.pair(externKinds.global, type);
    writer.u8(MUTABLE);
  }
}

const MUTABLE = 1;
