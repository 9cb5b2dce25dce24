/** `echo`: gives a text back, or writes it to a file as a line. */
import { cost } from "../cost.ts";
import { guardPath } from "../path-guard.ts";
import { createResultMeter } from "../result-meter.ts";
import type { Utility, UtilityContext } from "../utility.ts";

/** The arguments of {@link echo}. */
export interface EchoArguments {
  readonly text: string;
  readonly file: string | null;
  readonly append: boolean;
}

/**
 * Gives back the text as it is or, with `file`, writes it there with a line end. The file is made
 * when it is missing; its content is replaced or, with `append`, added to, in one piece.
 *
 * @throws {FsError} `ENOENT` without the directory, `EISDIR`, and what writing reports, such as
 * `EDQUOT`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 *
 * const { cat, echo } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * assert.equal(await echo("hello"), "hello");
 * assert.equal(await echo("one", "log.txt"), null);
 * await echo("two", "log.txt", { append: true });
 * assert.equal(await cat("log.txt"), "one\ntwo\n");
 * ```
 */
export const echo: Utility<EchoArguments, ["text"], ["file", "append"], string | null> = {
  name: "echo",
  camelCaseName: "echo",
  module: "shell",
  summary: "Returns a text, or writes it to a file as a line.",
  parameters: [
    { name: "text", type: "string", doc: "What to return or to write." },
    {
      name: "file",
      type: "string",
      doc: "File to write to; if absent, the text is returned.",
      default: null,
      path: true,
    },
    {
      name: "append",
      type: "boolean",
      doc: "Whether to add to the file instead of replacing its content.",
      default: false,
    },
  ],
  result: {
    typescript: "string | null",
    python: "str | None",
    doc: "The text, or null when it was written to a file.",
  },
  example: { args: ["hello"], result: "hello" },
  cost: "One call, and resultByte for each byte; with file also one path and its components, one file and one change.",
  writes: "file",
  run(context, { text, file, append }) {
    if (file === null) {
      createResultMeter(context, "echo").text(text.length);
      return text;
    }
    context.charge((text.length + 1) * cost.resultByte);
    const bytes = new TextEncoder().encode(`${text}\n`);
    // A character can take up to three bytes.
    context.charge((bytes.length - text.length - 1) * cost.resultByte);
    const { realPath } = guardPath(context, file);
    context.charge(cost.file + cost.change);
    writeWhole(context, realPath, bytes, append);
    return null;
  },
};

/** A new file that has no room for its content goes again; an old one stays as it was. */
function writeWhole(
  { fs }: UtilityContext,
  path: string,
  bytes: Uint8Array,
  append: boolean,
): void {
  const isNew = !fs.exists(path);
  const file = fs.open(path, { write: true, create: true, append });
  try {
    fs.write(file, bytes);
    if (!append) fs.ftruncate(file, bytes.length);
  } catch (error) {
    if (isNew) fs.unlink(path);
    throw error;
  } finally {
    fs.close(file);
  }
}
