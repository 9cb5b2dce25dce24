/**
 * The operator table as typed arrays: every property of an operator is one lookup by its number.
 * Operators behind a prefix byte get numbers after the single bytes ({@link operatorNumber}).
 */
import { singleByteOperators } from "./opcodes.ts";
import { atomicOperators, bulkOperators, gcOperators } from "./opcodes-prefixed.ts";
import { vectorOperators } from "./opcodes-vector.ts";
import { immediates, type OperatorRow, roles } from "./operator-kinds.ts";

/** The first byte that is a prefix. */
export const FIRST_PREFIX = 0xfb;

/** One more than the highest operator number. */
export const operatorCount = 0x300;

/** The number that stands for "no such operator". */
const NO_OPERATOR = 0xff;

/** First number and size of the range of each prefix byte, from {@link FIRST_PREFIX} on. */
const prefixRanges: readonly (readonly [
  base: number,
  size: number,
  rows: readonly OperatorRow[],
])[] = [
  [0x100, 0x40, gcOperators],
  [0x140, 0x40, bulkOperators],
  [0x180, 0x120, vectorOperators],
  [0x2a0, 0x60, atomicOperators],
];

/** The first number of the relaxed vector operators, whose results engines may choose. */
export const FIRST_RELAXED: number = 0x180 + 0x100;
/** One more than the last of them. */
export const END_RELAXED: number = 0x180 + 0x120;

/** Whether the operator works on vectors. */
export function isVectorOperator(operator: number): boolean {
  return operator >= 0x180 && operator < END_RELAXED;
}

/** The number of operator `code` behind `prefix`. One without a row has `unknown` immediates. */
export function operatorNumber(prefix: number, code: number): number {
  const range = prefixRanges[prefix - FIRST_PREFIX];
  return range === undefined || code >= range[1] ? NO_OPERATOR : range[0] + code;
}

/** Immediates by operator number; `unknown` where there is no operator. */
export const operatorImmediates: Uint8Array = new Uint8Array(operatorCount).fill(
  immediates.unknown,
);
/** Role by operator number. */
export const operatorRoles: Uint8Array = new Uint8Array(operatorCount);
/** Change of the operand stack's height; calls and blocks change it by their types as well. */
export const operatorHeights: Int8Array = new Int8Array(operatorCount);
/** Bytes that a memory access touches. */
export const operatorAccessBytes: Uint8Array = new Uint8Array(operatorCount);

/** Whether an operator may trap, other than by what it calls: 1 unless that is certain not to be. */
export const operatorTraps: Uint8Array = new Uint8Array(operatorCount).fill(1);

/** Operators that compute, with exceptions, or only move values. */
const harmless =
  /^(?:[if](?:32|64)\.|[if]\d+x\d+\.|v128\.|nop|drop|select|local|global|memory\.size$|ref\.(?:null|func|is_null|eq)$)/;

const numbers = new Map<string, number>();

/** Numbers by name, as the text format spells it (`select_t` for the typed select). */
export const operatorsByName: ReadonlyMap<string, number> = numbers;

for (const [base, , rows] of [[0, 0x100, singleByteOperators] as const, ...prefixRanges]) {
  for (const [first, immediate, role, height, names] of rows) {
    for (const [i, name] of names.split(" ").entries()) {
      if (name === "-") continue;
      const number = base + first + i;
      numbers.set(name, number);
      operatorImmediates[number] = immediates[immediate];
      operatorRoles[number] = roles[role];
      operatorHeights[number] = height;
      operatorTraps[number] = mayTrap(name, immediate, role) ? 1 : 0;
      if (immediate.startsWith("memarg")) operatorAccessBytes[number] = accessBytes(name);
    }
  }
}

function mayTrap(
  name: string,
  immediate: keyof typeof immediates,
  role: keyof typeof roles,
): boolean {
  // The others are jumps and calls, and traps for sure, before which fuel is stored.
  if (role !== "plain") return roles[role] >= roles.bulk;
  if (immediate.startsWith("memarg")) return true;
  return !harmless.test(name) || /(?:div|rem)_[su]$|\.trunc_f/.test(name);
}

/** How many bytes an access touches, as its name says: `i64.load16_s` 2, `v128.load8x8_u` 8. */
function accessBytes(name: string): number {
  const [, type = "", operation = ""] = /^(\w+)\.(.*)$/.exec(name) ?? [];
  const vector = /load(\d+)x(\d+)/.exec(operation);
  if (vector !== null) return (Number(vector[1]) * Number(vector[2])) / 8;
  const narrow = /(?:load|store|rmw|wait)(\d+)/.exec(operation);
  if (narrow !== null) return Number(narrow[1]) / 8;
  return type === "memory" ? 4 : Number(type.slice(1)) / 8;
}
