/** Cuts a module down before it is metered: exports, bodies of functions, data, custom sections. */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { chooseExports } from "./chosen-exports.ts";
import { sameIndices } from "./const-expression.ts";
import {
  externKinds,
  indexModule,
  type ModuleIndex,
  PREAMBLE_BYTES,
  type Section,
  sectionIds,
} from "./module-index.ts";
import type { ExportOptions } from "./options.ts";
import { rewriteExports } from "./sections/exports.ts";
import { WasmError } from "./wasm-error.ts";

/** What to change. What is absent stays. */
export interface ModuleEdit {
  readonly exports?: ExportOptions;
  /**
   * New bodies by the name that the function is exported under: its operators, without locals and
   * without the last `end`. `importIndex` gives the function index of an import.
   */
  readonly bodies?: Readonly<
    Record<string, (importIndex: ImportIndex, places: BodyPlaces) => readonly number[]>
  >;
  /** `false`: without data segments, for instances whose memory is filled otherwise. @default true */
  readonly data?: boolean;
  /** `false`: without custom sections. @default true */
  readonly custom?: boolean;
}

/** The index of an imported function. Throws `RangeError` when it is not imported. */
export type ImportIndex = (module: string, name: string) => number;

/** What else the operators of a new body may name. */
export interface BodyPlaces {
  /** The index of a function added to the module, which has the body that is replaced. */
  readonly originalIndex: () => number;
  /** The index of an exported function. Throws `RangeError` when it is not exported. */
  readonly functionIndex: (name: string) => number;
  /** The index of an exported global. Throws `RangeError` when it is not exported. */
  readonly globalIndex: (name: string) => number;
}

/**
 * Changes a module as asked for and leaves the rest of its bytes as they are. `bytes` is not changed.
 *
 * Throws `RangeError` when the module does not have what `edit` names, `WasmError`
 * `WASM_MALFORMED` when the engine does not accept `bytes` or what has become of them, such as
 * code that uses data which is gone.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { editModule } from "fuelbox/wasm";
 *
 * // (module (func (export "f")) (func (export "g")))
 * const module = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 3, 2, 0, 0,
 *   7, 9, 2, 1, 102, 0, 0, 1, 103, 0, 1, 10, 7, 2, 2, 0, 11, 2, 0, 11);
 * const edited = editModule(module, { exports: { keep: ["g"] } });
 * assert.deepEqual(WebAssembly.Module.exports(new WebAssembly.Module(edited)), [
 *   { name: "g", kind: "function" },
 * ]);
 * ```
 */
export function editModule(bytes: BufferSource, edit: ModuleEdit): Uint8Array<ArrayBuffer> {
  const source = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  checkValid(source, "this engine does not accept it as WebAssembly");
  const index = indexModule(source);
  const sections = editSections(index, edit);
  const out = new ByteWriter(source.length);
  out.copy(source, 0, PREAMBLE_BYTES);
  for (const { id, content } of sections) {
    out.u8(id);
    out.u32(content.length);
    out.write(content);
  }
  const edited = out.done().slice();
  checkValid(edited, "what is left of it needs what goes");
  return edited;
}

function checkValid(bytes: Uint8Array<ArrayBuffer>, reason: string): void {
  if (WebAssembly.validate(bytes)) return;
  throw new WasmError("WASM_MALFORMED", `Cannot edit module: ${reason}`);
}

interface EditedSection {
  readonly id: number;
  readonly content: Uint8Array;
}

function editSections(index: ModuleIndex, edit: ModuleEdit): EditedSection[] {
  const { keep, globals } = chooseExports(index, edit.exports);
  const { bodies, moved } = newBodies(index, edit.bodies ?? {});
  const edited: EditedSection[] = [];
  let exportsWritten = edit.exports === undefined;
  const writeExports = (reader?: ByteReader): void => {
    const writer = new ByteWriter();
    rewriteExports(reader, writer, { map: sameIndices, keep, extra: globals });
    edited.push({ id: sectionIds.export, content: writer.done() });
    exportsWritten = true;
  };
  for (const section of index.sections) {
    const { id } = section;
    const reader = new ByteReader(index.bytes, section.start, section.end);
    if (id === sectionIds.custom && edit.custom === false) continue;
    if ((id === sectionIds.data || id === sectionIds.dataCount) && edit.data === false) continue;
    if (!exportsWritten && followsExports.has(id)) writeExports();
    if (id === sectionIds.export && !exportsWritten) writeExports(reader);
    else if (id === sectionIds.code && bodies.size > 0) {
      edited.push({ id, content: replaceBodies(reader, index.importedFunctions, bodies, moved) });
    } else if (id === sectionIds.function && moved.length > 0) {
      edited.push({ id, content: addFunctions(reader, index, moved) });
    } else edited.push({ id, content: reader.rest() });
  }
  if (!exportsWritten) writeExports();
  return edited;
}

/** Sections that stand behind the exports. */
const followsExports: ReadonlySet<number> = new Set([
  sectionIds.start,
  sectionIds.element,
  sectionIds.dataCount,
  sectionIds.code,
  sectionIds.data,
]);

interface NewBodies {
  /** Each with its size, by function index. */
  readonly bodies: ReadonlyMap<number, Uint8Array>;
  /** Functions whose old body gets a new index, in the order of those. */
  readonly moved: readonly number[];
}

function newBodies(index: ModuleIndex, bodies: NonNullable<ModuleEdit["bodies"]>): NewBodies {
  const replaced = new Map<number, Uint8Array>();
  const moved: number[] = [];
  const names = Object.keys(bodies);
  if (names.length === 0) return { bodies: replaced, moved };
  const functions = exportedOf(index, externKinds.function);
  const globals = exportedOf(index, externKinds.global);
  const importIndex = importedFunctions(index);
  const finder =
    (kind: string, exported: ReadonlyMap<string, number>) =>
    (name: string): number => {
      const found = exported.get(name);
      if (found !== undefined) return found;
      throw new RangeError(`Cannot use ${kind} "${name}": the module does not export it`);
    };
  const functionIndexOf = finder("function", functions);
  const globalIndex = finder("global", globals);
  for (const name of names) {
    const functionIndex = functions.get(name);
    if (functionIndex === undefined || functionIndex < index.importedFunctions) {
      throw new RangeError(`Cannot replace "${name}": the module defines no such function`);
    }
    const body = new ByteWriter();
    const originalIndex = (): number => {
      if (!moved.includes(functionIndex)) moved.push(functionIndex);
      return index.functions.length + moved.indexOf(functionIndex);
    };
    const places = { originalIndex, functionIndex: functionIndexOf, globalIndex };
    const code = bodies[name]?.(importIndex, places) ?? [];
    body.u32(code.length + 2);
    body.u8(0);
    body.write(Uint8Array.from(code));
    body.u8(END);
    replaced.set(functionIndex, body.done());
  }
  return { bodies: replaced, moved };
}

const END = 0x0b;

function sectionReader(index: ModuleIndex, wanted: number): ByteReader | undefined {
  const section: Section | undefined = index.sections.find(({ id }) => id === wanted);
  return section && new ByteReader(index.bytes, section.start, section.end);
}

function exportedOf(index: ModuleIndex, wanted: number): Map<string, number> {
  const found = new Map<string, number>();
  const reader = sectionReader(index, sectionIds.export);
  for (let rest = reader?.u32() ?? 0; rest > 0 && reader !== undefined; rest--) {
    const name = reader.name();
    const kind = reader.u8();
    const exported = reader.u32();
    if (kind === wanted) found.set(name, exported);
  }
  return found;
}

function importedFunctions(index: ModuleIndex): ImportIndex {
  const names = index.imports.filter(({ kind }) => kind === externKinds.function);
  return (module, name) => {
    const found = names.findIndex((one) => one.module === module && one.name === name);
    if (found >= 0) return found;
    throw new RangeError(`Cannot call import "${module}.${name}": the module does not import it`);
  };
}

function replaceBodies(
  reader: ByteReader,
  importedCount: number,
  replaced: ReadonlyMap<number, Uint8Array>,
  moved: readonly number[],
): Uint8Array {
  const out = new ByteWriter(reader.end - reader.offset);
  const count = reader.u32();
  const old = new Map<number, Uint8Array>();
  out.u32(count + moved.length);
  for (let i = 0; i < count; i++) {
    const start = reader.offset;
    reader.skip(reader.u32());
    const body = reader.since(start);
    const instead = replaced.get(importedCount + i);
    if (instead !== undefined) old.set(importedCount + i, body);
    out.write(instead ?? body);
  }
  for (const functionIndex of moved) out.write(old.get(functionIndex) ?? new Uint8Array());
  return out.done();
}

/** The function section with the types of the functions that old bodies become. */
function addFunctions(
  reader: ByteReader,
  { functions }: ModuleIndex,
  moved: readonly number[],
): Uint8Array {
  const out = new ByteWriter(reader.end - reader.offset);
  out.u32(reader.u32() + moved.length);
  out.write(reader.rest());
  for (const functionIndex of moved) out.u32(functions[functionIndex] ?? 0);
  return out.done();
}
