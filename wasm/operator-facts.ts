/** What the decoder asks of every operator, in one number. */
import { operatorShapes } from "./operator-shapes.ts";
import { operatorHeights } from "./operators.ts";

/** A fact: the operator's shape, its cost above that, and how it changes the stack's height. */
export const factLayout = { shapeMask: 7, costShift: 3, costMask: 0xff, heightShift: 11 } as const;

/** Facts by operator number. */
export function createFacts(costs: Uint8Array): Int32Array {
  const { costShift, heightShift } = factLayout;
  return Int32Array.from(operatorShapes, (shape, operator) => {
    const cost = costs[operator] ?? 0;
    return shape | (cost << costShift) | ((operatorHeights[operator] ?? 0) << heightShift);
  });
}
