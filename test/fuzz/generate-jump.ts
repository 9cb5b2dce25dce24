/** Makes code that leaves its place: jumps, returns, tail calls, throws and traps. */
import type { BodyMaker } from "./body-maker.ts";
import { generateTailCall } from "./generate-call.ts";
import { generateThrow } from "./generate-try.ts";
import { types } from "./recipe.ts";

const { i32 } = types;

/** A jump, a return, a tail call, a throw or a trap. */
export function generateJump(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  switch (random.below(8)) {
    case 0:
      maker.values(writer.type.results, depth);
      writer.saving("return");
      return;
    case 1:
      if (random.chance(0.2)) writer.saving("unreachable");
      else generateThrow(maker, depth);
      return;
    case 2:
    case 3:
      if (generateTailCall(maker, depth)) return;
      break;
    case 4:
      generateJumpByTable(maker, depth);
      return;
  }
  const target = random.below(writer.labels.length);
  const label = writer.label(target);
  if (label?.isLoop === true) writer.giveUpWithoutSteps();
  maker.values(label?.brings ?? [], depth);
  writer.plain("br", target);
}

/** A jump on a condition. */
export function generateJumpIf(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const target = random.below(writer.labels.length);
  const label = writer.label(target);
  if (label === undefined) return;
  if (label.isLoop) writer.giveUpWithoutSteps();
  maker.values(label.brings, depth);
  maker.value(i32, depth);
  writer.plain("br_if", target);
  writer.drop(label.brings.length);
}

/** A jump for sure, in a block of its own, with dead code behind it. */
export function generateJumpInBlock(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  maker.value(i32, depth);
  writer.open("if", [], []);
  maker.statements(depth);
  generateJump(maker, depth);
  if (random.chance(0.3)) maker.statement(depth);
  writer.close();
}

/** A `br_table` over labels that take the same values. */
function generateJumpByTable(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const { labels } = writer;
  const last = labels.length - 1;
  const brings = writer.label(random.below(last + 1))?.brings ?? [];
  const alike = labels.flatMap((label, i) =>
    label.brings.join() === brings.join() ? [last - i] : [],
  );
  writer.giveUpWithoutSteps();
  maker.values(brings, depth);
  maker.value(i32, depth);
  const targets = Array.from({ length: 1 + random.below(4) }, () => random.pick(alike));
  writer.plain("br_table", targets.length - 1, ...targets);
}
