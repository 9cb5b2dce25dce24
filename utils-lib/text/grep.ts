/** `grep`: the lines of files that match a pattern. */
import { walkFiles } from "../files/walk.ts";
import { guardPath, isMissing } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { createLineBuffer, readLineBlocks } from "./line-blocks.ts";
import { createLineMatcher } from "./line-matcher.ts";

/** The arguments of {@link grep}. */
export interface GrepArguments {
  readonly pattern: string;
  readonly files: string | readonly string[];
  readonly regex: boolean;
}

/** One matching line: the file's absolute path, the line's number from 1, its text without its end. */
export type GrepMatch = [file: string, lineNumber: number, line: string];

/**
 * Finds the lines that match. Lines end with `\n` or `\r\n` and are decoded as UTF-8, where invalid
 * bytes become U+FFFD. A literal is compared byte by byte. Results follow the order of `files`; a
 * directory stands for all files below it, sorted; a file that does not exist has no lines.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/log", new TextEncoder().encode("ok\nerror 7\nerror [x]\n"));
 *
 * const { grep } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.deepEqual(await grep("error \\d", "log"), [["/app/log", 2, "error 7"]]);
 * assert.deepEqual(await grep("[x]", ["log"], { regex: false }), [["/app/log", 3, "error [x]"]]);
 * await assert.rejects(grep("(", "log"), { code: "INVALID_PATTERN" });
 * ```
 */
export const grep: Utility<GrepArguments, ["pattern", "files"], ["regex"], GrepMatch[]> = {
  name: "grep",
  camelCaseName: "grep",
  module: "text",
  summary: "Finds the lines of files that match a regular expression or contain a text.",
  parameters: [
    { name: "pattern", type: "string", doc: "Regular expression (RE2 syntax) or text." },
    { name: "files", type: "strings", doc: "File or directory, or a list of them.", path: true },
    {
      name: "regex",
      type: "boolean",
      doc: "Whether the pattern is a regular expression; if not, it is text.",
      default: true,
    },
  ],
  result: {
    typescript: "[file: string, lineNumber: number, line: string][]",
    python: "list[tuple[str, int, str]]",
    doc: "Absolute path, line number from 1 and line of each match.",
  },
  example: {
    args: ["ERROR", "logs"],
    result: [
      ["/app/logs/app.log", 2, "2025-01-01 ERROR disk full"],
      ["/app/logs/old.log", 1, "2024-12-31 ERROR timeout"],
    ],
  },
  cost: "One call; one path and its components for each of files; for a directory what find charges to list it; for each file one file and scannedByte for its bytes; patternByte for each byte of the lines that the expression is tried on, and patternInstruction for each of its characters and instructions; for each match one item and its bytes.",
  run(context, { pattern, files, regex }) {
    const matcher = createLineMatcher(context, pattern, regex);
    const meter = createResultMeter(context, "grep");
    const buffer = createLineBuffer();
    const matches: GrepMatch[] = [];
    for (const given of typeof files === "string" ? [files] : files) {
      for (const path of filesAt(context, given)) {
        let lineNumber = 1;
        const emit = (number: number, bytes: number, text: () => string): void => {
          meter.item(path.length + bytes);
          matches.push([path, number, text()]);
        };
        try {
          readLineBlocks(context, path, buffer, (block) => {
            lineNumber = matcher(block, lineNumber, emit);
          });
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }
    }
    return matches;
  },
};

function filesAt(context: UtilityContext, given: string): readonly string[] {
  const { path } = guardPath(context, given);
  try {
    if (context.fs.stat(path).type === "file") return [path];
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  return walkFiles(context, path, { maxDepth: Infinity, accept: () => true });
}
