/** Makes calls of the module's own functions, direct and through the table. */
import type { BodyMaker } from "./body-maker.ts";
import { importedFunctions, tables, traceIndex, types, type ValueType } from "./recipe.ts";

/** A call that leaves one value of the type; a leaf when no function gives such a value. */
export function generateCallFor(maker: BodyMaker, type: ValueType, depth: number): void {
  const { random, writer } = maker;
  const callable = writer.shape.functionTypes.flatMap((one, i) =>
    writer.signature(one).results.includes(type) ? [i] : [],
  );
  if (callable.length === 0) {
    maker.value(type, 0);
    return;
  }
  const callee = random.pick(callable);
  generateCall(maker, callee, depth);
  const { results } = writer.signature(writer.typeOf(callee));
  // What stands above the first of that type goes; what stands below it is dropped from a block.
  const kept = results.indexOf(type);
  writer.drop(results.length - 1 - kept);
  if (kept === 0) return;
  writer.open("block", results.slice(0, kept + 1), [type]);
  const local = writer.localsOf(type)[0];
  if (local === undefined) {
    writer.drop(kept + 1);
    writer.constant(type, 1);
  } else {
    writer.plain("local.set", local);
    writer.drop(kept);
    writer.plain("local.get", local);
  }
  writer.close();
}

/** A call whose results are dropped. */
export function generateCallAndDrop(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const callee = random.below(writer.shape.functionTypes.length);
  generateCall(maker, callee, depth);
  writer.drop(writer.signature(writer.typeOf(callee)).results.length);
}

/** A tail call that ends the body, or false without code when no function gives its results. */
export function generateTailCall(maker: BodyMaker, depth: number): boolean {
  const { random, writer } = maker;
  const wanted = writer.type.results.join();
  if (wanted === String(types.i32) && random.chance(0.1)) {
    maker.value(types.i32, depth);
    writer.saving("return_call", traceIndex);
    return true;
  }
  const callable = writer.shape.functionTypes.flatMap((type, i) =>
    writer.signature(type).results.join() === wanted ? [i] : [],
  );
  if (callable.length === 0) return false;
  const callee = random.pick(callable);
  const type = writer.typeOf(callee);
  maker.values(writer.signature(type).parameters, depth);
  if (random.chance(0.7)) {
    writer.saving("return_call", importedFunctions.length + callee);
    return true;
  }
  if (writer.shape.features.typedReferences && random.chance(0.5)) {
    writer.plain("ref.func", importedFunctions.length + callee);
    writer.saving("return_call_ref", type);
    return true;
  }
  writer.index(callee, writer.shape.features.table64);
  writer.saving("return_call_indirect", type, random.chance(0.1) ? tables.calls : tables.any);
  return true;
}

/** A call with its arguments, direct or through the table. */
function generateCall(maker: BodyMaker, callee: number, depth: number): void {
  const { random, writer } = maker;
  const type = writer.typeOf(callee);
  maker.values(writer.signature(type).parameters, depth);
  if (random.chance(0.6)) {
    writer.saving("call", importedFunctions.length + callee);
    return;
  }
  const { table64, typedReferences } = writer.shape.features;
  if (typedReferences && random.chance(0.5)) {
    generateReference(maker, callee, type);
    writer.saving("call_ref", type);
    return;
  }
  if (random.chance(0.9)) writer.index(callee, table64);
  else maker.value(table64 ? types.i64 : types.i32, 1);
  writer.saving("call_indirect", type, random.chance(0.6) ? tables.calls : tables.any);
}

/** A reference to a function, null now and then. */
function generateReference({ random, writer }: BodyMaker, callee: number, type: number): void {
  if (random.chance(0.02)) writer.plain("ref.null", type);
  else writer.plain("ref.func", importedFunctions.length + callee);
  if (random.chance(0.2)) writer.plain("ref.as_non_null");
}

/** A jump, or none, by whether a reference to a function is null. */
export function generateNullJump(maker: BodyMaker): void {
  const { random, writer } = maker;
  const callee = random.below(writer.shape.functionTypes.length);
  writer.open("block", [], []);
  if (random.chance(0.3)) writer.plain("ref.null", writer.typeOf(callee));
  else writer.plain("ref.func", importedFunctions.length + callee);
  writer.plain("br_on_null", 0);
  writer.drop(1);
  maker.statements(1);
  writer.close();
}
