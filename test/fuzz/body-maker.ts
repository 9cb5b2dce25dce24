/** The two kinds of code that all others are made of, so that each can hold the other. */
import type { BodyWriter } from "./body-writer.ts";
import type { Random } from "./random.ts";
import type { ValueType } from "./recipe.ts";

/** Makes random code into a body. `depth`: how deep code may nest; none at 0. */
export interface BodyMaker {
  readonly random: Random;
  readonly writer: BodyWriter;
  /** Code that leaves one value. */
  value(type: ValueType, depth: number): void;
  values(list: readonly ValueType[], depth: number): void;
  /** Code that leaves the stack as it was. */
  statement(depth: number): void;
  /** A few statements, or none. */
  statements(depth: number): void;
}
