/** Reads what a process prints that may take minutes. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repositoryPath } from "../child.ts";

const timeoutMs = 600_000;

/** Runs a script of the repository, whose garbage collector can be called, and answers with its output. */
export async function readOutput(script: string, ...args: string[]): Promise<string> {
  const command = ["--expose-gc", repositoryPath(script), ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, { timeout: timeoutMs });
  return stdout;
}
