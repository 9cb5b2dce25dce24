/** What guests of each kind add to the memory of a process, and how many of them 4 GiB would hold. */
import type { Figure } from "../suite.ts";
import type { AddedMemory } from "./added-memory.ts";
import { readOutput } from "./child-output.ts";

interface Kind {
  readonly name: string;
  readonly script: string;
  readonly args: readonly [kind: string, count: number];
}

const own = "dist/bench/samples/memory.js";
const pyodide = "bench/peers/memory-pyodide.mjs";

const figures: readonly {
  readonly name: string;
  readonly title: string;
  readonly kinds: readonly Kind[];
}[] = [
  {
    name: "memory/rss-per-js-vm",
    title: "added memory for each JavaScript guest in the middle of its program",
    kinds: [
      { name: "fuelbox, one thread", script: own, args: ["javascript-shared", 200] },
      { name: "quickjs-wasi, one thread", script: own, args: ["quickjs-wasi-shared", 200] },
      { name: "fuelbox, sandbox", script: own, args: ["javascript-sandbox", 16] },
      { name: "quickjs-wasi in a worker", script: own, args: ["quickjs-wasi-worker", 16] },
      { name: "bare worker", script: own, args: ["bare-worker", 16] },
    ],
  },
  {
    name: "memory/rss-per-wasi",
    title: "added memory for each WASI program that said hello and is held",
    kinds: [
      { name: "createWasi, metered, one thread", script: own, args: ["wasi-shared", 1_000] },
      { name: "bare instance, one thread", script: own, args: ["wasm-shared", 1_000] },
      { name: "fuelbox, sandbox", script: own, args: ["wasi-sandbox", 16] },
      { name: "bare worker", script: own, args: ["bare-worker", 16] },
    ],
  },
  {
    name: "memory/rss-per-python",
    title: "added memory for each Python guest in the middle of its program",
    kinds: [
      { name: "fuelbox, sandbox", script: own, args: ["python-sandbox", 4] },
      { name: "pyodide, one thread", script: pyodide, args: ["shared", 4] },
      { name: "pyodide in a worker", script: pyodide, args: ["worker", 4] },
      { name: "bare worker", script: own, args: ["bare-worker", 16] },
    ],
  },
];

/** Reads the figures whose names are asked for, each kind in a process of its own. */
export async function memoryFigures(
  isWanted: (name: string) => boolean,
): Promise<readonly Figure[]> {
  const found: Figure[] = [];
  for (const { name, title, kinds } of figures.filter(({ name }) => isWanted(name))) {
    const parts: string[] = [];
    for (const kind of kinds) parts.push(await readKind(kind));
    found.push({ name, title, text: parts.join(", ") });
  }
  return found;
}

async function readKind({ name, script, args }: Kind): Promise<string> {
  const added: AddedMemory = JSON.parse(await readOutput(script, ...args.map(String)));
  return addedText(name, args[1], added);
}

const [mebibyte, room] = [2 ** 20, 4 * 2 ** 30];

/** V8 sets 10 GiB of a process's 2^47 addresses aside for each linear memory. */
const mostMemories = Math.floor(2 ** 47 / (10 * 2 ** 30));

/** What each takes, and how many a process of 4 GiB would hold. */
export function addedText(name: string, count: number, added: AddedMemory): string {
  const { eachBytes, baseBytes } = added;
  const [each, base] = [eachBytes, baseBytes].map((bytes) => (bytes / mebibyte).toPrecision(3));
  const fitting = Math.floor((room - baseBytes) / eachBytes) + 1;
  const most = fitting > mostMemories ? `${mostMemories}, for want of addresses` : `${fitting}`;
  return `${name} ${each} MiB (${count} more than the first, with which it is ${base} MiB; in 4 GiB ${most})`;
}
