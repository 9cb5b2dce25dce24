/** What becomes of each section: rewritten where functions, limits or counters are concerned, else as it was. */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { ChosenExports } from "./chosen-exports.ts";
import type { IndexMap } from "./const-expression.ts";
import type { CounterExports } from "./meta.ts";
import { CodeWriter } from "./metering/code-writer.ts";
import { createHelpers } from "./metering/helper-functions.ts";
import type { MeteredCode } from "./metering/meter-code.ts";
import { writeWrappers } from "./metering/wrappers.ts";
import { externKinds, type ModuleIndex, type Section, sectionIds } from "./module-index.ts";
import type { Settings } from "./options.ts";
import type { Caps } from "./sections/caps.ts";
import { rewriteData } from "./sections/data.ts";
import { rewriteElements } from "./sections/elements.ts";
import { type ExtraExport, rewriteExports } from "./sections/exports.ts";
import { rewriteGlobals } from "./sections/globals.ts";
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
  const { tables: privateTables } = functions;
  const global = (one: number): number => (one >= firstMovedGlobal ? one + globalShift : one);
  const elements: IndexMap = { function: (one) => functions.inner(one), global };
  const map: IndexMap = {
    function: (one) => functions.outer(one),
    global,
    elements: (table) => (privateTables.isPrivate(table) ? elements : undefined),
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
    const extra = settings.shares ? counterImports(rewriting) : [];
    write(sectionIds.import, (out) => rewriteImports(imports, out, caps, extra));
  }
  const tables = sectionReader(sectionIds.table);
  if (tables !== undefined || functions.resumes) {
    const extra = functions.resumes ? 1 : 0;
    write(sectionIds.table, (out) => rewriteTables(tables, out, caps, map, extra));
  }
  const segments = sectionReader(sectionIds.element);
  // What code refers to must be named outside of code: an export that goes may have done so, and
  // an element of a private table.
  const mayBeUnnamed = chosen.keep !== undefined || privateTables.any;
  const declared = mayBeUnnamed ? functions.referenced : [];
  if (segments !== undefined || declared.length > 0) {
    write(sectionIds.element, (out) => rewriteElements(segments, out, map, declared));
  }
  const counters = settings.shares ? [] : functions.counters;
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

function counterImports({ code, names }: Rewriting): ExtraImport[] {
  return code.scope.functions.counters.map(({ name, type }) => ({
    module: counterModule,
    name: names[name] ?? name,
    type,
  }));
}

function counterExports({ index, settings, code: { scope }, names }: Rewriting): ExtraExport[] {
  const { global, table, function: func } = externKinds;
  const extra: ExtraExport[] = [];
  if (!settings.shares) {
    for (const [i, { name }] of scope.functions.counters.entries()) {
      extra.push({ name: names[name] ?? name, kind: global, index: scope.fuelGlobal + i });
    }
  }
  if (names.slow !== undefined) {
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
  const { admission, helpers: indices } = functions;
  if (defined === 0 && !admission.isNeeded) return;
  if (admission.isNeeded) {
    const start = new ByteWriter(8);
    start.u32(indices.admit);
    contents.set(sectionIds.start, [start.done()]);
  }
  const helpers = createHelpers(scope, types);
  const total = defined + helpers.length + functions.wrapperCount;
  const functionSection = new ByteWriter(total * 2 + 8);
  functionSection.u32(total);
  for (let i = index.importedFunctions; i < index.functions.length; i++) {
    const typeIndex = index.functions[i] ?? 0;
    functionSection.u32(functions.registers[i] === 1 ? types.metered(typeIndex) : typeIndex);
  }
  const wrappers = new CodeWriter(functions.wrapperCount * 32);
  for (const { type, body } of helpers) {
    functionSection.u32(type);
    wrappers.u32(body.length);
    wrappers.write(body);
  }
  for (const wrapped of functions.wrapped) {
    const typeIndex = index.functions[wrapped] ?? 0;
    functionSection.u32(functions.registers[wrapped] === 1 ? typeIndex : types.metered(typeIndex));
  }
  contents.set(sectionIds.function, [functionSection.done()]);

  const codeHead = new ByteWriter(8);
  codeHead.u32(total);
  writeWrappers(scope, wrappers);
  contents.set(sectionIds.code, [codeHead.done(), bodies.done(), wrappers.done()]);

  if (types.count === 0) return;
  const original = index.sections.find(({ id }) => id === sectionIds.type);
  const reader = original && readerOf(index, original);
  const typeHead = new ByteWriter(8);
  typeHead.u32((reader?.u32() ?? 0) + types.count);
  contents.set(sectionIds.type, [typeHead.done(), reader?.rest() ?? nothing, types.bytes]);
}

const nothing = new Uint8Array(0);

function readerOf(index: ModuleIndex, section: Section): ByteReader {
  return new ByteReader(index.bytes, section.start, section.end);
}
