/**
 * Cuts the interpreter's module down to what the host uses: exports, and the places where it waits.
 * Made for one known module; anything unexpected in it throws.
 */

/** What to change. */
export interface ModuleEdit {
  /** Exported functions, tables and memories to keep; all other exports go. */
  readonly keepExports: ReadonlySet<string>;
  /** The prefix of the names under which every mutable global of the module is exported, numbered from 0. */
  readonly globalPrefix: string;
  /** Exported functions that get a new body. */
  readonly bodies: readonly NewBody[];
}

/** A new body for a function that calls an import. */
export interface NewBody {
  readonly exportName: string;
  readonly importName: string;
  /** The operators before the call of the import and after it, which the type of the function asks for. */
  readonly before: readonly number[];
  readonly after: readonly number[];
}

const section = {
  type: 1,
  import: 2,
  global: 6,
  export: 7,
  dataCount: 12,
  code: 10,
  data: 11,
} as const;
const kind = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

/** Makes the changed module. */
export function editModule(
  bytes: Uint8Array,
  { keepExports, globalPrefix, bodies }: ModuleEdit,
): Uint8Array<ArrayBuffer> {
  const sections = readSections(bytes);
  const imports = readImports(find(sections, section.import));
  const exports = readExports(find(sections, section.export));
  const replaced = new Map(bodies.map((body) => replacement(body, imports.functions, exports)));
  const globals = readMutableGlobals(find(sections, section.global)).map((index, number) => ({
    name: `${globalPrefix}${number}`,
    kind: kind.global,
    index: imports.globals + index,
  }));
  const kept = [...exports.filter(({ name }) => keepExports.has(name)), ...globals];
  if (kept.length !== keepExports.size + globals.length) {
    throw new Error("Cannot edit the module: an export to keep is missing");
  }
  return joinSections(
    bytes,
    sections.flatMap((one) => {
      // Custom sections: for linkers and people.
      if (one.id === 0) return [];
      if (one.id === section.export) return [{ id: one.id, bytes: writeExports(kept) }];
      if (one.id !== section.code) return [one];
      return [{ id: one.id, bytes: replaceBodies(one.bytes, replaced) }];
    }),
  );
}

/** The module without its data, for instances whose memory is filled otherwise. */
export function withoutData(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isData = ({ id }: Section): boolean => id === section.data || id === section.dataCount;
  return joinSections(
    bytes,
    readSections(bytes).filter((one) => !isData(one)),
  );
}

interface Section {
  readonly id: number;
  readonly bytes: Uint8Array;
}

interface Export {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

const headerBytes = 8;

function readSections(bytes: Uint8Array): readonly Section[] {
  const reader = new Reader(bytes, headerBytes);
  const sections: Section[] = [];
  while (!reader.atEnd) {
    const id = reader.byte();
    sections.push({ id, bytes: reader.take(reader.unsigned()) });
  }
  return sections;
}

function find(sections: readonly Section[], id: number): Reader {
  const found = sections.find((one) => one.id === id);
  if (found === undefined) throw new Error(`Cannot edit the module: section ${id} is missing`);
  return new Reader(found.bytes);
}

function joinSections(original: Uint8Array, sections: readonly Section[]): Uint8Array<ArrayBuffer> {
  return concat([
    original.subarray(0, headerBytes),
    ...sections.flatMap(({ id, bytes }) => [Uint8Array.of(id, ...unsigned(bytes.length)), bytes]),
  ]);
}

/** Names of the imported functions in order, and how many globals are imported. */
function readImports(reader: Reader): { functions: readonly string[]; globals: number } {
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
    } else throw new Error(`Cannot edit the module: import "${name}" is of kind ${what}`);
  }
  return { functions, globals };
}

function readExports(reader: Reader): readonly Export[] {
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

/** Which of the globals that the module defines can change. All start with a constant. */
function readMutableGlobals(reader: Reader): readonly number[] {
  const mutable: number[] = [];
  const count = reader.unsigned();
  for (let index = 0; index < count; index += 1) {
    reader.byte();
    if (reader.byte() === 1) mutable.push(index);
    const operator = reader.byte();
    // i32.const, i64.const, global.get, ref.null: each with one LEB128 number behind it.
    if (![0x41, 0x42, 0x23, 0xd0].includes(operator)) {
      throw new Error(`Cannot edit the module: global ${index} starts with operator ${operator}`);
    }
    reader.skipNumber();
    if (reader.byte() !== 0x0b) throw new Error(`Cannot edit the module: global ${index}`);
  }
  return mutable;
}

/** The index of a function among those that the module defines, and its new body without locals. */
function replacement(
  { exportName, importName, before, after }: NewBody,
  imports: readonly string[],
  exports: readonly Export[],
): readonly [number, Uint8Array] {
  const target = imports.indexOf(importName);
  const replaced = exports.find(({ name }) => name === exportName);
  if (target < 0 || replaced?.kind !== kind.function) {
    throw new Error(`Cannot edit the module: "${exportName}" cannot call "${importName}"`);
  }
  const code = [0x00, ...before, 0x10, ...unsigned(target), ...after, 0x0b];
  return [replaced.index - imports.length, Uint8Array.of(...unsigned(code.length), ...code)];
}

function replaceBodies(
  code: Uint8Array,
  replaced: ReadonlyMap<number, Uint8Array>,
): Uint8Array<ArrayBuffer> {
  const reader = new Reader(code);
  const count = reader.unsigned();
  const parts = [code.subarray(0, reader.position)];
  for (let index = 0; index < count; index += 1) {
    const start = reader.position;
    reader.take(reader.unsigned());
    parts.push(replaced.get(index) ?? code.subarray(start, reader.position));
  }
  return concat(parts);
}

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let position = 0;
  for (const part of parts) {
    joined.set(part, position);
    position += part.length;
  }
  return joined;
}

/** LEB128 of a number from 0 to 2^32 - 1. */
function unsigned(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return bytes;
}

class Reader {
  position: number;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.position = position;
  }

  get atEnd(): boolean {
    return this.position >= this.#bytes.length;
  }

  byte(): number {
    const value = this.#bytes[this.position];
    if (value === undefined) throw new Error("Cannot edit the module: it is cut short");
    this.position += 1;
    return value;
  }

  take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.#bytes.length) throw new Error("Cannot edit the module: it is cut short");
    const taken = this.#bytes.subarray(this.position, end);
    this.position = end;
    return taken;
  }

  unsigned(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  }

  skipNumber(): void {
    while (this.byte() >= 0x80);
  }

  name(): string {
    return new TextDecoder().decode(this.take(this.unsigned()));
  }
}
