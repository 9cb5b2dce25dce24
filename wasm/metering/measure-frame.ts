/**
 * How much stack a call of a function takes, by a model of the frames that engines' baseline
 * compilers make, rounded up, so that the limit is the same everywhere and reached before theirs.
 */
import { ByteReader } from "../byte-reader.ts";
import { readOperator, skipImmediates } from "../instructions.ts";
import { immediates, roles } from "../operator-kinds.ts";
import {
  FIRST_PREFIX,
  isVectorOperator,
  operatorHeights,
  operatorImmediates,
  operatorRoles,
  operatorsByName,
} from "../operators.ts";
import type { FunctionBody } from "./function-body.ts";
import type { MeteringScope } from "./metering-scope.ts";

const BASE_BYTES = 128;
const SLOT_BYTES = 8;
const PARAMETER_BYTES = 16;

const EMPTY_BLOCK = 0x40;
const STRUCT_NEW = operatorsByName.get("struct.new");
const ARRAY_NEW_FIXED = operatorsByName.get("array.new_fixed");
const CATCH = operatorsByName.get("catch");

/**
 * Length of a plain operator of one byte together with its immediate, if that is one integer of one
 * byte (`isShort`); else 0. Most operators are of this kind.
 */
function shortLength(operator: number, isShort: boolean): number {
  switch (operatorImmediates[operator]) {
    case immediates.none:
      return 1;
    case immediates.local:
    case immediates.global:
    case immediates.index:
    case immediates.i32:
      return isShort ? 2 : 0;
    default:
      return 0;
  }
}

/** Bytes of the frame of a wrapper, which holds its parameters only. */
export function wrapperFrameBytes(parameters: number): number {
  return BASE_BYTES + parameters * (SLOT_BYTES + PARAMETER_BYTES);
}

/** Measures the bodies of one module. */
export class FrameMeasurer {
  readonly #scope: MeteringScope;
  readonly #reader: ByteReader;
  /** Of each open block: the height below its parameters, its parameters and results. */
  readonly #bases: number[] = [];
  readonly #parameters: number[] = [];
  readonly #results: number[] = [];
  #height = 0;

  constructor(scope: MeteringScope) {
    this.#scope = scope;
    this.#reader = new ByteReader(scope.index.bytes);
  }

  /** Bytes that a call of the function takes. */
  measure(body: FunctionBody): number {
    const reader = this.#reader;
    reader.offset = body.codeStart;
    reader.end = body.end;
    this.#bases.length = this.#parameters.length = this.#results.length = 0;
    this.#height = 0;
    this.#open(0, 0);
    const { bytes } = reader;
    let highest = 0;
    let usesVectors = false;
    while (reader.offset < body.end) {
      const byte = bytes[reader.offset] ?? 0;
      this.#height += operatorHeights[byte] ?? 0;
      const isShort = (bytes[reader.offset + 1] ?? 0x80) < 0x80;
      const length = operatorRoles[byte] === roles.plain ? shortLength(byte, isShort) : 0;
      if (length > 0) {
        reader.offset += length;
      } else {
        const operator = readOperator(reader);
        if (byte >= FIRST_PREFIX) this.#height += operatorHeights[operator] ?? 0;
        if (isVectorOperator(operator)) usesVectors = true;
        this.#step(operator);
      }
      if (this.#height > highest) highest = this.#height;
    }
    const slots = body.parameters + body.locals + highest;
    const vectors = body.vectorLocals + (usesVectors ? body.parameters + highest : 0);
    return BASE_BYTES + (slots + vectors) * SLOT_BYTES + body.parameters * PARAMETER_BYTES;
  }

  #open(parameters: number, results: number): void {
    this.#bases.push(this.#height - parameters);
    this.#parameters.push(parameters);
    this.#results.push(results);
  }

  /** Changes the height by what the table row of `operator` does not say, and passes over its immediates. */
  #step(operator: number): void {
    const reader = this.#reader;
    const { index } = this.#scope;
    const base = this.#bases.at(-1) ?? 0;
    switch (operatorRoles[operator]) {
      case roles.block:
      case roles.loop:
      case roles.if:
      case roles.try:
      case roles.tryTable: {
        const start = reader.offset;
        this.#openBlock();
        reader.offset = start;
        break;
      }
      case roles.else:
        this.#height = base + (this.#parameters.at(-1) ?? 0);
        return;
      case roles.catch: {
        const tag = operator === CATCH ? index.tags[reader.u32()] : undefined;
        this.#height = base + (index.types[tag ?? -1]?.parameters ?? 0);
        return;
      }
      case roles.end:
      case roles.delegate:
        this.#height = base + (this.#results.pop() ?? 0);
        this.#bases.pop();
        this.#parameters.pop();
        break;
      case roles.call: {
        this.#call(index.functions[reader.u32()]);
        return;
      }
      case roles.callReference: {
        this.#call(reader.u32());
        if (operatorImmediates[operator] === immediates.index2) reader.skipInteger();
        return;
      }
      case roles.branch:
      case roles.branchTable:
      case roles.return:
      case roles.unreachable:
      case roles.throw:
      case roles.tailCall:
      case roles.tailCallReference:
        this.#height = base;
        break;
      default:
        if (operator === STRUCT_NEW) {
          this.#height -= index.types[reader.u32()]?.fields ?? 0;
          return;
        }
        if (operator === ARRAY_NEW_FIXED) {
          reader.skipInteger();
          this.#height -= reader.u32();
          return;
        }
    }
    skipImmediates(reader, operator);
  }

  #openBlock(): void {
    const reader = this.#reader;
    const first = reader.bytes[reader.offset] ?? EMPTY_BLOCK;
    if (first === EMPTY_BLOCK) {
      this.#open(0, 0);
    } else if (first < 0x80 && (first & 0x40) !== 0) {
      // Value types are single bytes with this bit set; type indices are not.
      this.#open(0, 1);
    } else {
      const type = this.#scope.index.types[reader.u32()];
      this.#open(type?.parameters ?? 0, type?.results ?? 0);
    }
  }

  #call(typeIndex: number | undefined): void {
    const type = this.#scope.index.types[typeIndex ?? -1];
    if (type !== undefined) this.#height += type.results - type.parameters;
  }
}
