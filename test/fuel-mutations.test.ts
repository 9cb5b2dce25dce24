/**
 * Mutations of valid modules: each is refused with a `WasmError` or rewritten to a module that is
 * valid, soon, and in bounded memory. `FUZZ_MUTATIONS` says how many.
 */
import { readFileSync } from "node:fs";
import { env, memoryUsage } from "node:process";
import { expect, test } from "vitest";
import { type InstrumentOptions, instrument, WasmError } from "../wasm/index.ts";
import { encodeModule } from "./fuzz/encode-module.ts";
import { engineFeatures } from "./fuzz/features.ts";
import { generateModule } from "./fuzz/generate-module.ts";
import { Random } from "./fuzz/random.ts";

const mutationCount = Number(env["FUZZ_MUTATIONS"] ?? 1500);
const maxMs = 2000;
const maxExtraBytes = (length: number): number => 64 * 2 ** 20 + 20 * length;

const golden = new URL("./golden/fuel/wat/", import.meta.url);
const seeds: readonly Uint8Array<ArrayBuffer>[] = [
  ...Array.from({ length: 12 }, (_, seed) =>
    encodeModule(generateModule(seed, engineFeatures), false),
  ),
  ...["call_ref", "gc-array", "legacy-delegate", "simd-lanes", "table-init", "try_table-value"].map(
    (name) => new Uint8Array(readFileSync(new URL(`${name}.wasm`, golden))),
  ),
];

const features = { sharedMemory: true, relaxedSimd: true };
const optionSets: readonly InstrumentOptions[] = [
  { features },
  { features, abi: "local", stack: { bytes: 100_000 }, memory: { maxBytes: 2 ** 22 } },
  { features, stack: { bytes: 100_000 }, tables: { maxElements: 100 }, exports: { keep: [] } },
];

/** Integers that are at the edge of what the format allows, or beyond. */
const edges = [
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  [0x80, 0x80, 0x80, 0x80, 0x78],
];

function mutate(original: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  const bytes = [...original];
  for (let rest = 1 + random.below(3); rest > 0; rest--) {
    const at = 8 + random.below(Math.max(1, bytes.length - 8));
    switch (random.below(5)) {
      case 0:
        bytes[at] = random.below(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 2:
        bytes.splice(at, random.below(8));
        break;
      case 3:
        bytes.splice(at, 1, ...random.pick(edges));
        break;
      default:
        bytes.splice(at, 0, ...bytes.slice(at, at + random.below(40)));
    }
  }
  return Uint8Array.from(bytes);
}

test(`${mutationCount} mutations are refused or rewritten to something valid`, {
  timeout: 300_000,
}, () => {
  const random = new Random(20_261_120);
  const seen = { refused: 0, rewritten: 0 };
  for (let i = 0; i < mutationCount; i++) {
    const bytes = mutate(random.pick(seeds), random);
    const options = random.pick(optionSets);
    const before = memoryUsage.rss();
    const start = performance.now();
    try {
      const output = instrument(bytes, options).bytes;
      expect(WebAssembly.validate(output), `mutation ${i}`).toBe(true);
      seen.rewritten++;
    } catch (error) {
      if (!(error instanceof WasmError)) throw error;
      seen.refused++;
    }
    expect(performance.now() - start, `mutation ${i}`).toBeLessThan(maxMs);
    const extra = memoryUsage.rss() - before;
    expect(extra, `mutation ${i}`).toBeLessThan(maxExtraBytes(bytes.length));
  }
  expect(seen.refused).toBeGreaterThan(mutationCount / 4);
  expect(seen.rewritten).toBeGreaterThan(mutationCount / 50);
});
