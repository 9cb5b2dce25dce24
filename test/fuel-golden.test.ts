/** Every golden fuel count, with every ABI: verdict, results, fuel left and memory must be equal. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { instrument } from "../wasm/index.ts";
import {
  abis,
  compareModule,
  features,
  type Golden,
  goldenFiles,
  runScript,
  withoutTrapFuel,
} from "./support/fuel-golden.ts";
import { recursions } from "./support/recursions.ts";
import { stackEnds } from "./support/stack-depth.ts";

const folder = new URL("./golden/fuel/", import.meta.url);

for (const { file, modules: moduleCount, runs: runCount } of goldenFiles) {
  const golden: Golden = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  test.each(abis)(`instrument() counts ${file} as wasmtime does when options are %j`, (options) => {
    let runs = 0;
    let skipped = 0;
    expect(golden.modules).toHaveLength(moduleCount);
    for (const module of golden.modules) {
      const path = new URL(module.file, new URL(file, folder));
      const result = compareModule(new Uint8Array(readFileSync(path)), module, options);
      expect(result.differences).toEqual([]);
      runs += result.runs;
      skipped += result.skipped;
    }
    // A list that came up empty must not look like success.
    expect(runs + skipped).toBe(runCount);
    expect(runs).toBeGreaterThan(runCount * 0.9);
  });
}

test("a limited stack ends recursion at the recorded depth and fuel", async () => {
  const ends = stackEnds(recursions);
  expect(ends.match(/"reason":"stack"/g)).toHaveLength(recursions.length * 4 * 2);
  await expect(ends).toMatchFileSnapshot("./golden/fuel/stack.json");
});

test("instrument() counts changed modules the same with every ABI", () => {
  const { modules }: Golden = JSON.parse(
    readFileSync(new URL("generated/expected.json", folder), "utf8"),
  );
  let runs = 0;
  const changed = fc.record({
    module: fc.constantFrom(...modules),
    changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
    budget: fc.oneof(fc.integer({ min: 1, max: 120 }), fc.constant(20_000)),
  });
  fc.assert(
    fc.property(changed, ({ module: { file, scripts }, changes, budget }) => {
      const bytes = new Uint8Array(readFileSync(new URL(`generated/${file}`, folder)));
      for (const [at, value] of changes) bytes[8 + (at % (bytes.length - 8))] = value;
      if (!WebAssembly.validate(bytes)) return;
      const versions = abis.map((options) => {
        const { bytes: output, meta } = instrument(bytes, { features, ...options });
        return { meta, module: new WebAssembly.Module(output) };
      });
      for (const script of scripts) {
        const wanted = { ...script.unlimited, budget };
        const outcomes = versions.map(({ module, meta }) => {
          try {
            return withoutTrapFuel(runScript(module, meta, script, wanted));
          } catch (error) {
            // A changed start function may trap, a changed import may not link.
            return String(error).replace(/\d+/g, "");
          }
        });
        // How deep the engine lets a guest recurse depends on how large its frames are.
        if (outcomes.some((one) => String(one).includes("call stack"))) continue;
        for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
        runs++;
      }
    }),
    { numRuns: 600 },
  );
  expect(runs).toBeGreaterThan(200);
});
