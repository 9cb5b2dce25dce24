/** What is left in memory of a million calls. */
import type { Figure } from "../suite.ts";
import { readOutput } from "./child-output.ts";

const calls = 1_000_000;

interface Reading {
  readonly linearBytes: number;
  readonly hostBytes: number;
}

/** Reads linear memory and the host's heap before and after. */
export async function leakFigure(): Promise<Figure> {
  const output = await readOutput("dist/bench/samples/leak.js", `${calls}`);
  const { before, after }: { before: Reading; after: Reading } = JSON.parse(output);
  const text = [
    `linear memory ${before.linearBytes} and ${after.linearBytes} bytes`,
    `host, on and off its heap, ${before.hostBytes} and ${after.hostBytes} bytes`,
    `${((after.hostBytes - before.hostBytes) / calls).toFixed(3)} bytes a call`,
  ].join("; ");
  const title = `memory before and after ${calls} calls of cat, 4 KB each, by one JavaScript guest`;
  return { name: "calls/leak", title, text };
}
