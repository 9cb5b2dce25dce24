/**
 * Makes random valid modules that end: each function entry and each jump back takes one from a
 * global of steps, and gives up when there are none.
 */

import type { Features } from "./features.ts";
import { generateBody } from "./generate-body.ts";
import { Random } from "./random.ts";
import {
  exceptionReference,
  firstSignatures,
  objectTypes,
  type Recipe,
  randomSignature,
  type Signature,
  types,
  valueTypes,
} from "./recipe.ts";

/** The module of a seed, with some of the features that are `available`. */
export function generateModule(seed: number, available: Features): Recipe {
  const random = new Random(seed);
  const features = someOf(available, random);
  const all = valueTypes(features);
  const signatures: Signature[] = [...firstSignatures];
  if (features.objects) signatures.push(...objectTypes);
  const functionTypes: number[] = [];
  for (let rest = 2 + random.below(6); rest > 0; rest--) {
    if (random.chance(0.7)) signatures.push(randomSignature(random, all));
    functionTypes.push(
      random.pick(signatures.flatMap((one, i) => (one.object === undefined ? [i] : []))),
    );
  }
  const globals = [
    { type: types.i32, value: 0 },
    ...Array.from({ length: 1 + random.below(3) }, () => ({
      type: random.pick(all),
      value: random.integer(),
    })),
  ];
  const functions = functionTypes.map((type) => {
    const locals = Array.from({ length: random.below(5) }, () => random.pick(all));
    if (features.exceptionReferences) locals.push(exceptionReference);
    const shape = { random, signatures, functionTypes, globals, features };
    const body = generateBody(shape, type, locals);
    // For the block around a body that reports.
    const { results } = signatures[type] ?? { results: [] };
    signatures.push({ parameters: [], results });
    return { type, locals, body };
  });
  const hasStart = functionTypes[0] === 1 && random.chance(0.5);
  return { signatures, functions, globals, hasStart, features };
}

/** Takes about half of the features. */
function someOf(available: Features, random: Random): Features {
  const wanted = (has: boolean): boolean => random.chance(0.5) && has;
  return {
    objects: wanted(available.objects),
    exceptionReferences: wanted(available.exceptionReferences),
    typedReferences: wanted(available.typedReferences),
    memory64: wanted(available.memory64),
    table64: wanted(available.table64),
    secondMemory: wanted(available.secondMemory),
    wideArithmetic: wanted(available.wideArithmetic),
  };
}
