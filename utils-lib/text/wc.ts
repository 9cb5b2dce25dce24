/** `wc`: how many lines, words and characters a file has. */
import { blockBytes, cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import type { Utility } from "../utility.ts";
import { withOpenText } from "./open-text.ts";
import { createTextCounter, type TextCounts } from "./text-counter.ts";

/** The arguments of {@link wc}. */
export interface WcArguments {
  readonly file: string;
}

/**
 * Counts. A last line without its end is a line; words are what Python's `str.split()` gives;
 * characters are Unicode's, where each part that is not UTF-8 is one. The file is read in blocks,
 * whatever its lines are.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/verse", new TextEncoder().encode("three short words\nand naïveté"));
 *
 * const { wc } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await wc("verse"), { lines: 2, words: 5, chars: 29 });
 * await assert.rejects(wc("missing"), { code: "ENOENT" });
 * ```
 */
export const wc: Utility<WcArguments, ["file"], [], TextCounts> = {
  name: "wc",
  camelCaseName: "wc",
  module: "text",
  summary: "Counts the lines, words and characters of a file.",
  parameters: [{ name: "file", type: "string", doc: "File to read.", path: true }],
  result: {
    typescript: "{ lines: number; words: number; chars: number }",
    python: "dict[str, int]",
    doc: "The counts as lines, words and chars.",
  },
  example: { args: ["notes.txt"], result: { lines: 3, words: 6, chars: 28 } },
  cost: "One call, one path and its components, one file, and scannedByte for each byte.",
  run(context, { file: given }) {
    const { path } = guardPath(context, given);
    const report = createProgress(context);
    return withOpenText(context, path, ({ file, size }) => {
      const buffer = new Uint8Array(Math.min(blockBytes, size));
      const counter = createTextCounter();
      for (let position = 0; position < size; ) {
        const length = Math.min(buffer.length, size - position);
        context.charge(length * cost.scannedByte);
        const count = context.fs.read(file, buffer.subarray(0, length), position);
        if (count === 0) break;
        counter.add(buffer.subarray(0, count));
        position += count;
        report(count, 0);
      }
      report(0, 1);
      return counter.end();
    });
  },
};
