/** Rewrites a module so that it counts what it executes and stops when its budget is spent. */
import { assembleModule } from "./assemble-module.ts";
import { checkAllowed } from "./check-allowed.ts";
import { type ChosenExports, chooseExports } from "./chosen-exports.ts";
import type { Counter } from "./counters.ts";
import type { CounterExports, InstrumentMeta } from "./meta.ts";
import { meterCode } from "./metering/meter-code.ts";
import { COUNTER_PREFIX, indexModule, type ModuleIndex } from "./module-index.ts";
import { type InstrumentOptions, resolveOptions, type Settings } from "./options.ts";
import { createCaps } from "./sections/caps.ts";
import { startupFuel } from "./startup-fuel.ts";
import { WasmError } from "./wasm-error.ts";

/** Changes whenever the bytes written for the same input and options do. */
const REWRITING_VERSION = 9;

/** An instrumented module. */
export interface InstrumentedModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly meta: InstrumentMeta;
}

/**
 * Rewrites a module so that every operator costs fuel as wasmtime counts it, and running out of
 * fuel is a trap. The output imports what the input does, no more, and exports a few counters
 * more (`meta.exports`), which `FuelMeter` uses. `bytes` is not changed and not kept.
 *
 * Throws `WasmError`: `WASM_MALFORMED` when the engine does not accept `bytes`, `WASM_UNSUPPORTED`
 * for features and option values that are not supported or not allowed, `WASM_IMPORT_DENIED` for
 * imports that are not, `WASM_LIMIT` when the module is too large or starts with more memory than allowed. Throws `RangeError` for options
 * that make no sense.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { FuelMeter, instrument } from "fuelbox/wasm";
 *
 * // (module (func (export "spin") (loop (br 0))))
 * const spin = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
 *   7, 8, 1, 4, 115, 112, 105, 110, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11);
 * const { bytes, meta } = instrument(spin);
 * const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
 * const meter = FuelMeter.attach(instance, meta);
 * meter.set(1_000_000);
 * assert.throws(() => (instance.exports.spin as () => void)(), WebAssembly.RuntimeError);
 * assert.equal(meter.trapReason, "fuel");
 * assert.equal(meter.consumed, 1_000_000n);
 * ```
 */
export function instrument(
  bytes: BufferSource,
  options: InstrumentOptions = {},
): InstrumentedModule {
  const settings = resolveOptions(options);
  const source = viewOf(bytes);
  if (source.length > settings.maxBytes) {
    throw new WasmError(
      "WASM_LIMIT",
      `Cannot instrument module: it has "${source.length}" bytes, the limit is "${settings.maxBytes}"`,
    );
  }
  if (!WebAssembly.validate(source)) {
    throw new WasmError(
      "WASM_MALFORMED",
      "Cannot instrument module: this engine does not accept it as WebAssembly",
    );
  }
  const index = indexModule(source);
  checkAllowed(index, settings);
  const chosen = chooseExports(index, settings.exports);
  const caps = createCaps(index, settings);
  const code = meterCode(index, settings);
  const names = nameExports(index, settings, chosen, code.scope.functions.counters);
  const output = assembleModule({ index, settings, caps, code, names, chosen });
  const { functions } = code.scope;
  const defined = index.functions.length - index.importedFunctions;
  return {
    bytes: output,
    meta: {
      version: REWRITING_VERSION,
      profile: settings.costs.name,
      abi: settings.abi,
      exports: names,
      shared: settings.shares,
      globals: chosen.globals.map(({ name }) => name),
      stackBytes: settings.stackBytes,
      memoryBytes: names.memory === undefined ? 0 : (settings.maxMemoryBytes ?? 0),
      gcBytes: names.gc === undefined ? 0 : (settings.maxGcBytes ?? 0),
      startupFuel: startupFuel(index),
      stats: {
        functions: defined,
        registerFunctions: functions.registers.reduce((sum, one) => sum + one, 0),
        wrappers: functions.wrapperCount,
        inputBytes: source.length,
        outputBytes: output.length,
      },
    },
  };
}

function viewOf(bytes: BufferSource): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
}

/** Chooses names that the module does not use itself. */
function nameExports(
  index: ModuleIndex,
  settings: Settings,
  chosen: ChosenExports,
  counters: readonly Counter[],
): CounterExports {
  const taken = new Set([...index.counterNames, ...chosen.globals.map(({ name }) => name)]);
  for (let attempt = 0; ; attempt++) {
    const prefix = `${COUNTER_PREFIX}${attempt === 0 ? "" : attempt}_`;
    // Modules that share counters must agree on their names, which are no exports then.
    const shared = settings.shares ? `${COUNTER_PREFIX}_` : prefix;
    const named = {
      left: `${shared}left`,
      trap: `${shared}trap`,
      ...Object.fromEntries(counters.map(({ name }) => [name, `${shared}${name}`])),
    };
    const asks = counters.some(({ name }) => name === "soft");
    const others = {
      ...(asks ? { slow: `${prefix}slow` } : {}),
      ...(index.start !== undefined && !settings.keepStart ? { start: `${prefix}start` } : {}),
    };
    const exported = settings.shares ? others : { ...named, ...others };
    if (!Object.values(exported).some((name) => taken.has(name))) return { ...named, ...others };
  }
}
