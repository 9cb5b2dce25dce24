/** How many bytes of objects a module makes while it is instantiated, by its initial values. */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { type IndexMap, sameIndices } from "./const-expression.ts";
import { readOperator, skipImmediates } from "./instructions.ts";
import { type ModuleIndex, sectionIds } from "./module-index.ts";
import { isArrayNew, isStructNew } from "./object-size.ts";
import { operatorHeights, operatorsByName } from "./operators.ts";
import { rewriteElements } from "./sections/elements.ts";
import { rewriteGlobals } from "./sections/globals.ts";
import { rewriteTables } from "./sections/tables.ts";
import type { TypeEntry } from "./sections/types.ts";

const numberOf = (name: string): number | undefined => operatorsByName.get(name);
const END = numberOf("end");
const I32_CONST = numberOf("i32.const");
const I32_ADD = numberOf("i32.add");
const I32_SUB = numberOf("i32.sub");
const I32_MUL = numberOf("i32.mul");
const STRUCT_NEW = numberOf("struct.new");
const ARRAY_NEW = numberOf("array.new");
const ARRAY_NEW_FIXED = numberOf("array.new_fixed");

/**
 * Adds up the objects of all initial values. Throws `WASM_UNSUPPORTED` for an array whose length
 * is known only to whoever instantiates the module.
 */
export function initialObjectBytes(index: ModuleIndex): number {
  let bytes = 0;
  const map: IndexMap = {
    ...sameIndices,
    expression: (start, end) => {
      bytes += objectBytesOf(new ByteReader(index.bytes, start, end), index.types);
    },
  };
  const read = (id: number, pass: (reader: ByteReader, nowhere: ByteWriter) => void): void => {
    const section = index.sections.find((one) => one.id === id);
    if (section === undefined) return;
    pass(new ByteReader(index.bytes, section.start, section.end), new ByteWriter());
  };
  const uncapped = { nextMemoryMax: () => 0, nextTableMax: () => Number.POSITIVE_INFINITY };
  read(sectionIds.table, (reader, nowhere) => rewriteTables(reader, nowhere, uncapped, map));
  read(sectionIds.global, (reader, nowhere) => rewriteGlobals(reader, nowhere, map, []));
  read(sectionIds.element, (reader, nowhere) => rewriteElements(reader, nowhere, map));
  return bytes;
}

/** Objects of one expression. Its operands are followed as far as they are constant integers. */
function objectBytesOf(reader: ByteReader, types: readonly TypeEntry[]): number {
  const stack: (number | undefined)[] = [];
  let bytes = 0;
  const pop = (count: number): void => {
    stack.length = Math.max(0, stack.length - count);
  };
  for (;;) {
    const at = reader.offset;
    const operator = readOperator(reader);
    if (operator === END) return bytes;
    if (operator === I32_CONST) stack.push(reader.s64());
    else if (operator === I32_ADD || operator === I32_SUB || operator === I32_MUL) {
      const right = stack.pop();
      const left = stack.pop();
      stack.push(compute(operator, left, right));
    } else if (isStructNew(operator)) {
      const type = types[reader.u32()];
      if (operator === STRUCT_NEW) pop(type?.fields ?? 0);
      bytes += type?.objectBytes ?? 0;
      stack.push(undefined);
    } else if (operator === ARRAY_NEW_FIXED || isArrayNew(operator)) {
      const type = types[reader.u32()];
      let length = 0;
      if (operator === ARRAY_NEW_FIXED) {
        length = reader.u32();
        pop(length);
      } else {
        const constant = stack.pop();
        if (constant === undefined) {
          reader.fail("WASM_UNSUPPORTED", "the length of an initial array is not constant", at);
        }
        length = constant >>> 0;
        if (operator === ARRAY_NEW) pop(1);
      }
      bytes += (type?.objectBytes ?? 0) + length * (type?.elementBytes ?? 0);
      stack.push(undefined);
    } else {
      skipImmediates(reader, operator);
      const change = operatorHeights[operator] ?? 0;
      pop(change < 1 ? 1 - change : 0);
      stack.push(undefined);
    }
  }
}

function compute(operator: number, left?: number, right?: number): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  if (operator === I32_ADD) return (left + right) | 0;
  return operator === I32_SUB ? (left - right) | 0 : Math.imul(left, right);
}
