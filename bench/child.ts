/** Samples in a process of their own: the only honest way to measure a cold start. */
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { readSample, type Sample } from "./sample.ts";

/** The longest that a process may take, in milliseconds; then it is killed. */
const maxProcessMs = 60_000;

/** The root of the repository, seen from where this file is built. */
const root = new URL("../../", import.meta.url);

/** The path of a file of the repository. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(path, root));
}

/** When the clock of a process stops: at the first byte of its output, or when it is gone. */
export type Until = "first output" | "end";

/** The wall time of a process from before it is started; the answer is its standard output. */
export async function sampleProcess(args: readonly string[], until: Until): Promise<Sample> {
  const start = performance.now();
  let firstMs: number | undefined;
  const answer = await output(args, {
    onFirstByte: () => {
      firstMs = performance.now() - start;
    },
  });
  const ms = until === "end" ? performance.now() - start : firstMs;
  if (ms === undefined) throw new Error("No output");
  return { ms, answer };
}

/** What a process measures itself: it prints a {@link Sample} as JSON. `env` is added to its environment. */
export async function sampleWithin(
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<Sample> {
  return readSample(JSON.parse(await output(args, { env })), args.join(" "));
}

interface OutputOptions {
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly onFirstByte?: () => void;
}

async function output(args: readonly string[], options: OutputOptions): Promise<string> {
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...options.env },
    timeout: maxProcessMs,
    killSignal: "SIGKILL",
  });
  const ended = new Promise<string>((resolve) =>
    child.on("close", (code, signal) => resolve(`${signal ?? code}`)),
  );
  let stdout = "";
  child.stdout.once("data", () => options.onFirstByte?.());
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  const [stderr, code] = await Promise.all([text(child.stderr), ended]);
  if (code === "0") return stdout;
  const lines = stderr.trim().split("\n");
  const reason = lines.find((line) => /Error|^fuelbox:/.test(line)) ?? lines[0];
  throw new Error(`Ended with ${code}: ${reason}`);
}
