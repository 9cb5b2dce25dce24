/** Meters what other people's loaders instantiate, by standing in for `WebAssembly` while they load. */
import { FuelMeter } from "./fuel-meter.ts";
import { instrument } from "./instrument.ts";
import type { InstrumentMeta } from "./meta.ts";
import type { InstrumentOptions } from "./options.ts";
import { sealExports } from "./seal-exports.ts";

/** Options of {@link withFuel}: those of `instrument` that make sense there. */
export interface WithFuelOptions
  extends Omit<InstrumentOptions, "start" | "share" | "exports" | "initialFuel"> {
  /** Fuel that each instance starts with, for its start function and for loading. @default 2n ** 62n */
  readonly initialFuel?: bigint;
  /** Which modules to meter, by their bytes; the others are left alone. @default all */
  readonly only?: (bytes: Uint8Array<ArrayBuffer>) => boolean;
}

/** An instance that was made while loading. */
export interface MeteredInstance {
  readonly meter: FuelMeter;
  readonly meta: InstrumentMeta;
  /** What the loader got: the exports without the counters. */
  readonly exports: WebAssembly.Exports;
}

/** What loading has come to. */
export interface MeteredLoad<T> {
  /** What `load` returned. */
  readonly value: T;
  /** In the order in which they were made. */
  readonly instances: readonly MeteredInstance[];
}

/** Whether a call has not ended yet. */
let isLoading = false;

const enoughToLoad = 2n ** 62n;

/**
 * Calls `load` and meters every module that it compiles and instantiates meanwhile, by
 * `WebAssembly.instantiate`, `compile`, both `…Streaming`, `Module` and `Instance`. They are
 * replaced for the whole realm until `load` is done, whoever calls them; what is instantiated
 * later, even from a module compiled now, gets no meter. The loader gets instances whose exports
 * do not have the counters, so that what it hands on cannot give itself fuel.
 *
 * Throws what `load` throws, `WasmError` and `RangeError` through the calls that it replaces, and
 * `Error` when another call has not ended.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { withFuel } from "fuelbox/wasm";
 *
 * // (module (func (export "spin") (loop (br 0))))
 * const spin = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0,
 *   7, 8, 1, 4, 115, 112, 105, 110, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11);
 * const loadLibrary = async () => (await WebAssembly.instantiate(spin)).instance.exports;
 *
 * const { value: library, instances } = await withFuel(loadLibrary);
 * const meter = instances[0]?.meter;
 * assert.ok(meter);
 * meter.set(1_000);
 * assert.throws(() => (library.spin as () => void)(), WebAssembly.RuntimeError);
 * assert.equal(meter.trapReason, "fuel");
 * ```
 */
export async function withFuel<T>(
  load: () => T | Promise<T>,
  options: WithFuelOptions = {},
): Promise<MeteredLoad<T>> {
  if (isLoading) throw new Error("Cannot load with fuel: another load has not ended");
  isLoading = true;
  const instances: MeteredInstance[] = [];
  const restore = replaceWebAssembly(options, instances);
  try {
    return { value: await load(), instances };
  } finally {
    restore();
    isLoading = false;
  }
}

/** Returns what puts everything back. */
function replaceWebAssembly(
  { only = () => true, initialFuel = enoughToLoad, ...options }: WithFuelOptions,
  instances: MeteredInstance[],
): () => void {
  const { Module, Instance, compile, compileStreaming, instantiate, instantiateStreaming } =
    WebAssembly;
  const originals = {
    ...{ Module, Instance, compile, compileStreaming, instantiate, instantiateStreaming },
  };
  const metas = new WeakMap<WebAssembly.Module, InstrumentMeta>();

  const meter = (source: BufferSource): { bytes: BufferSource; meta?: InstrumentMeta } => {
    const bytes = copyOf(source);
    // What is no module gets the engine's own error.
    if (!WebAssembly.validate(bytes) || !only(bytes)) return { bytes };
    return instrument(bytes, { ...options, initialFuel, start: "keep" });
  };
  const remember = (module: WebAssembly.Module, meta?: InstrumentMeta): WebAssembly.Module => {
    if (meta !== undefined) metas.set(module, meta);
    return module;
  };
  const seal = (
    instance: WebAssembly.Instance,
    module: WebAssembly.Module,
  ): WebAssembly.Instance => {
    const meta = metas.get(module);
    if (meta === undefined) return instance;
    const exports = sealExports(instance.exports, meta);
    instances.push({ meter: FuelMeter.attach(instance, meta), meta, exports });
    return Object.create(Instance.prototype, { exports: { value: exports, enumerable: true } });
  };
  const compileMetered = async (source: BufferSource): Promise<WebAssembly.Module> => {
    const { bytes, meta } = meter(source);
    return remember(await compile(bytes), meta);
  };
  const instantiateMetered = async (
    source: BufferSource | WebAssembly.Module,
    imports?: WebAssembly.Imports,
  ): Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource> => {
    if (source instanceof Module) return seal(await instantiate(source, imports), source);
    const module = await compileMetered(source);
    return { module, instance: seal(await instantiate(module, imports), module) };
  };
  Object.assign(WebAssembly, {
    Module: new Proxy(Module, {
      construct: (_target, [source]: [BufferSource]) => {
        const { bytes, meta } = meter(source);
        return remember(new Module(bytes), meta);
      },
    }),
    Instance: new Proxy(Instance, {
      construct: (_target, [module, imports]: [WebAssembly.Module, WebAssembly.Imports?]) =>
        seal(new Instance(module, imports), module),
    }),
    compile: compileMetered,
    compileStreaming: async (response: Response | PromiseLike<Response>) =>
      compileMetered(await bytesOf(response)),
    instantiate: instantiateMetered,
    instantiateStreaming: async (
      response: Response | PromiseLike<Response>,
      imports?: WebAssembly.Imports,
    ) => instantiateMetered(await bytesOf(response), imports),
  });
  return () => {
    Object.assign(WebAssembly, originals);
  };
}

/** A copy: the source may change while it is compiled. */
function copyOf(source: BufferSource): Uint8Array<ArrayBuffer> {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice()
    : new Uint8Array(source).slice();
}

/** The body of a response, on the same conditions as an engine has. */
async function bytesOf(source: Response | PromiseLike<Response>): Promise<ArrayBuffer> {
  const response = await source;
  const type = response.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (!response.ok || type !== "application/wasm") {
    throw new TypeError(
      `Cannot load WebAssembly: the response has status "${response.status}" and type "${type}", it must be "application/wasm"`,
    );
  }
  return response.arrayBuffer();
}
