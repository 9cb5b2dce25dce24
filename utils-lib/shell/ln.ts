/** `ln`: gives a file another name, or makes a symlink. */
import { baseName, dirName, FsError, normalizePath } from "../../vfs/index.ts";
import { cost } from "../cost.ts";
import { freeName } from "../files/free-name.ts";
import { guardEntry } from "../files/guard-entry.ts";
import { parentPrefix } from "../files/parent-prefix.ts";
import { guardPath, PathEscapeError } from "../path-guard.ts";
import type { Utility, UtilityContext } from "../utility.ts";
import { pathInto } from "./path-into.ts";

/** The arguments of {@link ln}. */
export interface LnArguments {
  readonly target: string;
  readonly link: string;
  readonly symbolic: boolean;
  readonly force: boolean;
}

/**
 * Makes `link` another name of the file `target` or, with `symbolic`, a symlink with that text,
 * which counts from the directory that the symlink lies in. When `link` is a directory, the name is
 * made in it.
 *
 * @throws {PathEscapeError} also when a symlink would lead out of the root.
 * @throws {FsError} `EEXIST` without `force`, `ENOENT`, `EPERM` for a directory that is not to be a
 * symlink, and what writing reports, such as `EDQUOT`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { bindUtilities } from "fuelbox/utils";
 * import { createFileSystem } from "fuelbox/vfs";
 *
 * const fs = createFileSystem().sync;
 * fs.mkdir("/app");
 * fs.mkdir("/app/v1");
 *
 * const { ln, realpath } = bindUtilities(() => ({ fs, cwd: "/app", root: "/app", charge() {} }));
 * await ln("v1", "current", { symbolic: true });
 * assert.equal(await realpath("current"), "/app/v1");
 * await assert.rejects(ln("/etc/passwd", "x", { symbolic: true }), { code: "PATH_ESCAPE_ATTEMPT" });
 * ```
 */
export const ln: Utility<LnArguments, ["target", "link"], ["symbolic", "force"], null> = {
  name: "ln",
  camelCaseName: "ln",
  module: "shell",
  summary: "Gives a file another name, or makes a symlink.",
  parameters: [
    { name: "target", type: "string", doc: "File that the link leads to.", path: true },
    {
      name: "link",
      type: "string",
      doc: "The new name, or the directory to make it in.",
      path: true,
    },
    { name: "symbolic", type: "boolean", doc: "Whether to make a symlink.", default: false },
    {
      name: "force",
      type: "boolean",
      doc: "Whether to replace a file that has the new name.",
      default: false,
    },
  ],
  result: { typescript: "null", python: "None", doc: "Nothing." },
  example: { args: ["notes.txt", "today.txt"], result: null },
  cost: "One call, for target one path and for link two with their components, and one change; with force one change more and one entry for each temporary name tried.",
  writes: true,
  run(context, { target, link, symbolic, force }) {
    const { fs } = context;
    const place = guardEntry(context, pathInto(context, link, baseName(target)));
    const source = symbolic
      ? checkedText(context, target, dirName(place.realPath))
      : guardEntry(context, target).realPath;
    context.charge(cost.change);
    const make = (path: string): void => {
      if (symbolic) fs.symlink(source, path);
      else fs.link(source, path);
    };
    if (!(force && fs.exists(place.realPath, { follow: false }))) {
      make(place.realPath);
      return null;
    }
    if (fs.lstat(place.realPath).type === "directory") {
      throw new FsError("EISDIR", "link", place.path);
    }
    context.charge(cost.change);
    const temporary = freeName(context, parentPrefix(fs, place, "link"));
    make(temporary);
    try {
      fs.rename(temporary, place.realPath);
    } catch (error) {
      fs.unlink(temporary);
      throw error;
    }
    // Renaming one name of a file to another one of it leaves both.
    if (fs.exists(temporary, { follow: false })) fs.unlink(temporary);
    return null;
  },
};

/** The text of a symlink in `directory`, if it stays within the root. */
function checkedText(context: UtilityContext, target: string, directory: string): string {
  try {
    guardPath(context, normalizePath(target, directory));
    return target;
  } catch (error) {
    if (error instanceof PathEscapeError) throw new PathEscapeError(context.root, target);
    throw error;
  }
}
