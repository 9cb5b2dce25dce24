/** `head`: the first lines of a file. */
import { blockBytes, cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility } from "../utility.ts";
import { BlockDecoder } from "./block-decoder.ts";

/** The arguments of {@link head}. */
export interface HeadArguments {
  readonly file: string;
  readonly lines: number;
}

/**
 * Reads the first lines, with their ends as they are in the file, decoded as UTF-8 where invalid
 * bytes become U+FFFD. Costs what it returns, however large the file is.
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
 * fs.writeFile("/app/log", new TextEncoder().encode("one\ntwo\nthree\n"));
 *
 * const { head } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await head("log", 2), "one\ntwo\n");
 * await assert.rejects(head("missing"), { code: "ENOENT" });
 * ```
 */
export const head: Utility<HeadArguments, ["file"], ["lines"], string> = {
  name: "head",
  camelCaseName: "head",
  module: "text",
  summary: "Returns the first lines of a file.",
  parameters: [
    { name: "file", type: "string", doc: "File to read.", path: true },
    { name: "lines", type: "integer", doc: "How many lines.", default: 10, minimum: 0 },
  ],
  result: {
    typescript: "string",
    python: "str",
    doc: "The lines with their ends; all of the file when it has fewer.",
  },
  example: { args: ["notes.txt", { lines: 2 }], result: "buy milk\ncall Ada\n" },
  cost: "One call, one path and its components, one file, scannedByte for each byte read and resultByte for each returned.",
  run(context, { file: given, lines }) {
    const { fs } = context;
    const { path } = guardPath(context, given);
    context.charge(cost.file);
    const file = fs.open(path, { read: true });
    try {
      const { size } = fs.fstat(file);
      const decoder = new BlockDecoder();
      const meter = createResultMeter(context, "head");
      let block = new Uint8Array(firstBlockBytes);
      let text = "";
      let wanted = lines;
      for (let position = 0; wanted > 0; ) {
        const length = Math.min(block.length, Math.max(size - position, 1));
        context.charge(length * cost.scannedByte);
        const count = fs.read(file, block.subarray(0, length), position);
        if (count === 0) break;
        position += count;
        const { end, newlines } = skipLines(block.subarray(0, count), wanted);
        wanted -= newlines;
        meter.text(end);
        text += decoder.decode(block.subarray(0, end));
        if (wanted > 0 && block.length < blockBytes) block = new Uint8Array(block.length * 2);
      }
      return text + decoder.end();
    } finally {
      fs.close(file);
    }
  },
};

/** Ten ordinary lines fit; later blocks double up to `blockBytes`. */
const firstBlockBytes = 4_096;

/** Where `wanted` lines end in `block`, or its end when it has fewer, and how many there are. */
function skipLines(block: Uint8Array, wanted: number): { end: number; newlines: number } {
  let end = 0;
  for (let newlines = 0; newlines < wanted; newlines++) {
    const next = block.indexOf(0x0a, end);
    if (next === -1) return { end: block.length, newlines };
    end = next + 1;
  }
  return { end, newlines: wanted };
}
