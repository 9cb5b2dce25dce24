/**
 * Tables whose functions nobody but calls through them can reach, so that they may hold functions
 * that take fuel in a register, and calls need no wrappers. Such a table is defined by the module,
 * not exported, filled by element segments alone, and no code reads or writes it. Its functions and
 * the calls through it have types that metering keeps apart as they were before.
 */
import { ByteReader } from "../byte-reader.ts";
import { skipConstExpression } from "../const-expression.ts";
import { readOperator, skipImmediates } from "../instructions.ts";
import { externKinds, FUNCTION_REFERENCE, type ModuleIndex, sectionIds } from "../module-index.ts";
import { operatorsByName } from "../operators.ts";
import type { Settings } from "../options.ts";
import { segmentFlags } from "../sections/elements.ts";
import { fitsRegisters } from "./register-signature.ts";

const END = operatorsByName.get("end");
const REF_FUNC = operatorsByName.get("ref.func");
const REF_NULL = operatorsByName.get("ref.null");

/** Which tables are private, as far as is known before all code was seen. */
export class PrivateTables {
  readonly #index: ModuleIndex;
  readonly #isPrivate: Uint8Array;
  /** Whether code made one of them public since this was set to false. */
  changed = false;

  /** Looks at everything but code. */
  constructor(index: ModuleIndex, { abi, exports }: Settings) {
    this.#index = index;
    this.#isPrivate = Uint8Array.from(index.tables, ({ isPlain }, table) =>
      isPlain && table >= index.importedTables && abi === "register" ? 1 : 0,
    );
    if (!this.any) return;
    this.#publishExports(exports && new Set(exports.keep));
    this.#publishByElements();
  }

  /** Whether there is one. */
  get any(): boolean {
    return this.#isPrivate.includes(1);
  }

  isPrivate(table: number): boolean {
    return this.#isPrivate[table] === 1;
  }

  /** Notes that the table is used in a way that wants functions of the module's own types. */
  publish(table: number): void {
    if (this.#isPrivate[table] !== 1) return;
    this.#isPrivate[table] = 0;
    this.changed = true;
  }

  /** Whether functions of the type can be called through a private table. */
  canCall(typeIndex: number | undefined): boolean {
    const type = this.#index.types[typeIndex ?? -1];
    return type?.isPlain === true && fitsRegisters(type);
  }

  #publishExports(keep: ReadonlySet<string> | undefined): void {
    const reader = this.#section(sectionIds.export);
    for (let rest = reader?.u32() ?? 0; rest > 0 && reader !== undefined; rest--) {
      const stays = keep?.has(reader.name()) ?? true;
      if (keep === undefined) reader.skip(reader.u32());
      const kind = reader.u8();
      const exported = reader.u32();
      if (stays && kind === externKinds.table) this.publish(exported);
    }
  }

  #publishByElements(): void {
    const reader = this.#section(sectionIds.element);
    for (let rest = reader?.u32() ?? 0; rest > 0 && reader !== undefined; rest--) {
      this.#readSegment(reader);
    }
  }

  #readSegment(reader: ByteReader): void {
    const { passiveOrDeclared, hasTable, hasExpressions } = segmentFlags;
    const flags = reader.u32();
    const isActive = (flags & passiveOrDeclared) === 0;
    const table = isActive && flags & hasTable ? reader.u32() : 0;
    let isPlain = true;
    if (isActive) skipConstExpression(reader);
    if (flags & (passiveOrDeclared | hasTable)) {
      isPlain =
        reader.bytes[reader.offset] === FUNCTION_REFERENCE || (flags & hasExpressions) === 0;
      if (flags & hasExpressions) reader.skipType();
      else reader.skip(1);
    }
    for (let rest = reader.u32(); rest > 0; rest--) {
      const fits = flags & hasExpressions ? this.#readElement(reader) : this.#fits(reader.u32());
      isPlain &&= fits;
    }
    if (isActive && !isPlain) this.publish(table);
  }

  /** Reads an element that is an expression. Returns whether it is a function that fits, or none. */
  #readElement(reader: ByteReader): boolean {
    let fits = true;
    for (;;) {
      const operator = readOperator(reader);
      if (operator === END) return fits;
      if (operator === REF_FUNC) {
        const element = this.#fits(reader.u32());
        fits &&= element;
        continue;
      }
      fits &&= operator === REF_NULL;
      skipImmediates(reader, operator);
    }
  }

  #fits(functionIndex: number): boolean {
    return this.canCall(this.#index.functions[functionIndex]);
  }

  #section(wanted: number): ByteReader | undefined {
    const { bytes, sections } = this.#index;
    const section = sections.find(({ id }) => id === wanted);
    return section && new ByteReader(bytes, section.start, section.end);
  }
}
