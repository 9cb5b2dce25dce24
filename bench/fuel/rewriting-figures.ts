/** How much larger modules get, and what rewriting leaves for the garbage collector. */
import { instrument } from "../../wasm/index.ts";
import type { Figure } from "../suite.ts";
import { meteredColumns } from "./columns.ts";
import { codeBytes, type LargeModule, largeModules, loadModule, quickJs } from "./rewriting.ts";

/** Reads the figures whose names are asked for, of the modules that are installed. */
export async function readRewritingFigures(
  isWanted: (name: string) => boolean,
): Promise<readonly Figure[]> {
  const readers = [
    ...largeModules.map((module) => ({ name: `fuel/growth-${module.name}`, module, read: growth })),
    { name: "fuel/garbage-quickjs", module: quickJs, read: garbage },
  ];
  const figures: Figure[] = [];
  for (const { name, module, read } of readers) {
    const bytes = isWanted(name) ? await loadModule(module) : undefined;
    if (bytes !== undefined) figures.push({ name, ...read(bytes, module) });
  }
  return figures;
}

type Finding = Omit<Figure, "name">;

function growth(bytes: Uint8Array<ArrayBuffer>, { title }: LargeModule): Finding {
  const before = codeBytes(bytes);
  const parts = Object.entries(meteredColumns).map(([column, options]) => {
    const after = codeBytes(instrument(bytes, options).bytes);
    return `${column} ${(after / before).toFixed(2)}x`;
  });
  return {
    title: `code of ${title}, ${(before / 1e6).toFixed(2)} MB, after rewriting`,
    text: parts.join(", "),
  };
}

/** Where the collector comes in between, the heap shrinks: the largest of a few runs counts. */
function garbage(bytes: Uint8Array<ArrayBuffer>, { title }: LargeModule): Finding {
  let most = 0;
  let functions = 1;
  for (let run = 0; run < 10; run += 1) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    const { meta } = instrument(bytes, { ...meteredColumns.defaults, debugNames: false });
    most = Math.max(most, process.memoryUsage().heapUsed - before);
    functions = meta.stats.functions;
  }
  return {
    title: `JavaScript heap taken by rewriting ${title} again`,
    text: `${(most / 1e3).toFixed(0)} kB, ${(most / functions).toFixed(0)} bytes a function`,
  };
}
