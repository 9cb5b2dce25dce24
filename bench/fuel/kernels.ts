/** Nine small C programs that stress one thing each. */
import { compileAs, createStopwatch, type Stopwatch } from "./columns.ts";
import type { Workload, WorkloadProgram } from "./workload.ts";

/** A kernel: `kernels/<name>.c`, which exports `int run(int)`. */
export interface Kernel extends WorkloadProgram {
  /** What `run` is called with: 5 to 20 milliseconds of work. */
  readonly size: number;
}

/** The kernels. Each answer is that of the same program compiled for the machine. */
export const kernels: readonly Kernel[] = [
  { name: "matmul", title: "products of matrices", size: 8, answer: "3931441" },
  { name: "sieve", title: "primes by a sieve of bytes", size: 15, answer: "650850" },
  { name: "sha", title: "the rounds of SHA-256", size: 60, answer: "946722245" },
  { name: "fib", title: "Fibonacci by recursion", size: 34, answer: "5702887" },
  { name: "sort", title: "quicksort", size: 2, answer: "736937" },
  { name: "vm", title: "an interpreter's switch in a loop", size: 900_000, answer: "-2040954782" },
  { name: "nbody", title: "planets in floating point", size: 250_000, answer: "42860351" },
  { name: "strs", title: "words of a text, byte by byte", size: 250, answer: "706458149" },
  { name: "indirect", title: "calls through a table", size: 8_000_000, answer: "8021844" },
];

/** Where the compiled kernels are put. */
export const kernelPath = (name: string): string => `dist/bench/kernels/${name}.wasm`;

/** The kernels as a workload, each in an instance of its own. They must have been compiled. */
export const kernelWorkload: Workload = {
  name: "kernel",
  title: "C kernels",
  programs: kernels,
  async open(column, load) {
    const runs = new Map<string, () => ReturnType<Stopwatch>>();
    for (const { name, size } of kernels) {
      const compiled = await compileAs(column, await load(kernelPath(name)));
      const instance = await WebAssembly.instantiate(compiled.module);
      const { run } = instance.exports;
      if (typeof run !== "function") throw new Error(`Kernel "${name}" exports no function "run"`);
      const time = createStopwatch(instance, compiled);
      runs.set(name, () => time(() => String(run(size))));
    }
    return (name) => {
      const run = runs.get(name);
      if (run === undefined) throw new Error(`There is no kernel "${name}"`);
      return run();
    };
  },
};
