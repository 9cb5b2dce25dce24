/**
 * How much stack a call of a function takes, by a model of the frames that engines' baseline
 * compilers make, rounded up, so that the limit is the same everywhere and reached before theirs.
 */
import { ByteReader } from "../byte-reader.ts";
import type { ModuleIndex } from "../module-index.ts";
import { roles } from "../operator-kinds.ts";
import { operatorRoles, operatorsByName } from "../operators.ts";
import { doubled } from "./event-list.ts";
import type { FunctionBody } from "./function-body.ts";
import type { MeteringScope } from "./metering-scope.ts";

const BASE_BYTES = 128;
const SLOT_BYTES = 8;
const PARAMETER_BYTES = 16;

/** What the host may take of the engine's stack before it calls the guest again. */
export const HOST_CALL_BYTES = 1024;

const EMPTY_BLOCK = 0x40;
const STRUCT_NEW = operatorsByName.get("struct.new");
const ARRAY_NEW_FIXED = operatorsByName.get("array.new_fixed");
const CATCH = operatorsByName.get("catch");

/** Bytes of the frame of a wrapper, which holds its parameters only. */
export function wrapperFrameBytes(parameters: number): number {
  return BASE_BYTES + parameters * (SLOT_BYTES + PARAMETER_BYTES);
}

/** Bytes of the frame of a body whose operand stack becomes `highest` values high. */
export function frameBytes(body: FunctionBody, highest: number, usesVectors: boolean): number {
  const slots = body.parameters + body.locals + highest;
  const vectors = body.vectorLocals + (usesVectors ? body.parameters + highest : 0);
  return BASE_BYTES + (slots + vectors) * SLOT_BYTES + body.parameters * PARAMETER_BYTES;
}

/** Follows the height of the operand stack through what the table of operators does not say. */
export class FrameMeasurer {
  readonly #index: ModuleIndex;
  readonly #reader: ByteReader;
  #depth = 0;
  /** Of each open block: the height below its parameters, its parameters and results. */
  #bases = new Int32Array(256);
  #parameters = new Int32Array(256);
  #results = new Int32Array(256);

  constructor({ index }: MeteringScope) {
    this.#index = index;
    this.#reader = new ByteReader(index.bytes);
  }

  /** Begins a body. */
  begin(): void {
    this.#depth = 0;
    this.#open(0, 0, 0);
  }

  #open(height: number, parameters: number, results: number): void {
    if (this.#depth === this.#bases.length) {
      this.#bases = doubled(this.#bases, Int32Array);
      this.#parameters = doubled(this.#parameters, Int32Array);
      this.#results = doubled(this.#results, Int32Array);
    }
    const block = this.#depth++;
    this.#bases[block] = height - parameters;
    this.#parameters[block] = parameters;
    this.#results[block] = results;
  }

  /** The height after `operator`, whose row is counted in `height` already. `at`: its immediates. */
  step(operator: number, height: number, at: number): number {
    const index = this.#index;
    const reader = this.#reader;
    const block = this.#depth - 1;
    const base = this.#bases[block] ?? 0;
    reader.offset = at;
    switch (operatorRoles[operator]) {
      case roles.block:
      case roles.loop:
      case roles.if:
      case roles.try:
      case roles.tryTable:
        this.#openBlock(height);
        return height;
      case roles.else:
        return base + (this.#parameters[block] ?? 0);
      case roles.catch: {
        const tag = operator === CATCH ? index.tags[reader.u32()] : undefined;
        return base + (index.types[tag ?? -1]?.parameters ?? 0);
      }
      case roles.end:
      case roles.delegate:
        this.#depth--;
        return base + (this.#results[block] ?? 0);
      case roles.call:
        return height + this.#change(index.functions[reader.u32()]);
      case roles.callReference:
        return height + this.#change(reader.u32());
      case roles.branch:
      case roles.branchTable:
      case roles.return:
      case roles.unreachable:
      case roles.throw:
      case roles.tailCall:
      case roles.tailCallReference:
        return base;
    }
    if (operator === STRUCT_NEW) return height - (index.types[reader.u32()]?.fields ?? 0);
    if (operator !== ARRAY_NEW_FIXED) return height;
    reader.skipInteger();
    return height - reader.u32();
  }

  #openBlock(height: number): void {
    const reader = this.#reader;
    const first = reader.bytes[reader.offset] ?? EMPTY_BLOCK;
    if (first === EMPTY_BLOCK) {
      this.#open(height, 0, 0);
    } else if (first < 0x80 && (first & 0x40) !== 0) {
      // Value types are single bytes with this bit set; type indices are not.
      this.#open(height, 0, 1);
    } else {
      const type = this.#index.types[reader.u32()];
      this.#open(height, type?.parameters ?? 0, type?.results ?? 0);
    }
  }

  /** What a call of a function of the type changes. */
  #change(typeIndex: number | undefined): number {
    const type = this.#index.types[typeIndex ?? -1];
    return type === undefined ? 0 : type.results - type.parameters;
  }
}
