/** The element section, with replaced functions. https://webassembly.github.io/spec/core/binary/modules.html#element-section */
import type { ByteReader } from "../byte-reader.ts";
import type { ByteWriter } from "../byte-writer.ts";
import { copyConstExpression, type IndexMap } from "../const-expression.ts";

/** Bits of a segment's flags. `hasTable` says of a passive one that it is only declared. */
export const segmentFlags = { passiveOrDeclared: 1, hasTable: 2, hasExpressions: 4 } as const;

const {
  passiveOrDeclared: PASSIVE_OR_DECLARED,
  hasTable: HAS_TABLE,
  hasExpressions: HAS_EXPRESSIONS,
} = segmentFlags;

const FUNCTION_KIND = 0;

/**
 * Copies the section's content; `reader` is undefined when the module has none. `declared` functions
 * follow, which code may then take references of. Returns whether a segment is passive, waiting for
 * `table.init`.
 */
export function rewriteElements(
  reader: ByteReader | undefined,
  writer: ByteWriter,
  map: IndexMap,
  declared: readonly number[] = [],
): boolean {
  const count = reader?.u32() ?? 0;
  writer.u32(declared.length > 0 ? count + 1 : count);
  let hasPassive = false;
  for (let i = 0; i < count && reader !== undefined; i++) {
    const flags = rewriteSegment(reader, writer, map);
    if ((flags & (PASSIVE_OR_DECLARED | HAS_TABLE)) === PASSIVE_OR_DECLARED) hasPassive = true;
  }
  if (declared.length > 0) {
    writer.pair(PASSIVE_OR_DECLARED | HAS_TABLE, FUNCTION_KIND);
    writer.u32(declared.length);
    for (const one of declared) writer.u32(one);
  }
  return hasPassive;
}

/** Returns the segment's flags. */
function rewriteSegment(reader: ByteReader, writer: ByteWriter, map: IndexMap): number {
  const flags = reader.u32();
  writer.u32(flags);
  let elements = map;
  if ((flags & PASSIVE_OR_DECLARED) === 0) {
    const table = flags & HAS_TABLE ? reader.u32() : 0;
    if (flags & HAS_TABLE) writer.u32(table);
    copyConstExpression(reader, writer, map);
    elements = map.elements?.(table) ?? map;
  }
  if ((flags & (PASSIVE_OR_DECLARED | HAS_TABLE)) !== 0) {
    // The kind of the elements, or their type.
    const start = reader.offset;
    if (flags & HAS_EXPRESSIONS) reader.skipType();
    else reader.skip(1);
    writer.copy(reader.bytes, start, reader.offset);
  }
  const length = reader.u32();
  writer.u32(length);
  for (let i = 0; i < length; i++) {
    if (flags & HAS_EXPRESSIONS) copyConstExpression(reader, writer, elements);
    else writer.u32(elements.function(reader.u32()));
  }
  return flags;
}
