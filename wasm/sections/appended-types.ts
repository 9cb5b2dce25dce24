/** Function types that instrumented code needs beyond the module's own. They follow the last of those. */
import { ByteWriter } from "../byte-writer.ts";
import { WasmError } from "../wasm-error.ts";
import type { TypeEntry } from "./types.ts";

const FUNCTION_TYPE = 0x60;
const I32 = 0x7f;
const I64 = 0x7e;
const EMPTY_BLOCK = 0x40;

/** Collects types to append, each once. */
export class AppendedTypes {
  readonly #bytes: Uint8Array;
  readonly #types: readonly TypeEntry[];
  readonly #withStack: boolean;
  readonly #written = new ByteWriter();
  readonly #metered = new Map<number, number>();
  readonly #results = new Map<number, number>();
  #count = 0;

  constructor(bytes: Uint8Array, types: readonly TypeEntry[], withStack: boolean) {
    this.#bytes = bytes;
    this.#types = types;
    this.#withStack = withStack;
  }

  get count(): number {
    return this.#count;
  }

  /** The encoded types. */
  get bytes(): Uint8Array {
    return this.#written.done();
  }

  /** Index of the type with fuel (and stack) as extra parameters and fuel as extra result. */
  metered(typeIndex: number): number {
    const known = this.#metered.get(typeIndex);
    if (known !== undefined) return known;
    const type = this.#entry(typeIndex);
    const writer = this.#written;
    writer.u8(FUNCTION_TYPE);
    writer.u32(type.parameters + (this.#withStack ? 2 : 1));
    writer.copy(this.#bytes, type.parametersAt, type.parametersEnd);
    writer.u8(I64);
    if (this.#withStack) writer.u8(I32);
    writer.u32(type.results + 1);
    writer.copy(this.#bytes, type.resultsAt, type.resultsEnd);
    writer.u8(I64);
    return this.#append(this.#metered, typeIndex);
  }

  /** Index of a new type, from the bytes of its parameters and results. */
  add(parameters: readonly number[], results: readonly number[]): number {
    const writer = this.#written;
    writer.pair(FUNCTION_TYPE, parameters.length);
    writer.write(Uint8Array.from(parameters));
    writer.u8(results.length);
    writer.write(Uint8Array.from(results));
    return this.#types.length + this.#count++;
  }

  /** Writes the type of a block that leaves the results of a function type. */
  writeResultBlockType(writer: ByteWriter, typeIndex: number): void {
    const type = this.#entry(typeIndex);
    if (type.results === 0) writer.u8(EMPTY_BLOCK);
    else if (type.results === 1) writer.copy(this.#bytes, type.resultsAt, type.resultsEnd);
    else writer.s64(this.#resultsOnly(typeIndex, type));
  }

  /** Index of the type without parameters that has the results of another. */
  #resultsOnly(typeIndex: number, type: TypeEntry): number {
    const known = this.#results.get(typeIndex);
    if (known !== undefined) return known;
    this.#written.pair(FUNCTION_TYPE, 0);
    this.#written.u32(type.results);
    this.#written.copy(this.#bytes, type.resultsAt, type.resultsEnd);
    return this.#append(this.#results, typeIndex);
  }

  #append(indices: Map<number, number>, typeIndex: number): number {
    const index = this.#types.length + this.#count++;
    indices.set(typeIndex, index);
    return index;
  }

  #entry(typeIndex: number): TypeEntry {
    const type = this.#types[typeIndex];
    if (type === undefined) {
      throw new WasmError("WASM_MALFORMED", `Cannot find type "${typeIndex}" in module`);
    }
    return type;
  }
}
