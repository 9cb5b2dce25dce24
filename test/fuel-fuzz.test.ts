/**
 * Random modules, raw against metered: what can be seen of a run is the same, and the fuel is what
 * the module reports of itself operator by operator. `FUZZ_MODULES` says how many modules, and
 * `FUZZ_SEED` where their seeds start; a failure names its seed.
 */
import { env } from "node:process";
import { describe, expect, test } from "vitest";
import {
  createSharedCounters,
  FuelMeter,
  type InstrumentOptions,
  instrument,
} from "../wasm/index.ts";
import { encodeModule } from "./fuzz/encode-module.ts";
import { engineFeatures, type Features } from "./fuzz/features.ts";
import { generateModule } from "./fuzz/generate-module.ts";
import { Random } from "./fuzz/random.ts";
import { type Recipe, tables } from "./fuzz/recipe.ts";
import { type Reports, type RunTrace, runModule } from "./fuzz/run-module.ts";

const moduleCount = Number(env["FUZZ_MODULES"] ?? 150);
const firstSeed = Number(env["FUZZ_SEED"] ?? 1);

const ample = 10n ** 12n;
const limits: InstrumentOptions = {
  stack: { bytes: 2 ** 30 },
  memory: { maxBytes: 5 * 65_536 },
  gc: { maxBytes: 2 ** 40 },
  tables: { maxElements: 60 },
};
const variants: readonly InstrumentOptions[] = [
  { abi: "register" },
  { abi: "local" },
  { abi: "register", trapFuel: "boundary" },
  { abi: "register", ...limits },
  { abi: "local", ...limits },
  { abi: "register", resume: "entry", ...limits },
  { abi: "register", resume: "loop", ...limits },
  { abi: "local", share: "import", ...limits },
];

interface Case {
  readonly seed: number;
  readonly recipe: Recipe;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The run without metering. */
  readonly raw: RunTrace;
  readonly reports: Reports;
  /** Fuel of a run metered without a budget. */
  consumed?: bigint;
}

/** Generates and runs; undefined when the guest used up the engine's own stack. */
function openCase(seed: number): Case | undefined {
  const recipe = generateModule(seed, engineFeatures);
  const bytes = encodeModule(recipe, false);
  const raw = runModule({ recipe, module: new WebAssembly.Module(bytes), seed });
  const reports: Reports = { work: 0, checked: 0, saved: 0 };
  const reporting = new WebAssembly.Module(encodeModule(recipe, true));
  const told = runModule({ recipe, module: reporting, seed }, reports);
  if ([raw, told].some(({ calls }) => calls.at(-1)?.verdict === "overflow")) return undefined;
  expect(told, `seed ${seed}: the module that reports`).toEqual(raw);
  return { seed, recipe, bytes, raw, reports };
}

/** Runs the module metered, on a budget. */
function runMetered({ seed, recipe, bytes }: Case, options: InstrumentOptions, budget: bigint) {
  const { bytes: metered, meta } = instrument(bytes, options);
  const module = new WebAssembly.Module(metered);
  const shared = meta.shared ? createSharedCounters(meta) : undefined;
  let meter: FuelMeter | undefined;
  const run = runModule({
    recipe,
    module,
    seed,
    ...(shared && { imports: shared.imports }),
    onInstance: (exports) => {
      meter = FuelMeter.attach(shared ?? { exports }, meta);
      meter.set(ample);
      const start = exports[meta.exports.start ?? ""];
      if (typeof start === "function") start();
      meter.set(budget);
    },
  });
  if (meter === undefined) throw new Error("The module was not instantiated");
  return { run, remaining: meter.remaining, reason: meter.trapReason };
}

/**
 * Fuel that a run to its end uses, as far as it is known afterwards: from, to. Between the two are
 * traps where handlers of `try_table` share a label with jumps, before which fuel is written back.
 */
function usedFuel({ recipe, raw, reports }: Case): readonly [number, number] {
  if (raw.calls.at(-1)?.verdict !== "trap") return [reports.work, reports.work];
  const most = recipe.features.exceptionReferences ? reports.work : reports.saved;
  return [reports.saved, most];
}

function expectUsed(consumed: bigint, one: Case, label: string): void {
  const [least, most] = usedFuel(one);
  expect(consumed, label).toBeGreaterThanOrEqual(least);
  expect(consumed, label).toBeLessThanOrEqual(most);
}

function compareUnlimited(one: Case, options: InstrumentOptions): void {
  const { run, remaining, reason } = runMetered(one, options, ample);
  const label = `seed ${one.seed} with ${JSON.stringify(options)}`;
  expect(run, label).toEqual(one.raw);
  expect(["fuel", "stack"], label).not.toContain(reason);
  const traps = one.raw.calls.at(-1)?.verdict === "trap";
  if (options.trapFuel === "boundary" && traps) return;
  expectUsed(ample - remaining, one, label);
  // Whatever it is, it is the same with every ABI.
  one.consumed ??= ample - remaining;
  expect(ample - remaining, label).toBe(one.consumed);
}

/** The property of budgets: out of fuel if and only if a check finds the work at or above it. */
function compareWithBudget(one: Case, options: InstrumentOptions, budget: number): void {
  const { run, remaining, reason } = runMetered(one, options, BigInt(budget));
  const label = `seed ${one.seed}, budget ${budget} with ${JSON.stringify(options)}`;
  if (one.reports.checked >= budget) {
    expect([reason, remaining], label).toEqual(["fuel", 0n]);
    expect(run.calls.at(-1)?.verdict, label).toBe("trap");
    expect(run.told, label).toEqual(one.raw.told.slice(0, run.told.length));
    const finished = run.calls.slice(0, -1);
    expect(finished, label).toEqual(one.raw.calls.slice(0, finished.length));
    return;
  }
  expect(run, label).toEqual(one.raw);
  if (options.trapFuel === "boundary" || one.consumed === undefined) return;
  const left = BigInt(budget) - one.consumed;
  expect(remaining, label).toBe(left > 0n ? left : 0n);
}

function compareAll(one: Case): void {
  for (const options of variants) compareUnlimited(one, options);
  const random = new Random(one.seed);
  const { checked, work } = one.reports;
  const budgets = [checked, checked + 1, 1 + random.below(work + 2), 1 + random.below(work + 2)];
  for (const budget of budgets) {
    if (budget > 0) compareWithBudget(one, random.pick(variants), budget);
  }
}

describe("metered modules do what raw ones do, for the fuel that they report", () => {
  const chunk = 50;
  const chunks = Array.from({ length: Math.ceil(moduleCount / chunk) }, (_, i) => i * chunk);
  test.each(chunks)("random modules from number %i on", (from) => {
    let compared = 0;
    for (let i = from; i < Math.min(from + chunk, moduleCount); i++) {
      const one = openCase(firstSeed + i);
      if (one === undefined) continue;
      compareAll(one);
      compared++;
    }
    expect(compared).toBeGreaterThan(0);
  });
});

test("random modules reach what they are for", () => {
  const seen = { trap: 0, exception: 0, finished: 0, grown: 0, told: 0 };
  for (let seed = 1; seed <= 120; seed++) {
    const one = openCase(seed);
    if (one === undefined) continue;
    for (const { verdict } of one.raw.calls) if (verdict !== "overflow") seen[verdict]++;
    if (one.raw.memory[1] > 1) seen.grown++;
    seen.told += one.raw.told.length;
  }
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(3);
});

test("random modules call through a table of which calls alone know, and through one that they use otherwise", () => {
  const seen = { private: 0, public: 0 };
  for (let seed = 1; seed <= 400; seed++) {
    const { functions } = generateModule(seed, engineFeatures);
    const users = functions
      .flatMap(({ body }) => body)
      .filter(({ name }) => /^table|indirect/.test(name))
      .filter((one) => {
        const { immediates } = "immediates" in one ? one : { immediates: [] };
        return immediates.slice(one.name === "table.copy" ? 0 : -1).includes(tables.calls);
      })
      .map(({ name }) => name);
    if (!users.includes("call_indirect")) continue;
    seen[users.every((name) => name === "call_indirect") ? "private" : "public"]++;
  }
  expect(seen.private).toBeGreaterThan(100);
  expect(seen.public).toBeGreaterThan(3);
});

/** What a module with the feature must have now and then. */
const operatorsOf: Readonly<Record<keyof Features, string>> = {
  objects:
    "struct.new struct.new_default struct.get struct.get_s struct.set array.new array.new_default array.new_fixed array.new_data array.get_u array.set array.fill array.copy array.init_data ref.i31 ref.cast ref.test br_on_cast br_on_cast_fail i31.get_s",
  exceptionReferences: "try_table throw throw_ref",
  typedReferences: "ref.func call_ref return_call_ref br_on_null ref.as_non_null",
  memory64: "memory.grow memory.fill memory.copy memory.init",
  table64: "table.grow table.fill table.copy table.init call_indirect return_call_indirect",
  secondMemory: "memory.grow memory.copy",
  wideArithmetic: "i64.add128 i64.sub128",
};

test("random modules use each feature that the engine has, the older exceptions without it", () => {
  const used = new Map<string, Set<string>>();
  for (let seed = 1; seed <= 400; seed++) {
    const { features, functions } = generateModule(seed, engineFeatures);
    const names = functions.flatMap(({ body }) => body.map(({ name }) => name));
    for (const [feature, has] of Object.entries({ ...features, any: true })) {
      if (!has) continue;
      const all = used.get(feature) ?? new Set();
      for (const name of names) all.add(name);
      used.set(feature, all);
    }
  }
  for (const [feature, names] of Object.entries(operatorsOf)) {
    if (!engineFeatures[feature as keyof Features]) continue;
    expect([...(used.get(feature) ?? [])], feature).toEqual(
      expect.arrayContaining(names.split(" ")),
    );
  }
  expect([...(used.get("any") ?? [])]).toEqual(expect.arrayContaining(["try", "rethrow"]));
});
