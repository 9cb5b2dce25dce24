#!/usr/bin/env node
/** The `fuelbox` command: the process around {@link runCommand}. */
import { fstatSync } from "node:fs";
import type { Sandbox, SandboxOptions } from "../sandbox/node.ts";
import { runCommand } from "./command.ts";

/** A reader that went away, such as `head`, is no failure: what it would have got is dropped. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

/** The first Ctrl-C cancels the run, so that files come home; the second ends the process. */
function onInterrupt(listener: () => void): () => void {
  process.once("SIGINT", listener);
  process.once("SIGTERM", listener);
  return () => {
    process.off("SIGINT", listener);
    process.off("SIGTERM", listener);
  };
}

/** Task runners leave a socket open without ever writing; what a shell pipes in may start late. */
function stdinPatienceMs(): number {
  try {
    return fstatSync(0).isSocket() ? 2_000 : 10_000;
  } catch {
    return 0;
  }
}

/** Loads the sandbox only when a program runs: help and faults answer at once. */
async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await import("../sandbox/node.ts");
  return sandbox.openSandbox(options);
}

process.stdout.on("error", ignoreClosedPipe);
process.stderr.on("error", ignoreClosedPipe);

const { stdin, stdout, stderr } = process;
const argv = process.argv.slice(2);
const code = await runCommand(argv, {
  stdin,
  stdinPatienceMs: stdinPatienceMs(),
  stdout,
  stderr,
  onInterrupt,
  openSandbox,
});
// Standard input may still be open: do not wait for it, but do wait for what is written.
stdout.write("", () => stderr.write("", () => process.exit(code)));
