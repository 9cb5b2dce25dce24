/** The export section, with replaced functions and our counters at its end. */
import type { ByteReader } from "../byte-reader.ts";
import { ByteWriter } from "../byte-writer.ts";
import type { IndexMap } from "../const-expression.ts";
import { externKinds } from "../module-index.ts";

/** An export to add. */
export interface ExtraExport {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

/** What changes in the section. */
export interface ExportChanges {
  readonly map: IndexMap;
  /** The names that stay; undefined: all. */
  readonly keep: ReadonlySet<string> | undefined;
  /** What follows. */
  readonly extra: readonly ExtraExport[];
}

/** Copies the section's content; `reader` is undefined when the module has none. */
export function rewriteExports(
  reader: ByteReader | undefined,
  writer: ByteWriter,
  { map, keep, extra }: ExportChanges,
): void {
  const kept = new ByteWriter();
  let count = extra.length;
  for (let rest = reader?.u32() ?? 0; rest > 0 && reader !== undefined; rest--) {
    const start = reader.offset;
    const stays = keep?.has(reader.name()) ?? true;
    if (keep === undefined) reader.skip(reader.u32());
    const kind = reader.u8();
    const headEnd = reader.offset;
    const index = reader.u32();
    if (!stays) continue;
    kept.copy(reader.bytes, start, headEnd);
    if (kind === externKinds.function) kept.u32(map.function(index));
    else kept.u32(kind === externKinds.global ? map.global(index) : index);
    count++;
  }
  writer.u32(count);
  writer.write(kept.done());
  for (const { name, kind, index } of extra) {
    writer.name(name);
    writer.u8(kind);
    writer.u32(index);
  }
}
