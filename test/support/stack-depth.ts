/** Recursion in several shapes: how deep the deterministic stack lets it go, and on how much fuel. */
import { FuelMeter, type InstrumentOptions, instrument } from "../../wasm/index.ts";

/** A module whose export `run` recurses for ever and counts its calls in the global `depth`. */
export interface Recursion {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Where the stack ended. */
export interface StackEnd {
  readonly depth: number;
  readonly fuel: number;
  readonly reason: string | undefined;
}

/** The stack limits, in bytes, with both ABIs. */
export const stackOptions: readonly InstrumentOptions[] = [
  { abi: "register", stack: { bytes: 20_000 } },
  { abi: "register", stack: { bytes: 262_144 } },
  { abi: "local", stack: { bytes: 20_000 } },
  { abi: "local", stack: { bytes: 262_144 } },
];

/** Recurses to the end of the stack, twice in one instance: the second time must be as the first. */
export function recurse(
  { bytes: original }: Recursion,
  options: InstrumentOptions,
): readonly StackEnd[] {
  const { bytes, meta } = instrument(original, options);
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), {
    // A call of the host that calls the guest again.
    env: { again: () => call() },
  });
  const { run, depth } = exports;
  const call = (): void => {
    if (typeof run === "function") run();
  };
  const meter = FuelMeter.attach({ exports }, meta);
  return [1, 2].map(() => {
    if (depth instanceof WebAssembly.Global) depth.value = 0;
    meter.resetStack();
    meter.set(1_000_000_000);
    try {
      call();
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    }
    return {
      depth: depth instanceof WebAssembly.Global ? Number(depth.value) : 0,
      fuel: Number(meter.consumed),
      reason: meter.trapReason,
    };
  });
}

/** All ends, a line for each module and options, as the golden file has them. */
export function stackEnds(recursions: readonly Recursion[]): string {
  const lines = recursions.flatMap((recursion) =>
    stackOptions.map((options) => {
      const { abi, stack } = options;
      const bytes = stack ? stack.bytes : 0;
      const ends = recurse(recursion, options);
      return JSON.stringify({ recursion: recursion.name, abi, bytes, ends });
    }),
  );
  return `[\n${lines.join(",\n")}\n]\n`;
}
