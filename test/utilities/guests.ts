/** Guests that run a program with text on stdin and give back its stdout. */
import { runJavaScript } from "../support/run-javascript.ts";
import { pythonOutput } from "../support/run-python.ts";
import type { RunGuest } from "./run-vectors.ts";

const fuel = 10n ** 11n;

/** A JavaScript module. */
export const javascriptGuest: RunGuest = async (source, stdin) => {
  const end = await runJavaScript({ source, stdin: bytes(stdin), fuel });
  if (end.exitCode === 0) return end.stdout;
  throw new Error(`Program ended as ${end.outcome}: ${end.stderr}`);
};

/** A Python program. */
export const pythonGuest: RunGuest = (source, stdin) =>
  pythonOutput(source, { stdin: bytes(stdin), fuelLimit: fuel });

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
