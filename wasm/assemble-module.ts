/** Puts a metered module together: rewritten sections, untouched ones as they were, counters added. */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter, unsignedLength } from "./byte-writer.ts";
import { type ModuleIndex, PREAMBLE_BYTES, sectionIds } from "./module-index.ts";
import type { Settings } from "./options.ts";
import { type Content, type Rewriting, rewriteSections } from "./rewrite-sections.ts";
import { rewriteCustom } from "./sections/custom.ts";

/** The order that sections must have; custom ones may stand anywhere. */
const sectionOrder: readonly number[] = [
  sectionIds.type,
  sectionIds.import,
  sectionIds.function,
  sectionIds.table,
  sectionIds.memory,
  sectionIds.tag,
  sectionIds.global,
  sectionIds.export,
  sectionIds.start,
  sectionIds.element,
  sectionIds.dataCount,
  sectionIds.code,
  sectionIds.data,
];

/** Writes the module. */
export function assembleModule(rewriting: Rewriting): Uint8Array<ArrayBuffer> {
  const { index, settings } = rewriting;
  const sections = orderSections(index, settings, rewriteSections(rewriting));
  // Exactly as long as needed: whoever clones or stores the bytes gets the whole buffer.
  const out = new ByteWriter(
    sections.reduce((sum, one) => sum + writtenLength(one), PREAMBLE_BYTES),
  );
  out.copy(index.bytes, 0, PREAMBLE_BYTES);
  for (const { id, content } of sections) {
    out.u8(id);
    out.u32(lengthOf(content));
    for (const part of content) out.write(part);
  }
  return out.done();
}

/** A section to write. */
interface NewSection {
  readonly id: number;
  readonly content: Content;
}

function lengthOf(content: Content): number {
  return content.reduce((sum, part) => sum + part.length, 0);
}

function writtenLength({ content }: NewSection): number {
  const length = lengthOf(content);
  return 1 + unsignedLength(length) + length;
}

/** Sections in the order they must have, custom ones after the section that they followed. */
function orderSections(
  index: ModuleIndex,
  settings: Settings,
  contents: ReadonlyMap<number, Content>,
): NewSection[] {
  const ordered: NewSection[] = [];
  let next = 0;
  const addUntil = (position: number): void => {
    for (; next < position; next++) {
      const id = sectionOrder[next] ?? -1;
      const content = contents.get(id);
      if (content !== undefined) ordered.push({ id, content });
    }
  };
  for (const section of index.sections) {
    if (section.id !== sectionIds.custom) {
      addUntil(sectionOrder.indexOf(section.id) + 1);
      continue;
    }
    const content = new ByteWriter(section.end - section.start);
    const reader = new ByteReader(index.bytes, section.start, section.end);
    if (rewriteCustom(reader, content, { any: settings.debugNames, globals: !settings.shares })) {
      ordered.push({ id: section.id, content: [content.done()] });
    }
  }
  addUntil(sectionOrder.length);
  return ordered;
}
