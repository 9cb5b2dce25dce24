/** A program in a new sandbox of this process, up to its first byte of output. */
import { openSandbox } from "../sandbox/node.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import type { Sample } from "./suite.ts";

/** A program in one of the languages of guests. */
export type Program =
  | { readonly javascript: string }
  | { readonly python: string }
  | { readonly wasm: Uint8Array<ArrayBuffer> };

/** Opens a sandbox and runs a program in it; closing it again is not timed. */
export async function sampleNewSandbox(program: Program): Promise<Sample> {
  const start = performance.now();
  const sandbox = await openSandbox();
  try {
    return await sampleRun(sandbox, program, start);
  } finally {
    await sandbox.close();
  }
}

/** Runs a program in a sandbox; the time counts from `start`. */
export async function sampleRun(
  sandbox: Sandbox,
  program: Program,
  start: number = performance.now(),
): Promise<Sample> {
  let ms: number | undefined;
  const { stdout, fuel, outcome } = await sandbox.run({
    ...program,
    deterministic: 1,
    onStdout: () => {
      ms ??= performance.now() - start;
    },
  });
  if (ms === undefined) throw new Error(`No output: ${outcome}`);
  return { ms, answer: stdout, fuel: fuel.used };
}
