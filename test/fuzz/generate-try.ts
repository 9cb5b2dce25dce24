/** Makes code that throws and catches, by either kind of exceptions. */
import type { BodyMaker } from "./body-maker.ts";
import { exceptionReference, types, type ValueType } from "./recipe.ts";

/** An exception with its tag's value. */
export function generateThrow(maker: BodyMaker, depth: number): void {
  maker.value(types.i32, depth);
  maker.writer.saving("throw", 0);
}

/** A block that may throw, with handlers or without. */
export function generateTry(maker: BodyMaker, depth: number): void {
  if (maker.writer.shape.features.exceptionReferences) generateTryTable(maker, depth);
  else generateOlderTry(maker, depth);
}

function generateOlderTry(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  writer.open("try", [], []);
  generateTried(maker, depth);
  if (random.chance(0.6)) {
    writer.plain("catch", 0);
    writer.plain("drop");
    maker.statements(depth);
    if (random.chance(0.3)) writer.saving("rethrow", 0);
  }
  if (random.chance(0.6)) {
    writer.plain("catch_all");
    maker.statements(depth);
  }
  writer.close();
}

function generateTried(maker: BodyMaker, depth: number): void {
  maker.statement(depth);
  if (maker.random.chance(0.3)) generateThrow(maker, depth);
  else maker.statements(depth);
}

/** What `catch`, `catch_ref`, `catch_all` and `catch_all_ref` bring to their label. */
const brought: readonly (readonly ValueType[])[] = [
  [types.i32],
  [types.i32, exceptionReference],
  [],
  [exceptionReference],
];

/** A `try_table` within a block for each of its handlers, some of which may lead further away. */
function generateTryTable(maker: BodyMaker, depth: number): void {
  const { random, writer } = maker;
  const kinds = Array.from({ length: random.below(3) }, () => random.below(4));
  writer.open("block", [], []);
  for (const kind of [...kinds].reverse()) writer.open("block", [], brought[kind] ?? []);
  const handlers = kinds.map((kind, label) => ({ kind, label }));
  const far = farHandler(maker);
  if (far !== undefined) handlers.splice(random.below(handlers.length + 1), 0, far);
  writer.openTry(handlers);
  // A handler may lead back to a loop.
  if (far !== undefined) writer.giveUpWithoutSteps();
  generateTried(maker, depth);
  writer.close();
  for (const [i, kind] of kinds.entries()) {
    writer.plain("br", kinds.length - i);
    writer.close();
    generateCaught(maker, brought[kind] ?? [], depth);
  }
  writer.close();
}

/** A handler that leads to any label that takes what it brings, the function's own, too. */
function farHandler({ random, writer }: BodyMaker): { kind: number; label: number } | undefined {
  if (random.chance(0.5)) return undefined;
  const kind = random.below(4);
  const wanted = (brought[kind] ?? []).join();
  const last = writer.labels.length - 1;
  const fitting = writer.labels.flatMap((one, i) =>
    one.brings.join() === wanted ? [last - i] : [],
  );
  return fitting.length === 0 ? undefined : { kind, label: random.pick(fitting) };
}

/** Consumes what a handler brought. */
function generateCaught(maker: BodyMaker, values: readonly ValueType[], depth: number): void {
  const { random, writer } = maker;
  if (values.includes(exceptionReference)) {
    const [local = 0] = writer.localsOf(exceptionReference);
    writer.plain("local.set", local);
    writer.drop(values.length - 1);
    if (random.chance(0.2)) {
      writer.plain("local.get", local);
      writer.saving("throw_ref");
      return;
    }
  } else writer.drop(values.length);
  maker.statements(depth);
}
