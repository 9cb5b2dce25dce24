/** The export section, with replaced functions and our counters at its end. */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import type { FunctionMap } from "../const-expression.ts";
import { externKinds } from "../module-index.ts";

/** An export to add. */
export interface ExtraExport {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

/** Copies the section's content; `reader` is undefined when the module has none. `extra` follows. */
export function rewriteExports(
  reader: ByteReader | undefined,
  writer: ByteWriter,
  replace: FunctionMap,
  extra: readonly ExtraExport[],
): void {
  const count = reader?.u32() ?? 0;
  writer.u32(count + extra.length);
  for (let i = 0; i < count && reader !== undefined; i++) {
    const start = reader.offset;
    reader.skip(reader.u32());
    const kind = reader.u8();
    writer.write(reader.since(start));
    const index = reader.u32();
    writer.u32(kind === externKinds.function ? replace(index) : index);
  }
  for (const { name, kind, index } of extra) {
    writer.name(name);
    writer.u8(kind);
    writer.u32(index);
  }
}
