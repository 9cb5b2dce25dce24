/** `grep`: the lines of files that match a pattern. */

import { isMissing } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { createFileLister } from "./grep-files.ts";
import { createLineBuffer, type LineBlock, readLineBlocks } from "./line-blocks.ts";
import { createContextReader, type TakeLine } from "./line-context.ts";
import { createLineMatcher, type LineMatcher } from "./line-matcher.ts";

/** The arguments of {@link grep}. */
export interface GrepArguments {
  readonly pattern: string;
  readonly files: string | readonly string[];
  readonly regex: boolean;
  readonly ignore_case: boolean;
  readonly invert: boolean;
  readonly before: number;
  readonly after: number;
  readonly context: number;
  readonly max_count: number | null;
  readonly include: string | readonly string[] | null;
  readonly exclude: string | readonly string[] | null;
  readonly recursive: boolean;
  readonly binary: boolean;
}

/**
 * One line: the file's absolute path, the line's number from 1, its text without its end. A line
 * that is there because of a match near it has its number negated.
 */
export type GrepMatch = [file: string, lineNumber: number, line: string];

/**
 * Finds the lines that match. Lines end with `\n` or `\r\n` and are decoded as UTF-8, where invalid
 * bytes become U+FFFD. A literal is compared byte by byte. Results follow the order of `files`; a
 * directory stands for the files below it, sorted; a file that does not exist has no lines. Lines
 * before and after a match come in their places, each line once, with negated numbers. A file with
 * a NUL among its first 64 KiB is taken for binary and left out.
 *
 * @throws {UtilityError} `INVALID_PATTERN`; `LINE_TOO_LONG` for a line of more than 16 MiB;
 * `RESULT_TOO_LARGE`.
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
 * assert.deepEqual(await grep("ERROR 7", "log", { ignoreCase: true, before: 1 }), [
 *   ["/app/log", -1, "ok"],
 *   ["/app/log", 2, "error 7"],
 * ]);
 * await assert.rejects(grep("(", "log"), { code: "INVALID_PATTERN" });
 * ```
 */
export const grep: Utility<
  GrepArguments,
  ["pattern", "files"],
  [
    "regex",
    "ignore_case",
    "invert",
    "before",
    "after",
    "context",
    "max_count",
    "include",
    "exclude",
    "recursive",
    "binary",
  ],
  GrepMatch[]
> = {
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
    {
      name: "ignore_case",
      type: "boolean",
      doc: "Whether small letters and capitals are the same.",
      default: false,
    },
    {
      name: "invert",
      type: "boolean",
      doc: "Whether the lines are found that do not match.",
      default: false,
    },
    {
      name: "before",
      type: "integer",
      doc: "Lines to add before each match, with negated numbers.",
      default: 0,
      minimum: 0,
    },
    {
      name: "after",
      type: "integer",
      doc: "Lines to add after each match, with negated numbers.",
      default: 0,
      minimum: 0,
    },
    {
      name: "context",
      type: "integer",
      doc: "Lines to add on both sides, unless before or after say more.",
      default: 0,
      minimum: 0,
    },
    {
      name: "max_count",
      type: "integer",
      doc: "The most matches of one file.",
      default: null,
      minimum: 1,
    },
    {
      name: "include",
      type: "strings",
      doc: "Globs of the files to search in directories; if absent, all.",
      default: null,
    },
    {
      name: "exclude",
      type: "strings",
      doc: "Globs of files and directories to leave out in directories.",
      default: null,
    },
    {
      name: "recursive",
      type: "boolean",
      doc: "Whether directories in directories are searched too.",
      default: true,
    },
    {
      name: "binary",
      type: "boolean",
      doc: "Whether files that hold a NUL are searched too.",
      default: false,
    },
  ],
  result: {
    typescript: "[file: string, lineNumber: number, line: string][]",
    python: "list[tuple[str, int, str]]",
    doc: "Absolute path, line number from 1 and line of each match; the number of a line that is only near a match is negated.",
  },
  example: {
    args: ["ERROR", "logs"],
    result: [
      ["/app/logs/app.log", 2, "2025-01-01 ERROR disk full"],
      ["/app/logs/old.log", 1, "2024-12-31 ERROR timeout"],
    ],
  },
  cost: "One call; one path and its components for each of files; for a directory what find charges to list it; for each file one file and scannedByte for its bytes, once more when case is ignored and for each further text of a choice such as a|b; patternByte for each byte of the lines that the expression is tried on, and patternInstruction for each of its characters and instructions; for each line returned one item and its bytes; with invert and lines around matches also line and lineByte for each line.",
  run(context, args) {
    const matcher = createLineMatcher(context, { ...args, ignoreCase: args.ignore_case });
    const list = createFileLister(context, args);
    const meter = createResultMeter(context, "grep");
    const buffer = createLineBuffer(context);
    const accepts = (beginning: Uint8Array): boolean => args.binary || !beginning.includes(0);
    const matches: GrepMatch[] = [];
    for (const given of typeof args.files === "string" ? [args.files] : args.files) {
      for (const path of list(given)) {
        const take: TakeLine = (lineNumber, bytes, text) => {
          meter.item(path.length + bytes);
          matches.push([path, lineNumber, text()]);
        };
        try {
          readLineBlocks(
            context,
            path,
            buffer,
            createReader(context, matcher, args, take),
            accepts,
          );
        } catch (error) {
          if (!isMissing(error)) throw error;
        }
      }
    }
    return matches;
  },
};

/** Reads one file block by block, the fast way if matching lines are all that is wanted. */
function createReader(
  context: UtilityContext,
  matcher: LineMatcher,
  args: Readonly<GrepArguments>,
  take: TakeLine,
): (block: LineBlock) => boolean {
  const before = Math.max(args.before, args.context);
  const after = Math.max(args.after, args.context);
  const maxCount = args.max_count ?? Infinity;
  if (args.invert || before > 0 || after > 0) {
    const options = { before, after, invert: args.invert, maxCount };
    return createContextReader(context, matcher, options, take);
  }
  let lineNumber = 1;
  let count = 0;
  return (block) => {
    lineNumber = matcher(block, lineNumber, (matched, bytes, text) => {
      take(matched, bytes, text);
      return ++count < maxCount;
    });
    return count < maxCount;
  };
}
