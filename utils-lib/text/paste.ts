/** `paste`: the lines of several files side by side. */
import { cost } from "../cost.ts";
import type { Utility } from "../utility.ts";
import { ResultText } from "./result-text.ts";
import { createWholeFileReader, type WholeFile } from "./whole-file.ts";

/** The arguments of {@link paste}. */
export interface PasteArguments {
  readonly files: string | readonly string[];
  readonly delimiter: string;
  readonly serial: boolean;
}

/**
 * Joins the first lines of all files, then the second ones and so on, as GNU `paste` does; files
 * that have ended give empty parts. With `serial`, each file becomes one line. A carriage return
 * before a newline is part of the line; what is not UTF-8 becomes U+FFFD.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {UtilityError} `RESULT_TOO_LARGE`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/names", new TextEncoder().encode("Ada\nGrace\n"));
 * fs.writeFile("/app/years", new TextEncoder().encode("1815\n1906\n1936\n"));
 *
 * const { paste } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await paste(["names", "years"], ","), "Ada,1815\nGrace,1906\n,1936\n");
 * assert.equal(await paste("names", "+", { serial: true }), "Ada+Grace\n");
 * ```
 */
export const paste: Utility<PasteArguments, ["files"], ["delimiter", "serial"], string> = {
  name: "paste",
  camelCaseName: "paste",
  module: "text",
  summary: "Returns the lines of several files side by side.",
  parameters: [
    { name: "files", type: "strings", doc: "File, or a list of them.", path: true },
    {
      name: "delimiter",
      type: "string",
      doc: "Characters to put between the parts, one after another and from the start again.",
      default: "\t",
    },
    {
      name: "serial",
      type: "boolean",
      doc: "Whether the lines of each file are joined to one line instead.",
      default: false,
    },
  ],
  result: { typescript: "string", python: "str", doc: "The joined lines, each with a newline." },
  example: {
    args: [["notes.txt", "todo.txt"], "|"],
    result: "buy milk|buy milk\ncall Ada|call Bob\nbuy bread|buy bread\n",
  },
  cost: "One call; for each file one path and its components, one file, scannedByte and lineByte for each byte and one line for each line; resultByte for each byte returned.",
  run(context, { files, delimiter, serial }) {
    const read = createWholeFileReader(context, "paste", 0);
    const texts = (typeof files === "string" ? [files] : files).map((file) => {
      const text = read(file);
      context.charge(text.bytes.length * cost.lineByte + text.lineCount * cost.line);
      return createLineReader(text);
    });
    const result = new ResultText(context, "paste");
    const encoder = new TextEncoder();
    const joints = [...delimiter].map((character) => encoder.encode(character));
    const join = (index: number): void => result.bytes(joints[index % joints.length] ?? none);
    if (serial) {
      for (const text of texts) {
        for (let index = 0; text.copyLine(result); index++) if (!text.isAtEnd()) join(index);
        result.byte(newline);
      }
      return result.end();
    }
    while (texts.some((text) => !text.isAtEnd())) {
      texts.forEach((text, index) => {
        text.copyLine(result);
        if (index < texts.length - 1) join(index);
      });
      result.byte(newline);
    }
    return result.end();
  },
};

const none = new Uint8Array();
const newline = 0x0a;

/** Goes through a text line by line. */
interface LineReader {
  isAtEnd(): boolean;
  /** Adds the next line without its end; `false` when there is none. */
  copyLine(result: ResultText): boolean;
}

function createLineReader({ bytes }: WholeFile): LineReader {
  let start = 0;
  return {
    isAtEnd: () => start >= bytes.length,
    copyLine(result) {
      if (start >= bytes.length) return false;
      const next = bytes.indexOf(newline, start);
      const end = next === -1 ? bytes.length : next;
      result.bytes(bytes, start, end);
      start = end + 1;
      return true;
    },
  };
}
