/** Makes the body of one function, statement by statement. */
import type { BodyMaker } from "./body-maker.ts";
import { BodyWriter, type ModuleShape } from "./body-writer.ts";
import { generateStatement } from "./generate-statement.ts";
import { generateValue } from "./generate-value.ts";
import type { Operator, ValueType } from "./recipe.ts";

/** The operators of a function, without the last `end`. `type`: an index of the signatures. */
export function generateBody(
  shape: ModuleShape,
  type: number,
  locals: readonly ValueType[],
): readonly Operator[] {
  const { random } = shape;
  const writer = new BodyWriter(shape, type, locals);
  const maker: BodyMaker = {
    random,
    writer,
    value: (one, depth) => generateValue(maker, one, depth),
    values: (list, depth) => {
      for (const one of list) generateValue(maker, one, depth);
    },
    statement: (depth) => generateStatement(maker, depth),
    statements: (depth) => {
      for (let rest = random.below(3); rest > 0; rest--) generateStatement(maker, depth);
    },
  };
  writer.giveUpWithoutSteps();
  for (let rest = 1 + random.below(5); rest > 0; rest--) maker.statement(3);
  maker.values(writer.type.results, 3);
  return writer.operators;
}
