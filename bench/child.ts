/** Samples in a process of their own: the only honest way to measure a cold start. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import type { Contender, Role, Sample } from "./suite.ts";

/** The root of the repository, seen from where this file is built. */
const root = new URL("../../", import.meta.url);

/** The path of a file of the repository. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(path, root));
}

/** The wall time of a whole process; the answer is its standard output. */
export async function sampleProcess(args: readonly string[]): Promise<Sample> {
  const start = performance.now();
  const answer = await output(args);
  return { ms: performance.now() - start, answer };
}

/** What a process measures itself: it prints a {@link Sample} as JSON. */
export async function sampleWithin(script: string): Promise<Sample> {
  const sample: unknown = JSON.parse(await output([script]));
  if (isSample(sample)) return sample;
  throw new Error(`Cannot read the sample of ${script}: ${JSON.stringify(sample)}`);
}

/** A rival with a script in `bench/peers/`, named as its package. */
export function peer(name: string, role: Role = "peer"): Contender {
  const isInstalled = existsSync(repositoryPath(`bench/node_modules/${name}`));
  return {
    name,
    role,
    ...(!isInstalled && { missing: "missing, npm run bench:setup installs it" }),
    sample: () => sampleWithin(repositoryPath(`bench/peers/${name}.mjs`)),
  };
}

async function output(args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return stdout;
  const lines = stderr.trim().split("\n");
  const reason = lines.find((line) => /Error|^fuelbox:/.test(line)) ?? lines[0];
  throw new Error(`Exit code ${code}: ${reason}`);
}

function isSample(value: unknown): value is Sample {
  if (typeof value !== "object" || value === null) return false;
  return "ms" in value && typeof value.ms === "number" && "answer" in value;
}
