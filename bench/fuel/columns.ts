/** The three forms in which a guest is measured: as it is, and metered in two ways. */
import {
  FuelMeter,
  type HasExports,
  type InstrumentMeta,
  type InstrumentOptions,
  instrument,
} from "../../wasm/index.ts";
import type { Sample } from "../sample.ts";

/** `raw`: not metered. `boundary`: the least that counts exactly. `defaults`: what guests get. */
export type Column = "raw" | "boundary" | "defaults";

/** The columns that are metered. */
export type MeteredColumn = Exclude<Column, "raw">;

/** Their options. */
export const meteredColumns: Readonly<Record<MeteredColumn, InstrumentOptions>> = {
  boundary: { trapFuel: "boundary", stack: false },
  defaults: { trapFuel: "exact", stack: { bytes: 512 * 1024 } },
};

/** A module in one of the forms. */
export interface ColumnModule {
  readonly module: WebAssembly.Module;
  /** Absent when it is raw. */
  readonly meta?: InstrumentMeta;
}

/** More than anything here uses. */
const budget = 2n ** 62n;

/** Compiles a module in the form of a column. `more`: options of the guest's own. */
export async function compileAs(
  column: Column,
  bytes: Uint8Array<ArrayBuffer>,
  more: InstrumentOptions = {},
): Promise<ColumnModule> {
  if (column === "raw") return { module: await WebAssembly.compile(bytes) };
  const options = { ...meteredColumns[column], ...more, initialFuel: budget, debugNames: false };
  const metered = instrument(bytes, options);
  return { module: await WebAssembly.compile(metered.bytes), meta: metered.meta };
}

/** Times calls into one instance, and counts their fuel if it is metered. */
export type Stopwatch = (run: () => string) => Sample;

/** Makes the stopwatch of an instance. */
export function createStopwatch(instance: HasExports, { meta }: ColumnModule): Stopwatch {
  const meter = meta && FuelMeter.attach(instance, meta);
  return (run) => {
    meter?.set(budget);
    const start = performance.now();
    const answer = run();
    const ms = performance.now() - start;
    return { ms, answer, ...(meter && { fuel: Number(meter.consumed) }) };
  };
}
