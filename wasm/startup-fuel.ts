/** The part of wasmtime's start-up cost that a module's bytes determine. */
import { ByteReader } from "./byte-reader.ts";
import { skipConstExpression } from "./const-expression.ts";
import { type ModuleIndex, sectionIds } from "./module-index.ts";

/** wasmtime compiles a start-up function when there is work for it; entering it and calling `start` cost 1 each. */
const ENTRY_COST = 1;
const CALL_COST = 1;

/**
 * Fuel that instantiating costs without the start function's own: 1 for entering the start-up
 * function if it is needed, 1 for calling the start function, 1 per operator of initial values
 * that are computed. Approximate where wasmtime depends on its host's configuration.
 */
export function startupFuel(index: ModuleIndex): number {
  const computed = computedOperators(index);
  const startCost = index.start === undefined ? 0 : CALL_COST;
  if (startCost + computed === 0) return 0;
  return ENTRY_COST + startCost + computed;
}

/** Operators of globals' initial values longer than one operator, which is a constant. */
function computedOperators(index: ModuleIndex): number {
  const section = index.sections.find(({ id }) => id === sectionIds.global);
  if (section === undefined) return 0;
  const reader = new ByteReader(index.bytes, section.start, section.end);
  let sum = 0;
  for (let rest = reader.u32(); rest > 0; rest--) {
    reader.skipType();
    reader.skip(1);
    const operators = skipConstExpression(reader);
    if (operators > 1) sum += operators;
  }
  return sum;
}
