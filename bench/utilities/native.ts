/** GNU tools and Python's standard library, where the machine has them. */
import { spawn, spawnSync } from "node:child_process";
import { text } from "node:stream/consumers";
import { repositoryPath } from "../child.ts";
import { readSample, type Sample } from "../sample.ts";
import { countChanges, countLines, digest } from "./contender.ts";
import type { UtilityJob } from "./jobs.ts";

/** Whether a command can be started. */
export function hasCommand(command: string): boolean {
  return spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;
}

/** A command line, and what its output says. */
interface Command {
  readonly argv: readonly [string, ...string[]];
  answer(output: string): string;
}

/** The GNU tool for a job; nothing where there is none. */
export function gnuCommand(
  { name, pattern = "" }: UtilityJob,
  paths: readonly string[],
): Command | undefined {
  const [path = "", second = ""] = paths;
  if (name === "grep-tree-10k")
    return { argv: ["grep", "-rnF", pattern, path], answer: countLines };
  if (name.startsWith("grep-literal"))
    return { argv: ["grep", "-nF", pattern, path], answer: countLines };
  if (name === "grep-case")
    return { argv: ["grep", "-niE", "error timeout", path], answer: countLines };
  if (name.startsWith("grep")) return { argv: ["grep", "-nE", pattern, path], answer: countLines };
  switch (name.replace(/-\d+[km]$|-small$|-large$/, "")) {
    case "wc":
      return {
        argv: ["wc", "-lwm", path],
        answer: (text) => text.trim().split(/\s+/).slice(0, 3).join(" "),
      };
    case "head":
    case "tail":
      return { argv: [name.slice(0, 4), "-n10", path], answer: countLines };
    case "sed":
      return { argv: ["sed", "-E", `s/${pattern}/(\\1)/g`, path], answer: digest };
    case "sort":
      return { argv: ["sort", path], answer: digest };
    case "sort-uniq":
      return { argv: ["sh", "-c", 'sort "$1" | uniq -c', "sh", path], answer: digest };
    case "diff":
      return { argv: ["diff", "-u", path, second], answer: countChanges };
    case "find":
      return { argv: ["find", path, "-name", pattern], answer: countLines };
    default:
      return undefined;
  }
}

/** The ripgrep command for a job. */
export function ripgrepCommand(
  { name, pattern = "" }: UtilityJob,
  paths: readonly string[],
): Command {
  const [path = ""] = paths;
  const fixed = name.includes("literal") || name.includes("tree") ? ["-F"] : [];
  return { argv: ["rg", "-n", "--no-ignore", ...fixed, pattern, path], answer: countLines };
}

/** Runs a command from before it is started until it is gone. */
export async function sampleCommand({ argv, answer }: Command): Promise<Sample> {
  const [command, ...args] = argv;
  const start = performance.now();
  const child = spawn(command, args, {
    stdio: ["ignore", "pipe", "ignore"],
    env: { ...process.env, LC_ALL: "C" },
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  const [output, code] = await Promise.all([text(child.stdout), ended]);
  const ms = performance.now() - start;
  // Without a match and with differences they end with 1.
  if (code !== 0 && code !== 1) throw new Error(`"${command}" ended with ${code}`);
  return { ms, answer: answer(output) };
}

/** Runs a job in Python, which measures itself. */
export async function samplePython(
  { name, pattern = "" }: UtilityJob,
  mode: string,
  paths: readonly string[],
): Promise<Sample> {
  const script = repositoryPath("bench/programs/utilities.py");
  const child = spawn("python3", [script, name, pattern, mode, ...paths], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 60_000,
    killSignal: "SIGKILL",
  });
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code !== 0) throw new Error(errors.trim().split("\n").at(-1) ?? `Ended with ${code}`);
  return readSample(JSON.parse(output), "python3");
}
