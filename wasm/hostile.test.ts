/** What an attacker may hand in: the instrumenter answers with a module or a `WasmError`, soon. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assembleModule } from "./assemble-module.ts";
import { chooseExports } from "./chosen-exports.ts";
import { FuelMeter, type InstrumentOptions, instrument, WasmError } from "./index.ts";
import { meterCode } from "./metering/meter-code.ts";
import { indexModule } from "./module-index.ts";
import { resolveOptions } from "./options.ts";
import { createCaps } from "./sections/caps.ts";

const golden = new URL("../test/golden/fuel/", import.meta.url);
const files = [
  "generated/g-029.wasm",
  "generated/g-101.wasm",
  "generated/g-200.wasm",
  "wat/call_ref.wasm",
  "wat/gc-array.wasm",
  "wat/legacy-delegate.wasm",
  "wat/memory-grow-dynamic.wasm",
  "wat/return_call_indirect.wasm",
  "wat/simd-lanes.wasm",
  "wat/table-init.wasm",
  "wat/try_table-value.wasm",
].map((file) => ({ file, bytes: new Uint8Array(readFileSync(new URL(file, golden))) }));

const features = { sharedMemory: true, relaxedSimd: true };
const optionSets: readonly InstrumentOptions[] = [
  { abi: "register", features },
  { abi: "local", features, trapFuel: "boundary" },
  {
    abi: "register",
    features,
    stack: { bytes: 100_000 },
    memory: { maxBytes: 2 ** 24 },
    tables: { maxElements: 1000 },
  },
  { abi: "local", features, stack: { bytes: 100_000 }, memory: { maxBytes: 2 ** 24 } },
];

/** Rewrites without asking the engine first: the parser must stand on its own. */
function rewriteUnchecked(bytes: Uint8Array, options: InstrumentOptions): void {
  const settings = resolveOptions(options);
  const index = indexModule(bytes);
  const caps = createCaps(index, settings);
  const code = meterCode(index, settings);
  const names = { left: "left", trap: "trap", stack: "stack" };
  const chosen = chooseExports(index, undefined);
  assembleModule({ index, settings, caps, code, names, chosen });
}

/** Runs `rewrite`; anything but success and `WasmError` is a defect. */
function refusesOrSucceeds(rewrite: () => void): boolean {
  try {
    rewrite();
    return true;
  } catch (error) {
    if (!(error instanceof WasmError)) throw error;
    return false;
  }
}

test.each(files)("$file cut short at every byte is refused", ({ bytes }) => {
  for (let length = 0; length < bytes.length; length++) {
    const cut = bytes.slice(0, length);
    // At the end of a section a shorter module may be valid, or seem so to who reads no further.
    const accepted = refusesOrSucceeds(() => instrument(cut, { features }));
    expect(accepted).toBe(WebAssembly.validate(cut));
    refusesOrSucceeds(() => rewriteUnchecked(cut, { features }));
  }
});

test("a large module cut short anywhere is refused", () => {
  const bytes = readFileSync(new URL("../node_modules/quickjs-wasi/quickjs.wasm", import.meta.url));
  for (let length = 1000; length < bytes.length; length += 20_011) {
    const cut = new Uint8Array(bytes.subarray(0, length));
    expect(refusesOrSucceeds(() => instrument(cut))).toBe(false);
    expect(refusesOrSucceeds(() => rewriteUnchecked(cut, {}))).toBe(false);
  }
});

const flips = fc.record({
  file: fc.constantFrom(...files),
  changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
  options: fc.constantFrom(...optionSets),
});

function flipped({ file, changes }: { file: { bytes: Uint8Array }; changes: [number, number][] }) {
  const bytes = new Uint8Array(file.bytes);
  for (const [at, value] of changes) bytes[8 + (at % (bytes.length - 8))] = value;
  return bytes;
}

test("a changed module that the engine accepts is rewritten to one that it accepts", () => {
  fc.assert(
    fc.property(flips, (given) => {
      const bytes = flipped(given);
      const refused = !refusesOrSucceeds(() => {
        const output = instrument(bytes, given.options).bytes;
        expect(WebAssembly.validate(output)).toBe(true);
      });
      if (!WebAssembly.validate(bytes)) expect(refused).toBe(true);
    }),
    { numRuns: 3000 },
  );
});

test("a changed module that the engine does not accept does no harm to the parser", () => {
  fc.assert(
    fc.property(flips, (given) => {
      refusesOrSucceeds(() => rewriteUnchecked(flipped(given), given.options));
    }),
    { numRuns: 3000 },
  );
});

const header = [0, 97, 115, 109, 1, 0, 0, 0];
const huge = [0xff, 0xff, 0xff, 0xff, 0x0f];

describe("counts of 4,294,967,295", () => {
  test.each<[string, number[]]>([
    ["types", [1, 5, ...huge]],
    ["parameters", [1, 7, 1, 0x60, ...huge]],
    ["members of a group", [1, 7, 1, 0x4e, ...huge]],
    ["imports", [2, 5, ...huge]],
    ["functions", [3, 5, ...huge]],
    ["tables", [4, 5, ...huge]],
    ["memories", [5, 5, ...huge]],
    ["globals", [6, 5, ...huge]],
    ["exports", [7, 5, ...huge]],
    ["segments", [9, 5, ...huge]],
    ["elements of a segment", [9, 8, 1, 1, 0, ...huge]],
    ["bodies", [10, 5, ...huge]],
    ["bytes of a section", [10, ...huge]],
    ["groups of locals", [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 7, 1, 5, ...huge]],
    ["locals", [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 10, 1, 8, 1, ...huge, 0x7f, 0x0b]],
    [
      "labels of a table",
      [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 12, 1, 10, 0, 0x41, 0, 0x0e, ...huge, 0x0b],
    ],
  ])("of %s are refused without making room for them", (_case, sections) => {
    const bytes = Uint8Array.from([...header, ...sections]);
    expect(refusesOrSucceeds(() => instrument(bytes))).toBe(false);
    const before = process.memoryUsage().rss;
    const start = performance.now();
    expect(refusesOrSucceeds(() => rewriteUnchecked(bytes, {}))).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 2 ** 20);
  });
});

/** A module with one function of this code, exported as `f`. */
function moduleOf(code: Uint8Array): Uint8Array<ArrayBuffer> {
  const leb = (value: number): number[] => [
    (value & 0x7f) | 0x80,
    ((value >> 7) & 0x7f) | 0x80,
    ((value >> 14) & 0x7f) | 0x80,
    (value >> 21) & 0x7f,
  ];
  const prefix = [...header, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0];
  const size = code.length + 2;
  const head = [10, ...leb(size + 5), 1, ...leb(size), 0];
  const bytes = new Uint8Array(prefix.length + head.length + code.length + 1);
  bytes.set(prefix);
  bytes.set(head, prefix.length);
  bytes.set(code, prefix.length + head.length);
  bytes[bytes.length - 1] = 0x0b;
  return bytes;
}

describe("nesting", () => {
  const depth = 20_000;
  test.each([
    ["block", 0x02, false],
    ["loop", 0x03, false],
    ["block that is dead", 0x02, true],
  ] as const)("%s 20,000 deep is rewritten", (_case, opcode, isDead) => {
    const code = new Uint8Array(depth * 3 + (isDead ? 1 : 0));
    for (let i = 0; i < depth; i++) code.set([opcode, 0x40], i * 2 + (isDead ? 1 : 0));
    code.fill(0x0b, code.length - depth);
    const bytes = moduleOf(code);
    expect(WebAssembly.validate(bytes)).toBe(true);
    for (const options of optionSets) {
      const start = performance.now();
      expect(WebAssembly.validate(instrument(bytes, options).bytes)).toBe(true);
      expect(performance.now() - start).toBeLessThan(2000);
    }
  });

  test("one jump to 10,000 labels takes no more than linear time", () => {
    const labels = 10_000;
    const leb = (value: number): number[] => [(value & 0x7f) | 0x80, value >> 7];
    const table = [0x41, 0, 0x0e, ...leb(labels - 1)];
    for (let i = 0; i < labels; i++) table.push(...leb(i));
    const code = new Uint8Array(labels * 2 + table.length + labels);
    for (let i = 0; i < labels; i++) code.set([0x02, 0x40], i * 2);
    code.set(table, labels * 2);
    code.fill(0x0b, labels * 2 + table.length);
    const bytes = moduleOf(code);
    expect(WebAssembly.validate(bytes)).toBe(true);
    const start = performance.now();
    const { bytes: output, meta } = instrument(bytes);
    expect(performance.now() - start).toBeLessThan(2000);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(output));
    const meter = FuelMeter.attach(instance, meta);
    meter.set(100);
    (instance.exports["f"] as () => void)();
    expect(meter.consumed).toBe(3n);
  });
});

test("signatures of 1,000 parameters do not multiply into wrappers", () => {
  const types = [1, 0x60, 0xe8, 0x07, ...Array.from({ length: 1000 }, () => 0x7f), 0];
  const count = 100;
  const leb = (value: number): number[] => [(value & 0x7f) | 0x80, value >> 7];
  const bodies = Array.from({ length: count }, () => [2, 0, 0x0b]).flat();
  const elements = [1, 3, 0, count, ...Array.from({ length: count }, (_, i) => i)];
  const bytes = Uint8Array.from([
    ...header,
    ...[1, ...leb(types.length), ...types],
    ...[3, count + 1, count, ...Array.from({ length: count }, () => 0)],
    ...[9, elements.length, ...elements],
    ...[10, ...leb(bodies.length + 1), count, ...bodies],
  ]);
  expect(WebAssembly.validate(bytes)).toBe(true);
  const { bytes: output, meta } = instrument(bytes);
  expect(WebAssembly.validate(output)).toBe(true);
  expect(meta.stats.wrappers).toBe(0);
  expect(output.length).toBeLessThan(bytes.length + count * 60 + 100);
});

test("a module of nothing but tiny functions does not multiply into the host's memory", () => {
  const count = 990_000;
  const leb = [(count & 0x7f) | 0x80, ((count >> 7) & 0x7f) | 0x80, count >> 14];
  const sized = (id: number, content: Uint8Array): Uint8Array => {
    const { length } = content;
    const size = [length & 0x7f, (length >> 7) & 0x7f, (length >> 14) & 0x7f].map((b) => b | 0x80);
    return Uint8Array.from([id, ...size, length >> 21]);
  };
  const functions = new Uint8Array(3 + count);
  functions.set(leb);
  const bodies = new Uint8Array(3 + count * 3);
  bodies.set(leb);
  for (let i = 0; i < count; i++) bodies.set([2, 0, 0x0b], 3 + i * 3);
  const parts = [
    Uint8Array.from([...header, 1, 4, 1, 96, 0, 0]),
    ...[sized(3, functions), functions, sized(10, bodies), bodies],
  ];
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  expect(WebAssembly.validate(bytes)).toBe(true);
  expect(() => instrument(bytes, { abi: "local", resume: "entry" })).toThrow(
    expect.objectContaining({
      code: "WASM_LIMIT",
      message: `Cannot write module: it would be larger than "${bytes.length * 4 + 2 ** 24}" bytes`,
    }),
  );
});
