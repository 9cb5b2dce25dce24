/** `cat`: the content of files, one after the other. */
import { cost } from "../cost.ts";
import { readBlocks } from "../files/read-blocks.ts";
import { createResultMeter } from "../result-meter.ts";
import { BlockDecoder } from "../text/block-decoder.ts";
import type { Utility } from "../utility.ts";

/** The arguments of {@link cat}. */
export interface CatArguments {
  readonly files: readonly string[];
}

/**
 * Reads files and joins them, decoded as UTF-8 where invalid bytes become U+FFFD. Nothing is put
 * between them.
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
 * fs.writeFile("/app/a.txt", new TextEncoder().encode("one\n"));
 * fs.writeFile("/app/b.txt", new TextEncoder().encode("two\n"));
 *
 * const { cat } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await cat("a.txt", "b.txt"), "one\ntwo\n");
 * await assert.rejects(cat("missing"), { code: "ENOENT" });
 * ```
 */
export const cat: Utility<CatArguments, ["files"], [], string> = {
  name: "cat",
  camelCaseName: "cat",
  module: "shell",
  summary: "Returns the content of files, one after the other.",
  parameters: [
    { name: "files", type: "strings", doc: "Files to read.", path: true, variadic: true },
  ],
  result: { typescript: "string", python: "str", doc: "The text of all files." },
  example: {
    args: ["logs/old.log", "people.csv"],
    result: "2024-12-31 ERROR timeout\nname,age\nAda,36\nGrace,85\n",
  },
  cost: "One call, for each file one path, its components and one file, scannedByte for each byte read and resultByte for each returned.",
  run(context, { files }) {
    const decoder = new BlockDecoder();
    const meter = createResultMeter(context, "cat");
    let text = "";
    for (const file of files) {
      readBlocks(context, file, cost.scannedByte, (block) => {
        meter.text(block.length);
        text += decoder.decode(block);
      });
    }
    return text + decoder.end();
  },
};
