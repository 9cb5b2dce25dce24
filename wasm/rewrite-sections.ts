/** What becomes of each section: rewritten where functions, limits or counters are concerned, else as it was. */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { ChosenExports } from "./chosen-exports.ts";
import type { IndexMap } from "./const-expression.ts";
import { ENTRY_COST } from "./costs.ts";
import type { CounterExports } from "./meta.ts";
import { valueType } from "./metering/code-writer.ts";
import { createHelpers } from "./metering/helper-functions.ts";
import type { MeteredCode } from "./metering/meter-code.ts";
import { writeWrappers } from "./metering/wrappers.ts";
import { externKinds, type ModuleIndex, type Section, sectionIds } from "./module-index.ts";
import type { Settings } from "./options.ts";
import type { Caps } from "./sections/caps.ts";
import { rewriteData } from "./sections/data.ts";
import { rewriteElements } from "./sections/elements.ts";
import { type ExtraExport, rewriteExports } from "./sections/exports.ts";
import { counter32, counter64, rewriteGlobals } from "./sections/globals.ts";
import { type ExtraImport, rewriteImports } from "./sections/imports.ts";
import { rewriteMemories } from "./sections/memories.ts";
import { rewriteTables } from "./sections/tables.ts";
import { counterModule } from "./shared-counters.ts";

/** A section's content, in parts that follow one another. */
export type Content = readonly Uint8Array[];

/** What the sections are rewritten by. */
export interface Rewriting {
  readonly index: ModuleIndex;
  readonly settings: Settings;
  readonly caps: Caps;
  readonly code: MeteredCode;
  /** Names for our counters. */
  readonly names: CounterExports;
  /** Which exports of the module's own stay. */
  readonly chosen: ChosenExports;
}

/** The content of every section but custom ones, by id. */
export function rewriteSections(rewriting: Rewriting): Map<number, Content> {
  const { index, settings, caps, code, chosen } = rewriting;
  const { functions } = code.scope;
  const contents = new Map<number, Content>();
  const { firstMovedGlobal, globalShift } = code.scope;
  const map: IndexMap = {
    function: (one) => functions.outer(one),
    global: (one) => (one >= firstMovedGlobal ? one + globalShift : one),
  };
  const write = (id: number, fill: (writer: ByteWriter) => void): void => {
    const writer = new ByteWriter();
    fill(writer);
    contents.set(id, [writer.done()]);
  };
  for (const section of index.sections) {
    const { id } = section;
    const reader = readerOf(index, section);
    if (id === sectionIds.memory) write(id, (out) => rewriteMemories(reader, out, caps));
    else if (id === sectionIds.data && settings.shares) {
      write(id, (out) => rewriteData(reader, out, map));
    } else if (id !== sectionIds.start) contents.set(id, [reader.rest()]);
    else if (settings.keepStart) write(id, (out) => out.u32(map.function(reader.u32())));
  }
  const sectionReader = (id: number): ByteReader | undefined => {
    const section = index.sections.find((one) => one.id === id);
    return section && readerOf(index, section);
  };
  const imports = sectionReader(sectionIds.import);
  if (imports !== undefined || settings.shares) {
    const extra = settings.shares ? counterImports(rewriting.names) : [];
    write(sectionIds.import, (out) => rewriteImports(imports, out, caps, extra));
  }
  const tables = sectionReader(sectionIds.table);
  if (tables !== undefined || functions.resumes) {
    const extra = functions.resumes ? 1 : 0;
    write(sectionIds.table, (out) => rewriteTables(tables, out, caps, map, extra));
  }
  const elements = sectionReader(sectionIds.element);
  // What code refers to must be named outside of code: an export that goes may have done so.
  const declared = chosen.keep === undefined ? [] : functions.referenced;
  if (elements !== undefined || declared.length > 0) {
    write(sectionIds.element, (out) => rewriteElements(elements, out, map, declared));
  }
  const counters = settings.shares ? [] : [counter64(settings.initialFuel), counter32(0)];
  if (code.scope.limitsStack && !settings.shares) counters.push(counter32(settings.stackBytes));
  if (code.scope.resumes) counters.push(counter64(BigInt(ENTRY_COST)));
  write(sectionIds.global, (out) =>
    rewriteGlobals(sectionReader(sectionIds.global), out, map, counters),
  );
  const shown = chosen.globals.map((one) => ({ ...one, index: map.global(one.index) }));
  const extra = [...shown, ...counterExports(rewriting)];
  write(sectionIds.export, (out) =>
    rewriteExports(sectionReader(sectionIds.export), out, {
      map,
      keep: chosen.keep,
      extra,
    }),
  );
  // Wrappers are known only now that everything that asks for them is written.
  setFunctionSections(index, code, contents);
  return contents;
}

function counterImports({ left, trap, stack }: CounterExports): ExtraImport[] {
  const counter = (name: string, type: number): ExtraImport => ({
    module: counterModule,
    name,
    type,
  });
  return [
    counter(left, valueType.i64),
    counter(trap, valueType.i32),
    ...(stack === undefined ? [] : [counter(stack, valueType.i32)]),
  ];
}

function counterExports({ index, settings, code: { scope }, names }: Rewriting): ExtraExport[] {
  const { global, table, function: func } = externKinds;
  const extra: ExtraExport[] = [];
  if (!settings.shares) {
    extra.push({ name: names.left, kind: global, index: scope.fuelGlobal });
    extra.push({ name: names.trap, kind: global, index: scope.trapGlobal });
  }
  if (names.stack !== undefined && !settings.shares) {
    extra.push({ name: names.stack, kind: global, index: scope.stackGlobal });
  }
  if (names.soft !== undefined && names.slow !== undefined) {
    extra.push({ name: names.soft, kind: global, index: scope.softGlobal });
    extra.push({ name: names.slow, kind: table, index: scope.slowTable });
  }
  if (names.start !== undefined && index.start !== undefined) {
    extra.push({ name: names.start, kind: func, index: scope.functions.outer(index.start) });
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
  const helpers = createHelpers(scope, types);
  const total = defined + helpers.length + functions.wrapperCount;
  const functionSection = new ByteWriter(total * 2 + 8);
  functionSection.u32(total);
  for (let i = index.importedFunctions; i < index.functions.length; i++) {
    const typeIndex = index.functions[i] ?? 0;
    functionSection.u32(functions.registers[i] === 1 ? types.metered(typeIndex) : typeIndex);
  }
  const wrappers = new ByteWriter();
  for (const { type, body } of helpers) {
    functionSection.u32(type);
    wrappers.u32(body.length);
    wrappers.write(body);
  }
  for (const wrapped of functions.wrapped) functionSection.u32(index.functions[wrapped] ?? 0);
  contents.set(sectionIds.function, [functionSection.done()]);

  const codeHead = new ByteWriter(8);
  codeHead.u32(total);
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

function readerOf(index: ModuleIndex, section: Section): ByteReader {
  return new ByteReader(index.bytes, section.start, section.end);
}
