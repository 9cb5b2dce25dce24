/**
 * Makes random valid modules that end: each function entry and each jump back takes one from a
 * global of steps, and gives up when there are none.
 */
import { generateBody } from "./generate-body.ts";
import { Random } from "./random.ts";
import { firstSignatures, type Recipe, randomSignature, type Signature, types } from "./recipe.ts";

/** The module of a seed. */
export function generateModule(seed: number): Recipe {
  const random = new Random(seed);
  const signatures: Signature[] = [...firstSignatures];
  const functionTypes: number[] = [];
  for (let rest = 2 + random.below(6); rest > 0; rest--) {
    if (random.chance(0.7)) signatures.push(randomSignature(random));
    functionTypes.push(random.below(signatures.length));
  }
  const globals = [
    { type: types.i32, value: 0 },
    ...Array.from({ length: 1 + random.below(3) }, () => ({
      type: random.pick(Object.values(types)),
      value: random.integer(),
    })),
  ];
  const functions = functionTypes.map((type) => {
    const locals = Array.from({ length: random.below(5) }, () => random.pick(Object.values(types)));
    const body = generateBody({ random, signatures, functionTypes, globals }, type, locals);
    // For the block around a body that reports.
    const { results } = signatures[type] ?? { results: [] };
    signatures.push({ parameters: [], results });
    return { type, locals, body };
  });
  const hasStart = functionTypes[0] === 1 && random.chance(0.5);
  return { signatures, functions, globals, hasStart };
}
