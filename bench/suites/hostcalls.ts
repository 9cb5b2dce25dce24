/** Suites `calls` and `memory`: what a call between guest and host takes, and what a guest holds. */
import { existsSync } from "node:fs";
import { repositoryPath, sampleWithin } from "../child.ts";
import { cold } from "../contenders.ts";
import { partAnswer } from "../hostcalls/answer-text.ts";
import { leakFigure } from "../hostcalls/leak-figure.ts";
import { memoryFigures } from "../hostcalls/memory-figures.ts";
import type { Contender, Job, OpenSuite, Role } from "../suite.ts";

/** Opens suite `calls`; every sample is a process of its own. */
export async function openCallsSuite(): Promise<OpenSuite> {
  return {
    jobs,
    figures: async (isWanted) => (isWanted("calls/leak") ? [await leakFigure()] : []),
    close: async () => {},
  };
}

/** Opens suite `memory`, which has figures and no jobs. */
export async function openMemorySuite(): Promise<OpenSuite> {
  return { jobs: [], figures: memoryFigures, close: async () => {} };
}

const [embedded, ideal, bare] = ["files/embedded", "limits/ideal-wasi", "limits/bare-import"];

const jobs: readonly Job[] = [
  {
    name: "calls/wasi-stat",
    title: "1,000,000 calls of WASI by a program: stat of the same path",
    answer: "100000000",
    contenders: [
      wasi("createWasi, metered", "self", embedded, "metered"),
      wasi("createWasi", "self", embedded),
      wasi("fuelbox, sandbox", "self", "files/sandbox"),
      wasi("bare import and a map", "limit", bare),
      wasi("ideal in JavaScript", "limit", ideal),
    ],
  },
  {
    name: "calls/js-utility-4k",
    title: "1000 answers of 4 KB of text to a JavaScript guest",
    answer: partAnswer,
    contenders: [
      cold("fuelbox, text at hand", "self", "calls", "at-hand"),
      cold("fuelbox, cat", "self", "calls", "javascript", "cat"),
      cold("fuelbox, head of 64 lines", "self", "calls", "javascript", "head"),
      cold("fuelbox, readFileSync", "self", "calls", "javascript", "read"),
      cold("quickjs-wasi, string", "peer", "calls", "quickjs-wasi"),
      peer("quickjs-emscripten, string", "calls-quickjs-emscripten", "quickjs-emscripten"),
    ],
  },
  {
    name: "calls/python-utility-4k",
    title: "1000 answers of 4 KB of text to a Python guest",
    answer: partAnswer,
    contenders: [
      cold("fuelbox, cat", "self", "calls", "python", "cat"),
      cold("fuelbox, head of 64 lines", "self", "calls", "python", "head"),
      cold("fuelbox, open().read()", "self", "calls", "python", "read"),
      peer("pyodide, str", "calls-pyodide", "pyodide", "str"),
      peer("pyodide, to_bytes().decode()", "calls-pyodide", "pyodide", "bytes"),
    ],
  },
  {
    name: "calls/tool-round-trip",
    title: "1000 calls of a tool on the host's thread, one after the other, that answers with 4 KB",
    answer: partAnswer,
    contenders: [
      cold("fuelbox, JavaScript", "self", "calls", "javascript", "tool"),
      cold("fuelbox, Python", "self", "calls", "python", "tool"),
      cold("comlink", "limit", "calls", "comlink"),
    ],
  },
];

/** The program times itself; milliseconds are nanoseconds for each call. */
function wasi(name: string, role: Role, module: string, variant = ""): Contender {
  const url = new URL(`../${module}.js`, import.meta.url).href;
  const script = repositoryPath("dist/bench/samples/files.js");
  return { name, role, sample: () => sampleWithin([script, "call-stat", url, variant]) };
}

function peer(name: string, script: string, packageName: string, ...args: string[]): Contender {
  const isThere = ["bench/node_modules", "node_modules"].some((place) =>
    existsSync(repositoryPath(`${place}/${packageName}`)),
  );
  return {
    name,
    role: "peer",
    missing: isThere ? undefined : "missing, npm run bench:setup installs it",
    sample: () => sampleWithin([repositoryPath(`bench/peers/${script}.mjs`), ...args]),
  };
}
