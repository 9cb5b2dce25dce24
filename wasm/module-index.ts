/** One scan over a module: its sections, and how many of each thing it imports and defines. */
import { ByteReader } from "./byte-reader.ts";
import { skipConstExpression } from "./const-expression.ts";
import { type Limits, readLimits } from "./sections/limits.ts";
import { readTypes, type TypeEntry } from "./sections/types.ts";
import { WasmError } from "./wasm-error.ts";

/** Section numbers. https://webassembly.github.io/spec/core/binary/modules.html#sections */
export const sectionIds = {
  custom: 0,
  type: 1,
  import: 2,
  function: 3,
  table: 4,
  memory: 5,
  global: 6,
  export: 7,
  start: 8,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
  tag: 13,
} as const;

/** What kinds of things are imported and exported, by number. */
export const externKinds = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

/** Magic and version. */
export const PREAMBLE_BYTES = 8;

/** Where a section's content is. */
export interface Section {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** An import, as far as its name goes. */
export interface ImportName {
  readonly module: string;
  readonly name: string;
  /** One of `externKinds`. */
  readonly kind: number;
}

/** A table. */
export interface TableEntry extends Limits {
  /** Whether it may hold every function, and has none until it is given some. */
  readonly isPlain: boolean;
}

/** What the scan found. Index spaces list imports first. */
export interface ModuleIndex {
  readonly bytes: Uint8Array;
  readonly sections: readonly Section[];
  readonly types: readonly TypeEntry[];
  readonly imports: readonly ImportName[];
  /** Type index of every function. */
  readonly functions: readonly number[];
  readonly importedFunctions: number;
  readonly globals: number;
  readonly importedGlobals: number;
  readonly tables: readonly TableEntry[];
  readonly importedTables: number;
  readonly memories: readonly Limits[];
  readonly importedMemories: number;
  /** Type index of every tag. */
  readonly tags: readonly number[];
  /** Names of exports that begin as those of counters do. */
  readonly counterNames: ReadonlySet<string>;
  /** The start function. */
  readonly start: number | undefined;
}

/** Scans a module that the engine has validated. */
export function indexModule(bytes: Uint8Array): ModuleIndex {
  const sections = readSections(bytes);
  const imports: ImportName[] = [];
  const functions: number[] = [];
  const tables: TableEntry[] = [];
  const memories: Limits[] = [];
  const tags: number[] = [];
  const counterNames = new Set<string>();
  let types: readonly TypeEntry[] = [];
  let importedFunctions = 0;
  let globals = 0;
  let importedGlobals = 0;
  let importedTables = 0;
  let importedMemories = 0;
  let start: number | undefined;

  const readImport = (reader: ByteReader): void => {
    const module = reader.name();
    const name = reader.name();
    const at = reader.offset;
    const kind = reader.u8();
    imports.push({ module, name, kind });
    if (kind === externKinds.function) functions.push(reader.u32());
    else if (kind === externKinds.table) tables.push(readTable(reader));
    else if (kind === externKinds.memory) memories.push(readLimits(reader));
    else if (kind === externKinds.global) {
      reader.skipType();
      reader.skip(1);
      globals++;
    } else if (kind === externKinds.tag) tags.push(readTag(reader));
    else reader.fail("WASM_UNSUPPORTED", `import of kind "${kind}" is not supported`, at);
  };

  for (const section of sections) {
    const reader = new ByteReader(bytes, section.start, section.end);
    const each = (read: (reader: ByteReader) => void): void => {
      for (let rest = reader.u32(); rest > 0; rest--) read(reader);
    };
    switch (section.id) {
      case sectionIds.type:
        types = readTypes(reader);
        break;
      case sectionIds.import:
        each(readImport);
        importedFunctions = functions.length;
        importedGlobals = globals;
        importedTables = tables.length;
        importedMemories = memories.length;
        break;
      case sectionIds.function:
        each(() => functions.push(reader.u32()));
        break;
      case sectionIds.table:
        each(() => tables.push(readTable(reader)));
        break;
      case sectionIds.memory:
        each(() => memories.push(readLimits(reader)));
        break;
      case sectionIds.tag:
        each(() => tags.push(readTag(reader)));
        break;
      case sectionIds.global:
        globals += reader.u32();
        break;
      case sectionIds.export:
        each(() => {
          if (startsAsCounter(reader)) counterNames.add(reader.name());
          else reader.skip(reader.u32());
          reader.skip(1);
          reader.skipInteger();
        });
        break;
      case sectionIds.start:
        start = reader.u32();
        break;
    }
  }
  return {
    bytes,
    sections,
    types,
    imports,
    functions,
    importedFunctions,
    globals,
    importedGlobals,
    tables,
    importedTables,
    memories,
    importedMemories,
    tags,
    counterNames,
    start,
  };
}

/** What the names of counters begin with, in ASCII. */
export const COUNTER_PREFIX = "__fuel";

/** Whether the name that comes next has that prefix. Names are many, and costly to decode. */
function startsAsCounter({ bytes, offset }: ByteReader): boolean {
  let at = offset;
  // The digits of its length.
  while ((bytes[at] ?? 0) >= 0x80) at++;
  for (let i = 0; i < COUNTER_PREFIX.length; i++) {
    if (bytes[++at] !== COUNTER_PREFIX.charCodeAt(i)) return false;
  }
  return true;
}

/** The names of all exports. */
export function readExportNames({ bytes, sections }: ModuleIndex): ReadonlySet<string> {
  const names = new Set<string>();
  const section = sections.find(({ id }) => id === sectionIds.export);
  if (section === undefined) return names;
  const reader = new ByteReader(bytes, section.start, section.end);
  for (let rest = reader.u32(); rest > 0; rest--) {
    names.add(reader.name());
    reader.skip(1);
    reader.skipInteger();
  }
  return names;
}

function readSections(bytes: Uint8Array): Section[] {
  const reader = new ByteReader(bytes);
  reader.skip(PREAMBLE_BYTES);
  const sections: Section[] = [];
  while (reader.offset < bytes.length) {
    const at = reader.offset;
    const id = reader.u8();
    if (id > sectionIds.tag) {
      throw new WasmError(
        "WASM_UNSUPPORTED",
        `Cannot read module: section "${id}" is not supported`,
        at,
      );
    }
    const size = reader.u32();
    const start = reader.offset;
    reader.skip(size);
    sections.push({ id, start, end: reader.offset });
  }
  return sections;
}

/** Marks a table that has an initial value. */
export const TABLE_WITH_VALUE = 0x40;

/** The type of references to any function. */
export const FUNCTION_REFERENCE = 0x70;

function readTable(reader: ByteReader): TableEntry {
  const hasValue = reader.bytes[reader.offset] === TABLE_WITH_VALUE;
  const isPlain = reader.bytes[reader.offset] === FUNCTION_REFERENCE;
  if (hasValue) reader.skip(2);
  reader.skipType();
  const limits = readLimits(reader);
  if (hasValue) skipConstExpression(reader);
  return { ...limits, isPlain };
}

function readTag(reader: ByteReader): number {
  reader.skip(1);
  return reader.u32();
}
