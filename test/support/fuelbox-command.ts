/** Runs the built command in a process of its own. */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url));

const main = fileURLToPath(new URL("../../dist/node/main.js", import.meta.url));

/** How the command ended. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to run it. */
export interface CommandOptions {
  /** What is piped in; `silent` = a pipe that stays open without a byte. Default: an empty file. */
  readonly input?: string | { readonly silent: true };
  /** Is called with the first chunk of standard output. */
  readonly onFirstOutput?: (child: ReturnType<typeof spawn>) => void;
}

/** `fuelbox ...args`, in the root of the repository. */
export async function fuelbox(
  args: readonly string[],
  { input, onFirstOutput }: CommandOptions = {},
): Promise<CommandResult> {
  const stdin = input === undefined ? "ignore" : "pipe";
  const child = spawn(process.execPath, [main, ...args], {
    cwd: root,
    stdio: [stdin, "pipe", "pipe"],
  });
  if (typeof input === "string") child.stdin?.end(input);
  if (onFirstOutput !== undefined) child.stdout?.once("data", () => onFirstOutput(child));
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    stdout += chunk;
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr };
}
