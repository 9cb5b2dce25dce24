/**
 * What an object of the GC proposal counts, by a model that is the same on every engine and never
 * below what one of 64-bit pointers uses: a header, then slots of 8 bytes for the fields of a
 * struct (16 for vectors), the bare size of its element for each element of an array.
 */
import { operatorsByName } from "./operators.ts";

/** Header of a struct. */
export const STRUCT_BYTES = 16;
/** Header of an array with its length, and what its end is rounded up by. */
export const ARRAY_BYTES = 32;

const STRUCT_NEW = operatorsByName.get("struct.new");
const STRUCT_NEW_DEFAULT = operatorsByName.get("struct.new_default");

const arrayOperators: ReadonlySet<number | undefined> = new Set(
  ["array.new", "array.new_default", "array.new_data", "array.new_elem"].map((name) =>
    operatorsByName.get(name),
  ),
);

/** Whether the operator makes a struct. */
export function isStructNew(operator: number): boolean {
  return operator === STRUCT_NEW || operator === STRUCT_NEW_DEFAULT;
}

/** Whether the operator makes an array whose length is on top of the stack. */
export function isArrayNew(operator: number): boolean {
  return arrayOperators.has(operator);
}

const V128 = 0x7b;
const I8 = 0x78;
const I16 = 0x77;
const F32 = 0x7d;
const I32 = 0x7f;

/** Bytes of a field of a struct, by the first byte of its type. */
export function fieldBytes(type: number): number {
  return type === V128 ? 16 : 8;
}

/** Bytes of an element of an array, by the first byte of its type. */
export function elementBytes(type: number): number {
  switch (type) {
    case I8:
      return 1;
    case I16:
      return 2;
    case I32:
    case F32:
      return 4;
    default:
      return fieldBytes(type);
  }
}
