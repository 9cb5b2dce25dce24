/** `fuelbox instrument`: one module, from file to file. */
import { readFileSync, writeFileSync } from "node:fs";
import { instrument } from "../wasm/index.ts";
import type { CommandIo } from "./command-io.ts";
import { attemptWith } from "./program-file.ts";
import type { InstrumentCommand } from "./wasm-commands.ts";

/** Meters the module, writes it, and answers with the exit code. */
export function instrumentFile(
  { file, out, options, stats }: InstrumentCommand,
  { stdout }: Pick<CommandIo, "stdout">,
): number {
  const source = new Uint8Array(attemptWith("read", file, () => readFileSync(file)));
  const { bytes, meta } = instrument(source, options);
  attemptWith("write", out, () => writeFileSync(out, bytes));
  if (stats) stdout.write(`${JSON.stringify(meta, undefined, 2)}\n`);
  return 0;
}
