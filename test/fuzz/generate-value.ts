/** Makes code that leaves one value. */
import type { BodyMaker } from "./body-maker.ts";
import { generateCallFor } from "./generate-call.ts";
import { generateJump } from "./generate-jump.ts";
import { generateAccess, generateAddress, generateLength } from "./generate-memory.ts";
import { binary, loads, unary } from "./operator-choices.ts";
import { traceIndex, types, type ValueType } from "./recipe.ts";

const { i32 } = types;

/** Code that leaves one value: a constant or variable at depth 0. */
export function generateValue(maker: BodyMaker, type: ValueType, depth: number): void {
  const { random, writer } = maker;
  if (depth <= 0 || writer.isFull) {
    generateLeaf(maker, type);
    return;
  }
  const inner = depth - 1;
  switch (random.below(13)) {
    case 0:
    case 1:
      maker.values([type, type], inner);
      writer.plain(random.pick(binary[type]));
      return;
    case 2: {
      const [from, name] = random.pick(unary[type]);
      maker.value(from, inner);
      writer.plain(name);
      return;
    }
    case 3:
      generateAddress(maker, inner);
      generateAccess(maker, random.pick(loads[type]));
      return;
    case 4:
      maker.values([type, type, i32], inner);
      writer.plain("select");
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
  }
  generateLeaf(maker, type);
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
      writer.plain("memory.size", 0);
      return;
    case 1:
      writer.sized("grow", "memory.grow", generateLength(maker, 2, depth), 0);
      return;
    case 2:
      writer.plain("ref.null", 0x70);
      writer.sized("grow", "table.grow", generateLength(maker, 4, depth), 0);
      return;
    default:
      maker.value(i32, depth);
      writer.saving("call", traceIndex);
  }
}
