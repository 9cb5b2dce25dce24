/** The ways to start something that several jobs compare. */
import { existsSync } from "node:fs";
import { repositoryPath, sampleProcess, sampleWithin, type Until } from "./child.ts";
import type { Contender, Role, Sample } from "./suite.ts";

/** A command line of Node; arguments with a slash are files of the repository. */
export function command(
  name: string,
  role: Role,
  args: readonly string[],
  until: Until = "first output",
): Contender {
  return { name, role, sample: () => sampleProcess(args.map(inRepository), until) };
}

/** A script in `bench/samples/` that measures itself in a fresh process. */
export function cold(name: string, role: Role, script: string, ...args: string[]): Contender {
  const path = repositoryPath(`dist/bench/samples/${script}.js`);
  return { name, role, sample: () => sampleWithin([path, ...args]) };
}

/** What of a peer is timed: its process up to the first output, its first run in a process, or its second. */
export type PeerMode = "process" | "first" | "next";

/** A rival with a script in `bench/peers/`, and the program that it runs. */
export function peer(name: keyof typeof peers, mode: PeerMode, program: string): Contender {
  const missing = missingPackage(peers[name]);
  const args = [repositoryPath(`bench/peers/${name}.mjs`), mode, repositoryPath(program)];
  return {
    name: mode === "process" ? name : `${name}, ${mode}`,
    role: "peer",
    missing,
    sample: () => (mode === "process" ? sampleProcess(args, "first output") : sampleWithin(args)),
  };
}

/** Times what answers with its output. */
export async function timed(run: () => Promise<string>): Promise<Sample> {
  const start = performance.now();
  const answer = await run();
  return { ms: performance.now() - start, answer };
}

/** The rivals and their packages. */
const peers = {
  "just-bash": "just-bash",
  pyodide: "pyodide",
  "quickjs-emscripten": "quickjs-emscripten",
  runno: "@runno/sandbox",
};

function missingPackage(name: string): string | undefined {
  const places = [`bench/node_modules/${name}`, `node_modules/${name}`];
  if (places.some((place) => existsSync(repositoryPath(place)))) return undefined;
  return "missing, npm run bench:setup installs it";
}

function inRepository(arg: string): string {
  return arg.includes("/") ? repositoryPath(arg) : arg;
}
