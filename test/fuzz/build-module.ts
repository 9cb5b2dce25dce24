/** Builds modules from their parts, for features that the text assembler of the tests lacks. */
import { ByteWriter } from "../../wasm/byte-writer.ts";
import { sectionIds } from "../../wasm/module-index.ts";
import { operatorsByName } from "../../wasm/operators.ts";

/** A name of an operator, an integer, or bytes as they are. */
export type Word = string | number | readonly number[];

/** What a module has. Whatever is a list of numbers is the bytes of one entry. */
export interface ModuleParts {
  readonly types?: readonly (readonly number[])[];
  /** Module, name, kind and description. */
  readonly imports?: readonly (readonly [string, string, ...number[]])[];
  readonly tables?: readonly (readonly number[])[];
  readonly memories?: readonly (readonly number[])[];
  /** Type indices. */
  readonly tags?: readonly number[];
  /** Type and mutability, then the initial value. */
  readonly globals?: readonly {
    readonly type: readonly number[];
    readonly value: readonly Word[];
  }[];
  /** Name, kind and index. */
  readonly exports?: readonly (readonly [string, number, number])[];
  readonly start?: number;
  readonly elements?: readonly (readonly number[])[];
  readonly functions?: readonly {
    readonly type: number;
    /** Groups: count and type. */
    readonly locals?: readonly (readonly number[])[];
    /** Without the last `end`. */
    readonly code: readonly Word[];
  }[];
  readonly data?: readonly (readonly number[])[];
}

/** First numbers of the operators behind a prefix byte, in the room's numbering. */
const prefixes = [
  [0x2a0, 0xfe],
  [0x180, 0xfd],
  [0x140, 0xfc],
  [0x100, 0xfb],
] as const;

/** Writes the operator of a name. */
export function writeOperatorName(out: ByteWriter, name: string): void {
  const number = operatorsByName.get(name);
  if (number === undefined) throw new Error(`There is no operator "${name}"`);
  const prefix = prefixes.find(([from]) => number >= from);
  if (prefix === undefined) out.u8(number);
  else {
    out.u8(prefix[1]);
    out.u32(number - prefix[0]);
  }
}

/** The bytes of code. Integers are signed; below 64 an unsigned one is the same. */
export function encodeWords(words: readonly Word[]): number[] {
  const out = new ByteWriter();
  for (const word of words) {
    if (typeof word === "string") writeOperatorName(out, word);
    else if (typeof word === "number") out.s64(word);
    else out.write(Uint8Array.from(word));
  }
  return [...out.done()];
}

/** The bytes of a module. */
export function buildModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const out = new ByteWriter();
  out.write(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
  const section = <T>(id: number, entries: readonly T[] | undefined, write: (one: T) => void) => {
    if (entries === undefined) return;
    out.u8(id);
    const start = out.beginSized();
    out.u32(entries.length);
    entries.forEach(write);
    out.endSized(start);
  };
  const raw = (bytes: readonly number[]): void => out.write(Uint8Array.from(bytes));
  section(sectionIds.type, parts.types, raw);
  section(sectionIds.import, parts.imports, ([module, name, ...description]) => {
    out.name(module);
    out.name(name);
    raw(description);
  });
  section(sectionIds.function, parts.functions, ({ type }) => out.u32(type));
  section(sectionIds.table, parts.tables, raw);
  section(sectionIds.memory, parts.memories, raw);
  section(sectionIds.tag, parts.tags, (type) => raw([0, type]));
  section(sectionIds.global, parts.globals, ({ type, value }) =>
    raw([...type, ...encodeWords(value), 0x0b]),
  );
  section(sectionIds.export, parts.exports, ([name, kind, index]) => {
    out.name(name);
    out.pair(kind, index);
  });
  if (parts.start !== undefined) raw([sectionIds.start, 1, parts.start]);
  section(sectionIds.element, parts.elements, raw);
  if (parts.data !== undefined) raw([sectionIds.dataCount, 1, parts.data.length]);
  section(sectionIds.code, parts.functions, ({ locals = [], code }) => {
    const start = out.beginSized();
    out.u32(locals.length);
    locals.forEach(raw);
    raw([...encodeWords(code), 0x0b]);
    out.endSized(start);
  });
  section(sectionIds.data, parts.data, raw);
  return out.done().slice();
}
