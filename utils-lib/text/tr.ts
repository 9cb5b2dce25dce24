/** `tr`: a file with characters replaced, deleted or squeezed. */
import { blockBytes, cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createProgress } from "../progress.ts";
import type { Utility } from "../utility.ts";
import { parseCharacterSet } from "./character-set.ts";
import { withOpenText } from "./open-text.ts";
import { ResultText } from "./result-text.ts";
import { createTranslation } from "./translation.ts";

/** The arguments of {@link tr}. */
export interface TrArguments {
  readonly file: string;
  readonly characters: string;
  readonly replacements: string;
  readonly delete: boolean;
  readonly squeeze: boolean;
  readonly complement: boolean;
}

/**
 * Replaces each of `characters` by the one at the same place in `replacements`, whose last one
 * stands for all that are missing, as GNU `tr` does, but with Unicode characters. Sets may have
 * ranges (`a-z`), ASCII classes (`[:digit:]`), `\n` and the like and octal numbers (`\011`). With
 * `complement`, all other characters are meant. What is not UTF-8 becomes U+FFFD.
 *
 * @throws {FsError} `ENOENT`, `EISDIR`.
 * @throws {TypeError} for `delete` with `replacements` and no `squeeze`, and for nothing to do.
 * @throws {UtilityError} `INVALID_PATTERN` for a set that is none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.writeFile("/app/note", new TextEncoder().encode("Room  101\n"));
 *
 * const { tr } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await tr("note", "a-z", "A-Z"), "ROOM  101\n");
 * assert.equal(await tr("note", "[:digit:]", { delete: true }), "Room  \n");
 * assert.equal(await tr("note", " ", { squeeze: true }), "Room 101\n");
 * assert.equal(await tr("note", "[:alnum:]\\n", "_", { complement: true }), "Room__101\n");
 * ```
 */
export const tr: Utility<
  TrArguments,
  ["file", "characters"],
  ["replacements", "delete", "squeeze", "complement"],
  string
> = {
  name: "tr",
  camelCaseName: "tr",
  module: "text",
  summary: "Returns a file with characters replaced, deleted or squeezed.",
  parameters: [
    { name: "file", type: "string", doc: "File to read.", path: true },
    { name: "characters", type: "string", doc: "Set of characters to replace, delete or squeeze." },
    {
      name: "replacements",
      type: "string",
      doc: "Set of characters to put in their place.",
      default: "",
    },
    {
      name: "delete",
      type: "boolean",
      doc: "Whether the characters are deleted.",
      default: false,
    },
    {
      name: "squeeze",
      type: "boolean",
      doc: "Whether runs of one and the same character of the last set given become one.",
      default: false,
    },
    {
      name: "complement",
      type: "boolean",
      doc: "Whether all other characters are meant; all become the last replacement.",
      default: false,
    },
  ],
  result: { typescript: "string", python: "str", doc: "The text of the file, changed." },
  example: {
    args: ["notes.txt", "a-z", "A-Z"],
    result: "BUY MILK\nCALL ADA\nBUY BREAD\n",
  },
  cost: "One call, one path and its components, one file, scannedByte and lineByte for each byte, one line for each character of the sets, and resultByte for each byte returned.",
  run(context, args) {
    refuseContradiction(args);
    const set1 = parseCharacterSet(args.characters);
    const set2 = parseCharacterSet(args.replacements);
    context.charge((set1.length + set2.length) * cost.line);
    const { path } = guardPath(context, args.file);
    const result = new ResultText(context, "tr");
    const translate = createTranslation({ ...args, set1, set2 }, result);
    const report = createProgress(context);
    return withOpenText(context, path, ({ file, size }) => {
      const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
      const buffer = new Uint8Array(Math.min(blockBytes, size));
      for (let position = 0; position < size; ) {
        const length = Math.min(buffer.length, size - position);
        context.charge(length * (cost.scannedByte + cost.lineByte));
        const count = context.fs.read(file, buffer.subarray(0, length), position);
        if (count === 0) break;
        translate(decoder.decode(buffer.subarray(0, count), { stream: true }));
        position += count;
        report(count, 0);
      }
      translate(decoder.decode());
      report(0, 1);
      return result.end();
    });
  },
};

function refuseContradiction(args: Readonly<TrArguments>): void {
  if (args.delete && !args.squeeze && args.replacements !== "") {
    throw new TypeError('Cannot call "tr": "delete" takes no "replacements" without "squeeze"');
  }
  if (!args.delete && !args.squeeze && args.replacements === "") {
    throw new TypeError('Cannot call "tr": give "replacements", "delete" or "squeeze"');
  }
}
