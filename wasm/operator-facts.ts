/** What the decoder asks of every operator, in one number. */
import { operatorShapes } from "./operator-shapes.ts";
import { operatorHeights, operatorTraps } from "./operators.ts";

/** A fact: the operator's shape, its cost above that, whether it may trap, and how it changes the stack's height. */
export const factLayout = {
  shapeMask: 7,
  costShift: 3,
  costMask: 0xff,
  trapBit: 0x800,
  heightShift: 12,
} as const;

/** Facts by operator number. */
export function createFacts(costs: Uint8Array): Int32Array {
  const { costShift, trapBit, heightShift } = factLayout;
  return Int32Array.from(operatorShapes, (shape, operator) => {
    const cost = costs[operator] ?? 0;
    const traps = operatorTraps[operator] === 1 ? trapBit : 0;
    return shape | (cost << costShift) | traps | ((operatorHeights[operator] ?? 0) << heightShift);
  });
}
