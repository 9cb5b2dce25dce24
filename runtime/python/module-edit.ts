/**
 * Cuts the interpreter's module down to what the host uses, and gives some of its functions other
 * bodies. Made for one known module; anything unexpected in it throws.
 */
import {
  concat,
  joinSections,
  readSections,
  type Section,
  SectionReader,
  section,
  unsigned,
} from "./module-sections.ts";

/** What to change. */
export interface ModuleEdit {
  /** Exported functions, tables, globals and memories to keep; all other exports go. */
  readonly keepExports: ReadonlySet<string>;
  /** The prefix of the names under which every mutable global of the module is exported, numbered from 0. */
  readonly globalPrefix: string;
  readonly newBodies: readonly NewBody[];
}

/** A new body for an exported function. */
export interface NewBody {
  readonly exportName: string;
  /** The operators of the body, which has no locals, before its `end`. */
  readonly operators: (places: Places) => readonly number[];
}

/** Indexes that the operators of a new body need, in LEB128. */
export interface Places {
  /** The function's old body, as a function of its own. */
  readonly original: readonly number[];
  readonly imported: (name: string) => readonly number[];
  readonly exportedGlobal: (name: string) => readonly number[];
}

const kind = { function: 0, global: 3 } as const;

interface Export {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

/** Makes the changed module. */
export function editModule(
  bytes: Uint8Array,
  { keepExports, globalPrefix, newBodies }: ModuleEdit,
): Uint8Array<ArrayBuffer> {
  const sections = readSections(bytes);
  const imports = readImports(find(sections, section.import));
  const exports = readExports(find(sections, section.export));
  const types = readIndexes(find(sections, section.function));
  const globals = readMutableGlobals(find(sections, section.global)).map((index, number) => ({
    name: `${globalPrefix}${number}`,
    kind: kind.global,
    index: imports.globals + index,
  }));
  const kept = exports.filter(({ name }) => keepExports.has(name));
  if (kept.length !== keepExports.size) throw cannotEdit("an export to keep is missing");

  const place = (name: string, what: number): number =>
    exports.find((one) => one.name === name && one.kind === what)?.index ?? missing(name);
  const bodies = new Map(
    newBodies.map(({ exportName, operators }, number) => {
      const original = unsigned(imports.functions.length + types.length + number);
      const code = operators({
        original,
        imported: (name) => unsigned(indexOf(imports.functions, name)),
        exportedGlobal: (name) => unsigned(place(name, kind.global)),
      });
      const defined = place(exportName, kind.function) - imports.functions.length;
      return [defined, Uint8Array.of(...unsigned(code.length + 2), 0x00, ...code, 0x0b)];
    }),
  );
  const newTypes = [
    ...types,
    ...[...bodies.keys()].map((index) => types[index] ?? missing("type")),
  ];
  const rewritten: Readonly<Record<number, (old: Uint8Array) => Uint8Array>> = {
    [section.function]: () => writeIndexes(newTypes),
    [section.export]: () => writeExports([...kept, ...globals]),
    [section.code]: (old) => replaceBodies(old, bodies),
  };
  return joinSections(
    sections
      // Custom sections are for linkers and people.
      .filter(({ id }) => id !== section.custom)
      .map(({ id, bytes: old }) => ({ id, bytes: rewritten[id]?.(old) ?? old })),
  );
}

/** The module without its data, for instances whose memory is filled otherwise. */
export function withoutData(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return joinSections(
    readSections(bytes).filter(({ id }) => id !== section.data && id !== section.dataCount),
  );
}

function find(sections: readonly Section[], id: number): SectionReader {
  const found = sections.find((one) => one.id === id);
  return new SectionReader(found?.bytes ?? missing(`section ${id}`));
}

/** Names of the imported functions in order, and how many globals are imported. */
function readImports(reader: SectionReader): { functions: readonly string[]; globals: number } {
  const functions: string[] = [];
  let globals = 0;
  for (let count = reader.unsigned(); count > 0; count -= 1) {
    reader.name();
    const name = reader.name();
    const what = reader.byte();
    if (what === kind.function) {
      reader.unsigned();
      functions.push(name);
    } else if (what === kind.global) {
      reader.take(2);
      globals += 1;
    } else throw cannotEdit(`import "${name}" is of kind ${what}`);
  }
  return { functions, globals };
}

function readExports(reader: SectionReader): readonly Export[] {
  return Array.from({ length: reader.unsigned() }, () => ({
    name: reader.name(),
    kind: reader.byte(),
    index: reader.unsigned(),
  }));
}

function writeExports(exports: readonly Export[]): Uint8Array<ArrayBuffer> {
  return concat([
    Uint8Array.from(unsigned(exports.length)),
    ...exports.map(({ name, kind: what, index }) => {
      const text = new TextEncoder().encode(name);
      return Uint8Array.of(...unsigned(text.length), ...text, what, ...unsigned(index));
    }),
  ]);
}

function readIndexes(reader: SectionReader): readonly number[] {
  return Array.from({ length: reader.unsigned() }, () => reader.unsigned());
}

function writeIndexes(indexes: readonly number[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from([indexes.length, ...indexes].flatMap(unsigned));
}

/** Which of the globals that the module defines can change. All start with a constant. */
function readMutableGlobals(reader: SectionReader): readonly number[] {
  const mutable: number[] = [];
  const count = reader.unsigned();
  for (let index = 0; index < count; index += 1) {
    reader.byte();
    if (reader.byte() === 1) mutable.push(index);
    // i32.const, i64.const, global.get, ref.null: each with one LEB128 number behind it, then `end`.
    const isKnown = [0x41, 0x42, 0x23, 0xd0].includes(reader.byte());
    reader.skipNumber();
    if (!isKnown || reader.byte() !== 0x0b) throw cannotEdit(`global ${index} starts otherwise`);
  }
  return mutable;
}

/** Puts new bodies in the place of old ones, which go to the end in the same order. */
function replaceBodies(
  code: Uint8Array,
  bodies: ReadonlyMap<number, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  const reader = new SectionReader(code);
  const count = reader.unsigned();
  const old = Array.from({ length: count }, () => {
    const start = reader.position;
    reader.take(reader.unsigned());
    return code.subarray(start, reader.position);
  });
  return concat([
    Uint8Array.from(unsigned(count + bodies.size)),
    ...old.map((body, index) => bodies.get(index) ?? body),
    ...[...bodies.keys()].map((index) => old[index] ?? missing("body")),
  ]);
}

function indexOf(names: readonly string[], name: string): number {
  const index = names.indexOf(name);
  return index < 0 ? missing(name) : index;
}

function missing(what: string): never {
  throw cannotEdit(`"${what}" is missing`);
}

function cannotEdit(reason: string): Error {
  return new Error(`Cannot edit the module: ${reason}`);
}
