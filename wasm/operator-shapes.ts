/** How operators are read when their immediates are short, as they mostly are. */
import { immediates, roles } from "./operator-kinds.ts";
import { operatorImmediates, operatorRoles } from "./operators.ts";

/** Shapes of operators that only cost; the others have `other`. */
export const shapes = {
  other: 0,
  nothing: 1,
  local: 2,
  global: 3,
  index: 4,
  i32: 5,
  memarg: 6,
} as const;

const shapeOf: ReadonlyMap<number, number> = new Map<number, number>([
  [immediates.none, shapes.nothing],
  [immediates.local, shapes.local],
  [immediates.global, shapes.global],
  [immediates.index, shapes.index],
  [immediates.i32, shapes.i32],
  [immediates.memarg, shapes.memarg],
]);

/** Shape by operator number. */
export const operatorShapes: Uint8Array = Uint8Array.from(
  operatorImmediates,
  (immediate, operator) =>
    operatorRoles[operator] === roles.plain
      ? (shapeOf.get(immediate) ?? shapes.other)
      : shapes.other,
);
