/** Makes code that leaves one value. */
import type { BodyMaker } from "./body-maker.ts";
import { generateCallFor } from "./generate-call.ts";
import { generateJump } from "./generate-jump.ts";
import {
  generateAccess,
  generateAddress,
  generateGrowth,
  generateSize,
  pickMemory,
} from "./generate-memory.ts";
import { generateObject, generateObjectTest } from "./generate-object.ts";
import { binary, loads, unary } from "./operator-choices.ts";
import {
  anyReference,
  exceptionReference,
  type NumberType,
  tables,
  traceElement,
  traceIndex,
  traceType,
  types,
  type ValueType,
} from "./recipe.ts";

const { i32, i64 } = types;

/** Code that leaves one value: a constant or variable at depth 0. */
export function generateValue(maker: BodyMaker, type: ValueType, depth: number): void {
  const { random, writer } = maker;
  if (depth <= 0 || writer.isFull) {
    generateLeaf(maker, type);
    return;
  }
  const inner = depth - 1;
  if (type === anyReference || type === exceptionReference) {
    if (type === exceptionReference || random.chance(0.5)) generateLeaf(maker, type);
    else generateReference(maker, type, inner);
    return;
  }
  switch (random.below(15)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      generateOperation(maker, type, inner);
      return;
    case 5:
      generateBlock(maker, type, inner);
      return;
    case 6:
      generateChoice(maker, type, inner);
      return;
    case 7:
      maker.value(i32, inner);
      writer.open("loop", [i32], [type]);
      writer.plain("drop");
      maker.statements(inner);
      maker.value(type, inner);
      writer.close();
      return;
    case 8:
    case 9:
      generateCallFor(maker, type, inner);
      return;
    case 10:
      if (type !== i32) break;
      generateHostCallOrGrow(maker, inner);
      return;
    case 11:
      if (type !== i32) break;
      generateLane(maker, inner);
      return;
    case 12:
      if (type !== i32 || !writer.shape.features.objects) break;
      generateObjectTest(maker, inner);
      return;
    case 13:
      if (type !== i64 || !writer.shape.features.wideArithmetic) break;
      maker.values([i64, i64, i64, i64], inner);
      writer.plain(random.pick(["i64.add128", "i64.sub128"]));
      writer.drop(1);
      return;
  }
  generateLeaf(maker, type);
}

/** An operator on numbers. */
function generateOperation(maker: BodyMaker, type: NumberType, depth: number): void {
  const { random, writer } = maker;
  switch (random.below(5)) {
    case 0: {
      const [from, name] = random.pick(unary[type]);
      maker.value(from, depth);
      writer.plain(name);
      return;
    }
    case 1: {
      const memory = pickMemory(maker);
      generateAddress(maker, memory, depth);
      generateAccess(maker, random.pick(loads[type]), memory);
      return;
    }
    case 2:
      maker.values([type, type, i32], depth);
      writer.plain("select");
      return;
    default:
      maker.values([type, type], depth);
      writer.plain(random.pick(binary[type]));
  }
}

/** A reference, made here or brought by a block or call. */
function generateReference(maker: BodyMaker, type: ValueType, depth: number): void {
  const { random } = maker;
  const choice = random.below(8);
  if (choice === 0) generateBlock(maker, type, depth);
  else if (choice === 1) generateChoice(maker, type, depth);
  else if (choice === 2) generateCallFor(maker, type, depth);
  else generateObject(maker, depth);
}

function generateLeaf({ random, writer }: BodyMaker, type: ValueType): void {
  const locals = writer.localsOf(type);
  const globals = writer.globalsOf(type);
  if (locals.length > 0 && random.chance(0.5)) writer.plain("local.get", random.pick(locals));
  else if (globals.length > 0 && random.chance(0.2)) {
    writer.plain("global.get", random.pick(globals));
  } else writer.constant(type, random.integer());
}

function generateBlock(maker: BodyMaker, type: ValueType, depth: number): void {
  const { random, writer } = maker;
  writer.open("block", [], [type]);
  maker.statements(depth);
  maker.value(type, depth);
  if (random.chance(0.4)) {
    maker.value(i32, depth);
    writer.plain("br_if", 0);
  }
  writer.close();
}

/** An `if` whose second arm may jump away instead of leaving its value. */
function generateChoice(maker: BodyMaker, type: ValueType, depth: number): void {
  const { random, writer } = maker;
  maker.value(i32, depth);
  writer.open("if", [], [type]);
  maker.value(type, depth);
  writer.plain("else");
  maker.statements(depth);
  if (random.chance(0.2)) generateJump(maker, depth);
  else maker.value(type, depth);
  writer.close();
}

/** One lane of a sum of vectors. */
function generateLane(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  maker.value(i32, depth);
  writer.plain("i32x4.splat");
  maker.value(i32, depth);
  writer.plain("i32x4.splat");
  writer.plain("i32x4.add");
  writer.plain("i32x4.extract_lane", random.below(4));
}

/** A call of the host, or a size of memory, or growth of memory or table. */
function generateHostCallOrGrow(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  switch (random.below(4)) {
    case 0:
      generateSize(maker);
      return;
    case 1:
    case 2:
      generateGrowth(maker, depth);
      return;
    default:
      maker.value(i32, depth);
      if (random.chance(0.7)) writer.saving("call", traceIndex);
      else {
        writer.index(traceElement, writer.shape.features.table64);
        writer.saving("call_indirect", traceType, tables.calls);
      }
  }
}
