/** Puts a metered module together: rewritten sections, untouched ones as they were, counters added. */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter, unsignedLength } from "./byte-writer.ts";
import type { CounterExports } from "./meta.ts";
import type { MeteredCode } from "./metering/meter-code.ts";
import { writeWrappers } from "./metering/wrappers.ts";
import {
  externKinds,
  type ModuleIndex,
  PREAMBLE_BYTES,
  type Section,
  sectionIds,
} from "./module-index.ts";
import type { Settings } from "./options.ts";
import type { Caps } from "./sections/caps.ts";
import { rewriteCustom } from "./sections/custom.ts";
import { rewriteElements } from "./sections/elements.ts";
import { type ExtraExport, rewriteExports } from "./sections/exports.ts";
import { counter32, counter64, rewriteGlobals } from "./sections/globals.ts";
import { rewriteImports } from "./sections/imports.ts";
import { rewriteMemories } from "./sections/memories.ts";
import { rewriteTables } from "./sections/tables.ts";

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

/** A section's content, in parts that follow one another. */
type Content = readonly Uint8Array[];

/** Writes the module. */
export function assembleModule(
  index: ModuleIndex,
  settings: Settings,
  caps: Caps,
  code: MeteredCode,
  exports: CounterExports,
): Uint8Array<ArrayBuffer> {
  const sections = orderSections(
    index,
    settings,
    rewriteSections(index, settings, caps, code, exports),
  );
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
    if (rewriteCustom(readerOf(index, section), content, settings.debugNames)) {
      ordered.push({ id: section.id, content: [content.done()] });
    }
  }
  addUntil(sectionOrder.length);
  return ordered;
}

function readerOf(index: ModuleIndex, section: Section): ByteReader {
  return new ByteReader(index.bytes, section.start, section.end);
}

/** The content of every section but custom ones, by id. */
function rewriteSections(
  index: ModuleIndex,
  settings: Settings,
  caps: Caps,
  code: MeteredCode,
  exports: CounterExports,
): Map<number, Content> {
  const { functions } = code.scope;
  const contents = new Map<number, Content>();
  const outer = (functionIndex: number): number => functions.outer(functionIndex);
  const written = (write: (writer: ByteWriter) => void): Content => {
    const writer = new ByteWriter();
    write(writer);
    return [writer.done()];
  };
  for (const section of index.sections) {
    const reader = readerOf(index, section);
    switch (section.id) {
      case sectionIds.import:
        contents.set(
          section.id,
          written((out) => rewriteImports(reader, out, caps)),
        );
        break;
      case sectionIds.table:
        contents.set(
          section.id,
          written((out) => rewriteTables(reader, out, caps, outer)),
        );
        break;
      case sectionIds.memory:
        contents.set(
          section.id,
          written((out) => rewriteMemories(reader, out, caps)),
        );
        break;
      case sectionIds.element:
        contents.set(
          section.id,
          written((out) => rewriteElements(reader, out, outer)),
        );
        break;
      case sectionIds.start:
        if (settings.keepStart) {
          contents.set(
            section.id,
            written((out) => out.u32(outer(reader.u32()))),
          );
        }
        break;
      default:
        contents.set(section.id, [index.bytes.subarray(section.start, section.end)]);
    }
  }
  const sectionReader = (id: number): ByteReader | undefined => {
    const section = index.sections.find((one) => one.id === id);
    return section && readerOf(index, section);
  };
  const counters = [counter64(settings.initialFuel), counter32(0)];
  if (code.scope.limitsStack) counters.push(counter32(settings.stackBytes));
  contents.set(
    sectionIds.global,
    written((out) => rewriteGlobals(sectionReader(sectionIds.global), out, outer, counters)),
  );
  contents.set(
    sectionIds.export,
    written((out) =>
      rewriteExports(
        sectionReader(sectionIds.export),
        out,
        outer,
        extraExports(index, code, exports),
      ),
    ),
  );
  // Wrappers are known only now that everything that asks for them is written.
  setFunctionSections(index, code, contents);
  return contents;
}

function extraExports(
  index: ModuleIndex,
  { scope }: MeteredCode,
  exports: CounterExports,
): ExtraExport[] {
  const { global, function: func } = externKinds;
  const extra: ExtraExport[] = [
    { name: exports.left, kind: global, index: scope.fuelGlobal },
    { name: exports.trap, kind: global, index: scope.trapGlobal },
  ];
  if (exports.stack !== undefined) {
    extra.push({ name: exports.stack, kind: global, index: scope.stackGlobal });
  }
  if (exports.start !== undefined && index.start !== undefined) {
    extra.push({ name: exports.start, kind: func, index: scope.functions.outer(index.start) });
  }
  return extra;
}

/** Sets the sections that grow by wrappers and by types: type, function and code. */
function setFunctionSections(
  index: ModuleIndex,
  { scope, types, bodies }: MeteredCode,
  contents: Map<number, Content>,
): void {
  const { functions } = scope;
  const defined = index.functions.length - index.importedFunctions;
  if (defined === 0) return;
  const total = defined + functions.wrapperCount;
  const functionSection = new ByteWriter(total * 2 + 8);
  functionSection.u32(total);
  for (let i = index.importedFunctions; i < index.functions.length; i++) {
    const typeIndex = index.functions[i] ?? 0;
    functionSection.u32(functions.registers[i] === 1 ? types.metered(typeIndex) : typeIndex);
  }
  for (const wrapped of functions.wrapped) functionSection.u32(index.functions[wrapped] ?? 0);
  contents.set(sectionIds.function, [functionSection.done()]);

  const codeHead = new ByteWriter(8);
  codeHead.u32(total);
  const wrappers = new ByteWriter();
  writeWrappers(scope, wrappers);
  contents.set(sectionIds.code, [codeHead.done(), bodies.done(), wrappers.done()]);

  const original = index.sections.find(({ id }) => id === sectionIds.type);
  if (original === undefined || types.count === 0) return;
  const reader = readerOf(index, original);
  const typeHead = new ByteWriter(8);
  typeHead.u32(reader.u32() + types.count);
  contents.set(sectionIds.type, [
    typeHead.done(),
    index.bytes.subarray(reader.offset, original.end),
    types.bytes,
  ]);
}
