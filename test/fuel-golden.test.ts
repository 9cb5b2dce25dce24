/** Every golden fuel count, with every ABI: verdict, results, fuel left and memory must be equal. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createSharedCounters,
  FuelMeter,
  type InstrumentOptions,
  instrument,
} from "../wasm/index.ts";

interface ExpectedCall {
  readonly verdict: "finished" | "out-of-fuel" | "trap" | "exception";
  readonly results?: readonly string[];
  readonly remaining: number;
}

interface ExpectedRun {
  readonly budget: number;
  readonly calls: readonly ExpectedCall[];
  readonly memory?: number;
}

interface Script {
  readonly calls: readonly { readonly export: string; readonly args: readonly string[] }[];
  readonly unlimited: ExpectedRun;
  readonly budgets: readonly ExpectedRun[];
}

interface Golden {
  readonly modules: readonly { readonly file: string; readonly scripts: readonly Script[] }[];
}

const folder = new URL("./golden/fuel/", import.meta.url);
const ample = 1n << 50n;

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function argument(text: string): number | bigint {
  const [type, value = ""] = text.split(":");
  return type === "i64" ? BigInt(value) : Number(value);
}

/** Writes a result as the golden file does; references only as null or not. */
function describe(value: unknown, expected: string): string {
  const type = expected.slice(0, expected.indexOf(":"));
  if (type === "ref") return `ref:${value === null ? "null" : expected.slice(4)}`;
  if (typeof value === "bigint") return `${type}:${value}`;
  // Floats are compared as numbers: the file may spell one in another way than JavaScript.
  return Object.is(Number(expected.slice(type.length + 1)), value) ? expected : `${type}:${value}`;
}

function verdictOf(error: unknown, meter: FuelMeter): ExpectedCall["verdict"] {
  if (meter.trapReason === "fuel") return "out-of-fuel";
  if (error instanceof WebAssembly.RuntimeError) return "trap";
  if ("Exception" in WebAssembly && error instanceof WebAssembly.Exception) return "exception";
  throw error;
}

function runScript(
  module: WebAssembly.Module,
  meta: Parameters<typeof FuelMeter.attach>[1],
  script: Script,
  expected: ExpectedRun,
): ExpectedRun {
  const shared = meta.shared ? createSharedCounters(meta) : undefined;
  const { exports } = new WebAssembly.Instance(module, {
    env: { noop: () => undefined, id: (x: unknown) => x },
    ...shared?.imports,
  });
  const call = (name: string, args: readonly (number | bigint)[]): unknown => {
    const callee = exports[name];
    if (typeof callee !== "function") throw new TypeError(`no function "${name}"`);
    return callee(...args);
  };
  const meter = FuelMeter.attach(shared ?? { exports }, meta);
  if (meta.exports.start !== undefined) {
    meter.set(ample);
    call(meta.exports.start, []);
  }
  meter.set(expected.budget);
  const calls: ExpectedCall[] = [];
  for (const [i, { export: name, args }] of script.calls.entries()) {
    let verdict: ExpectedCall["verdict"] = "finished";
    let results: unknown[] = [];
    try {
      const result = call(name, args.map(argument));
      results = result === undefined ? [] : Array.isArray(result) ? result : [result];
    } catch (error) {
      verdict = verdictOf(error, meter);
    }
    const wanted = expected.calls[i]?.results ?? [];
    const written = results.map((value, j) => describe(value, wanted[j] ?? "unexpected:"));
    calls.push({
      verdict,
      ...(written.length > 0 ? { results: written } : {}),
      remaining: Number(meter.remaining),
    });
    if (verdict !== "finished") break;
  }
  const { m } = exports;
  if (!(m instanceof WebAssembly.Memory)) return { budget: expected.budget, calls };
  const start = new Uint8Array(m.buffer, 0, Math.min(2048, m.buffer.byteLength));
  return { budget: expected.budget, calls, memory: crc32(start) };
}

/** With `boundary`, fuel is not known exactly after a trap, and only then. */
function withoutTrapFuel(run: ExpectedRun): ExpectedRun {
  const calls = run.calls.map((call) =>
    call.verdict === "trap" ? { ...call, remaining: 0 } : call,
  );
  return { ...run, calls };
}

const files = [
  { file: "generated/expected.json", modules: 300, runs: 3600 },
  { file: "wat/expected-wat.json", modules: 122, runs: 784 },
];

const abis: readonly InstrumentOptions[] = [
  { abi: "local" },
  { abi: "register" },
  { abi: "register", trapFuel: "boundary" },
  { abi: "local", stack: { bytes: 4_000_000 }, memory: { maxBytes: 2 ** 40 } },
  { abi: "register", stack: { bytes: 4_000_000 }, memory: { maxBytes: 2 ** 40 } },
  { abi: "register", resume: "entry" },
  { abi: "register", share: "import", stack: { bytes: 4_000_000 } },
];

const features = { sharedMemory: true, relaxedSimd: true };

for (const { file, modules: moduleCount, runs: runCount } of files) {
  const golden: Golden = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
  test.each(abis)(`instrument() counts ${file} as wasmtime does when options are %j`, (options) => {
    let runs = 0;
    let skipped = 0;
    expect(golden.modules).toHaveLength(moduleCount);
    for (const { file: name, scripts } of golden.modules) {
      const original = readFileSync(new URL(name, new URL(file, folder)));
      const all = scripts.flatMap((script) =>
        [script.unlimited, ...script.budgets].map((expected) => ({ script, expected })),
      );
      if (!WebAssembly.validate(original)) {
        skipped += all.length;
        continue;
      }
      const { bytes, meta } = instrument(original, { features, ...options });
      const module = new WebAssembly.Module(bytes);
      for (const { script, expected } of all) {
        const { budget, calls, memory } = expected;
        const actual = runScript(module, meta, script, expected);
        const known = options.trapFuel === "boundary" ? withoutTrapFuel : (run: ExpectedRun) => run;
        // The file leaves the memory out where the module does not export it.
        expect(known(actual), name).toEqual(
          known({ budget, calls, ...(memory !== undefined && { memory }) }),
        );
        runs++;
      }
    }
    // A list that came up empty must not look like success.
    expect(runs + skipped).toBe(runCount);
    expect(runs).toBeGreaterThan(runCount * 0.9);
  });
}

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
