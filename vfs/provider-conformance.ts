/** The conformance suite of providers: every one of ours runs it, and whoever writes another may. */
import type { ConformanceCase } from "./conformance/conformance-case.ts";
import { keepingCases } from "./conformance/keeping.ts";
import { readingCases } from "./conformance/reading.ts";
import { writingCases } from "./conformance/writing.ts";

export type { ConformanceCase, ConformanceSubject } from "./conformance/conformance-case.ts";

/**
 * Cases for any test framework. Each wants a provider of its own that is empty.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { memoryProvider, providerConformance } from "fuelbox/vfs";
 *
 * let tried = 0;
 * for (const { title, applies, run } of providerConformance) {
 *   const provider = memoryProvider();
 *   if (!applies(provider.capabilities)) continue;
 *   await run({ provider }).catch((error) => assert.fail(`${title}: ${error.message}`));
 *   tried += 1;
 * }
 * assert.ok(tried > 20);
 * ```
 */
export const providerConformance: readonly ConformanceCase[] = [
  ...readingCases,
  ...writingCases,
  ...keepingCases,
];
