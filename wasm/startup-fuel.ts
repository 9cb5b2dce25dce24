/** The part of wasmtime's start-up cost that a module's bytes determine. */
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { sameIndices } from "./const-expression.ts";
import { readOperator, skipImmediates } from "./instructions.ts";
import { type ModuleIndex, sectionIds } from "./module-index.ts";
import { operatorsByName } from "./operators.ts";
import { rewriteElements } from "./sections/elements.ts";

const END = operatorsByName.get("end");
const FIRST_GC = operatorsByName.get("struct.new") ?? 0;
const LAST_GC = operatorsByName.get("i31.get_u") ?? 0;

/**
 * Fuel that instantiating costs in wasmtime without the start function's own: 1 for the start-up
 * function, compiled when there is something to do (a start function, a passive element segment,
 * an initial value that is computed), 1 for calling the start function, 1 per operator of initial
 * values that allocate. Approximate where wasmtime depends on its host's configuration.
 */
export function startupFuel(index: ModuleIndex): number {
  const initial = initialValues(index);
  const hasStart = index.start !== undefined;
  if (!hasStart && !initial.areComputed && !hasPassiveElements(index)) return 0;
  return 1 + (hasStart ? 1 : 0) + initial.allocatingOperators;
}

function initialValues(index: ModuleIndex): { areComputed: boolean; allocatingOperators: number } {
  const found = { areComputed: false, allocatingOperators: 0 };
  const reader = readerOf(index, sectionIds.global);
  if (reader === undefined) return found;
  for (let rest = reader.u32(); rest > 0; rest--) {
    reader.skipType();
    reader.skip(1);
    let operators = 0;
    let allocates = false;
    for (let one = readOperator(reader); one !== END; one = readOperator(reader)) {
      operators++;
      if (one >= FIRST_GC && one <= LAST_GC) allocates = true;
      skipImmediates(reader, one);
    }
    if (operators > 1) found.areComputed = true;
    if (allocates) found.allocatingOperators += operators;
  }
  return found;
}

function hasPassiveElements(index: ModuleIndex): boolean {
  const reader = readerOf(index, sectionIds.element);
  return reader !== undefined && rewriteElements(reader, new ByteWriter(), sameIndices);
}

function readerOf(index: ModuleIndex, id: number): ByteReader | undefined {
  const section = index.sections.find((one) => one.id === id);
  return section && new ByteReader(index.bytes, section.start, section.end);
}
