/** Makes code that leaves the stack as it was. */
import type { BodyMaker } from "./body-maker.ts";
import { generateCallAndDrop, generateNullJump } from "./generate-call.ts";
import { generateJumpIf, generateJumpInBlock } from "./generate-jump.ts";
import { generateAccess, generateAddress, generateBulk, pickMemory } from "./generate-memory.ts";
import { generateObjectChange } from "./generate-object.ts";
import { generateTry } from "./generate-try.ts";
import { stores } from "./operator-choices.ts";
import { exceptionReference, types, valueTypes } from "./recipe.ts";

const { i32 } = types;

/** Code that leaves the stack as it was: a `nop` at depth 0. */
export function generateStatement(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  if (depth <= 0 || writer.isFull) {
    writer.plain("nop");
    return;
  }
  const inner = depth - 1;
  const { features } = writer.shape;
  switch (random.below(17)) {
    case 0:
    case 1:
      generateLocalSet(maker, inner);
      return;
    case 2:
      generateGlobalSet(maker, inner);
      return;
    case 3: {
      const [type, name] = random.pick(stores);
      const memory = pickMemory(maker);
      generateAddress(maker, memory, inner);
      maker.value(type, inner);
      generateAccess(maker, name, memory);
      return;
    }
    case 4:
      writer.open("block", [], []);
      maker.statements(inner);
      maker.statement(inner);
      writer.close();
      return;
    case 5:
      generateIf(maker, inner);
      return;
    case 6:
    case 7:
      writer.open("loop", [], []);
      maker.statement(inner);
      writer.giveUpWithoutSteps();
      maker.value(i32, inner);
      writer.plain("br_if", 0);
      writer.close();
      return;
    case 8:
      generateCallAndDrop(maker, inner);
      return;
    case 9:
      generateJumpIf(maker, inner);
      return;
    case 10:
      generateJumpInBlock(maker, inner);
      return;
    case 11:
      generateBulk(maker, inner);
      return;
    case 12:
      generateTry(maker, inner);
      return;
    case 13:
      maker.value(random.pick(valueTypes(features)), inner);
      writer.plain("drop");
      return;
    case 14:
      if (!features.objects) break;
      generateObjectChange(maker, inner);
      return;
    case 15:
      if (!features.typedReferences) break;
      generateNullJump(maker);
      return;
  }
  writer.plain("nop");
}

function generateLocalSet(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const local = random.below(Math.max(1, writer.locals.length));
  const type = writer.locals[local];
  if (type === undefined || type === exceptionReference) return;
  maker.value(type, depth);
  writer.plain("local.set", local);
}

/** Sets any global but the one of steps. */
function generateGlobalSet(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const { globals } = writer.shape;
  const global = 1 + random.below(globals.length - 1);
  maker.value(globals[global]?.type ?? i32, depth);
  writer.plain("global.set", global);
}

function generateIf(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  maker.value(i32, depth);
  writer.open("if", [], []);
  maker.statement(depth);
  if (random.chance(0.5)) {
    writer.plain("else");
    maker.statements(depth);
  }
  writer.close();
}
