/** Runs what `test/golden/fuel` has recorded, in Node or in a page, and says what is different. */
import {
  createSharedCounters,
  FuelMeter,
  type InstrumentMeta,
  type InstrumentOptions,
  instrument,
} from "../../wasm/index.ts";

/** What one call came to. */
export interface GoldenCall {
  readonly verdict: "finished" | "out-of-fuel" | "trap" | "exception";
  readonly results?: readonly string[];
  readonly remaining: number;
}

/** What the calls of one script came to, on one budget. */
export interface GoldenRun {
  readonly budget: number;
  readonly calls: readonly GoldenCall[];
  /** CRC-32 of the start of the exported memory. */
  readonly memory?: number;
}

/** Calls on a fresh instance, in order, until one does not finish. */
export interface GoldenScript {
  readonly calls: readonly { readonly export: string; readonly args: readonly string[] }[];
  readonly unlimited: GoldenRun;
  readonly budgets: readonly GoldenRun[];
}

/** A module, named by its file, and what is done with it. */
export interface GoldenModule {
  readonly file: string;
  readonly scripts: readonly GoldenScript[];
}

/** A file of recorded modules. */
export interface Golden {
  readonly modules: readonly GoldenModule[];
}

/** The files below `test/golden/fuel`, and how much is in them. */
export const goldenFiles: readonly {
  readonly file: string;
  readonly modules: number;
  readonly runs: number;
}[] = [
  { file: "generated/expected.json", modules: 300, runs: 3600 },
  { file: "wat/expected-wat.json", modules: 122, runs: 784 },
];

/** Every way in which fuel can travel. */
export const abis: readonly InstrumentOptions[] = [
  { abi: "local" },
  { abi: "register" },
  { abi: "register", trapFuel: "boundary" },
  { abi: "local", stack: { bytes: 4_000_000 }, memory: { maxBytes: 2 ** 40 } },
  { abi: "register", stack: { bytes: 4_000_000 }, memory: { maxBytes: 2 ** 40 } },
  { abi: "register", resume: "entry" },
  { abi: "register", share: "import", stack: { bytes: 4_000_000 } },
];

/** Some modules use what is refused by default. */
export const features: NonNullable<InstrumentOptions["features"]> = {
  sharedMemory: true,
  relaxedSimd: true,
};

/** How a module did. */
export interface GoldenComparison {
  readonly runs: number;
  /** Runs of a module that this engine does not accept. */
  readonly skipped: number;
  /** Runs that did not come to what the file says, with both. */
  readonly differences: readonly unknown[];
}

/** Runs all scripts of a module with all their budgets. */
export function compareModule(
  original: Uint8Array<ArrayBuffer>,
  { file, scripts }: GoldenModule,
  options: InstrumentOptions,
): GoldenComparison {
  const all = scripts.flatMap((script) =>
    [script.unlimited, ...script.budgets].map((expected) => ({ script, expected })),
  );
  if (!WebAssembly.validate(original)) return { runs: 0, skipped: all.length, differences: [] };
  const { bytes, meta } = instrument(original, { features, ...options });
  const module = new WebAssembly.Module(bytes);
  const known = options.trapFuel === "boundary" ? withoutTrapFuel : (run: GoldenRun) => run;
  const differences = all.flatMap(({ script, expected: { budget, calls, memory } }) => {
    // The file leaves the memory out where the module does not export it.
    const wanted = known({ budget, calls, ...(memory !== undefined && { memory }) });
    const actual = known(runScript(module, meta, script, wanted));
    const isEqual = JSON.stringify(inOrder(actual)) === JSON.stringify(inOrder(wanted));
    return isEqual ? [] : [{ file, options, actual, wanted }];
  });
  return { runs: all.length, skipped: 0, differences };
}

const ample = 1n << 50n;

/** Runs a script on the budget of `expected`. */
export function runScript(
  module: WebAssembly.Module,
  meta: InstrumentMeta,
  script: GoldenScript,
  expected: GoldenRun,
): GoldenRun {
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
  const calls: GoldenCall[] = [];
  for (const [i, { export: name, args }] of script.calls.entries()) {
    let verdict: GoldenCall["verdict"] = "finished";
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
export function withoutTrapFuel(run: GoldenRun): GoldenRun {
  const calls = run.calls.map((call) =>
    call.verdict === "trap" ? { ...call, remaining: 0 } : call,
  );
  return { ...run, calls };
}

/** Fields in one order, so that equal runs are equal text. */
function inOrder({ budget, calls, memory }: GoldenRun): unknown {
  return [
    ...[budget, memory],
    calls.map(({ verdict, results = [], remaining }) => [verdict, results, remaining]),
  ];
}

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

function verdictOf(error: unknown, meter: FuelMeter): GoldenCall["verdict"] {
  if (meter.trapReason === "fuel") return "out-of-fuel";
  if (error instanceof WebAssembly.RuntimeError) return "trap";
  if ("Exception" in WebAssembly && error instanceof WebAssembly.Exception) return "exception";
  throw error;
}
