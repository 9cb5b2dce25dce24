/** The part of the golden comparison that runs in a page, which it is bundled for. */
import { compareModule, type Golden, type GoldenComparison } from "./fuel-golden.ts";
import { type Recursion, stackEnds } from "./stack-depth.ts";

declare global {
  /** What the page offers to the test. */
  var fuelGolden: typeof offer;
}

const binaries = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** Each module is fetched once, for all ABIs. */
function load(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const known = binaries.get(url) ?? fetchBytes(url);
  binaries.set(url, known);
  return known;
}

async function fetchBytes(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Cannot fetch "${url}": ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const offer = {
  /** Compares everything in a golden file, of which it has the URL. */
  async compare(
    url: string,
    options: Parameters<typeof compareModule>[2],
  ): Promise<GoldenComparison & { readonly modules: number }> {
    const { modules }: Golden = await (await fetch(url)).json();
    const binaries = await Promise.all(
      modules.map(({ file }) => load(new URL(file, new URL(url, location.href)).href)),
    );
    const results = modules.map((module, index) =>
      compareModule(binaries[index] ?? new Uint8Array(), module, options),
    );
    return {
      modules: modules.length,
      runs: results.reduce((sum, { runs }) => sum + runs, 0),
      skipped: results.reduce((sum, { skipped }) => sum + skipped, 0),
      differences: results.flatMap(({ differences }) => differences),
    };
  },
  /** Recurses in modules whose bytes have crossed as plain numbers. */
  stackEnds: (
    recursions: readonly { readonly name: string; readonly bytes: readonly number[] }[],
  ): string =>
    stackEnds(
      recursions.map(({ name, bytes }): Recursion => ({ name, bytes: Uint8Array.from(bytes) })),
    ),
};

globalThis.fuelGolden = offer;
